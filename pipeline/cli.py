"""The command `missiemonitor`. Thin: each command calls the part of the house that does the work.

Imports of pandas, pdfplumber and the like stand inside the commands, so that `--help` is quick.
"""

from __future__ import annotations

import io
import json
import sqlite3
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pipeline.settings import Settings

FINE, LOOK, WRONG_USE, UNREAD = 0, 1, 2, 3


class Commands(click.Group):
    """A group whose known errors end in one line on standard error and an exit status."""

    def invoke(self, ctx: click.Context) -> Any:
        from corpus.errors import UnreadableReport
        from extractors.prose.errors import NoModel
        from output.database import DatabaseProblem
        from pipeline.settings import BadSettings

        try:
            return super().invoke(ctx)
        except UnreadableReport as error:
            raise Ended(str(error), UNREAD) from error
        except (DatabaseProblem, BadSettings, NoModel) as error:
            raise Ended(str(error), WRONG_USE) from error
        except sqlite3.Error as error:
            raise Ended(f"the database gave up: {error}; nothing was half stored", 2) from error


class Ended(click.ClickException):
    """One line that says what happened, and the exit status."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.exit_code = status  # type: ignore[misc]  # click reads it from the instance

    def show(self, file: Any = None) -> None:
        click.echo(f"missiemonitor: {self.format_message()}", err=True)


def as_json(value: object) -> None:
    """Print a value as JSON, Dutch letters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


db_option = click.option(
    "--db", metavar="FILE", help="The database file.  [default: missiemonitor.db]"
)
json_option = click.option("--json", "json_", is_flag=True, help="Print JSON for programs.")
origin_option = click.option(
    "--origin",
    type=click.Choice(["official", "transcript", "invented"]),
    help="Where the report comes from, if its pages do not say it themselves.",
)
all_pages_option = click.option(
    "--all-pages/--no-all-pages",
    default=None,
    help="Read every page with care, not only those that can hold a table or mention a mission.",
)

model_option = click.option(
    "--model",
    metavar="NAME",
    help="An installed Dutch spaCy pipeline with a parser, to read sentences with.",
)


def _settings(**given: object) -> Settings:
    from pipeline.settings import load_settings

    return load_settings(given)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="missiemonitor")
def main() -> None:
    """Dutch police officers on missions abroad: from half-year reports (PDF) to SQLite.

    \b
    A first session:
      missiemonitor extract report.pdf        look at what a report says; stores nothing
      missiemonitor ingest reports/ --db my.db  store reports, or whole folders of them
      missiemonitor compare --db my.db        what changed between the last two periods
      missiemonitor why "EULEX Kosovo" 2024-1 --db my.db
      missiemonitor check --db my.db          everything that a person should look at

    \b
    Exit status: 0 all is well; 1 done, with something to look at; 2 wrong use;
    3 something could not be read (the rest was done).

    Options may also stand in missiemonitor.toml or in the environment (MISSIEMONITOR_DB=my.db).
    """


@main.command()
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

    settings = _settings(origin=origin, all_pages=all_pages, model=model)
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


@main.command()
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
        document = read_document(pdf, limits=_settings().limits, progress=reporter.page_of(pdf))
    found = any_tables(document)
    if json_:
        as_json([{"page": t.page, "box": list(t.box.rounded()), "rows": t.rows} for t in found])
    elif csv_:
        click.echo(show.tables_csv(found), nl=False)
    else:
        click.echo(show.tables(found))


@main.command()
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

    settings = _settings(db=db, origin=origin, all_pages=all_pages, model=model)
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


by_option = click.option(
    "--by",
    type=click.Choice(["mission", "organisation", "region", "country"]),
    default="mission",
    show_default=True,
    help="What officers are added up by.",
)


