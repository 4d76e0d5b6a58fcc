"""Questions about what is kept: changes, trends, findings, and where a figure comes from."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from missiemonitor.corpus.errors import ExitStatus
from missiemonitor.corpus.files import need_file
from missiemonitor.pipeline.commands.common import (
    CommandError,
    PathOf,
    as_json,
    by_option,
    db_option,
    json_option,
    language_option,
    no_figures,
    open_series,
    reports_option,
    say,
    series_option,
    settings_of,
    write,
)

if TYPE_CHECKING:
    from sqlite_utils import Database


@click.command()
@click.argument("before", required=False)
@click.argument("after", required=False)
@db_option
@series_option
@by_option
@click.option("--all", "all_", is_flag=True, help="All periods side by side.")
@language_option("en", "Language of the table and what is told; JSON and CSV stay as they are.")
@json_option
@click.option("--csv", "csv_", is_flag=True, help="Print CSV.")
@click.option("--markdown", is_flag=True, help="Print a Markdown table.")
def compare(
    before: str | None,
    after: str | None,
    db: str | None,
    series: str | None,
    by: str,
    all_: bool,
    language: str,
    json_: bool,
    csv_: bool,
    markdown: bool,
) -> None:
    """What changed between two periods, by default the last two; or all periods in a row.

    A mission that a period does not list is "not listed", which is not zero; it has "ended" only
    where its last year, a dash or a sentence says so. A deployment in several countries is shared:
    it is in the total once and in the number of none of them.

    \b
    Examples:
      missiemonitor compare --db my.db
      missiemonitor compare 2023-2 2024-1 --db my.db --csv
      missiemonitor compare --all --by country --db my.db --markdown
      missiemonitor compare --db my.db --language nl
      missiemonitor compare --series rapport-annuel-police-federale-belge --db my.db
    """
    from missiemonitor.output.analysis.compare import compare as compare_periods
    from missiemonitor.output.analysis.over_time import over_time
    from missiemonitor.pipeline.presentation import comparisons

    if json_ + csv_ + markdown > 1:
        raise click.UsageError("take one of --json, --csv and --markdown")
    if all_ and before:
        raise click.UsageError("--all takes no periods")
    if before and not after:
        raise click.UsageError(
            f"{before} is one period: name the one to hold it against as well, such as "
            f"'compare 2023-2 {before}'; without periods the last two are compared, and 'report "
            f"{before}' makes a page about one"
        )
    _, database = open_series(db, series)
    table = over_time(database, by) if all_ else compare_periods(database, before, after, by)
    if table.empty:
        raise no_figures()
    rows = "missions" if by == "mission" and not all_ else "rows"
    style = "pipe" if markdown else "simple"
    if json_:
        plain = json.loads(table.to_json(orient="records", force_ascii=False))
        as_json({**table.attrs, rows: plain})
    elif csv_:
        click.echo(table.to_csv(index=False), nl=False)
    elif all_:
        told = comparisons.of_periods(database, table, by, style, language)
        (click.echo if markdown else say)(told)
    else:
        told = comparisons.of_comparison(database, table, style, language)
        (click.echo if markdown else say)(told)


@click.command()
@db_option
@series_option
@click.option("--report", metavar="FILE", help="Findings of this report alone.")
@click.option("--period", metavar="PERIOD", help="Findings of this period alone.")
@click.option(
    "--code", metavar="CODE,...", help="Findings of these codes alone (docs/findings.md)."
)
@click.option(
    "--severity",
    type=click.Choice(["error", "warning", "info"]),
    help="These alone; info is told only so.",
)
@language_option("en", "Language of findings.")
@json_option
@reports_option("to say which are not there any more as they were read", here=False)
@click.option(
    "--anchor",
    "anchor_",
    type=PathOf(),
    metavar="FILE",
    help="Tell whether decisions and reports are still those of this anchor, kept elsewhere.",
)
@click.option(
    "--write-anchor",
    type=PathOf(),
    metavar="FILE",
    help="Write an anchor of the database as it is now, for --anchor.",
)
def check(
    db: str | None,
    series: str | None,
    report: str | None,
    period: str | None,
    code: str | None,
    severity: str | None,
    language: str,
    json_: bool,
    folders: tuple[Path, ...],
    anchor_: Path | None,
    write_anchor: Path | None,
) -> None:
    """Every finding that is open, and whether the database is whole.

    Errors come first (a figure is wrong or missing unless a person says otherwise), then warnings
    (a person should look); of both, what changes a total before what changes a row. Each group
    says what to do. What is for the record alone (info: why a sentence is unsure, what was read in
    one way) is not open; the last line counts it, and --severity info shows it.

    \b
    Examples:
      missiemonitor check --db my.db
      missiemonitor check --db my.db --severity error
      missiemonitor check --db my.db --severity info --code statement-unsure
      missiemonitor check --db my.db --period 2024-1 --language nl
      missiemonitor check --db my.db --reports reports/
      missiemonitor check --db my.db --anchor /elsewhere/anchor.json

    Exit status: 0 nothing is open; 1 something is open (of what was asked for), or the database is
    damaged; 2 wrong use.
    """
    from missiemonitor.extractors.findings import descriptions
    from missiemonitor.output.analysis.integrity import (
        added,
        damage,
        lost_reports,
        open_findings,
        told_mended,
    )
    from missiemonitor.output.database.connect import open_reading
    from missiemonitor.output.database.one_series import one_series
    from missiemonitor.output.decisions.anchor import anchor, held_against
    from missiemonitor.pipeline.presentation import open_findings as shown
    from missiemonitor.pipeline.presentation.progress import Waiting

    codes = [each.strip() for each in (code or "").split(",") if each.strip()]
    for each in codes:
        if each not in descriptions():
            raise click.UsageError(f"there is no code {each!r}; docs/findings.md lists them")
    path = Path(settings_of(db=db).db)
    mended: list[str] = []
    database = open_reading(path, mended)
    if report is not None:
        _known_report(database, report)
    if period is not None:
        _known_period(database, period)
    of_one = one_series(database, series) if series else database
    asked = partial(open_findings, of_one, language, report=report, period=period, codes=codes)
    with Waiting("looking through the database"):
        findings = asked(severity=severity)
        record = len(asked(severity="info")) if severity is None else 0
        besides = [each for each in asked() if each["severity"] != severity] if severity else []
        broken = [*told_mended(mended), *damage(database)]
        if folders:
            broken += lost_reports(database, folders)
        if anchor_:
            broken += held_against(database, _anchor_text(anchor_))
    if write_anchor:
        write(write_anchor, anchor(database).encode())
    if json_:
        as_json({"findings": findings, "damage": broken, "not_ours": added(database)})
    else:
        say(shown.as_text(findings, broken, language, path, record, besides))
        if others := added(database):
            say(shown.not_ours(others, language))
    look = broken or any(each["severity"] != "info" for each in findings)
    sys.exit(ExitStatus.LOOK if look else ExitStatus.FINE)


def _anchor_text(path: Path) -> str:
    try:
        need_file(path)
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path}: cannot be read ({error})", "check its name") from error


def _known_report(database: Database, name: str) -> None:
    from missiemonitor.output.analysis.integrity import is_report

    if not any(is_report(row, name) for row in database.query("SELECT report, file FROM report")):
        raise CommandError(f"there is no report {name!r} in the database", "'check' names them")


def _known_period(database: Database, name: str) -> None:
    there = [each for (each,) in database.execute("SELECT period FROM period ORDER BY first_day")]
    if name not in there:
        raise CommandError(
            f"no report of {name!r} is in the database", f"it has {', '.join(there) or 'none'}"
        )


@click.command()
@click.argument("mission")
@click.argument("period")
@db_option
@series_option
@language_option("en", "Language of what is told; what reports say stays as it is.")
@json_option
def why(
    mission: str, period: str, db: str | None, series: str | None, language: str, json_: bool
) -> None:
    """Where the figure of a MISSION in a PERIOD comes from.

    Shows the figure in force, the words on the page and their place, what each independent reading
    made of them, what sentences say, findings, decisions, and the periods before and after.

    \b
    Examples:
      missiemonitor why "EULEX Kosovo" 2024-1 --db my.db
      missiemonitor why "EULEX Kosovo" 2024-1 --db my.db --language nl
    """
    from missiemonitor.corpus.period import Period
    from missiemonitor.output.analysis import beside_figure, provenance
    from missiemonitor.output.analysis.closed_findings import closed_findings
    from missiemonitor.output.names import names_in
    from missiemonitor.pipeline.presentation import as_figure

    Period.parse(period)  # its form
    _, database = open_series(db, series)
    found_mission = provenance.find_mission(database, mission)
    if found_mission is None:
        raise _which(database, mission)
    figures = provenance.why(database, found_mission, period, language)
    if json_:
        as_json(figures)
    elif figures:
        closed = {
            key: closed_findings(database, language, key)
            for key in [each["deployment"] for each in figures]
        }
        names = names_in(database, language)
        say(
            "\n\n".join(
                as_figure.figure(
                    provenance.as_called(each, names), language, closed[each["deployment"]]
                )
                for each in figures
            )
        )
    else:
        there_is = beside_figure.absence(database, found_mission, period, language)
        say(as_figure.no_figure(there_is, language))
    sys.exit(ExitStatus.FINE if figures else ExitStatus.LOOK)


def _which(database: Database, mission: str) -> CommandError:
    """What is said where a name is of no mission, or may be of several."""
    from missiemonitor.output.analysis.provenance import candidates

    near = candidates(database, mission)
    do = f"name one of: {', '.join(near)}" if near else "'compare' lists those there are"
    if len(near) > 1:
        return CommandError(f"{mission!r} may be one of {len(near)} missions", do)
    return CommandError(f"no mission is known as {mission!r}", do)
