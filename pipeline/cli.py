"""The command `missiemonitor`: the group, and how errors end.

Imports of pandas, pdfplumber and the like stand inside the commands, so that `--help` is quick.
"""

from __future__ import annotations

import io
import sqlite3
import sys
from contextlib import suppress
from typing import Any, TextIO, cast

import click
from missiemonitor.corpus.errors import ExitStatus, MissieError
from missiemonitor.corpus.files import shown
from missiemonitor.pipeline.commands import (
    analysis,
    charts,
    evaluation,
    extraction,
    people,
    servers,
    settling,
    transfer,
)
from missiemonitor.pipeline.presentation.terminal import (
    Harmless,
    fitted,
    open_closed,
    throw_away_output,
)
from missiemonitor.pipeline.stopping import noticed


class Help(click.HelpFormatter):
    """Help whose examples fit the terminal too, and can still be pasted."""

    def getvalue(self) -> str:
        return fitted(super().getvalue())


click.Context.formatter_class = Help


class Commands(click.Group):
    """A group whose known errors end in one line on standard error and an exit status."""

    def main(self, *args: Any, **more: Any) -> Any:
        open_closed()
        try:
            return super().main(*args, **more)
        except OSError as error:  # a full disk, a closed folder; of a reader who left click knows
            what = shown(str(error.filename)) if error.filename else "what is printed"
            _tell(
                f"{what}: cannot be written or read ({error.strerror or error}); check it and the "
                "room on its disk, what was done is kept"
            )
            throw_away_output()
            sys.exit(ExitStatus.WRONG_USE)

    def invoke(self, ctx: click.Context) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                # A name that is no UTF-8, or a letter that the terminal lacks, ends no command.
                stream.reconfigure(errors="backslashreplace")
        if sys.stdout.isatty():
            sys.stdout = cast(TextIO, Harmless(sys.stdout))
        if sys.stderr.isatty():
            sys.stderr = cast(TextIO, Harmless(sys.stderr))
        try:
            with noticed():
                return super().invoke(ctx)
        except click.UsageError as error:
            begun = "Error: "  # as click has it
            told = fitted(begun + error.format_message(), sys.stderr).removeprefix(begun)
            raise click.UsageError(told, error.ctx) from error
        except KeyboardInterrupt as stop:
            _tell("; ".join(["stopped", *map(str, stop.args)]))
            ctx.exit(ExitStatus.STOPPED)
        except MissieError as error:
            _tell(error)
            ctx.exit(error.status)
        except UnicodeDecodeError:  # of SQLite; a file that is named says it better itself
            _tell(
                "the database holds what is no text (no UTF-8), and is not as it was written; "
                "restore a copy, or make it anew with 'ingest'"
            )
            ctx.exit(ExitStatus.WRONG_USE)
        except sqlite3.Error as error:
            _tell(f"the database gave up: {error}; nothing was half stored")
            ctx.exit(ExitStatus.WRONG_USE)
        except Exception as error:
            if type(error).__module__ != "sqlite_utils.db":  # (which takes long to import)
                raise
            _tell(f"the database is not as it was made ({error}); restore a copy")
            ctx.exit(ExitStatus.WRONG_USE)


def _tell(error: object) -> None:
    told = f"missiemonitor: {error}"
    with suppress(OSError):  # where errors cannot be told either, the status tells
        click.echo(fitted(told, sys.stderr), err=True)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="missiemonitor")
def main() -> None:
    """Dutch police officers on missions abroad: from half-year reports (PDF) to SQLite.

    \b
    A first session:
      missiemonitor extract report.pdf
        look at what a report says; stores nothing
      missiemonitor ingest reports/ --db my.db
        store reports, or whole folders of them
      missiemonitor compare --db my.db
        what changed between the last two periods
      missiemonitor why "EULEX Kosovo" 2024-1 --db my.db
        where a figure comes from
      missiemonitor check --db my.db
        everything that a person should look at

    Exit status: 0 all is well; 1 done, with something to look at; 2 wrong use;
    3 something could not be read (the rest was done); 130 stopped with Ctrl-C.

    Options may also stand in missiemonitor.toml or in the environment (MISSIEMONITOR_DB=my.db).
    """


for command in (
    extraction.extract,
    extraction.tables,
    extraction.ingest,
    analysis.compare,
    charts.trends,
    charts.report,
    transfer.export,
    transfer.import_,
    servers.open_site,
    servers.publish,
    servers.explore,
    servers.review,
    people.reviewers,
    people.four_eyes,
    transfer.archive,
    settling.settle,
    transfer.decisions,
    transfer.suggestions,
    analysis.check,
    analysis.why,
    evaluation.evaluate,
    evaluation.doctor,
):
    main.add_command(command)