@main.command()
@click.argument("before", required=False)
@click.argument("after", required=False)
@db_option
@by_option
@click.option("--all", "all_", is_flag=True, help="All periods side by side.")
@json_option
@click.option("--csv", "csv_", is_flag=True, help="Print CSV.")
@click.option("--markdown", is_flag=True, help="Print a Markdown table.")
def compare(
    before: str | None,
    after: str | None,
    db: str | None,
    by: str,
    all_: bool,
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
    """
    from output.compare import NoSuchPeriod, series
    from output.compare import compare as compare_periods
    from output.database import open_reading
    from pipeline import summary

    if json_ + csv_ + markdown > 1:
        raise click.UsageError("take one of --json, --csv and --markdown")
    if all_ and before:
        raise click.UsageError("--all takes no periods")
    if before and not after:
        raise click.UsageError("name two periods, or none for the last two")
    database = open_reading(Path(_settings(db=db).db))
    try:
        table = series(database, by) if all_ else compare_periods(database, before, after, by)
    except (NoSuchPeriod, ValueError) as error:
        raise Ended(str(error), WRONG_USE) from error
    if table.empty:
        raise Ended("the database has no figures yet; fill it with 'ingest'", WRONG_USE)
    rows = "missions" if by == "mission" and not all_ else "rows"
    style = "pipe" if markdown else "simple"
    if json_:
        plain = json.loads(table.to_json(orient="records", force_ascii=False))
        as_json({**table.attrs, rows: plain})
    elif csv_:
        click.echo(table.to_csv(index=False), nl=False)
    elif all_:
        click.echo(summary.of_periods(table, by, style))
    else:
        click.echo(summary.of_comparison(database, table, style))


language_option = click.option(
    "--language",
    type=click.Choice(["nl", "en"]),
    default="nl",
    show_default=True,
    help="Language of labels; what reports say stays Dutch.",
)


@main.command()
@click.argument("out", type=click.Path(path_type=Path), default="trends.html")
@db_option
@language_option
def trends(out: Path, db: str | None, language: str) -> None:
    """Pictures of officers over time and over the world, each with its table.

    OUT is one self-contained page (trends.html) or a folder, which then holds every picture as SVG
    and PNG, its table as CSV, and the page. Nothing of it asks anything of the network.

    \b
    Examples:
      missiemonitor trends --db my.db
      missiemonitor trends pictures/ --language en --db my.db
    """
    from output.charts import pictures, words
    from output.database import open_reading
    from output.pages import trends_page
    from pipeline.progress import Waiting

    path = Path(_settings(db=db).db)
    database = open_reading(path)
    told = words(language)
    with Waiting("drawing") as waiting:
        drawn = []
        for picture in pictures(database, told):
            waiting.at(picture.name)
            drawn.append(picture)
        if not drawn:
            raise Ended("the database has no figures yet; fill it with 'ingest'", WRONG_USE)
        page = trends_page(database, path.name, told, drawn)
        if out.suffix.casefold() in (".html", ".htm"):
            _write(out, page.encode())
        else:
            _write(out / "index.html", page.encode())
            for picture in drawn:
                waiting.at(picture.name)
                _write(out / f"{picture.name}.svg", picture.svg().encode())
                _write(out / f"{picture.name}.png", picture.png())
                _write(out / f"{picture.name}.csv", picture.table.to_csv(index=False).encode())
    click.echo(f"{out} holds {len(drawn)} pictures")


def _write(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.part")
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        raise Ended(f"{path}: cannot be written ({error.strerror})", WRONG_USE) from error


@main.command()
@click.argument("period")
@click.argument("out", type=click.Path(path_type=Path), required=False)
@db_option
@language_option
@click.option(
    "--reports",
    "folders",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="PDF or folder of PDFs, for pictures of the spots; may be given more than once.",
)
@click.option("--pdf", is_flag=True, help="Write a PDF besides; needs Chromium.")
def report(
    period: str,
    out: Path | None,
    db: str | None,
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
    from output.charts import pictures, words
    from output.compare import periods
    from output.database import open_reading
    from output.pages import Spots, period_page
    from pipeline.printing import NoBrowser, print_pdf
    from pipeline.progress import Waiting

    path = Path(_settings(db=db).db)
    database = open_reading(path)
    there = periods(database)
    if period not in there:
        told = f"there are no figures for {period} in the database; it has {', '.join(there)}"
        raise Ended(told, WRONG_USE)
    target = out or Path(f"{period}.html")
    if target.suffix.casefold() not in (".html", ".htm"):
        target = target.with_name(f"{target.name}.html")
    labels = words(language)
    with Waiting("drawing") as waiting:
        drawn = []
        for picture in pictures(database, labels, upto=period):
            waiting.at(picture.name)
            if picture.name in ("total", "organisation", "map"):
                drawn.append(picture)
        page = period_page(database, period, path.name, labels, drawn, Spots(folders))
        _write(target, page.encode())
        written = [target]
        if pdf:
            waiting.at("PDF")
            try:
                written.append(print_pdf(target))
            except NoBrowser as error:
                raise Ended(f"{target} is written; {error}", WRONG_USE) from error
    click.echo(f"{' and '.join(map(str, written))}: {labels['title']}, {period}")


@main.command()
@click.argument("out", type=click.Path(path_type=Path))
@db_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["package", "csv", "excel", "parquet"]),
    help="What to write.  [default: excel for OUT.xlsx, else a data package]",
)
def export(out: Path, db: str | None, form: str | None) -> None:
    """Write the figures out: a Frictionless data package, CSV, Excel or Parquet.

    OUT is a folder, or a file for Excel. A package holds views and tables with schemas, sources,
    licence and checksums; 'import' makes a database of it again. Officers go out in long form and
    in wide form, periods across.

    \b
    Examples:
      missiemonitor export package/ --db my.db
      missiemonitor export officers.xlsx --db my.db
      missiemonitor export parquet/ --format parquet --db my.db
    """
    from output import export as ways
    from output.database import open_reading
    from pipeline.progress import Waiting

    database = open_reading(Path(_settings(db=db).db))
    form = form or ("excel" if out.suffix.casefold() == ".xlsx" else "package")
    if form != "excel" and out.is_file():
        raise Ended(f"{out}: is a file; name a folder", WRONG_USE)
    if form == "excel" and out.is_dir():
        raise Ended(f"{out}: is a folder; name a file, such as {out / 'officers.xlsx'}", WRONG_USE)
    written = 0
    with Waiting("writing") as waiting:
        if form == "excel":
            content = io.BytesIO()
            ways.excel(database, content)
            _write(out, content.getvalue())
            written = 1
        else:
            files = {
                "package": ways.package_files,
                "csv": ways.csv_files,
                "parquet": ways.parquet_files,
            }[form](database)
            try:
                for name, content_ in files:
                    waiting.at(name)
                    _write(out / name, content_)
                    written += 1
            except ways.ExportProblem as error:
                raise Ended(str(error), WRONG_USE) from error
    click.echo(f"{out}: {written} {'file' if written == 1 else 'files'} written")


@main.command("import")
@click.argument("package", type=click.Path(exists=True, path_type=Path))
@db_option
def import_(package: Path, db: str | None) -> None:
    """Make a database of a data package that 'export' wrote; the database must be new.

    \b
    Example:
      missiemonitor import package/ --db copy.db
    """
    from output.database import open_database
    from output.restore import BadPackage, restore

    target = Path(_settings(db=db).db)
    fresh = not target.exists()
    database = open_database(target, create=True)
    try:
        reports = restore(database, package)
    except BadPackage as error:
        database.close()
        if fresh:
            for leftover in (
                target,
                *(target.with_name(target.name + e) for e in ("-wal", "-shm")),
            ):
                leftover.unlink(missing_ok=True)
        raise Ended(str(error), WRONG_USE) from error
    click.echo(f"{target} holds {reports} reports of {package}")


@main.command()
@db_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, show_default=True, help="Port to listen on.")
@click.option("--immutable", is_flag=True, help="The file will not change: quicker, and locked.")
@click.option("--open/--no-open", "open_", default=False, help="Open a browser.")
@click.option(
    "--publish",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write a copy with its description into DIR, for a server, instead.",
)
def explore(
    db: str | None, host: str, port: int, immutable: bool, open_: bool, folder: Path | None
) -> None:
    """Datasette over the database: described, with questions answered, searched and plotted.

    \b
    Examples:
      missiemonitor explore --db my.db
      missiemonitor explore --publish site/ --db my.db
    """
    from output.database import open_reading

    path = Path(_settings(db=db).db)
    database = open_reading(path)
    from output.explore import datasette_of, publish

    if folder:
        try:
            copy, told = publish(database, folder, path.stem)
        except OSError as error:
            raise Ended(f"{folder}: cannot be written ({error.strerror})", WRONG_USE) from error
        click.echo(f"serve it with: datasette serve -i {copy} -m {told}")
        return
    server = datasette_of(database, path, immutable)
    _serve(server.app(), host, port, f"/{path.stem}", open_)


@main.command()
@db_option
@click.option(
    "--reports",
    "folders",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="PDF or folder of PDFs, for the pages; may be given more than once.  [default: .]",
)
@language_option
@click.option(
    "--four-eyes",
    is_flag=True,
    default=None,
    help="A decision holds when a second person has confirmed it.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--name",
    "names",
    multiple=True,
    help="A name by which browsers reach this machine, beside --host and localhost.",
)
@click.option("--port", default=8002, show_default=True, help="Port to listen on.")
@click.option("--open/--no-open", "open_", default=False, help="Open a browser.")
def review(
    db: str | None,
    folders: tuple[Path, ...],
    language: str,
    four_eyes: bool | None,
    host: str,
    names: tuple[str, ...],
    port: int,
    open_: bool,
) -> None:
    """The desk: check every row of a report against its page, and decide.

    Decisions are only ever added to and outlive every re-reading; 'check' verifies their chain.
    Keys are told on the page.

    \b
    Example:
      missiemonitor review --db my.db --reports reports/
    """
    from output.database import open_database, open_reading
    from output.review import desk_of

    settings = _settings(db=db, four_eyes=four_eyes)
    path = Path(settings.db)
    if not path.is_file():
        open_reading(path)  # says what is wrong
    open_database(path).close()
    hosts = [f"{name}:{port}" for name in {host, "localhost", "127.0.0.1", *names}]
    eyes = 2 if settings.four_eyes else 1
    server, _ = desk_of(open_reading(path), path, folders or (Path(),), hosts, language, eyes)
    _serve(server.app(), host, port, "/-/review", open_)


def _serve(app: Any, host: str, port: int, where: str, open_: bool) -> None:
    """Answer on an address until Ctrl-C."""
    import socket

    import uvicorn

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Ended(
                f"cannot listen on {host}:{port} ({error.strerror}); name another --port", WRONG_USE
            ) from error
    address = f"http://{host}:{port}{where}"
    click.echo(f"{address} (stop with Ctrl-C)", err=True)
    if open_:
        click.launch(address)
    uvicorn.run(app, host=host, port=port, log_level="warning", lifespan="on")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@db_option
@click.option(
    "--reports",
    "folders",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="PDF or folder of PDFs to put in; may be given more than once.  [default: .]",
)
@click.option("--verify", "verify_", is_flag=True, help="Prove the bag in FOLDER whole instead.")
def archive(folder: Path, db: str | None, folders: tuple[Path, ...], verify_: bool) -> None:
    """Write a bag (BagIt) for the archive: PDFs, database, data package, decisions, an account.

    \b
    Examples:
      missiemonitor archive bag/ --db my.db --reports reports/
      missiemonitor archive --verify bag/
    """
    from output import archive as bags
    from output.database import open_reading

    try:
        if verify_:
            wrong = list(bags.verify(folder))
            for message in wrong:
                click.echo(message)
            click.echo(f"{folder} is {'damaged' if wrong else 'whole'}")
            sys.exit(LOOK if wrong else FINE)
        missing = bags.archive(
            open_reading(Path(_settings(db=db).db)), folder, folders or (Path(),)
        )
    except bags.ArchiveProblem as error:
        raise Ended(str(error), WRONG_USE) from error
    except OSError as error:
        raise Ended(f"{folder}: cannot be written ({error.strerror})", WRONG_USE) from error
    for file in missing:
        click.echo(f"{file}: its PDF was not found; name its folder with --reports", err=True)
    click.echo(f"{folder} holds the bag")
    sys.exit(LOOK if missing else FINE)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@db_option
@click.option("--bring-in", is_flag=True, help="Add the decisions of FILE to the database instead.")
def decisions(file: Path, db: str | None, bring_in: bool) -> None:
    """Write what people decided to FILE, a line each, or bring such a file in.

    Decisions are keyed by what pages say, so they apply again in a database that is made anew of
    the same reports.

    \b
    Examples:
      missiemonitor decisions decided.jsonl --db my.db
      missiemonitor decisions decided.jsonl --bring-in --db new.db
    """
    from output import decisions as deciding
    from output.database import open_database, open_reading

    path = Path(_settings(db=db).db)
    if not bring_in:
        lines = list(deciding.written(open_reading(path)))
        _write(file, "".join(f"{line}\n" for line in lines).encode())
        click.echo(f"{file} holds {len(lines)} decisions")
        return
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Ended(f"{file}: cannot be read ({error})", WRONG_USE) from error
    try:
        number = deciding.bring_in(open_database(path), lines)
    except deciding.BadDecisions as error:
        raise Ended(f"{file}: {error}", WRONG_USE) from error
    click.echo(f"{number} decisions added to {path}")


@main.command()
@db_option
@json_option
def suggestions(db: str | None, json_: bool) -> None:
    """Names that people corrected to the same mission twice: aliases to add to missions.csv.

    Each line is the id of a mission and the alias to add to its row in
    extractors/reference/missions.csv.

    \b
    Example:
      missiemonitor suggestions --db my.db
    """
    from dataclasses import asdict

    from output.database import open_reading
    from output.suggestions import suggestions as suggest

    found = list(suggest(open_reading(Path(_settings(db=db).db))))
    if json_:
        as_json([asdict(each) for each in found])
    else:
        for each in found:
            click.echo(f"{each.mission}\t{each.alias}\t({each.times} times)")
        if not found:
            click.echo("no name was corrected to the same mission twice")


@main.command()
@db_option
@json_option
def check(db: str | None, json_: bool) -> None:
    """Every finding that is open, and whether the database is whole.

    Exit status 1 while something is open.
    """
    from output.checks import damage, open_findings
    from output.database import open_reading
    from pipeline import show

    database = open_reading(Path(_settings(db=db).db))
    findings, broken = open_findings(database), list(damage(database))
    if json_:
        as_json({"findings": findings, "damage": broken})
    else:
        for message in broken:
            click.echo(f"damage: {message}")
        for finding in findings:
            click.echo(f"{finding['file']}: {show.finding_line(finding)}")
        numbers = Counter(finding["severity"] for finding in findings)
        click.echo(
            f"{numbers['error']} errors, {numbers['warning']} warnings, "
            f"the database is {'damaged' if broken else 'whole'}"
        )
    sys.exit(LOOK if findings or broken else FINE)


@main.command()
@click.argument("mission")
@click.argument("period")
@db_option
@json_option
def why(mission: str, period: str, db: str | None, json_: bool) -> None:
    """Where the figure of a MISSION in a PERIOD comes from.

    Shows the words on the page and their place, what each independent reading made of them,
    findings and decisions.

    \b
    Example:
      missiemonitor why "EULEX Kosovo" 2024-1 --db my.db
    """
    from corpus.report import half_year
    from output import why as behind
    from output.database import open_reading
    from pipeline import show

    try:
        half_year(period)
    except ValueError as error:
        raise Ended(str(error), WRONG_USE) from error
    database = open_reading(Path(_settings(db=db).db))
    found_mission = behind.find_mission(database, mission)
    if found_mission is None:
        raise Ended(f"no mission is known as {mission!r}; 'compare' lists those there are", 2)
    figures = behind.why(database, found_mission, period)
    if json_:
        as_json(figures)
    elif figures:
        click.echo("\n\n".join(show.figure(figure) for figure in figures))
    else:
        click.echo(f"{found_mission} is not listed in {period}; that is not the same as none")
    sys.exit(FINE if figures else LOOK)


@main.command()
@click.argument(
    "gold", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@json_option
@model_option
@click.option("--errors", is_flag=True, help="List what was missed or read otherwise.")
def evaluate(gold: tuple[Path, ...], json_: bool, model: str | None, errors: bool) -> None:
    """Score the reading of sentences on gold sentences (see tests/gold/README.md).

    \b
    Examples:
      missiemonitor evaluate tests/gold/held-out.txt
      missiemonitor evaluate tests/gold/development.txt --errors
    """
    from extractors.prose.pipeline import dutch
    from pipeline import evaluate as scoring
    from pipeline import show

    try:
        items = [item for path in gold for item in scoring.read_gold(path)]
    except (scoring.BadGold, UnicodeDecodeError) as error:
        raise Ended(f"{error}; the form is told in tests/gold/README.md", WRONG_USE) from error
    nlp = dutch(model or _settings().model)
    tallies = scoring.evaluate(nlp, items)
    unwarned = list(scoring.wrong_and_unwarned(nlp, items))
    if json_:
        as_json(scoring.as_json(tallies, unwarned))
    else:
        click.echo(show.table(scoring.table(tallies), scoring.HEADERS))
        click.echo()
        click.echo(show.table(scoring.field_table(tallies), ("kind", "field", "held", "right")))
        click.echo()
        click.echo(f"wrong Dutch counts that nobody is warned of: {len(unwarned)}")
        for line in unwarned:
            click.echo(f"  {line}")
        for kind, tally in tallies.items():
            for line, number in tally.confused.most_common() if errors else ():
                click.echo(f"{kind}, {number} times: {line}")
    sys.exit(LOOK if unwarned else FINE)


@main.command()
@json_option
def doctor(json_: bool) -> None:
    """What is installed, what is missing, and how to get it."""
    from pipeline import show
    from pipeline.doctor import examine

    parts = examine()
    if json_:
        as_json(parts)
    else:
        rows = [(p["part"], p["version"] or "missing", p["needed_for"], p["do"]) for p in parts]
        click.echo(show.table(rows, ("part", "version", "needed for", "to do")))
    sys.exit(LOOK if any(p["needed"] and not p["ok"] for p in parts) else FINE)
