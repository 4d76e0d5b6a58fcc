"""Reads one report: what a worker does, in this process, another one, or on another machine."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from corpus.errors import UnreadableReport
from corpus.limits import Progress
from corpus.read import read_data, read_document
from extractors.extract import extract
from extractors.extraction import Extraction
from extractors.prose.errors import NoModel
from extractors.screen import wanted_pages
from pipeline.settings import Settings


def read(path: Path, settings: Settings, progress: Progress | None = None) -> Extraction:
    """One report read and extracted. Raises UnreadableReport."""
    document = read_document(
        path,
        wanted=None if settings.all_pages else wanted_pages,
        origin=settings.origin,
        limits=settings.limits,
        progress=progress,
    )
    return extract(document, settings.model)


def read_or_tell(
    data: bytes, name: str, settings: Settings, progress: Progress | None = None
) -> Extraction | UnreadableReport:
    """A report of these bytes without what storing it does not need; or why it cannot be read.

    Raises NoModel, which every report would.
    """
    try:
        document = read_data(
            data,
            name,
            wanted=None if settings.all_pages else wanted_pages,
            origin=settings.origin,
            limits=settings.limits,
            progress=progress,
        )
        return lean(extract(document, settings.model))
    except (UnreadableReport, NoModel) as error:
        if isinstance(error, NoModel):
            raise
        return error
    except MemoryError:
        return UnreadableReport(
            name,
            f"needs more memory than {settings.max_memory / 1e6:,.0f} MB",
            "raise max-memory in missiemonitor.toml, or give the annex alone",
        )
    except Exception as error:
        # A fault of ours costs the report and not the batch, but is never passed over.
        logging.getLogger(__name__).exception("while reading %s", name)
        return UnreadableReport(
            name,
            f"cannot be read, by a fault of Missiemonitor ({type(error).__name__}: {error})",
            "please send the file and this line to who maintains it",
        )


def lean(extraction: Extraction) -> Extraction:
    """An extraction without words, rules and lines: what storing needs, quick to send."""
    document = extraction.document
    pages = tuple(replace(page, words=(), rules=(), lines=()) for page in document.pages)
    return replace(extraction, document=replace(document, pages=pages, paragraphs=()))
