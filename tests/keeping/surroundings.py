"""Commands where the world around them is odd: the clock went back, nothing can be written, no room
for temporary files, no home, another language of the machine."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.keeping.forked import NOTHING, run
from tests.keeping.full_disk import small_disk
from tests.keeping.kills import Stage, copied, differs
from tests.keeping.scenes import DB, wrong_with

BACK = datetime.timedelta(days=20 * 365)
READING = (("check",), ("compare", "--all"), ("why", "EULEX Kosovo", "2020-1"), ("settle",))
ENVIRONMENTS: dict[str, dict[str, str]] = {
    "LC_ALL=C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "LC_ALL=tr_TR": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "no HOME, no PATH": {},
    "TMPDIR that is not there": {"TMPDIR": "/nowhere", "LC_ALL": "C.UTF-8"},
}


@dataclass(frozen=True, slots=True)
class Odd:
    """One try: where which command ran, and what was wrong."""

    where: str
    command: str
    wrong: tuple[str, ...]


def clock_back() -> None:
    """It is twenty years ago for this process."""

    class Earlier(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> Earlier:  # type: ignore[override]
            return super().now(tz) - BACK

    real = time.time
    time.time = lambda: real() - BACK.total_seconds()
    datetime.datetime = Earlier  # type: ignore[misc]


def no_room_for_temporary_files() -> None:
    """No folder takes temporary files."""
    tempfile.tempdir = None
    tempfile._candidate_tempdir_list = list  # type: ignore[attr-defined]


def odd_worlds(stages: Iterator[Stage], base: Path) -> Iterator[Odd]:
    """Play writing scenes in odd worlds: they come to the same end, or refuse in a line."""
    worlds: dict[str, Callable[[], None]] = {
        "the clock went back 20 years": clock_back,
        "no folder for temporary files": no_room_for_temporary_files,
    }
    for stage in stages:
        for name, world in worlds.items():
            folder = copied(stage.before, base / "odd")
            ended = stage.scene.play(folder, before=world)
            wrong = wrong_with(folder, stage.scene)
            if not ended.plain:
                wrong.append(f"ended with {ended.status}: {ended.told[-400:]}")
            elif ended.status == stage.status:
                wrong += differs(stage, folder)
            elif len(ended.told.splitlines()) != 1:
                wrong.append(f"not one line: {ended.told[-300:]}")
            shutil.rmtree(folder)
            yield Odd(name, stage.scene.name, tuple(wrong))


def read_only(stages: Iterator[Stage], base: Path) -> Iterator[Odd]:
    """Play scenes on a disk that cannot be written: writing is refused in a line, reading works."""
    with small_disk(base / "disk") as mounted:
        if not mounted:
            return
        for stage in stages:
            folder = copied(stage.before, base / "disk" / "here")
            subprocess.run(["mount", "-o", "remount,ro", str(base / "disk")], check=True)
            commands = [stage.scene.words]
            if (folder / DB).exists():
                commands += [(*words, "--db", DB) for words in READING]
            for words in commands:
                ended = run(words, folder, NOTHING, told=base / "told")
                wrong = [] if ended.plain else [f"{ended.status}: {ended.told[-400:]}"]
                if words != stage.scene.words and ended.status > 1:
                    wrong.append(f"cannot read: {ended.told[-300:]}")
                if ended.status > 1 and len(ended.told.splitlines()) != 1:
                    wrong.append(f"not one line: {ended.told[-300:]}")
                yield Odd("a disk that cannot be written", " ".join(words), tuple(wrong))
            subprocess.run(["mount", "-o", "remount,rw", str(base / "disk")], check=True)


def environments(folder: Path, names: tuple[str, ...] = tuple(ENVIRONMENTS)) -> Iterator[Odd]:
    """Run commands in fresh processes with odd environments: they print and write the same."""
    expected: dict[tuple[str, ...], bytes] = {}
    for name in ("plain", *names):
        odd = ENVIRONMENTS.get(name, dict(os.environ))
        for words in (*READING, ("decisions", "out.jsonl"), ("export", "out", "--format", "csv")):
            ended = subprocess.run(
                [sys.executable, "-m", "missiemonitor", *words, "--db", DB],
                cwd=folder,
                env={"MISSIEMONITOR_WORKERS": "0", **odd},
                capture_output=True,
            )
            told = ended.stdout
            if words[0] in ("decisions", "export"):
                told = b"".join(p.read_bytes() for p in sorted(folder.rglob("out*")) if p.is_file())
            wrong = [] if told == expected.setdefault(words, told) else ["another answer"]
            if ended.returncode > 1 or b"Traceback" in ended.stderr:
                wrong.append(ended.stderr.decode("utf-8", "replace")[-400:])
            yield Odd(name, " ".join(words), tuple(wrong))
