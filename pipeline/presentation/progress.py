"""Progress on standard error, for work that takes more than two seconds."""

from __future__ import annotations

import sys
import time
from pathlib import Path, PurePath
from types import TracebackType
from typing import Self

from missiemonitor.corpus.files import shown
from missiemonitor.corpus.limits import Progress

PATIENCE = 2.0  # seconds of silence before anything is shown
STEP = 0.2  # seconds between two updates on a terminal
STEP_ELSEWHERE = 10.0  # and in a log


class Reporter:
    """Tells which file and page is being read, on one line of a terminal or now and then in a log.

    Use it as a context. `files` is how many there are.
    """

    def __init__(self, files: int) -> None:
        self.files = files
        self.done = 0
        self.begun = time.monotonic()
        self.told = 0.0
        self.width = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.width:
            sys.stderr.write("\r" + " " * self.width + "\r")
            sys.stderr.flush()

    def page_of(self, path: Path) -> Progress:
        """The callback for the pages of the one file at hand."""

        def progress(page: int, pages: int) -> None:
            self.page(shown(path), page, pages)

        progress(0, 1)
        return progress

    def page(self, name: str, page: int, pages: int) -> None:
        """A page of a file was read."""
        file = PurePath(name).name
        if self.files > 1:
            done = f"{self.done} of {self.files} reports done"
            self._tell(f"{done}; reading {file}: page {page} of {pages}")
        else:
            self._tell(f"reading {file}: page {page} of {pages}")

    def next(self) -> None:
        """A file is done."""
        self.done += 1
        self._tell(f"{self.done} of {self.files} reports done")

    def _tell(self, text: str) -> None:
        now = time.monotonic()
        terminal = sys.stderr.isatty()
        if now - self.begun < PATIENCE or now - self.told < (STEP if terminal else STEP_ELSEWHERE):
            return
        self.told = now
        if terminal:
            sys.stderr.write("\r" + text.ljust(self.width))
            self.width = max(self.width, len(text))
        else:
            sys.stderr.write(text + "\n")
        sys.stderr.flush()


class Waiting(Reporter):
    """Tells what is being done, where that takes longer than a person likes to wait."""

    def __init__(self, doing: str) -> None:
        super().__init__(1)
        self.doing = doing

    def at(self, what: str) -> None:
        """Now at this."""
        self._tell(f"{self.doing}: {what}")
