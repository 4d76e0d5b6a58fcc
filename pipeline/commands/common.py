"""What commands share: options, how they end, and how they print and write."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from missiemonitor.corpus.errors import MissieError
from missiemonitor.corpus.files import path_of, shown
from missiemonitor.corpus.whole_files import write_whole
from missiemonitor.pipeline.settings import LONGEST_TIMEOUT, TIMEOUT

if TYPE_CHECKING:
    from missiemonitor.pipeline.readers.sources import Source
    from missiemonitor.pipeline.settings import Settings
    from sqlite_utils import Database

Command = TypeVar("Command", bound=Callable[..., Any])


class CommandError(MissieError):
    """What was asked for cannot be done."""


def no_figures() -> CommandError:
    """The database is there, but has nothing to show."""
    return CommandError("the database has no figures yet", "fill it with 'ingest', or see 'settle'")


def unwritable(path: Path, error: OSError) -> CommandError:
    """A file or folder that was to be written."""
    return CommandError(
        f"{path}: cannot be written ({error.strerror})", "check the folder and the room on the disk"
    )


class PathOf(click.Path):
    """A path as people give it: ~ stands for a home folder in quotes and settings too."""

    def __init__(self, **said: bool) -> None:
        super().__init__(path_type=Path, **said)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return super().convert(path_of(str(value)), param, ctx)


def as_json(value: object) -> None:
    """Print a value as JSON, Dutch letters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


db_option = click.option(
    "--db", metavar="FILE", help="The database file.  [default: missiemonitor.db]"
)
json_option = click.option("--json", "json_", is_flag=True, help="Print JSON for programs.")
origin_option = click.option(
    "--origin",
    type=click.Choice(["official", "unknown", "transcript", "invented"]),
    help="Where the report comes from, if its pages do not say it; kept when it is ingested again.",
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


timeout_option = click.option(
    "--timeout",
    type=click.IntRange(1, LONGEST_TIMEOUT),
    help=f"Seconds a report may take.  [default: {TIMEOUT}]",
)


def reports_option(why: str, here: bool = True) -> Callable[[Command], Command]:
    """The option for PDFs, told `why`; `here` says that those of this folder are taken else."""
    return click.option(
        "--reports",
        "folders",
        multiple=True,
        type=PathOf(exists=True),
        help=f"PDF or folder of PDFs, {why}; may be given more than once."
        + ("  [default: .]" if here else ""),
    )


def say(text: str, err: bool = False) -> None:
    """Print for a person: lines that fit the terminal, broken at words."""
    from missiemonitor.pipeline.presentation.terminal import fitted

    click.echo(fitted(text, sys.stderr if err else sys.stdout), err=err)


@contextmanager
def one_report(name: str) -> Iterator[Source]:
    """The report of this name, or from standard input (-). Raises CommandError for a folder."""
    from missiemonitor.pipeline.readers.sources import Source, standard_input

    if name == "-":
        with standard_input() as source:
            yield source
        return
    path = path_of(name)
    if path.is_dir():
        raise CommandError(
            f"{shown(path)}: is a folder, and one PDF is looked at",
            "name a PDF; 'ingest' takes folders",
        )
    yield Source(str(path))


report_argument = click.argument("pdf", metavar="PDF|-")


series_option = click.option(
    "--series",
    metavar="ID",
    help="The series of reports that is meant.  [default: the one that there is]",
)


def open_series(db: str | None, series: str | None) -> tuple[Path, Database]:
    """The database at hand, opened for reading, of which one series alone is seen.

    Raises DatabaseError, SeriesError.
    """
    from missiemonitor.output.database.connect import open_reading
    from missiemonitor.output.database.one_series import one_series

    settings = settings_of(db=db, series=series)
    path = Path(settings.db)
    return path, one_series(open_reading(path), settings.series)


def settings_of(**given: object) -> Settings:
    from missiemonitor.pipeline.settings import load_settings

    return load_settings(given)


by_option = click.option(
    "--by",
    type=click.Choice(["mission", "organisation", "region", "country"]),
    default="mission",
    show_default=True,
    help="What officers are added up by.",
)


def language_option(default: str, why: str) -> Callable[[Command], Command]:
    """The option for a language, told `why`."""
    return click.option(
        "--language",
        type=click.Choice(["nl", "en"]),
        default=default,
        show_default=True,
        help=why,
    )


labels_option = language_option("nl", "Language of labels; what reports say stays Dutch.")


def write(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError as error:
        raise unwritable(path, error) from error


def need_model(settings: Settings) -> None:
    """Load the pipeline that is asked for, before anything is read. Raises ModelError."""
    if settings.model:
        from missiemonitor.extractors.statements.pipeline import dutch

        dutch(settings.model)
