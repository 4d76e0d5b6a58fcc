"""What waits for a person: tables to be agreed to or rejected, findings to be closed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from missiemonitor.corpus.errors import ExitStatus
from missiemonitor.pipeline.commands.common import (
    CommandError,
    as_json,
    db_option,
    json_option,
    language_option,
    say,
    settings_of,
)

if TYPE_CHECKING:
    from missiemonitor.output.decisions.chain import Person

ACTIONS = ("agree", "reject", "undo", "confirm")


@click.command()
@click.argument("table", required=False, metavar="[NUMBER|SUBJECT|FINDING]")
@db_option
@click.option(
    "--agree",
    "action",
    flag_value="agree",
    help="A table lists our officers, and counts; a finding is settled.",
)
@click.option("--reject", "action", flag_value="reject", help="A table does not, and never counts.")
@click.option("--undo", "action", flag_value="undo", help="Take back what was said of it.")
@click.option("--confirm", "action", flag_value="confirm", help="Confirm what another said of it.")
@click.option("--reviewer", metavar="NAME", help="Who decides; needed to settle.")
@click.option(
    "--reason",
    metavar="TEXT",
    help="Why; kept with the decision. A finding needs one to be agreed.",
)
@language_option("en", "Language of reasons and findings.")
@click.option("--all", "all_", is_flag=True, help="List those that were settled too.")
@json_option
def settle(
    table: str | None,
    db: str | None,
    action: str | None,
    reviewer: str | None,
    reason: str | None,
    language: str,
    all_: bool,
    json_: bool,
) -> None:
    """Close what waits for a person: tables that may list our officers, and findings.

    A table of which it is not clear that it lists our officers abroad is kept, but is in no total.
    Without NUMBER those that wait for a word are listed, each with its page, its rows and what
    speaks for and against it. Look at the page, then agree or reject; totals and findings are
    found anew at once. The word outlives every re-reading, and can be taken back with --undo.
    Saying yes to a row of such a table at the desk ('review') agrees to it too.

    NUMBER is the one in the list; it stays while others are settled, and is another one when
    reports come in between. SUBJECT is what the page says, as --json tells, and always the same.

    FINDING is the id that 'check' tells, or its first four digits or more. With --agree and a
    --reason it is settled: a person looked, and what is stored stands. It comes back where a report
    is read again and something else is said. What is wrong in a row is corrected at the desk
    ('review').

    \b
    Examples:
      missiemonitor settle --db my.db
      missiemonitor settle 2 --agree --reviewer Ada --reason "heading says police abroad"
      missiemonitor settle 2 --undo --reviewer Ada --db my.db
      missiemonitor settle 3fa9c1d2 --agree --reviewer Ada --reason "the note is about 2019"

    Exit status: 0 nothing waits, or it is settled; 1 listed, with tables that wait; 2 wrong use,
    nothing was decided.
    """
    from missiemonitor.output.database.connect import open_database, open_reading
    from missiemonitor.output.decisions.chain import Person
    from missiemonitor.output.decisions.settling import tables_to_settle
    from missiemonitor.pipeline.presentation import as_text

    settings = settings_of(db=db)
    path = Path(settings.db)
    if table is None and action:
        raise click.UsageError(f"name the table to {action} by its number; 'settle' lists them")
    if action and not (reviewer or "").strip():
        raise click.UsageError("say who decides with --reviewer NAME")
    if not action and (reviewer or reason):
        raise click.UsageError("take one of --agree, --reject, --undo and --confirm")
    if not action:
        reading = open_reading(path)
        found = tables_to_settle(reading, language)
        if table is not None and (one := _finding(reading, found, table, language)):
            _show_finding(one, json_, path, language)
        if table is not None:
            found = [_named(found, table)]
        waiting = [each for each in found if each["open"]]
        shown = found if all_ or table is not None else waiting
        if json_:
            as_json({"tables": shown})
        else:
            say(as_text.tables_to_settle(shown, path, language))
        sys.exit(ExitStatus.LOOK if waiting else ExitStatus.FINE)
    database = open_database(path)
    eyes = 2 if settings.four_eyes else 1
    who = Person(str(reviewer), reason, eyes)
    tables = tables_to_settle(database, language)
    if named := _finding(database, tables, str(table), language):
        number = _close(database, named, action, who)
        told = _finding(database, [], named["finding"], language) or {**named, "settled": True}
        if json_:
            as_json({"decision": number, "finding": told})
        else:
            say(as_text.finding_settled(action, number, told, language))
        return
    one = _named(tables, str(table))
    number = _decide(database, one, action, who)
    after = _named(tables_to_settle(database, language), one["subject"], one)
    if json_:
        as_json({"decision": number, "table": after})
    else:
        say(as_text.settled(action, number, after, language))


def _finding(
    database: Any, tables: list[dict[str, Any]], name: str, language: str
) -> dict[str, Any] | None:
    """The finding of that name, unless it is that of a table."""
    from missiemonitor.output.decisions.settling import finding_to_settle

    if any(name in (str(each["number"]), each["subject"]) for each in tables):
        return None
    return finding_to_settle(database, name, language)


def _show_finding(finding: dict[str, Any], json_: bool, path: Path, language: str) -> NoReturn:
    from missiemonitor.pipeline.presentation import as_text

    if json_:
        as_json({"finding": finding})
    else:
        say(as_text.finding_to_settle(finding, path, language))
    sys.exit(ExitStatus.FINE if finding["settled"] else ExitStatus.LOOK)


def _close(database: Any, finding: dict[str, Any], action: str, who: Person) -> int:
    from missiemonitor.output.decisions.decide_report import settle_finding

    if action == "reject":
        raise CommandError(
            "a finding is not rejected",
            "--agree where what is stored stands; else correct it at the desk ('review')",
        )
    if action == "agree" and not (who.reason or "").strip():
        raise click.UsageError("say why what is stored stands, with --reason TEXT")
    if action == "undo" and not (finding["settled"] or finding["waiting"]):
        raise CommandError("this finding is not settled", "there is nothing to take back")
    try:
        return settle_finding(database, finding["finding"], action, who, finding["seen"])
    except ValueError as error:
        raise CommandError(str(error), "'settle' lists the tables") from error


def _decide(database: Any, table: dict[str, Any], action: str, who: Person) -> int:
    from missiemonitor.output.decisions.decide_report import settle_table

    if action == "undo" and table["decided"] in (None, "by-row") and not table["waiting"]:
        raise CommandError(
            f"nothing was said of table {table['number']} that can be taken back",
            "--agree to it or --reject it",
        )
    try:
        return settle_table(database, table["table"], action, who, table["seen"])
    except ValueError as error:
        raise CommandError(str(error), "'settle' lists the tables") from error


def _named(
    tables: list[dict[str, Any]], name: str, gone: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The table of a number or subject; `gone` where it is in the list no more."""
    for each in tables:
        if name in (str(each["number"]), each["subject"]):
            return each
    if gone:
        return {**gone, "decided": None, "counts": gone["standing"] == "counted"}
    raise CommandError(
        f"there is no table or finding {name!r} to be settled, or several findings begin so",
        "'settle' lists tables with their numbers, 'check' findings with their ids",
    )
