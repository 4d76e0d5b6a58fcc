"""Files that are written whole or not at all, and folders that go with who made them."""

from __future__ import annotations

import errno
import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

ENDING = ".part"  # of the name of what is not there yet


@contextmanager
def own_folder(parent: Path, name: str) -> Iterator[Path]:
    """A folder of this process alone, hidden in `parent`, until the context is left.

    Those of the same name that killed processes left go first: who is at work holds a lock on
    its folder, which ends with the process. Raises OSError.
    """
    clear_left(parent, name)
    folder, held = _held(parent, name)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if held is not None:
            os.close(held)


def _held(parent: Path, name: str) -> tuple[Path, int | None]:
    """A new folder with a lock on it; another one where it was cleared before it had that."""
    while True:
        folder = Path(tempfile.mkdtemp(prefix=f".{name}-", suffix=ENDING, dir=parent))
        held = _lock(folder, wait=True)
        if held is None or folder.is_dir():
            return folder, held
        os.close(held)


def clear_left(parent: Path, name: str) -> None:
    """Take away the folders of this name that killed processes left. Raises OSError."""
    for left in parent.glob(f".{glob.escape(name)}-????????{ENDING}"):
        if (held := _lock(left, wait=False)) is not None:
            shutil.rmtree(left, ignore_errors=True)
            os.close(held)


def _lock(folder: Path, wait: bool) -> int | None:
    """A lock on a folder; None where another process has it, or there are no locks."""
    if sys.platform == "win32":  # what a killed process left there stays
        return None
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except OSError:
            os.close(descriptor)
            raise
        return descriptor
    return None


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Others who ask for this folder wait until the context is left; it leaves nothing behind.

    For what is read, changed and written again. Where there are no locks (Windows) nobody waits.
    """
    held = _lock(folder, wait=True)
    try:
        yield
    finally:
        if held is not None:
            os.close(held)


def write_whole(file: Path, content: bytes, own: Path | None = None) -> None:
    """Write a file, whole or not at all, by way of `own`, a folder beside it. Raises OSError."""
    if file.exists() and not file.is_file():
        # What is renamed takes its place: of /dev/null too, where the rights are there.
        raise OSError(errno.EINVAL, "it is a folder, a pipe or a device", str(file))
    if own is None:
        with own_folder(file.parent, file.name) as folder:
            write_whole(file, content, folder)
        return
    unfinished, file = own / "unfinished", file.resolve()
    unfinished.write_bytes(content)
    unfinished.replace(file)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for what this process needs for a while and no other. Raises OSError."""
    with own_folder(Path(tempfile.gettempdir()), "missiemonitor") as folder:
        yield folder
