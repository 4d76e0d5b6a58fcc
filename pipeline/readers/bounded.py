"""Reports looked at within bounds of time and memory, for commands that store nothing.

What is asked of a report is a function of this module, so that the process which reads it is told
by name, and the one that waits need not import what reading takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from missiemonitor.corpus.limits import Progress
from missiemonitor.pipeline.readers.processes import OnPage, one_result, worker_pool
from missiemonitor.pipeline.readers.sources import Source
from missiemonitor.pipeline.settings import Settings

if TYPE_CHECKING:
    from missiemonitor.extractors.extraction import Extraction
    from missiemonitor.extractors.tables.generic import AnyTable

Result = TypeVar("Result")
Question = Callable[[Source, Settings, Progress], Result]
Ask = Callable[[Question[Any], Source], Any]


@dataclass(frozen=True, slots=True)
class Looked:
    """What is shown of a report: as `extract --json` gives it, and the images that were drawn."""

    plain: dict[str, Any]
    drawn: tuple[Path, ...]


@contextmanager
def asking(settings: Settings, on_page: OnPage) -> Iterator[Ask]:
    """Ask questions about reports, one after another, in a process that `settings` bounds.

    With `workers` of 0 they are answered in this process, without bounds. An answer is raised
    where it is a ReportError, or a MissieError that every report would give.
    """
    with ExitStack() as stack:
        if settings.workers != 0:
            pool, heard = stack.enter_context(worker_pool(1, settings))

        def ask(question: Question[Any], source: Source) -> Any:
            on_page(source.name, 0, 1)
            if settings.workers == 0:
                return answer(question, source, settings, partial(on_page, source.name))
            return one_result(pool, heard, question, source, settings, on_page)

        yield ask


def answer(
    question: Question[Result], source: Source, settings: Settings, progress: Progress
) -> Result:
    """What a question gives; raises ReportError where memory is short or a fault is ours."""
    from missiemonitor.pipeline.readers.one_report import or_told

    given = or_told(source.name, settings, lambda: question(source, settings, progress))
    if isinstance(given, Exception):
        raise given
    return given


def extraction(source: Source, settings: Settings, progress: Progress) -> Extraction:
    """A report as it would be stored. Raises ReportError."""
    from missiemonitor.pipeline.readers.one_report import lean, read

    return lean(read(source, settings, progress))


def look(
    source: Source,
    settings: Settings,
    progress: Progress,
    debug: Path | None = None,
    language: str = "en",
) -> Looked:
    """What would be stored, told in a language; with `debug`, a folder, drawn there too.

    Raises ReportError.
    """
    from missiemonitor.extractors.trace import listen
    from missiemonitor.pipeline.presentation.as_json import extraction_as_json
    from missiemonitor.pipeline.readers.one_report import read

    if debug is None:
        return Looked(extraction_as_json(read(source, settings, progress), language), ())
    from missiemonitor.pipeline.presentation.debug_images import draw_pages

    with listen() as seen:
        found = read(source, settings, progress)
    drawn = tuple(draw_pages(Path(source.address), found, seen.steps, debug))
    return Looked(extraction_as_json(found, language), drawn)


def all_tables(source: Source, settings: Settings, progress: Progress) -> tuple[AnyTable, ...]:
    """Every table of a PDF. Raises ReportError."""
    from missiemonitor.corpus.read import ReadOptions, read_data
    from missiemonitor.extractors.tables.generic import any_tables

    options = ReadOptions(limits=settings.limits, progress=progress)
    return any_tables(read_data(source.data(settings.limits), source.name, options))
