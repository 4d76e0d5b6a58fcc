"""What is kept goes elsewhere and comes back: packages, bags, decisions, suggestions."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import click
from missiemonitor.corpus.errors import ExitStatus
from missiemonitor.corpus.files import need_file
from missiemonitor.pipeline.commands.common import (
    CommandError,
    PathOf,
    as_json,
    db_option,
    json_option,
    language_option,
    reports_option,
    say,
    settings_of,
    unwritable,
    write,
)


@click.command()
@click.argument("out", type=PathOf())
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
    from missiemonitor.output.database.connect import open_reading
    from missiemonitor.output.export.excel import excel
    from missiemonitor.output.export.files import csv_files, parquet_files
    from missiemonitor.output.export.package import package_files
    from missiemonitor.pipeline.presentation.progress import Waiting

    database = open_reading(Path(settings_of(db=db).db))
    form = form or ("excel" if out.suffix.casefold() == ".xlsx" else "package")
    if form != "excel" and out.is_file():
        raise CommandError(f"{out}: is a file", "name a folder")
    if form == "excel" and out.is_dir():
        raise CommandError(f"{out}: is a folder", f"name a file, such as {out / 'officers.xlsx'}")
    written = 0
    with Waiting("writing") as waiting:
        if form == "excel":
            content = io.BytesIO()
            excel(database, content)
            write(out, content.getvalue())
            written = 1
        else:
            contents = {
                "package": package_files,
                "csv": csv_files,
                "parquet": parquet_files,
            }[form](database)
            for name, content_ in contents:
                waiting.at(name)
                write(out / name, content_)
                written += 1
    say(f"{out}: {written} {'file' if written == 1 else 'files'} written")


@click.command("import")
@click.argument("package", type=PathOf(exists=True))
@db_option
def import_(package: Path, db: str | None) -> None:
    """Make a database of a data package that 'export' wrote; the database must be new.

    \b
    Example:
      missiemonitor import package/ --db copy.db
    """
    from missiemonitor.output.database.connect import open_database
    from missiemonitor.output.export.restore import PackageError, restore
    from missiemonitor.pipeline.presentation.progress import Waiting

    target = Path(settings_of(db=db).db)
    fresh = not target.exists()
    database = open_database(target, create=True)
    try:
        with Waiting("bringing in"):
            reports = restore(database, package)
    except PackageError:
        database.close()
        if fresh:
            for leftover in (
                target,
                *(target.with_name(target.name + e) for e in ("-wal", "-shm")),
            ):
                leftover.unlink(missing_ok=True)
        raise
    say(f"{target} holds {reports} reports of {package}")


@click.command()
@click.argument("folder", type=PathOf())
@db_option
@reports_option("to put in")
@click.option("--verify", "verify_", is_flag=True, help="Prove the bag in FOLDER whole instead.")
@click.option(
    "--newer", is_flag=True, help="Write it beside the bag that is there, as FOLDER-2, FOLDER-3."
)
@click.option(
    "--organisation",
    metavar="NAME",
    default="Missiemonitor",
    show_default=True,
    help="Who makes the archive.",
)
@click.option(
    "--mdto-schema",
    "schema",
    type=PathOf(dir_okay=False, exists=True),
    help="The XSD of MDTO 1.0, to hold the records against.",
)
@language_option("en", "Language of the account.")
def archive(
    folder: Path,
    db: str | None,
    folders: tuple[Path, ...],
    verify_: bool,
    newer: bool,
    organisation: str,
    schema: Path | None,
    language: str,
) -> None:
    """Write a bag (BagIt) for the archive: PDFs, database, data package, decisions, an account.

    Records after MDTO 1.0 stand beside them, one for the bag and one for each PDF. They follow its
    published description; whether its schema takes them is held only with --mdto-schema. Each bag
    is a folder of its own. With --newer a bag stands beside the one before and says which it
    follows; a database that lacks a decision or a report of that bag is refused.

    \b
    Examples:
      missiemonitor archive bag/ --db my.db --reports reports/
      missiemonitor archive bag/ --newer --db my.db --reports reports/
      missiemonitor archive --verify bag/
    """
    from missiemonitor.output.analysis.integrity import damage
    from missiemonitor.output.database.connect import open_reading
    from missiemonitor.output.export import bag
    from missiemonitor.output.export.bags_before import beside
    from missiemonitor.pipeline.presentation.progress import Waiting

    before = None
    try:
        if verify_:
            with Waiting("looking through the bag"):
                wrong = list(bag.verify(folder))
            for message in wrong:
                say(message)
            say(f"{folder} is {'damaged' if wrong else 'whole'}")
            sys.exit(ExitStatus.LOOK if wrong else ExitStatus.FINE)
        database = open_reading(Path(settings_of(db=db).db))
        shown = folders or (Path(),)
        if newer:
            folder, before = beside(folder)
        damaged = list(damage(database))
        with Waiting("making the bag"):
            missing = bag.archive(database, folder, shown, organisation, language, schema, before)
    except OSError as error:
        raise unwritable(folder, error) from error
    for file in missing:
        say(f"{file}: its PDF was not found; name its folder with --reports", err=True)
    say(f"{folder} holds the bag" + (f", which follows {before}" if before else ""))
    for message in damaged:
        say(f"the database is damaged, and so is that in the bag: {message}", err=True)
    sys.exit(ExitStatus.LOOK if missing or damaged else ExitStatus.FINE)


@click.command()
@click.argument("file", type=PathOf())
@db_option
@click.option("--bring-in", is_flag=True, help="Add the decisions of FILE to the database instead.")
@click.option(
    "--truth",
    "truth_",
    is_flag=True,
    help="Write truth files for 'evaluate' into the folder FILE instead.",
)
def decisions(file: Path, db: str | None, bring_in: bool, truth_: bool) -> None:
    """Write what people decided to FILE, a line each, or bring such a file in.

    Decisions are keyed by what pages say, so they apply again in a database that is made anew of
    the same reports. With --truth each report of which every row was decided on becomes a truth
    file.

    \b
    Examples:
      missiemonitor decisions decided.jsonl --db my.db
      missiemonitor decisions decided.jsonl --bring-in --db new.db
      missiemonitor decisions truth/ --truth --db my.db
    """
    from missiemonitor.output.database.connect import open_database, open_reading
    from missiemonitor.output.decisions import hash_chain
    from missiemonitor.output.decisions.bring_in import DecisionsError
    from missiemonitor.output.decisions.bring_in import bring_in as bring_in_lines

    path = Path(settings_of(db=db).db)
    if truth_ and bring_in:
        raise click.UsageError("take one of --bring-in and --truth")
    if truth_:
        _write_truths(path, file)
        return
    if not bring_in:
        lines = list(hash_chain.written(open_reading(path)))
        write(file, "".join(f"{line}\n" for line in lines).encode())
        say(f"{file} holds {len(lines)} decisions")
        return
    try:
        need_file(file)
        lines = file.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file}: cannot be read ({error})", "check its name") from error
    try:
        number = bring_in_lines(open_database(path), lines)
    except DecisionsError as error:
        raise DecisionsError(f"{file}: {error.message}", error.do) from error
    say(f"{number} decisions added to {path}")


def _write_truths(path: Path, folder: Path) -> None:
    from missiemonitor.output.database.connect import open_reading
    from missiemonitor.output.decisions.truth_files import truths

    number = 0
    for told in truths(open_reading(path)):
        text = json.dumps(told, ensure_ascii=False, indent=1)
        # Reports of two folders may have one name.
        name = f"{Path(told['file']).stem}-{told['sha256'][:8]}.json"
        write(folder / name, f"{text}\n".encode())
        number += 1
    say(f"{folder} holds {number} truth files, of the reports that were checked whole")


@click.command()
@db_option
@json_option
def suggestions(db: str | None, json_: bool) -> None:
    """Names, headings and captions that people took for the same thing twice: lines to add.

    Each line is a file of the reference data, the row or role of it (the id of a mission, what a
    heading stands for, or on which side tables with that caption are), and the words to add there.

    \b
    Example:
      missiemonitor suggestions --db my.db
    """
    from dataclasses import asdict

    from missiemonitor.output.database.connect import open_reading
    from missiemonitor.output.decisions.suggestions import suggestions as suggest

    found = list(suggest(open_reading(Path(settings_of(db=db).db))))
    if json_:
        as_json([asdict(each) for each in found])
    else:
        for each in found:
            say(f"{each.file}\t{each.meaning}\t{each.alias}\t({each.times} times)")
        if not found:
            say("no name, heading or caption was taken for the same thing twice")
