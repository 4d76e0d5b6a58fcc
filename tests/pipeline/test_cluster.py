"""A real Dask cluster of separate processes on this machine, with workers that are killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from missiemonitor.output.analysis.integrity import damage, open_findings
from missiemonitor.output.database.canonical import canonical
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.pipeline import ingest
from missiemonitor.pipeline.cli import main
from missiemonitor.pipeline.readers import dask
from missiemonitor.pipeline.readers.sources import find_sources
from missiemonitor.pipeline.settings import Settings

from tests import killers
from tests.pipeline.test_workers import report, stored

pytest.importorskip("distributed")
HOME = Path(__file__).parent.parent.parent
SOME = 48  # reports, so many that reading goes on when the first is stored


@dataclass
class Cluster:
    """The address of a scheduler, and where its workers note what they begin."""

    address: str
    notes: Path
    head: int
    """The scheduler's process."""

    def begun(self) -> list[tuple[str, int]]:
        """Reports and processes that began them, in the order of the names of the notes."""
        parts = [path.name.rsplit("-", 2) for path in sorted(self.notes.iterdir())]
        return [(name, int(process)) for name, process, _ in parts]


@contextmanager
def dask_cluster(
    folder: Path, workers: int, scheduler_in: tuple[str, ...] = (), worker_in: tuple[str, ...] = ()
) -> Iterator[Cluster]:
    """A scheduler and workers, each its own process under a nanny; stopped at the end."""
    notes = folder / "notes"
    notes.mkdir()
    told = folder / "scheduler.json"
    environment = {
        **os.environ,
        "MISSIE_TEST_NOTES": str(notes),
        "PYTHONPATH": str(HOME),
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "2",
    }
    python = (sys.executable, "-m", "distributed.cli.dask_scheduler")
    worker = (sys.executable, "-m", "distributed.cli.dask_worker")
    options = ["--scheduler-file", str(told)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    with ExitStack() as stack:

        def start(*command: str) -> int:
            ran = stack.enter_context(
                subprocess.Popen(command, env=environment, start_new_session=True, **quiet)  # type: ignore[call-overload]
            )
            stack.callback(_end, ran.pid)
            return ran.pid

        host = "10.77.0.1" if scheduler_in else "127.0.0.1"
        head = start(
            *scheduler_in, *python, "--host", host, "--port", "0", "--no-dashboard", *options
        )
        start(*worker_in, *worker, "--nworkers", str(workers), "--nthreads", "1",
              *options)  # fmt: skip
        deadline = time.monotonic() + 30
        while not told.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        address = next(
            part for part in told.read_text("utf-8").split('"') if part.startswith("tcp://")
        )
        yield Cluster(address, notes, head)


def _end(group: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    for number in range(8):
        (made / f"{number}.pdf").write_bytes(report(number % 2 + 1, 2010 + number // 2))
    return made


def local(folder: Path, path: Path) -> list[str]:
    db = open_database(path, create=True)
    list(ingest.ingest(db, find_sources([str(folder)]), Settings(workers=0, origin="invented")))
    return list(canonical(db))


@pytest.mark.slow
def test_a_worker_killed_in_mid_batch_changes_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask, "work", killers.remote)
    with dask_cluster(tmp_path, 2) as started:
        killed: list[int] = []

        def kill() -> None:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline and len(started.begun()) < 4:
                time.sleep(0.02)
            killed.append(started.begun()[-1][1])
            os.kill(killed[0], signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        path = tmp_path / "cluster.db"
        db = open_database(path, create=True)
        settings = Settings(scheduler=started.address, origin="invented")
        outcomes = list(ingest.ingest(db, find_sources([str(folder)]), settings))
        killer.join()
        assert [o.outcome for o in outcomes] == ["stored"] * 8
        # Whatever it had under way was begun anew by another one.
        assert killed and len(started.begun()) > 8
    assert list(damage(db)) == []
    assert list(canonical(db)) == local(folder, tmp_path / "local.db")


@pytest.mark.slow
def test_a_report_that_kills_workers_is_set_aside(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask, "work", killers.remote)
    (folder / "dies.pdf").write_bytes(report(1, 2030))
    with dask_cluster(tmp_path, 2) as started:
        db = open_database(tmp_path / "cluster.db", create=True)
        settings = Settings(scheduler=started.address, origin="invented")
        outcomes = {o.name: o for o in ingest.ingest(db, find_sources([str(folder)]), settings)}
    bad = outcomes[str(folder / "dies.pdf")]
    assert "ended several workers" in str(bad.error)
    assert sum(o.outcome == "stored" for o in outcomes.values()) == 8
    assert "set-aside" in [f["code"] for f in open_findings(db)]
    (folder / "dies.pdf").unlink()
    lines = [line for line in canonical(db) if not line.startswith("set_aside ")]
    assert lines == local(folder, tmp_path / "local.db")


@pytest.mark.slow
def test_the_command_has_a_cluster_read_and_says_what_is_wrong(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(address: str) -> tuple[int, str]:
        path = tmp_path / "cluster.db"
        arguments = ["ingest", str(folder), "--db", str(path), "--origin", "invented"]
        shown = CliRunner().invoke(main, [*arguments, "--scheduler", address])
        return shown.exit_code, shown.output

    with dask_cluster(tmp_path, 1) as started:
        code, output = told(started.address)
        assert code in (0, 1) and output.count("stored") >= 8
    assert list(canonical(open_reading(tmp_path / "cluster.db"))) == local(
        folder, tmp_path / "local.db"
    )
    (folder / "more.pdf").write_bytes(report(1, 2031))
    monkeypatch.setattr(dask, "CONNECTING", 2)
    cluster_is_gone = told("tcp://127.0.0.1:1")
    assert cluster_is_gone[0] == 2 and "no Dask scheduler" in cluster_is_gone[1]
    assert cluster_is_gone[1].count("\n") <= 2
    assert list(damage(open_reading(tmp_path / "cluster.db"))) == []


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["Ctrl-C", "scheduler"])
def test_ending_leaves_a_sound_database(folder: Path, tmp_path: Path, ending: str) -> None:
    for number in range(8, SOME):
        (folder / f"{number}.pdf").write_bytes(report(number % 2 + 1, 1900 + number // 2))
    path = tmp_path / "stopped.db"
    with dask_cluster(tmp_path, 1) as started:
        command = [sys.executable, "-m", "missiemonitor", "ingest", str(folder)]
        options = ["--db", str(path), "--scheduler", started.address, "--origin", "invented"]
        with subprocess.Popen(
            [*command, *options], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as ran:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline and not stored(path):
                time.sleep(0.05)
            if ending == "Ctrl-C":
                ran.send_signal(signal.SIGINT)
            else:
                _end(started.head)
            _, told = ran.communicate(timeout=60)
    status, line = {"Ctrl-C": (130, f"of {SOME} reports are done"), "scheduler": (2, "is gone")}[
        ending
    ]
    assert ran.returncode == status and line in told, told
    assert "Traceback" not in told
    assert 0 < stored(path) < SOME
    assert list(damage(open_reading(path))) == []


def _namespaces() -> bool:
    return os.geteuid() == 0 and shutil.which("ip") is not None if hasattr(os, "geteuid") else False


@pytest.mark.slow
@pytest.mark.skipif(not _namespaces(), reason="network namespaces need root and iproute2")
def test_bytes_travel_over_a_network(folder: Path, tmp_path: Path) -> None:
    """Scheduler and workers in two network namespaces, joined by a wire; this process in the first.

    The workers run elsewhere in the file system too, as they cannot see the reports by their paths.
    """
    names = ("missie-head", "missie-work")
    commands = [
        *[f"ip netns add {name}" for name in names],
        f"ip link add missie0 netns {names[0]} type veth peer name missie1 netns {names[1]}",
        *[f"ip -n {name} link set lo up" for name in names],
        f"ip -n {names[0]} addr add 10.77.0.1/24 dev missie0",
        f"ip -n {names[1]} addr add 10.77.0.2/24 dev missie1",
        f"ip -n {names[0]} link set missie0 up",
        f"ip -n {names[1]} link set missie1 up",
    ]
    try:
        for command in commands:
            made = subprocess.run(command.split(), capture_output=True, text=True, check=False)
            if made.returncode:
                pytest.skip(f"no network namespaces here: {made.stderr.strip()}")
        head, away = (("ip", "netns", "exec", name) for name in names)
        hidden = ("unshare", "--mount", "sh", "-c", f'mount -t tmpfs none {folder} && exec "$@"')
        with dask_cluster(tmp_path, 2, head, (*away, *hidden, "sh")) as started:
            path = tmp_path / "cluster.db"
            command = [sys.executable, "-m", "missiemonitor", "ingest", str(folder)]
            options = ["--db", str(path), "--origin", "invented", "--scheduler", started.address]
            ran = subprocess.run(
                [*head, *command, *options], capture_output=True, text=True, check=False, cwd=HOME
            )
            assert ran.returncode in (0, 1), ran.stderr
        assert list(canonical(open_reading(path))) == local(folder, tmp_path / "local.db")
    finally:
        for name in names:
            subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)
