"""A disk that is full at each page that a command writes, and one that can only be read.

On a small file system in memory where one may be mounted (as root), and elsewhere with a bound on
the length of files, which ends a write at the same places but with another error.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.keeping.forked import NOTHING
from tests.keeping.kills import Stage, differs
from tests.keeping.scenes import wrong_with

PAGE = 4096  # bytes of a page of SQLite, and of a block of the disk
LARGE = 64 << 20  # bytes that every scene has room in


@dataclass(frozen=True, slots=True)
class Filled:
    """One try: how many pages there was room for, whether that was enough, what was wrong."""

    scene: str
    pages: int
    enough: bool
    wrong: tuple[str, ...]


@contextmanager
def small_disk(at: Path) -> Iterator[bool]:
    """A file system of its own at this folder, if one may be mounted; whether it is."""
    at.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={LARGE}", "tmpfs", str(at)]
    try:
        mounted = not subprocess.run(command, capture_output=True).returncode
    except OSError:
        mounted = False
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(at)], check=True)


def filled_disks(stage: Stage, disk: Path, every: int = 1, most: int = 100_000) -> Iterator[Filled]:
    """Play a scene with room for so many pages more, from none on, until it has room enough.

    `every` is by how many pages the room grows.
    """
    with small_disk(disk) as mounted:
        folder = disk / "here"
        for pages in range(0, most, every):
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(stage.before, folder)
            if mounted:
                _leave(disk, pages)
            ended = stage.scene.play(
                folder,
                before=NOTHING if mounted else _bound(pages),
                told=disk.with_name("told"),
            )
            (disk / "ballast").unlink(missing_ok=True)
            wrong = [f"with a full disk: {line}" for line in wrong_with(folder, stage.scene)]
            if not ended.plain:
                wrong.append(f"ended with {ended.status}: {ended.told[-400:]}")
            enough = ended.status == stage.status
            if not enough and len(_said(ended.told)) > 2:
                wrong.append(f"told in many lines: {ended.told[-400:]}")
            if not enough:
                again = stage.scene.play(folder, told=disk.with_name("told"))
                if again.status not in (stage.status, 0):
                    wrong.append(f"then ended with {again.status}: {again.told[-300:]}")
                wrong += differs(stage, folder)
            yield Filled(stage.scene.name, pages, enough, tuple(wrong))
            if enough:
                return


def _said(told: str) -> list[str]:
    """The lines that a command ended with, without those that tell how far it is."""
    return [line for line in told.splitlines() if not line.startswith("writing: ")]


def _leave(disk: Path, pages: int) -> None:
    """Fill a disk until there is room for so many pages."""
    room = os.statvfs(disk)
    rest = room.f_bavail * room.f_bsize - pages * PAGE
    with (disk / "ballast").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(PAGE, rest))


def _bound(pages: int) -> object:
    def bound() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (pages * PAGE, pages * PAGE))

    return bound
