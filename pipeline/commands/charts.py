"""Pages and charts of what is kept."""

from __future__ import annotations

from pathlib import Path

import click
from missiemonitor.pipeline.commands.common import (
    PathOf,
    db_option,
    labels_option,
    no_figures,
    open_series,
    reports_option,
    say,
    series_option,
    write,
)


@click.command()
@click.argument("out", type=PathOf(), default="trends.html")
@db_option
@series_option
@labels_option
def trends(out: Path, db: str | None, series: str | None, language: str) -> None:
    """Charts of officers over time and over the world, each with its table.

    OUT is one self-contained page (trends.html) or a folder, which then holds every chart as SVG
    and PNG, its table as CSV, and the page. Nothing of it asks anything of the network.

    \b
    Examples:
      missiemonitor trends --db my.db
      missiemonitor trends charts/ --language en --db my.db
    """
    from missiemonitor.output.charts import charts_of, labels_in
    from missiemonitor.output.database.one_series import series_of
    from missiemonitor.output.pages import trends_page
    from missiemonitor.pipeline.presentation.progress import Waiting

    path, database = open_series(db, series)
    labels = labels_in(language, series_of(database))
    with Waiting("drawing") as waiting:
        drawn = []
        for chart in charts_of(database, labels):
            waiting.at(chart.name)
            drawn.append(chart)
        if not drawn:
            raise no_figures()
        page = trends_page(database, path.name, labels, drawn)
        if out.suffix.casefold() in (".html", ".htm"):
            write(out, page.encode())
        else:
            write(out / "index.html", page.encode())
            for chart in drawn:
                waiting.at(chart.name)
                write(out / f"{chart.name}.svg", chart.svg().encode())
                write(out / f"{chart.name}.png", chart.png())
                write(out / f"{chart.name}.csv", chart.table.to_csv(index=False).encode())
    say(f"{out} holds {len(drawn)} charts")


@click.command()
@click.argument("period")
@click.argument("out", type=PathOf(), required=False)
@db_option
@series_option
@labels_option
@reports_option("for crops of the pages", here=False)
@click.option("--pdf", is_flag=True, help="Write a PDF besides; needs Chromium.")
def report(
    period: str,
    out: Path | None,
    db: str | None,
    series: str | None,
    language: str,
    folders: tuple[Path, ...],
    pdf: bool,
) -> None:
    """One page about a PERIOD that can be sent on: figures, changes, findings, sources.

    \b
    Examples:
      missiemonitor report 2024-1 --db my.db --reports reports/
      missiemonitor report 2024-1 half-year.html --pdf --db my.db
    """
    from missiemonitor.output.analysis.over_time import no_figures_for, periods
    from missiemonitor.output.charts import charts_of, labels_in
    from missiemonitor.output.database.one_series import series_of
    from missiemonitor.output.page_images import Crops
    from missiemonitor.output.pages import period_page
    from missiemonitor.pipeline.presentation.print_pdf import BrowserError, print_pdf
    from missiemonitor.pipeline.presentation.progress import Waiting

    path, database = open_series(db, series)
    there = periods(database)
    if period not in there:
        raise no_figures_for(database, period)
    target = out or Path(f"{period}.html")
    if target.suffix.casefold() not in (".html", ".htm"):
        target = target.with_name(f"{target.name}.html")
    labels = labels_in(language, series_of(database))
    with Waiting("drawing") as waiting:
        drawn = []
        for chart in charts_of(database, labels, upto=period):
            waiting.at(chart.name)
            if chart.name in ("total", "organisation", "map"):
                drawn.append(chart)
        page = period_page(database, period, path.name, labels, drawn, Crops(folders))
        write(target, page.encode())
        written = [target]
        if pdf:
            waiting.at("PDF")
            try:
                written.append(print_pdf(target))
            except BrowserError as error:
                raise BrowserError(f"{target} is written; {error.message}", error.do) from error
    say(f"{' and '.join(map(str, written))}: {labels['title']}, {period}")
