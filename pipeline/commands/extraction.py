"""A report goes in: what it says, its tables, and keeping it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from missiemonitor.corpus.errors import ExitStatus
from missiemonitor.corpus.files import path_of, shown
from missiemonitor.pipeline.commands.common import (
    CommandError,
    PathOf,
    all_pages_option,
    as_json,
    db_option,
    json_option,
    language_option,
    model_option,
    need_model,
    one_report,
    origin_option,
    report_argument,
    say,
    series_option,
    settings_of,
    timeout_option,
    write,
)

if TYPE_CHECKING:
    from missiemonitor.extractors.tables.generic import AnyTable
    from missiemonitor.pipeline.ingest import Outcome
    from missiemonitor.pipeline.readers.sources import Source
    from missiemonitor.pipeline.settings import Settings
    from sqlite_utils import Database


@click.command()
@report_argument
@json_option
@origin_option
@series_option
@all_pages_option
@model_option
@click.option(
    "--debug",
    type=PathOf(file_okay=False),
    metavar="DIR",
    help="Draw what was made of each page, and tell why, into DIR.",
)
@language_option("en", "Language of findings.")
@timeout_option
def extract(
    pdf: str,
    json_: bool,
    origin: str | None,
    series: str | None,
    all_pages: bool | None,
    model: str | None,
    debug: Path | None,
    language: str,
    timeout: int | None,
) -> None:
    """Show what would be stored of a report; store nothing. - is standard input.

    \b
    Examples:
      missiemonitor extract 2024-1-bijlage-5.pdf
      missiemonitor extract report.pdf --language nl
      missiemonitor extract report.pdf --json | jq .deployments
    """
    from missiemonitor.pipeline.presentation.progress import Reporter
    from missiemonitor.pipeline.readers.bounded import Looked, asking, look

    settings = settings_of(
        origin=origin, series=series, all_pages=all_pages, model=model, timeout=timeout
    )
    need_model(settings)
    with (
        one_report(pdf) as source,
        Reporter(1) as reporter,
        asking(settings, reporter.page) as ask,
    ):
        found: Looked = ask(partial(look, debug=debug, language=language), source)
    plain = found.plain
    if json_:
        as_json(plain)
    else:
        from missiemonitor.pipeline.presentation import as_text

        say(as_text.extraction(plain, language))
    for image in found.drawn:
        say(f"drew {shown(image)}", err=True)
    open_ = any(finding["severity"] != "info" for finding in plain["findings"])
    sys.exit(ExitStatus.LOOK if open_ else ExitStatus.FINE)


@click.command()
@report_argument
@json_option
@click.option("--csv", "csv_", is_flag=True, help="The same as --format csv.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "csv", "json", "html", "xlsx"]),
    help="csv has page and table before each row; xlsx has a sheet a table.",
)
@click.option(
    "--output",
    type=PathOf(dir_okay=False),
    metavar="FILE",
    help="Write to FILE; xlsx needs one.",
)
@language_option("en", "Language of what is told of each table.")
@timeout_option
def tables(
    pdf: str,
    json_: bool,
    csv_: bool,
    format_: str | None,
    output: Path | None,
    language: str,
    timeout: int | None,
) -> None:
    """Every table in a PDF, of whatever kind; stores nothing. - is standard input.

    \b
    Examples:
      missiemonitor tables report.pdf
      missiemonitor tables report.pdf --json | jq '.[0].rows'
      missiemonitor tables report.pdf --format xlsx --output tables.xlsx
    """
    from missiemonitor.pipeline.presentation import as_text, table_formats
    from missiemonitor.pipeline.presentation.progress import Reporter
    from missiemonitor.pipeline.readers.bounded import all_tables, asking

    asked = [name for name, on in (("json", json_), ("csv", csv_), (format_, format_)) if on]
    if len(asked) > 1:
        raise click.UsageError("take one of --json, --csv and --format")
    form = asked[0] if asked else "text"
    if form == "xlsx" and output is None:
        raise click.UsageError("--format xlsx needs --output FILE")
    settings = settings_of(timeout=timeout)
    with (
        one_report(pdf) as source,
        Reporter(1) as reporter,
        asking(settings, reporter.page) as ask,
    ):
        found: tuple[AnyTable, ...] = ask(all_tables, source)
    if form == "xlsx":
        made = table_formats.as_workbook(found)
    elif form == "json":
        plain = table_formats.as_json(found)
        made = (json.dumps(plain, ensure_ascii=False, indent=2) + "\n").encode()
    elif form == "csv":
        made = table_formats.as_csv(found).encode()
    elif form == "html":
        made = table_formats.as_html(found).encode()
    else:
        made = (as_text.tables(found, language) + "\n").encode()
    if output:
        write(output, made)
    elif form == "text":
        say(made.decode().removesuffix("\n"))
    else:
        click.echo(made.decode(), nl=False)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@db_option
@json_option
@origin_option
@series_option
@all_pages_option
@model_option
@click.option(
    "--workers",
    type=click.IntRange(0, 1024),
    help="Processes that read, as many as there are cores; 0 reads in this one.",
)
@timeout_option
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Have a Dask cluster read, by its scheduler's address (tcp://host:8786).",
)
@click.option("--retry", is_flag=True, help="Read what ended or hung a worker before, again.")
@click.option("--watch", is_flag=True, help="Go on, and take new reports as they arrive.")
def ingest(
    paths: tuple[str, ...],
    db: str | None,
    json_: bool,
    origin: str | None,
    series: str | None,
    all_pages: bool | None,
    model: str | None,
    workers: int | None,
    timeout: int | None,
    scheduler: str | None,
    retry: bool,
    watch: bool,
) -> None:
    """Read reports, or folders of them, into the database.

    Giving a report again changes nothing. A revised report is counted instead of the older one,
    which stays. What cannot be read costs only itself. A PATH may be an address that fsspec knows
    (s3://bucket/folder), with wildcards; - is standard input.

    \b
    Examples:
      missiemonitor ingest 2024-1-bijlage-5.pdf --db my.db
      missiemonitor ingest reports/ --db my.db
      missiemonitor ingest --watch incoming/ --db my.db
      missiemonitor ingest s3://archive/reports/ --scheduler tcp://head:8786 --db my.db
    """
    from missiemonitor.pipeline.readers.sources import find_sources, standard_input

    settings = settings_of(
        db=db,
        origin=origin,
        series=series,
        all_pages=all_pages,
        model=model,
        workers=workers,
        timeout=timeout,
        scheduler=scheduler,
    )
    with ExitStack() as stack:
        sources = find_sources(path for path in paths if path != "-")
        if "-" in paths:
            sources.append(stack.enter_context(standard_input()))
        _ingest_all(sources, paths, settings, json_=json_, retry=retry, watch=watch)


def _ingest_all(
    sources: Sequence[Source],
    paths: Sequence[str],
    settings: Settings,
    *,
    json_: bool,
    retry: bool,
    watch: bool,
) -> None:
    from missiemonitor.output.database.connect import open_database
    from missiemonitor.pipeline.ingest import forget_set_aside
    from missiemonitor.pipeline.presentation import summaries

    if not sources and not watch:
        raise CommandError(
            f"no PDF files in {', '.join(map(shown, paths))}", "name a PDF or a folder"
        )
    need_model(settings)
    target = Path(settings.db)
    if not target.parent.is_dir():
        raise CommandError(
            f"{target.parent}: there is no such folder to put {target.name} in", "make the folder"
        )
    database = open_database(target, create=True)
    if retry:
        forget_set_aside(database)
    if watch:
        _watch(database, paths, settings, target)
        return
    outcomes = _ingest(database, sources, settings)
    told = summaries.of_ingest(database, outcomes)
    if json_:
        as_json(told)
        _tell_unread(outcomes)
    else:
        say(summaries.ingest_as_text(told, target))
        # Last, where they are seen: the table may be long.
        _tell_unread(outcomes)
    if any(outcome.error for outcome in outcomes):
        sys.exit(ExitStatus.UNREAD)
    sys.exit(
        ExitStatus.LOOK
        if any(r["errors"] or r["warnings"] for r in told["reports"])
        else ExitStatus.FINE
    )


def _ingest(database: Database, sources: Sequence[Source], settings: Settings) -> list[Outcome]:
    """Store these sources, with progress and errors on standard error."""
    from missiemonitor.pipeline.ingest import ingest as ingest_sources
    from missiemonitor.pipeline.presentation.progress import Reporter
    from missiemonitor.pipeline.stopping import noticed

    outcomes = []
    with Reporter(len(sources)) as reporter:
        try:
            with noticed():
                for outcome in ingest_sources(database, sources, settings, reporter.page):
                    outcomes.append(outcome)
                    reporter.next()
        except KeyboardInterrupt as stop:
            done = f"{len(outcomes)} of {len(sources)} reports are done"
            raise KeyboardInterrupt(done) from stop
    # By name, so that a batch tells the same whoever was ready first.
    places = {source.name: number for number, source in enumerate(sources)}
    outcomes.sort(key=lambda outcome: places[outcome.name])
    return outcomes


def _tell_unread(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.error:
            say(f"missiemonitor: {outcome.error}", err=True)


def _watch(database: Database, paths: Sequence[str], settings: Settings, target: Path) -> None:
    """Take reports as they arrive, until Ctrl-C; a line on each."""
    from missiemonitor.pipeline.presentation import summaries
    from missiemonitor.pipeline.readers.watch import arriving

    folders = [path_of(path) for path in paths]
    if missing := [path for path in folders if not path.is_dir()]:
        raise CommandError(f"{missing[0]}: there is no such folder to watch", "name a folder")
    say(f"watching {', '.join(map(shown, paths))} (stop with Ctrl-C)", err=True)
    try:
        for sources in arriving(folders):
            outcomes = _ingest(database, sources, settings)
            _tell_unread(outcomes)
            for row in summaries.of_ingest(database, outcomes)["reports"]:
                say(summaries.as_line(row))
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt(f"what is done is in {target}") from stop
