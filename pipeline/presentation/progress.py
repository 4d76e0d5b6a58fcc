"""Progress on standard error, for work that takes more than two seconds."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from pathlib import PurePath
from types import TracebackType
from typing import Self

from missiemonitor.pipeline.presentation.terminal import raw, steered_by_nothing
from missiemonitor.pipeline.stopping import go_on

QUIET_FOR = 2.0  # seconds of silence before anything is shown
UPDATE_EVERY = 0.2  # seconds between two updates on a terminal
BEAT = 1.0  # seconds after which the line of a terminal moves in any case
LOG_EVERY = 10.0  # seconds between two lines in a log


class Reporter:
    """Tells which file and page is being read, on one line of a terminal or now and then in a log.

    Use it as a context. `files` is how many there are. On a terminal the seconds go on while
    nothing is told, so that work and a standstill can be told apart.
    """

    def __init__(self, files: int) -> None:
        self.files = files
        self.done = 0
        self.begun = time.monotonic()
        self.shown_at = 0.0
        self.width = 0
        self.text = "at work"
        self.lock = threading.Lock()
        self.over = threading.Event()

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            threading.Thread(target=self._beat, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.over.set()
        with self.lock:
            if self.width:
                terminal = raw(sys.stderr)
                terminal.write("\r" + " " * self.width + "\r")
                terminal.flush()

    def page(self, name: str, page: int, pages: int) -> None:
        """A page of a file was read. Raises KeyboardInterrupt that was swallowed before."""
        go_on()
        file = steered_by_nothing(PurePath(name).name)
        if self.files > 1:
            done = f"{self.done} of {self.files} reports done"
            self._tell(f"{done}; page {page} of {pages} of {file}")
        else:
            self._tell(f"reading page {page} of {pages} of {file}")

    def next(self) -> None:
        """A file is done."""
        self.done += 1
        self._tell(f"{self.done} of {self.files} reports done")

    def _tell(self, text: str) -> None:
        with self.lock:
            self.text = text
            self._show(UPDATE_EVERY if sys.stderr.isatty() else LOG_EVERY)

    def _beat(self) -> None:
        while not self.over.wait(BEAT):
            with self.lock:
                if not self.over.is_set():
                    self._show(UPDATE_EVERY)

    def _show(self, step: float) -> None:
        now = time.monotonic()
        if now - self.begun < QUIET_FOR or now - self.shown_at < step:
            return
        self.shown_at = now
        if sys.stderr.isatty():
            room = shutil.get_terminal_size().columns - 1
            line = f"{now - self.begun:.0f} s, {self.text}"[:room]
            raw(sys.stderr).write("\r" + line.ljust(self.width))
            self.width = max(self.width, len(line))
        else:
            sys.stderr.write(self.text + "\n")
        sys.stderr.flush()


class Waiting(Reporter):
    """Tells what is being done, where that takes longer than a person likes to wait."""

    def __init__(self, doing: str) -> None:
        super().__init__(1)
        self.text = self.doing = doing

    def at(self, what: str) -> None:
        """Now at this."""
        self._tell(f"{self.doing}: {what}")
