"""Reads many reports at once, in processes of this machine.

A worker that dies or hangs costs the report it was reading. No more reports are under way than
twice the workers, so that results never pile up before the one writer.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, TimeoutError, wait
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, TypeVar

from missiemonitor.corpus.errors import ReportError
from missiemonitor.pipeline.readers.errors import FatalReportError, WorkersError
from missiemonitor.pipeline.readers.sources import Source
from missiemonitor.pipeline.settings import Settings
from missiemonitor.pipeline.stopping import not_heard_by_children
from pebble import ProcessExpired, ProcessPool

if TYPE_CHECKING:
    from missiemonitor.extractors.extraction import Extraction

T = TypeVar("T")
Result = tuple[Source, "Extraction | ReportError"]
Reading = Future["Extraction | ReportError"]
OnPage = Callable[[str, int, int], None]  # name of a report, page, pages

RECYCLED = 500  # reports after which a worker is replaced, should anything leak
POLL_EVERY = 0.2  # seconds between two looks at who is ready

_progress: Connection | None = None


def many(settings: Settings) -> int:
    """How many workers there are to be: as many as cores this process may use, if not said."""
    if settings.workers is not None:
        return settings.workers
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def here(sources: Iterable[Source], settings: Settings, on_page: OnPage) -> Iterator[Result]:
    """Read reports one after another in this process."""
    from missiemonitor.pipeline.readers.one_report import read_source

    for source in sources:
        yield source, read_source(source, settings, partial(on_page, source.name))


def spread(sources: Iterable[Source], settings: Settings, on_page: OnPage) -> Iterator[Result]:
    """Read reports in as many processes as `settings` says; results come as they are ready."""
    # No more processes than there are reports.
    sources = iter(sources)
    first = list(islice(sources, many(settings)))
    workers = max(1, len(first))
    under_way: dict[Reading, Source] = {}
    asked: dict[str, str] = {}
    with worker_pool(workers, settings) as (pool, heard):
        for source in chain(first, sources):
            while len(under_way) >= 2 * workers:
                yield from _ready(under_way, settings, heard, on_page, asked)
            future = pool.schedule(_work, args=(source, settings), timeout=settings.timeout)
            under_way[future] = source
        while under_way:
            yield from _ready(under_way, settings, heard, on_page, asked)


@contextmanager
def worker_pool(workers: int, settings: Settings) -> Iterator[tuple[ProcessPool, Connection]]:
    """So many processes, bounded as `settings` says, and where they tell how far they are.

    They are gone when the context is left, whatever they were at. Raises WorkersError where they
    cannot begin.
    """
    context = multiprocessing.get_context("spawn")
    heard, speak = context.Pipe(duplex=False)
    pool = ProcessPool(
        max_workers=workers,
        max_tasks=RECYCLED,
        initializer=_begin,
        initargs=(settings.max_memory, speak),
        context=context,
    )
    try:
        with not_heard_by_children():
            _ = pool.active  # asking starts it
        yield pool, heard
    except RuntimeError as error:
        if pool.active:
            raise
        raise WorkersError(
            "the processes that read reports ended before they could read one",
            "raise max-memory in missiemonitor.toml, or read in this process with workers = 0",
        ) from error
    finally:
        pool.stop()
        pool.join()
        heard.close()
        speak.close()


def one_result(
    pool: ProcessPool,
    heard: Connection,
    question: Callable[..., T],
    source: Source,
    settings: Settings,
    on_page: OnPage,
) -> T:
    """What `question` gives when a worker asks it about a source. Raises ReportError."""
    future = pool.schedule(_ask, args=(question, source, settings), timeout=settings.timeout)
    asked: dict[str, str] = {}
    while not wait([future], timeout=POLL_EVERY).done:
        _hear(heard, on_page, asked)
    _hear(heard, on_page, asked)
    try:
        given: T = future.result()
    except (TimeoutError, ProcessExpired) as error:
        raise _fatal(source, settings, error, asked) from error
    return given


def _ready(
    under_way: dict[Reading, Source],
    settings: Settings,
    heard: Connection,
    on_page: OnPage,
    asked: dict[str, str],
) -> Iterator[Result]:
    done, _ = wait(under_way, timeout=POLL_EVERY, return_when=FIRST_COMPLETED)
    _hear(heard, on_page, asked)
    for future in done:
        source = under_way.pop(future)
        try:
            yield source, future.result()
        except (TimeoutError, ProcessExpired) as error:
            yield source, _fatal(source, settings, error, asked)


def _hear(heard: Connection, on_page: OnPage, asked: dict[str, str]) -> None:
    """Pass on how far workers are; keep in `asked` which extractor each report is with."""
    while heard.poll():
        name, *told = heard.recv()
        if len(told) == 1:
            asked[name] = told[0]
        else:
            on_page(name, *told)


def _fatal(
    source: Source,
    settings: Settings,
    error: TimeoutError | ProcessExpired,
    asked: dict[str, str],
) -> FatalReportError:
    from missiemonitor.extractors.findings import english_message

    extractor = asked.get(_short(source.name))
    if isinstance(error, TimeoutError):
        kind, told = "timeout", {"seconds": f"{settings.timeout}"}
        do = "raise timeout in missiemonitor.toml, or give the annex alone"
    else:
        kind, told = "crashed", {"how": _how(error.exitcode)}
        do = "repair the file, or raise max-memory in missiemonitor.toml"
    if extractor:
        kind, told["extractor"] = f"extractor-{kind}", extractor
        do = f"remove or mend the package that has the extractor {extractor!r}, and read again"
    message = english_message("set-aside", kind, **told)
    return FatalReportError(source.name, message, do)


def _how(status: int | None) -> str:
    if status is not None and status < 0:
        return signal.Signals(-status).name
    return f"exit status {status}"


def _begin(memory: int, speak: Connection) -> None:
    """Set up a worker: bounded memory, and Ctrl-C left to the process that has the database."""
    global _progress
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Nearly all that reading makes is there to stay until the report is told: looking for what
    # could go, a tenth of the time of a short report, is worth it more seldom.
    gc.set_threshold(50_000, 20, 50)
    _progress = speak
    bound_memory(memory)


def _end_with_parent() -> None:
    """End this process, whatever it is at, when the one that asked it to read is no more."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def bound_memory(most: int) -> None:
    """Let this process have so many bytes of data at most, where the system can hold it to that."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _work(source: Source, settings: Settings) -> Extraction | ReportError:
    from missiemonitor.extractors.installed import asked_told
    from missiemonitor.pipeline.readers.one_report import read_source

    with asked_told(partial(_speak, source.name)):
        return read_source(source, settings, partial(_speak, source.name))


def _ask(question: Callable[..., T], source: Source, settings: Settings) -> T:
    from missiemonitor.extractors.installed import asked_told
    from missiemonitor.pipeline.readers.bounded import answer

    with asked_told(partial(_speak, source.name)):
        return answer(question, source, settings, partial(_speak, source.name))


def _speak(name: str, *told: int | str) -> None:
    """Tell of a report its page and pages, or the extractor that it is with."""
    # Short enough to be written whole, so that workers need no lock that one could die with.
    if _progress:
        _progress.send((_short(name), *told))


def _short(name: str) -> str:
    return name[-500:]
