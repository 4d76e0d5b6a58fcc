"""Reads one report: what a worker does, in this process, another one, or on another machine."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from missiemonitor.corpus.errors import MissieError, ReportError
from missiemonitor.corpus.limits import Progress
from missiemonitor.corpus.read import ReadOptions, read_data
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Extraction
from missiemonitor.extractors.page_filter import wanted_pages
from missiemonitor.pipeline.readers.sources import Source
from missiemonitor.pipeline.settings import Settings

Result = TypeVar("Result")


def read(source: Source, settings: Settings, progress: Progress | None = None) -> Extraction:
    """One report read and extracted. Raises ReportError."""
    return _extraction(source.data(settings.limits), source.name, settings, progress)


def _extraction(
    data: bytes, name: str, settings: Settings, progress: Progress | None
) -> Extraction:
    document = read_data(
        data,
        name,
        ReadOptions(
            wanted=None if settings.all_pages else wanted_pages,
            origin=settings.origin,
            series=settings.series,
            limits=settings.limits,
            progress=progress,
        ),
    )
    return extract(document, settings.model)


def read_source(
    source: Source, settings: Settings, progress: Progress | None = None
) -> Extraction | ReportError:
    """What `read_or_tell` makes of a source, wherever it is."""
    settings = source.read_with(settings)
    try:
        data = source.data(settings.limits)
    except ReportError as error:
        return error
    return read_or_tell(data, source.name, settings, progress)


def read_or_tell(
    data: bytes, name: str, settings: Settings, progress: Progress | None = None
) -> Extraction | ReportError:
    """A report of these bytes without what storing it does not need; or why it cannot be read.

    Raises ModelError and SeriesError, which every report would give.
    """
    return or_told(name, settings, lambda: lean(_extraction(data, name, settings, progress)))


def or_told(name: str, settings: Settings, read: Callable[[], Result]) -> Result | ReportError:
    """What `read` makes of the report of this name, or why it makes nothing of it.

    Raises what is no fault of the report: another MissieError, which every report would give.
    """
    try:
        return read()
    except ReportError as error:
        return error
    except MissieError:
        raise
    except MemoryError:
        return ReportError(
            name,
            f"needs more memory than {settings.max_memory / 1e6:,.0f} MB",
            "raise max-memory in missiemonitor.toml, or give the annex alone",
        )
    except Exception as error:
        # A fault of ours costs the report and not the batch, but is never passed over.
        logging.getLogger(__name__).exception("while reading %s", name)
        return ReportError(
            name,
            f"cannot be read, by a fault of Missiemonitor ({type(error).__name__}: {error})",
            "please send the file and this line to who maintains it",
        )


def lean(extraction: Extraction) -> Extraction:
    """An extraction without words, rules, lines and the file: what storing needs, quick to send."""
    document = extraction.document
    pages = tuple(replace(page, words=(), rules=(), lines=()) for page in document.pages)
    return replace(
        extraction, document=replace(document, pages=pages, paragraphs=(), pictures=None)
    )
