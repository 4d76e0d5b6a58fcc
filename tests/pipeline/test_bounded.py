"""Commands that only look at a report do so within bounds of time and memory, and end in a line."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from missiemonitor.pipeline.cli import main
from missiemonitor.pipeline.settings import PARSERS, Settings, SettingsError, load_settings

from tests.conftest import SAMPLES, pdf_of, rows_page

MEMORY = 500_000_000  # bytes of data
LINES = b"0 0 m 9 9 l S " * 10_000


def unpacks_to(piece: bytes, times: int) -> bytes:
    """A PDF of one page, packed twice: 2 kB that hold `piece` so many times."""
    packer = zlib.compressobj(9)
    once = b"".join([*(packer.compress(piece) for _ in range(times)), packer.flush()])
    content = zlib.compress(once, 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%b\nendstream"
        % (len(content), content),
    ]
    made, places = b"%PDF-1.5\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + (
        b"xref\n0 5\n0000000000 65535 f \n%btrailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(made))
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """1 kB that takes gigabytes and minutes, with a truth file about it."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.pdf"
    path.write_bytes(unpacks_to(LINES, 3000))
    assert path.stat().st_size < 2_000
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    truth = {"file": path.name, "sha256": digest, "deployments": []}
    path.with_suffix(".json").write_text(json.dumps(truth))
    return path


# A process that this one forks begins with the memory of this one, so a small one stands between.
MEASURED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(done.returncode)
"""


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "missiemonitor", *map(str, arguments)]


def surroundings(**settings: int) -> dict[str, str]:
    given = {f"MISSIEMONITOR_{name.upper()}": str(value) for name, value in settings.items()}
    return {**os.environ, "MISSIEMONITOR_WORKERS": "1", **given}


@pytest.mark.slow
@pytest.mark.parametrize("looking", ["extract", "tables", "evaluate"])
def test_a_small_file_that_takes_gigabytes_ends_in_a_line_within_bounds(
    hostile: Path, looking: str
) -> None:
    arguments = (
        ["evaluate", hostile.with_suffix(".json"), "--reports", hostile.parent]
        if looking == "evaluate"
        else [looking, hostile]
    )
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *command(*arguments)],
        capture_output=True,
        check=False,
        env=surroundings(max_memory=MEMORY, timeout=40),
        text=True,
    )
    told = [line for line in done.stderr.splitlines() if not line.startswith("reading ")]
    assert done.returncode == 3
    assert len(told) == 1 and told[0].startswith("missiemonitor: ") and "hostile.pdf" in told[0]
    assert "raise max-memory" in told[0] or "raise timeout" in told[0]
    # What stands in memory is more than data: the program itself too.
    assert int(done.stdout.split()[-1]) * 1024 < MEMORY + 400_000_000


@pytest.mark.slow
def test_a_report_that_takes_too_long_ends_in_a_line(hostile: Path) -> None:
    ended = subprocess.run(
        command("tables", hostile, "--timeout", 1),
        capture_output=True,
        check=False,
        env=surroundings(),
        text=True,
    )
    assert ended.returncode == 3
    assert ended.stderr.endswith(
        "hostile.pdf: was not read within 1 seconds; raise timeout in missiemonitor.toml, "
        "or give the annex alone\n"
    )


@pytest.fixture
def running(hostile: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """`extract` at work on a report without end, and the terminal on which it tells of it."""
    terminal, theirs = pty.openpty()
    process = subprocess.Popen(
        command("extract", hostile),
        stderr=theirs,
        stdout=subprocess.DEVNULL,
        env=surroundings(max_memory=3_000_000_000, timeout=100),
        start_new_session=True,
    )
    os.close(theirs)
    yield process, terminal
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    os.close(terminal)


def shown_until(terminal: int, times: int, seconds: float) -> list[tuple[float, bytes]]:
    seen: list[tuple[float, bytes]] = []
    until = time.monotonic() + seconds
    while len(seen) < times and time.monotonic() < until:
        seen.append((time.monotonic(), os.read(terminal, 10_000)))
    return seen


@pytest.mark.slow
def test_progress_moves_while_one_page_takes_long(
    running: tuple[subprocess.Popen[bytes], int],
) -> None:
    _, terminal = running
    seen = shown_until(terminal, 4, 30)
    assert len({text for _, text in seen}) == 4
    assert all(b" s, reading page 0 of 1 of hostile.pdf" in text for _, text in seen)
    assert seen[3][0] - seen[0][0] < 6  # at least once in two seconds


@pytest.mark.slow
def test_ctrl_c_ends_the_command_and_the_process_that_reads(
    running: tuple[subprocess.Popen[bytes], int],
) -> None:
    process, terminal = running
    shown_until(terminal, 2, 30)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
    assert process.wait(timeout=20) == 130
    given_up = time.monotonic() + 10  # the process that reads ends by itself, a moment later
    while list(alive(process.pid)) and time.monotonic() < given_up:
        time.sleep(0.05)
    assert not list(alive(process.pid))


def alive(group: int) -> Iterator[str]:
    """What of a group of processes still runs, by name; what ended and was not fetched does not."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            name, rest = path.read_text().rsplit(")", 1)
            state, _, its_group = rest.split()[:3]
            if int(its_group) == group and state != "Z":
                yield name


