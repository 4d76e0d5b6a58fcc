"""What a person sees: tables and lines that fit, nothing that steers the terminal, how it ends."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import socket
import struct
import sys
import time
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

import pytest
from click.testing import CliRunner, Result
from missiemonitor.corpus.files import path_of
from missiemonitor.pipeline.cli import main
from missiemonitor.pipeline.doctor import examine
from missiemonitor.pipeline.presentation import terminal

from tests.conftest import SAMPLES, pdf_of, rows_page

ANNEX = SAMPLES / "2024-1-bijlage-5.pdf"
EVIL = "ev\x1b[31mil\u202e 2024-1.pdf"


def run(*arguments: object, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=given)


def on_terminal(
    *arguments: object, columns: int = 60, stop_at: bytes | None = None
) -> tuple[str, int]:
    """What a command shows on a terminal of some width, and how it ends."""
    process, screen = pty.fork()
    if process == 0:
        # readline, where it is loaded, tells its own width to those who come after.
        own = {
            name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")
        }
        ioctl(1, TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        command = [sys.executable, "-m", "missiemonitor", *map(str, arguments)]
        os.execve(sys.executable, command, own)
    begun, seen, stopped = time.monotonic(), b"", False
    while time.monotonic() - begun < 120:
        if stop_at and stop_at in seen and not stopped:
            os.write(screen, b"\x03")
            stopped = True
        if select.select([screen], [], [], 0.1)[0]:
            try:
                piece = os.read(screen, 65_536)
            except OSError:
                break
            if not piece:
                break
            seen += piece
    else:
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    return seen.decode().replace("\r\n", "\n"), os.waitstatus_to_exitcode(status)


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    path = tmp_path / EVIL
    rows = [("EULEX Kosovo", "Kosovo", "3"), ("EUAM \x9b31mIrak", "Irak", "4")]
    path.write_bytes(pdf_of(rows_page(rows)))
    return path


@pytest.mark.slow
def test_what_is_shown_fits_the_window_and_grows_with_it() -> None:
    for columns in (60, 200):
        shown, ended = on_terminal("extract", ANNEX, columns=columns)
        lines = shown.split("\r")[-1].split("\n")
        assert ended == 0
        assert max(map(len, lines)) <= columns
    assert "EUBAM Moldavië-Oekraïne" in shown.replace("\n", " ")
    assert max(map(len, lines)) > 100


@pytest.mark.slow
def test_nothing_in_a_name_or_text_steers_a_terminal(evil: Path) -> None:
    shown, _ = on_terminal("extract", evil)
    assert "\x1b" not in shown and "\u202e" not in shown and "\x9b" not in shown
    assert "ev\\x1b[31mil\\u202e" in shown
    shown, _ = on_terminal("extract", evil.with_name("\x1b]0;lost.pdf"))
    assert "\x1b" not in shown


@pytest.mark.slow
@pytest.mark.parametrize("workers", ["0", "1"])
def test_ctrl_c_ends_with_one_line_and_130(
    tmp_path: Path, workers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MISSIEMONITOR_WORKERS", workers)
    long = tmp_path / "2024-1.pdf"  # so long that no machine is done with it when it is stopped
    rows = [("EULEX Kosovo", "Kosovo", str(number)) for number in range(1, 30)]
    long.write_bytes(pdf_of(*[rows_page(rows)] * 80))
    shown, ended = on_terminal("extract", long, "--all-pages", stop_at=b"reading")
    assert ended == 130, shown[-3000:]
    assert [
        line.split("missiemonitor: ")[-1] for line in shown.split("\n") if "stopped" in line
    ] == ["stopped"]
    assert "Traceback" not in shown


@pytest.mark.slow
@pytest.mark.parametrize("command", ["open", "explore", "review"])
def test_servers_end_with_130_too(samples_path: Path, tmp_path: Path, command: str) -> None:
    copy = tmp_path / "x.db"
    shutil.copy(samples_path, copy)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    asked = (command, "--db", copy, "--port", port)
    shown, ended = on_terminal(*asked, stop_at=b"stop with Ctrl-C")
    assert ended == 130, shown
    assert shown.endswith("missiemonitor: stopped\n") and "Traceback" not in shown


def test_tables_are_whole_elsewhere_and_have_no_nan() -> None:
    shown = terminal.table([("a" * 200, float("nan")), ("b", None)], ("one", "two"))
    assert "a" * 200 in shown and "nan" not in shown
    assert terminal.table([("a|b", 1)], ("one", "two"), markdown=True).startswith("| one")


def test_standard_input_is_read_like_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = run("extract", "-", given=ANNEX.read_bytes())
    assert shown.exit_code == 0, shown.stderr
    assert shown.stdout.startswith("standard input\n")
    assert "12 rows, 26 officers" in shown.stdout
    assert run("ingest", "-", "--db", "a.db", given=ANNEX.read_bytes()).exit_code == 0
    assert "standard input: is empty" in run("extract", "-", given=b"").stderr


def test_names_are_understood_as_people_give_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    Path("reports").mkdir()
    report = Path("reports/one.pdf")
    report.write_bytes(b"")
    assert path_of("~/reports/one.pdf") == tmp_path / report
    assert path_of("reports\\one.pdf") == report
    odd = Path("reports\\odd.pdf")
    odd.write_bytes(b"")
    assert path_of(str(odd)) == odd, "a name that is there is taken as it is"
    assert path_of("~nobody-of-this-name/x") == Path("~nobody-of-this-name/x")


def test_a_folder_is_wrong_use_where_one_report_is_looked_at(tmp_path: Path) -> None:
    for command in ("extract", "tables"):
        shown = run(command, tmp_path)
        assert shown.exit_code == 2
        assert "is a folder" in shown.stderr and "'ingest' takes folders" in shown.stderr


def test_a_folder_without_reports_makes_no_database(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    shown = run("ingest", tmp_path / "empty", "--db", tmp_path / "my.db")
    assert shown.exit_code == 2
    assert not (tmp_path / "my.db").exists()


def test_doctor_names_all_that_is_optional_with_its_version() -> None:
    parts = {each["part"]: each for each in examine()}
    for name in ("datasette", "altair", "Chromium", "rapidocr (OCR)", "tesseract (OCR)", "pyarrow"):
        one = parts[name]
        assert one["version"] or one["do"]
        assert not one["version"] or one["version"][0].isdigit()


def test_findings_are_told_in_the_language_that_is_asked(tmp_path: Path) -> None:
    path = tmp_path / "2024-1.pdf"
    rows = [
        ("EULEX Kosovo", "Kosovo", "3"),
        ("EUAM Irak", "Irak", "ca. 4"),
        ("UNMISS", "Zuid-Soedan", "2"),
        ("EUMM Georgië", "Georgië", "2"),
    ]
    path.write_bytes(pdf_of(rows_page(rows)))
    dutch = run("extract", path, "--language", "nl").stdout
    assert "waarschuwing: count-is-a-range, bladzijde 1" in dutch and "rijen" in dutch
    assert "warning: count-is-a-range, page 1" in run("extract", path).stdout
