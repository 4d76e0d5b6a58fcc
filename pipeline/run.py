"""Read, extract, store: paths go in, outcomes come out one report after another."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from sqlite_utils import Database

from corpus.engines import installed
from corpus.errors import UnreadableReport
from corpus.pdf import Progress
from corpus.read import read_document
from extractors.extract import extract
from extractors.extraction import Extraction
from extractors.screen import wanted_pages
from output.store import is_known, report_id, store
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one path: `stored`, `replaced`, `known`, `unread` (with its error)."""

    path: Path
    outcome: str
    report: str | None = None
    error: UnreadableReport | None = None


def program_version() -> str:
    """The version of the installed package, or `source` when run from a bare source tree."""
    try:
        return version("missiemonitor")
    except PackageNotFoundError:
        return "source"


@lru_cache(maxsize=1)
def _knowledge() -> str:
    """A digest of all data files that readings depend on."""
    digest = hashlib.sha256()
    for package in ("corpus", "extractors.reference"):
        for item in sorted(files(package).iterdir(), key=lambda item: item.name):
            if item.name.endswith((".toml", ".csv")):
                digest.update(item.read_bytes())
    return digest.hexdigest()[:12]


def reader_of(settings: Settings) -> str:
    """What a reading depends on apart from the file: version, data and options, as one word."""
    # An engine that was installed since may read what could not be read before.
    engines = "+".join(installed()) or "none"
    options = (
        f"origin={settings.origin or 'read'},all_pages={settings.all_pages},ocr={engines},"
        f"model={settings.model or 'own'}"
    )
    return f"{program_version()}+{_knowledge()}+{options}"


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


def ingest(
    db: Database,
    paths: Sequence[Path],
    settings: Settings,
    progress: Callable[[Path], Progress | None] = lambda path: None,
) -> Iterator[Outcome]:
    """Store each report in turn; one that cannot be read costs only itself."""
    reader = reader_of(settings)
    for path in paths:
        try:
            digest = _digest(path)
            if digest and is_known(db, digest, reader):
                yield Outcome(path, "known", report_id(digest))
                continue
            extraction = read(path, settings, progress(path))
            stored = store(db, extraction, reader)
            yield Outcome(path, stored.outcome, stored.report)
        except UnreadableReport as error:
            yield Outcome(path, "unread", error=error)


def _digest(path: Path) -> str | None:
    """SHA-256 of a file; None where it cannot be read, which reading it will say better."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