@pytest.mark.slow
@pytest.mark.parametrize("asked", [["extract", "--json"], ["tables", "--json"], ["tables"]])
def test_a_report_looked_at_in_a_process_of_its_own_is_the_same(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = set()
    for workers in ("0", "1"):
        monkeypatch.setenv("MISSIEMONITOR_WORKERS", workers)
        ended = CliRunner().invoke(main, [*asked, str(SAMPLES / "2024-1-bijlage-5.pdf")])
        assert ended.exit_code < 2
        told.add(ended.stdout)
    assert len(told) == 1


def test_debug_images_are_drawn_by_the_process_that_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.pdf").write_bytes(pdf_of(rows_page([("USSC", "Israël", "1")])))
    monkeypatch.setenv("MISSIEMONITOR_WORKERS", "1")
    drawn = tmp_path / "drawn"
    ended = CliRunner().invoke(main, ["extract", str(tmp_path / "x.pdf"), "--debug", str(drawn)])
    assert "drew " in ended.stderr and (drawn / "x-1.png").stat().st_size > 1000


def test_a_page_of_the_longest_sides_is_read_small(tmp_path: Path) -> None:
    page = tmp_path / "wall.pdf"
    page.write_bytes(pdf_of([(60, 100, "muur")], size=(14_000, 14_000)))
    ended = CliRunner().invoke(main, ["extract", str(page)])
    assert ended.exit_code == 1 and "no-table" in ended.output


def test_a_setting_out_of_bounds_is_named_with_its_value(tmp_path: Path) -> None:
    assert set(PARSERS) == set(Settings.__dataclass_fields__)
    for name, value in {
        "timeout": "1e3",
        "workers": "1_0",
        "max_memory": 10**30,
        "max_pages": -1,
        "max_bytes": 3.7,
        "all_pages": "perhaps",
        "origin": "made up",
        "db": "",
    }.items():
        with pytest.raises(SettingsError, match=f"^{name}: {value!r} is not "):
            load_settings({name: value}, tmp_path, {})


def test_help_says_the_default_of_the_time_limit() -> None:
    assert f"[default: {Settings().timeout}]" in CliRunner().invoke(main, ["tables", "-h"]).stdout


def test_settings_that_are_no_file_are_not_passed_over(tmp_path: Path) -> None:
    settings = tmp_path / "missiemonitor.toml"
    settings.symlink_to(tmp_path / "nowhere")
    with pytest.raises(SettingsError, match="is no file"):
        load_settings({}, tmp_path, {})
    settings.unlink()
    settings.mkdir()
    with pytest.raises(SettingsError, match="is no file"):
        load_settings({}, tmp_path, {})
