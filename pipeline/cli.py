"""The command `missiemonitor`: the group, and how errors end.

Imports of pandas, pdfplumber and the like stand inside the commands, so that `--help` is quick.
"""

from __future__ import annotations

import sqlite3
from typing import Any

import click

from pipeline.commands import asking, keeping, measuring, reading, serving, showing
from pipeline.commands.common import UNREAD, WRONG_USE, Ended


class Commands(click.Group):
    """A group whose known errors end in one line on standard error and an exit status."""

    def invoke(self, ctx: click.Context) -> Any:
        from corpus.errors import UnreadableReport
        from extractors.prose.errors import NoModel
        from output.database import DatabaseProblem
        from pipeline.errors import NoCluster
        from pipeline.settings import BadSettings

        try:
            return super().invoke(ctx)
        except UnreadableReport as error:
            raise Ended(str(error), UNREAD) from error
        except (DatabaseProblem, BadSettings, NoModel, NoCluster) as error:
            raise Ended(str(error), WRONG_USE) from error
        except sqlite3.Error as error:
            raise Ended(f"the database gave up: {error}; nothing was half stored", 2) from error


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


for command in (
    reading.extract,
    reading.tables,
    reading.ingest,
    asking.compare,
    showing.trends,
    showing.report,
    keeping.export,
    keeping.import_,
    serving.explore,
    serving.review,
    keeping.archive,
    keeping.decisions,
    keeping.suggestions,
    asking.check,
    asking.why,
    measuring.evaluate,
    measuring.doctor,
):
    main.add_command(command)
