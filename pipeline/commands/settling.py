"""Tables that are to be agreed: listed, agreed to, rejected."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from missiemonitor.corpus.errors import ExitStatus
from missiemonitor.pipeline.commands.common import (
    CommandError,
    as_json,
    db_option,
    json_option,
    settings_of,
)

ACTIONS = ("agree", "reject", "undo", "confirm")


@click.command()
@click.argument("table", required=False, metavar="[NUMBER|SUBJECT]")
@db_option
@click.option("--agree", "action", flag_value="agree", help="It lists our officers: it counts.")
@click.option("--reject", "action", flag_value="reject", help="It does not: it never counts.")
@click.option("--undo", "action", flag_value="undo", help="Take back what was said of it.")
@click.option("--confirm", "action", flag_value="confirm", help="Confirm what another said of it.")
@click.option("--reviewer", metavar="NAME", help="Who decides; needed to settle.")
@click.option("--reason", metavar="TEXT", help="Why; kept with the decision.")
@click.option("--all", "all_", is_flag=True, help="List those that were settled too.")
@json_option
def settle(
    table: str | None,
    db: str | None,
    action: str | None,
    reviewer: str | None,
    reason: str | None,
    all_: bool,
    json_: bool,
) -> None:
    """Tables that may list our officers: see which there are, then agree to each or reject it.

    A table of which it is not clear that it lists our officers abroad is kept, but is in no total.
    Without NUMBER those that wait for a word are listed, each with its page, its rows and what
    speaks for and against it. Look at the page, then agree or reject; totals and findings are
    found anew at once. The word outlives every re-reading, and can be taken back with --undo.
    Saying yes to a row of such a table at the desk ('review') agrees to it too.

    NUMBER is the one in the list; it stays while others are settled, and is another one when
    reports come in between. SUBJECT is what the page says, as --json tells, and always the same.

    \b
    Examples:
      missiemonitor settle --db my.db
      missiemonitor settle 2 --agree --reviewer Ada --reason "heading says police abroad"
      missiemonitor settle 2 --undo --reviewer Ada --db my.db

    \b
    Exit status: 0 nothing waits, or it is settled; 1 listed, with tables that wait; 2 wrong use,
    nothing was decided.
    """
    from missiemonitor.output.database.connect import open_database, open_reading
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
        found = tables_to_settle(open_reading(path))
        if table is not None:
            found = [_named(found, table)]
        waiting = [each for each in found if each["open"]]
        shown = found if all_ or table is not None else waiting
        if json_:
            as_json({"tables": shown})
        else:
            click.echo(as_text.tables_to_settle(shown, path))
        sys.exit(ExitStatus.LOOK if waiting else ExitStatus.FINE)
    database = open_database(path)
    one = _named(tables_to_settle(database), str(table))
    eyes = 2 if settings.four_eyes else 1
    number = _decide(database, one, action, str(reviewer), reason, eyes)
    after = _named(tables_to_settle(database), one["subject"], one)
    if json_:
        as_json({"decision": number, "table": after})
    else:
        click.echo(as_text.settled(action, number, after))


def _decide(
    database: Any, table: dict[str, Any], action: str, reviewer: str, reason: str | None, eyes: int
) -> int:
    from missiemonitor.output.decisions.decide import Person, settle_table

    if action == "undo" and not table["history"]:
        raise CommandError(
            f"nothing was said of table {table['number']}", "--agree to it or --reject it"
        )
    who = Person(reviewer, reason, eyes)
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
        f"there is no table {name!r} to be agreed", "'settle' lists them with their numbers"
    )
