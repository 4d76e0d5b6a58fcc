"""Ctrl-C and a killed parent: what was asked ends, at once and told as what it is."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from missiemonitor.pipeline.cli import main
from missiemonitor.pipeline.readers import processes

from tests.conftest import pdf_of, rows_page

PRESS = "os.kill(os.getpid(), signal.SIGINT); time.sleep(1)"
BEGIN = """
import os, signal, sys, time
from missiemonitor.pipeline import stopping
stopping.listen()
try:
    with stopping.noticed():
"""
END = """
except KeyboardInterrupt:
    sys.exit(130)
finally:
    stopping.over()
"""


def ended(inside: str) -> int:
    """How a process ends that is stopped inside these lines."""
    lines = "".join(f"        {line}\n" for line in inside.splitlines())
    return subprocess.run([sys.executable, "-c", BEGIN + lines + END], timeout=60).returncode


def test_ctrl_c_that_became_another_error_is_told_as_ctrl_c() -> None:
    assert ended(f"try:\n    {PRESS}\nexcept BaseException:\n    sys.exit(3)") == 130


def test_ctrl_c_while_a_text_of_code_runs_ends_with_the_status_not_by_the_signal() -> None:
    assert ended(f"exec({PRESS!r})") == 130


def test_an_error_without_ctrl_c_stays_what_it_is() -> None:
    assert ended("sys.exit(3)") == 3


def test_workers_that_cannot_begin_are_told_of_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "2024-1.pdf"
    report.write_bytes(pdf_of(rows_page([("EULEX Kosovo", "Kosovo", "3")])))
    monkeypatch.setenv("MISSIEMONITOR_WORKERS", "1")
    monkeypatch.setattr(processes, "_begin", os.abort)
    for command in (["extract", report], ["ingest", report, "--db", tmp_path / "x.db"]):
        with pytest.raises(SystemExit) as end:
            main([str(each) for each in command])
        assert end.value.code == 3
        assert "the processes that read reports ended" in capfd.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
@pytest.mark.slow
def test_workers_end_when_who_asked_them_is_killed(tmp_path: Path) -> None:
    rows = [("EULEX Kosovo", "Kosovo", str(number)) for number in range(1, 30)]
    (tmp_path / "2024-1.pdf").write_bytes(pdf_of(*[rows_page(rows)] * 80))
    command = ["extract", str(tmp_path / "2024-1.pdf"), "--all-pages"]
    with subprocess.Popen(
        [sys.executable, "-m", "missiemonitor", *command],
        env={**os.environ, "MISSIEMONITOR_WORKERS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as parent:
        children = []
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and not children:
            time.sleep(0.2)
            children = [each for each in _children(parent.pid) if _cpu(each) > 0.5]
        assert children
        parent.kill()
    time.sleep(2)
    assert not [each for each in children if _stat(each)[:1] not in ([], ["Z"])]


def _children(pid: int) -> list[int]:
    return [
        int(each.name)
        for each in Path("/proc").iterdir()
        if each.name.isdigit() and _stat(int(each.name))[1:2] == [str(pid)]
    ]


def _cpu(pid: int) -> float:
    """Seconds of the processor that a process has had."""
    told = _stat(pid)
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK") if told else 0


def _stat(pid: int) -> list[str]:
    """What Linux tells of a process, from its state on; nothing where it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []
