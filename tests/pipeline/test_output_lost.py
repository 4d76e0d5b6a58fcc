"""A full or closed standard output, or one of errors, ends a command in a line and its status."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")
COMMANDS = (["compare"], ["check"], ["settle"], ["--help"], ["compare", "--json"])


def command(words: list[str], db: Path) -> list[str]:
    where = [] if words == ["--help"] else ["--db", str(db)]
    return [sys.executable, "-m", "missiemonitor", *words, *where]


@pytest.mark.slow
@pytest.mark.skipif(not FULL.is_char_device(), reason="needs /dev/full")
def test_a_full_standard_output_is_told_in_a_line(samples_path: Path) -> None:
    for words in COMMANDS:
        with FULL.open("w") as out:
            ended = subprocess.run(
                command(words, samples_path), stdout=out, stderr=subprocess.PIPE, text=True
            )
        (line,) = ended.stderr.splitlines()
        assert ended.returncode == 2 and "No space left on device" in line, words


@pytest.mark.slow
@pytest.mark.skipif(not FULL.is_char_device(), reason="needs /dev/full")
def test_where_errors_cannot_be_told_the_status_tells(tmp_path: Path) -> None:
    with FULL.open("w") as errors:
        ended = subprocess.run(
            command(["compare"], tmp_path / "no.db"), stderr=errors, stdout=subprocess.PIPE
        )
    assert (ended.returncode, ended.stdout) == (2, b"")


@pytest.mark.slow
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
def test_closed_streams_change_nothing_but_what_is_seen(samples_path: Path, closed: str) -> None:
    before = samples_path.read_bytes()
    words = " ".join(command(["check"], samples_path))
    ended = subprocess.run(f"{words} {closed}", shell=True, capture_output=True, text=True)
    assert ended.returncode == 1 and "Traceback" not in ended.stderr
    assert samples_path.read_bytes() == before
