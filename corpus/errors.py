"""What can go wrong, told in one line: what happened, what to do, and the exit status.

Every error of ours that a person may see is a MissieError; only `pipeline/cli.py` tells of it.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any, ClassVar


class ExitStatus(IntEnum):
    """How a command ends; programs rely on these numbers."""

    FINE = 0  # all is well
    LOOK = 1  # done, with something to look at
    WRONG_USE = 2  # nothing was done: the command, its options or its database are not as needed
    UNREAD = 3  # something could not be read; the rest was done
    STOPPED = 130  # a person stopped it with Ctrl-C; what was done is kept


class MissieError(Exception):
    """Something that a person can mend; `str()` is one line: what happened and what to do."""

    status: ClassVar[ExitStatus] = ExitStatus.WRONG_USE

    def __init__(self, message: str, do: str) -> None:
        self.message = message
        self.do = do
        super().__init__(message, do)

    def __str__(self) -> str:
        return f"{self.message}; {self.do}"


class ReportError(MissieError):
    """A file that cannot be read as a report; nothing of it is stored.

    `str()` gives one line that names the file, the page where there is one, what happened and
    what to do about it. One with a page costs that page alone while others can be read; `why` is
    the message of the finding `page-unread` that then tells of it.
    """

    status = ExitStatus.UNREAD

    def __init__(
        self, file: str, what: str, do: str, page: int | None = None, why: str = "damaged"
    ) -> None:
        self.file = file
        self.what = what
        self.page = page
        self.why = why
        place = file if page is None else f"{file}, page {page}"
        super().__init__(f"{place}: {what}", do)

    def __reduce__(self) -> tuple[type[ReportError], tuple[Any, ...]]:
        """So that it can come from another process."""
        return type(self), (self.file, self.what, self.do, self.page, self.why)


class PeriodError(MissieError, ValueError):
    """What is no period, or a period of which the database has nothing."""


class SeriesError(MissieError, ValueError):
    """What is no series, or one of which the database has nothing; or several, and none named."""
