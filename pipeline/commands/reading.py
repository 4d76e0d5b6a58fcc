"""A report goes in: what it says, its tables, and keeping it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.commands.common import (
    FINE,
    LOOK,
    UNREAD,
    Ended,
    all_pages_option,
    as_json,
    db_option,
    json_option,
    model_option,
    origin_option,
    settings_of,
)


@click.command()
@click.argument("pdf", type=click.Path(path_type=Path))
@json_option
@origin_option
@all_pages_option
@model_option
@click.option(
    "--debug",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Draw regions, tables and rows on pictures of the pages, into DIR.",
)
def extract(
    pdf: Path,
    json_: bool,
    origin: str | None,
    all_pages: bool | None,
    model: str | None,
    debug: Path | None,
) -> None:
    """Show what would be stored of a report; store nothing.

    \b
    Examples:
      missiemonitor extract 2024-1-bijlage-5.pdf
      missiemonitor extract report.pdf --json | jq .deployments
    """
    from pipeline import describe, show
    from pipeline.progress import Reporter
    from pipeline.run import read

    settings = settings_of(origin=origin, all_pages=all_pages, model=model)
    with Reporter(1) as reporter:
        found = read(pdf, settings, reporter.page_of(pdf))
    plain = describe.as_json(found)
    if json_:
        as_json(plain)
    else:
        click.echo(show.extraction(plain))
    if debug:
        from pipeline.draw import draw_pages

        for picture in draw_pages(pdf, found, debug):
            click.echo(f"drew {picture}", err=True)
    open_ = any(finding.severity != "info" for finding in found.findings)
    sys.exit(LOOK if open_ else FINE)


@click.command()
@click.argument("pdf", type=click.Path(path_type=Path))
@json_option
@click.option("--csv", "csv_", is_flag=True, help="Print CSV, with page and table before each row.")
def tables(pdf: Path, json_: bool, csv_: bool) -> None:
    """Every table in a PDF, of whatever kind; stores nothing.

    \b
    Examples:
      missiemonitor tables report.pdf
      missiemonitor tables report.pdf --json | jq '.[0].rows'
    """
    from corpus.read import read_document
    from extractors.any_tables import any_tables
    from pipeline import show
    from pipeline.progress import Reporter

    if json_ and csv_:
        raise click.UsageError("take one of --json and --csv")
    with Reporter(1) as reporter:
        document = read_document(pdf, limits=settings_of().limits, progress=reporter.page_of(pdf))
    found = any_tables(document)
    if json_:
        as_json([{"page": t.page, "box": list(t.box.rounded()), "rows": t.rows} for t in found])
    elif csv_:
        click.echo(show.tables_csv(found), nl=False)
    else:
        click.echo(show.tables(found))


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@db_option
@json_option
@origin_option
@all_pages_option
@model_option
def ingest(
    paths: tuple[Path, ...],
    db: str | None,
    json_: bool,
    origin: str | None,
    all_pages: bool | None,
    model: str | None,
) -> None:
    """Read reports, or folders of them, into the database.

    Giving a report again changes nothing. A revised report is counted instead of the older one,
    which stays. What cannot be read costs only itself.

    \b
    Examples:
      missiemonitor ingest 2024-1-bijlage-5.pdf --db my.db
      missiemonitor ingest reports/ --db my.db
    """
    from corpus.files import find_reports
    from output.database import open_database
    from pipeline import run, summary
    from pipeline.progress import Reporter

    settings = settings_of(db=db, origin=origin, all_pages=all_pages, model=model)
    reports = find_reports(paths)
    if not reports:
        raise Ended(f"no PDF files in {', '.join(map(str, paths))}; name a PDF or a folder", 2)
    target = Path(settings.db)
    if not target.parent.is_dir():
        raise Ended(f"{target.parent}: there is no such folder to put {target.name} in", 2)
    database = open_database(target, create=True)
    outcomes = []
    with Reporter(len(reports)) as reporter:
        try:
            for outcome in run.ingest(database, reports, settings, reporter.page_of):
                outcomes.append(outcome)
        except KeyboardInterrupt:
            click.echo(f"stopped; {len(outcomes)} of {len(reports)} reports are done", err=True)
            raise
    for outcome in outcomes:
        if outcome.error:
            click.echo(f"missiemonitor: {outcome.error}", err=True)
    told = summary.of_ingest(database, outcomes)
    if json_:
        as_json(told)
    else:
        click.echo(summary.as_text(told, target))
    if any(outcome.error for outcome in outcomes):
        sys.exit(UNREAD)
    sys.exit(LOOK if any(r["errors"] or r["warnings"] for r in told["reports"]) else FINE)
