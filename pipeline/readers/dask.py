"""Reads many reports on a Dask cluster: bytes go out, or addresses that the workers reach too.

The database stays with the process that asked. The scheduler gives what a killed worker was reading
to another one; what kills several in turn (`distributed.scheduler.allowed-failures`) is set aside.
"""

from __future__ import annotations

import faulthandler
import logging
import re
import socket
import threading
import warnings
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from missiemonitor.corpus.errors import ReportError
from missiemonitor.extractors.findings import english_message
from missiemonitor.pipeline.readers.errors import ClusterError, FatalReportError
from missiemonitor.pipeline.readers.sources import Source
from missiemonitor.pipeline.settings import Settings
from missiemonitor.pipeline.version import program_version

if TYPE_CHECKING:
    from missiemonitor.extractors.extraction import Extraction
    from missiemonitor.pipeline.readers.processes import OnPage, Result

CONNECTING = 20  # seconds for the scheduler to answer, and then for a first worker to be there
ADDRESS = re.compile(r"(?:tcp|tls)://(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s/:]+):(?P<port>\d{1,5})")
_one = threading.Lock()  # PDFium and the watch over time are one for a process


def spread_out(sources: Iterable[Source], settings: Settings, on_page: OnPage) -> Iterator[Result]:
    """Have the cluster at `settings.scheduler` read these sources; results come as they are ready.

    Raises ClusterError, and ModelError where a worker lacks the pipeline that is asked for.
    """
    distributed = _distributed()
    # Its logs tell of every lost connection by a traceback; we tell what matters in a line.
    for name in [
        each for each in logging.root.manager.loggerDict if each.startswith("distributed")
    ]:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    client = _client(str(settings.scheduler))
    try:
        completed = distributed.as_completed(loop=client.loop)
        under_way: dict[str, Source] = {}
        for source in sources:
            while len(under_way) >= 2 * _threads(client):
                yield _result(next(completed), under_way)
            try:
                data = None if source.shared else source.data(settings.limits)
            except ReportError as error:
                yield source, error
                continue
            with warnings.catch_warnings():
                # A report is as large as it is, and must be there again should a worker die.
                warnings.filterwarnings("ignore", message=".*large graph.*")
                future = client.submit(work, source, data, settings, pure=False)
            under_way[future.key] = source
            completed.add(future)
        while under_way:
            yield _result(next(completed), under_way)
    except Exception as error:
        # Once the connection is lost, each call that needs it fails in a way of its own.
        if client.status == "running" and not isinstance(error, CancelledError | OSError):
            raise
        raise ClusterError(
            f"{settings.scheduler}: the scheduler is gone ({type(error).__name__})",
            "what was done is stored, give the command again for the rest",
        ) from error
    finally:
        with suppress(OSError, TimeoutError):
            client.close(timeout=5)


def _result(future: Any, under_way: dict[str, Source]) -> Result:
    source = under_way.pop(future.key)
    error = future.exception()
    try:
        if error is None:
            read: Extraction | ReportError = future.result()
            return source, read
        if isinstance(error, _distributed().scheduler.KilledWorker):
            return source, FatalReportError(
                source.name,
                english_message("set-aside", "cluster"),
                "repair the file, or raise the memory of the workers",
            )
        raise error
    finally:
        future.release()


def _threads(client: Any) -> int:
    """Reports that the cluster can read at once; at least one, as workers come and go."""
    return max(1, int(sum(client.nthreads().values())))


def _client(address: str) -> Any:
    distributed = _distributed()
    try:
        # A client that never was connected takes long to go away, so the door is tried first.
        door = ADDRESS.fullmatch(address)
        if door is None:
            raise ValueError("an address is like tcp://host:8786")
        where = (door["host"].strip("[]"), int(door["port"]))
        socket.create_connection(where, timeout=CONNECTING).close()
        client = distributed.Client(address, timeout=CONNECTING, set_as_default=False)
        client.wait_for_workers(1, timeout=CONNECTING)
        versions = set(client.run(program_version).values())
    except (OSError, OverflowError, ValueError) as error:
        raise ClusterError(
            f"{address}: no Dask scheduler with workers answers there ({error or 'timeout'})",
            "start 'dask scheduler' and 'dask worker', and check the address",
        ) from error
    except ModuleNotFoundError as error:
        raise ClusterError(
            f"{address}: its workers do not have Missiemonitor ({error})", "install it there too"
        ) from error
    if versions != {program_version()}:
        client.close()
        raise ClusterError(
            f"{address}: its workers have version {', '.join(sorted(versions))}, this is "
            f"{program_version()}",
            "install the same there, or results would differ",
        )
    return client


def _distributed() -> Any:
    try:
        import distributed
        import distributed.scheduler
    except ImportError as error:
        raise ClusterError(
            "a cluster needs Dask distributed",
            "install it with: pip install 'missiemonitor[cluster]'",
        ) from error
    return distributed


def work(source: Source, data: bytes | None, settings: Settings) -> Extraction | ReportError:
    """On a worker: read a report of these bytes, or of its address.

    A report that takes too long ends the process, by a watch that no lock can hold up; the nanny
    starts another one.
    """
    from missiemonitor.pipeline.readers.one_report import read_or_tell, read_source

    with _one:
        faulthandler.dump_traceback_later(settings.timeout, exit=True)
        try:
            if data is None:
                return read_source(source, settings)
            return read_or_tell(data, source.name, source.read_with(settings))
        finally:
            faulthandler.cancel_dump_traceback_later()
