"""Commands in forked processes, which begin at once and can be ended or hindered at any point.

Loading what commands need takes seconds, and a thousand kills would take a night; here it is loaded
once, and each command runs in a copy of this process.
"""

from __future__ import annotations

import atexit
import os
import signal
import sqlite3
import sys
import time
import traceback
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NOTHING: Callable[[], None] = lambda: None  # noqa: E731
LONGEST = 120.0  # seconds a command may take before it is held to hang
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
FILES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "shutil.copyfile")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit status, or minus the signal; all that it printed; seconds."""

    status: int
    told: str
    seconds: float

    @property
    def killed(self) -> bool:
        return self.status == -signal.SIGKILL

    @property
    def plain(self) -> bool:
        """Whether it ended by itself, with a status of ours and without a traceback."""
        return 0 <= self.status <= 3 and "Traceback" not in self.told


def load() -> None:
    """Load what commands need before the first one is forked."""
    import bagit  # noqa: F401
    import openpyxl  # noqa: F401
    from datasette.app import Datasette  # noqa: F401
    from missiemonitor.extractors import extract  # noqa: F401
    from missiemonitor.output.export import bag, excel, restore  # noqa: F401
    from missiemonitor.output.site import publish  # noqa: F401
    from missiemonitor.pipeline import cli  # noqa: F401
    from missiemonitor.pipeline.readers import one_report, processes  # noqa: F401


def run(
    words: Sequence[object] | Callable[[], None],
    folder: Path,
    before: Callable[[], None] = NOTHING,
    kill_after: float | None = None,
    told: Path | None = None,
) -> Ended:
    """Run `missiemonitor WORDS` in a folder, or a function; `before` is done in its process first.

    With `kill_after` it is killed so many seconds after it began. What it prints goes to `told`,
    or to a file beside the folder.
    """
    told = told or folder.with_name(f"{folder.name}.told")
    told.write_text("")
    begun = time.monotonic()
    pid = os.fork()
    if pid == 0:
        _child(words, folder, told, before)
    end = begun + (LONGEST if kill_after is None else kill_after)
    while True:
        gone, state = os.waitpid(pid, os.WNOHANG)
        if gone:
            break
        if time.monotonic() >= end:
            os.kill(pid, signal.SIGKILL)
            _, state = os.waitpid(pid, 0)
            break
        time.sleep(0.002)
    seconds = time.monotonic() - begun
    status = os.waitstatus_to_exitcode(state)
    if status == -signal.SIGKILL and seconds >= LONGEST:
        return Ended(124, told.read_text("utf-8", "replace") + "\nhung", seconds)
    return Ended(status, told.read_text("utf-8", "replace"), seconds)


def _child(
    words: Sequence[object] | Callable[[], None],
    folder: Path,
    told: Path,
    before: Callable[[], None],
) -> None:
    """Become the command; never returns."""
    status = 70
    try:
        _forget_ends()
        out = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        os.dup2(out, 1)
        os.dup2(out, 2)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
        os.chdir(folder)
        before()
        from missiemonitor.pipeline.cli import main

        try:
            if callable(words):
                words()
            else:
                main([str(word) for word in words], prog_name="missiemonitor")
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        with suppress(BaseException):
            traceback.print_exc()
    finally:
        with suppress(BaseException):
            _atexit()
        os._exit(status)


def _forget_ends() -> None:
    """Leave to the process that was forked what it wants done at its own end."""
    atexit._clear()
    weakref.finalize._registry.clear()  # type: ignore[attr-defined]
    weakref.finalize._registered_with_atexit = False  # type: ignore[attr-defined]


def _atexit() -> None:
    """What a process does at its end: flushes, and what was registered for it."""
    sys.stdout.flush()
    sys.stderr.flush()
    atexit._run_exitfuncs()


def die_at(number: int, note: Path | None = None) -> Callable[[], None]:
    """Kills a process at the n-th thing that it does to a file or asks of SQLite.

    With `note`, how many there were is written there at the end of one that went on.
    """

    def begin() -> None:
        seen = 0

        def count(*_: object) -> None:
            nonlocal seen
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            if event in FILES or (event == "open" and _to_write(arguments)):
                count()

        def connect(*given: Any, **more: Any) -> sqlite3.Connection:
            connection = connect_plainly(*given, **more)
            connection.set_trace_callback(count)
            return connection

        connect_plainly, sqlite3.connect = sqlite3.connect, connect
        sys.addaudithook(hook)
        if note:
            atexit.register(lambda: note.write_text(str(seen)))

    return begin


def _to_write(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2] if len(arguments) > 2 else 0
    return isinstance(flags, int) and bool(flags & WRITES)
