"""Who may decide at the desk, and how many people a decision takes."""

from __future__ import annotations

from pathlib import Path

import click
from missiemonitor.pipeline.commands.common import PathOf, db_option, say, settings_of

FILE = "missiemonitor.passwords"

passwords_option = click.option(
    "--passwords",
    "file",
    type=PathOf(dir_okay=False),
    default=FILE,
    show_default=True,
    help="The file of names and passwords.",
)


@click.group()
def reviewers() -> None:
    """People who sign in at the desk: a file of names, with passwords as scrypt makes them.

    \b
    Examples:
      missiemonitor reviewers add "Anna de Vries"
      missiemonitor open --review --passwords missiemonitor.passwords --db my.db
    """


@reviewers.command("add")
@click.argument("name")
@passwords_option
@click.option(
    "--password",
    prompt=True,
    hide_input=True,
    confirmation_prompt=True,
    help="Asked for without showing it; give it here in no script that others read.",
)
def add(name: str, file: Path, password: str) -> None:
    """Add NAME, or give NAME a new password."""
    from missiemonitor.output.review import passwords

    new = passwords.add(file, name, password)
    say(f"{name} {'is added to' if new else 'has a new password in'} {file}")


@reviewers.command("remove")
@click.argument("name")
@passwords_option
def remove(name: str, file: Path) -> None:
    """Take NAME out. Decisions in that name stay."""
    from missiemonitor.output.review import passwords

    if not passwords.remove(file, name):
        raise click.ClickException(f"{file} has nobody named {name!r}")
    say(f"{name} is no longer in {file}")


@reviewers.command("list")
@passwords_option
def names(file: Path) -> None:
    """Tell who is in the file."""
    from missiemonitor.output.review import passwords

    for name in sorted(passwords.read_people(file)):
        say(name)


@click.command("four-eyes")
@db_option
@click.option("--on/--off", "on", default=None, help="Have it from now on, or no longer.")
@click.option("--reviewer", metavar="NAME", help="Who says so; kept with it.")
def four_eyes(db: str | None, on: bool | None, reviewer: str | None) -> None:
    """Whether a decision in this database holds only when a second person confirms it.

    It is a rule of the database: it holds whoever opens it, and with whichever options.

    \b
    Example:
      missiemonitor four-eyes --on --reviewer Anna --db my.db
    """
    from missiemonitor.output.database.connect import open_database, open_reading
    from missiemonitor.output.decisions.rules import eyes_of, set_eyes

    path = Path(settings_of(db=db).db)
    if on is None:
        database = open_reading(path)
    else:
        if not reviewer:
            raise click.UsageError("say who decides this: --reviewer NAME")
        open_reading(path)  # says what is wrong
        database = open_database(path)
        try:
            set_eyes(database, 2 if on else 1, reviewer)
        except ValueError as error:
            raise click.UsageError(str(error)) from error
    say(f"a decision takes {'two people' if eyes_of(database) == 2 else 'one person'}")
