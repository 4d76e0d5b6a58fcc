"""Small files that ask for much end in a line or a result, in bounded time, memory and pixels."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from missiemonitor.corpus.limits import MOST_PIXELS, Limits
from missiemonitor.corpus.page_images import page_images
from missiemonitor.corpus.pdf.fast import fast_texts

from tests.hostile import HOSTILE, huge_page_with_a_picture
from tests.hostile_drawn import KINDS, SLOW
from tests.hostile_drawn.run import WAYS, guarded, tried

SECONDS = 60  # that a report may take here
MEMORY = 900_000_000  # bytes
QUICK = ("box of 1e30", "box of no numbers", "box without height", "pages in a circle")


def read(command: str, data: bytes, folder: Path) -> tuple[int, str, float, int]:
    """Exit status, standard error, seconds, and the most memory of the command and its worker."""
    path = folder / "vijandig-verzonnen-cijfers.pdf"
    path.write_bytes(data)
    # With no workers, as other tests have it, nothing is bounded.
    bounds = {"MISSIEMONITOR_WORKERS": "1", "MISSIEMONITOR_MAX_MEMORY": str(MEMORY)}
    began = time.monotonic()
    asked = (sys.executable, "-m", "missiemonitor", command)
    # A child's most memory is at least that of who began it, so a small process begins this one.
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *asked, str(path), "--timeout", str(SECONDS)],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=os.environ | bounds,
    )
    used = int(done.stdout.split()[-1]) * 1024
    return done.returncode, done.stderr, time.monotonic() - began, used


MEASURED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(done.returncode)
"""


def check(command: str, name: str, folder: Path) -> None:
    status, told, seconds, memory = read(command, HOSTILE[name](), folder)
    assert status in (0, 1, 3), told
    assert "Traceback" not in told and "fault of Missiemonitor" not in told
    if status == 3:
        assert "missiemonitor: " in told
    assert seconds < SECONDS + 30
    assert memory < 1.3 * MEMORY


@pytest.mark.parametrize("name", QUICK)
def test_boxes_and_trees_that_make_no_sense_end_in_a_line(name: str, tmp_path: Path) -> None:
    check("tables", name, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("command", ["tables", "extract"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_read_within_bounds(name: str, command: str, tmp_path: Path) -> None:
    check(command, name, tmp_path)


def test_a_page_of_the_longest_sides_is_drawn_small() -> None:
    (drawn,) = page_images(huge_page_with_a_picture(), [1], 200 / 72, grayscale=True)
    wide, high = drawn.image.size
    assert 0.9 * MOST_PIXELS < wide * high < 1.01 * MOST_PIXELS


def test_a_page_that_loads_once_and_not_again_is_damaged_and_no_fault_of_ours() -> None:
    data = KINDS["wired wrongly"](random.Random("1/379"))
    found = fast_texts(data, "verzonnen.pdf", Limits())
    # Another page of it says that it shows something, and shows nothing.
    assert sorted(error.page or 0 for error in found.lost) == [1, 2]
    assert all("damaged" in str(error) for error in found.lost)


@pytest.mark.slow
def test_a_sample_of_drawn_hostile_files_ends_in_lines_and_changes_nothing_stored(
    tmp_path: Path,
) -> None:
    first, files = len(KINDS), len(KINDS) - len(SLOW)  # the second round: what is quick
    found = tried(tmp_path, files, 20, first, whole=1)
    assert [each for each in found if each.wrong] == []
    assert {(each.number, each.way) for each in found} >= {
        (number, way) for number in range(first, first + files) for way in WAYS
    }


@pytest.mark.parametrize(
    "tries",
    [
        "import socket; socket.create_connection(('192.0.2.1', 80))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "open('written', 'w')",
        "import os; os.open('written', os.O_CREAT | os.O_WRONLY)",
        "import os; os.mkdir('made')",
    ],
)
def test_what_a_reading_process_may_never_do_is_denied_and_noted(
    tries: str, tmp_path: Path
) -> None:
    with guarded(tmp_path):
        done = subprocess.run([sys.executable, "-c", tries], capture_output=True, check=False)
        allowed = f"open({str(tmp_path / 'kept' / 'x')!r}, 'w')"
        subprocess.run([sys.executable, "-c", allowed], check=True)
    assert done.returncode == 1 and b"denied here" in done.stderr
    assert len((tmp_path / "denied").read_text().splitlines()) == 1
    assert not list((tmp_path / "work").iterdir())
