"""Read, extract, store: paths go in, outcomes come out one report after another."""

from __future__ import annotations

import logging
import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from missiemonitor.corpus.errors import ReportError
from missiemonitor.extractors.findings import english_message
from missiemonitor.output.database.records import report_id
from missiemonitor.output.database.report_rows import (
    Stored,
    forget_set_aside,
    is_known,
    set_aside,
    store,
)
from missiemonitor.output.database.writing import BusyError
from missiemonitor.pipeline.readers.errors import FatalReportError
from missiemonitor.pipeline.readers.sources import Source
from missiemonitor.pipeline.settings import Settings
from missiemonitor.pipeline.version import reader_of, said_of_report
from sqlite_utils import Database

__all__ = ["Outcome", "forget_set_aside", "ingest"]

if TYPE_CHECKING:
    from missiemonitor.extractors.extraction import Extraction
    from missiemonitor.pipeline.readers.processes import OnPage, Result


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source: `stored`, `replaced`, `known`, `unread` (with its error)."""

    name: str
    outcome: str
    report: str | None = None
    error: ReportError | None = None


def ingest(
    db: Database,
    sources: Iterable[Source],
    settings: Settings,
    on_page: OnPage = lambda name, page, pages: None,
) -> Iterator[Outcome]:
    """Store each report; one that cannot be read or stored costs only itself.

    Outcomes come as they are ready. This process alone writes, one report a transaction. What
    ended or hung its worker, or cannot be stored, is set aside and not tried again by the same
    reader until `forget_set_aside`. Raises ModelError, ClusterError, and sqlite3.Error where the
    database itself fails.
    """
    batch = _Batch(db, settings)
    for source, read in _reading(batch.unknown(sources), settings, on_page):
        yield from batch.at_once()
        kept = (
            read if isinstance(read, ReportError) else _kept(db, source, read, batch.reader(source))
        )
        if isinstance(kept, ReportError):
            batch.unread(source, kept)
            yield Outcome(source.name, "unread", error=kept)
        else:
            yield Outcome(source.name, kept.outcome, kept.report)
    yield from batch.at_once()
    yield from batch.twins()


def _kept(db: Database, source: Source, read: Extraction, reader: str) -> Stored | ReportError:
    """A report stored, or why it cannot be; what is wrong with the database itself is raised."""
    try:
        return store(db, read, reader)
    except (sqlite3.IntegrityError, sqlite3.DataError) as error:
        return _unkept(source, error)
    except BusyError as error:
        # The next one may be luckier, and this one can be given again.
        return ReportError(source.name, f"is not stored ({error.message})", "give it again")
    except sqlite3.ProgrammingError as error:
        # A value that SQLite cannot take is the report's; a closed database is not.
        if "binding" not in str(error):
            raise
        return _unkept(source, error)
    except sqlite3.Error:
        # A full disk, a lost file, another writer: it would be so with every other report.
        raise
    except Exception as error:
        return _unkept(source, error)


def _unkept(source: Source, error: Exception) -> FatalReportError:
    logging.getLogger(__name__).debug("while storing %s", source.name, exc_info=True)
    return FatalReportError(
        source.name,
        english_message("set-aside", "not-stored", error=f"{type(error).__name__}: {error}"),
        "please send the file and this line to who maintains it",
    )


class _Batch:
    """What is known before anything is read, and what is found out about reports of one batch."""

    def __init__(self, db: Database, settings: Settings) -> None:
        self.db = db
        self.settings = settings
        self.readers: dict[Settings, str] = {}
        self.empty = not db.table("report").count
        self.aside = {row["sha256"]: row for row in db.query("SELECT * FROM set_aside")}
        self.ready: deque[Outcome] = deque()
        self.digests: dict[str, Source] = {}
        self.same: list[tuple[Source, str]] = []

    def reader(self, source: Source) -> str:
        """Who reads a source: with what a person says of it now, or said before."""
        settings = source.read_with(self.settings)
        if settings not in self.readers:
            self.readers[settings] = reader_of(settings)
        return self.readers[settings]

    def _as_said(self, source: Source, digest: str) -> Source:
        """A source with what a person said of the report when it was ingested before."""
        before = "SELECT reader FROM run WHERE report = ?"
        said = self.db.execute(before, [report_id(digest)]).fetchone()
        return replace(source, **said_of_report(said[0])) if said else source

    def unknown(self, sources: Iterable[Source]) -> Iterator[Source]:
        """The sources that are to be read; outcomes of the others are ready at once."""
        for source in sources:
            # Reading an address twice only pays where something may be known.
            digest = None if source.shared and self.empty else source.digest()
            if digest is None:
                yield source
                continue
            source = self._as_said(source, digest)
            aside = self.aside.get(digest)
            if digest in self.digests:
                self.same.append((source, digest))
            elif is_known(self.db, digest, self.reader(source)):
                self.ready.append(Outcome(source.name, "known", report_id(digest)))
            elif aside and aside["reader"] == self.reader(source):
                message = f"was set aside ({aside['message']})"
                error = FatalReportError(source.name, message, "'ingest --retry' tries again")
                self.ready.append(Outcome(source.name, "unread", error=error))
            else:
                self.digests[digest] = source
                yield source

    def at_once(self) -> Iterator[Outcome]:
        while self.ready:
            yield self.ready.popleft()

    def unread(self, source: Source, error: ReportError) -> None:
        """Set a report aside that would end or hang a worker again."""
        digest = source.digest() if isinstance(error, FatalReportError) else None
        if digest:
            set_aside(self.db, digest, source.file, error.what, self.reader(source))

    def twins(self) -> Iterator[Outcome]:
        """Sources with the bytes of another one, once it is known what became of that."""
        for source, digest in self.same:
            if is_known(self.db, digest, self.reader(source)):
                yield Outcome(source.name, "known", report_id(digest))
            else:
                twin = self.digests[digest].name
                error = ReportError(source.name, f"is the same as {twin}", "see what that says")
                yield Outcome(source.name, "unread", error=error)


def _reading(sources: Iterator[Source], settings: Settings, on_page: OnPage) -> Iterator[Result]:
    """The sources read by whoever is to read them; nobody is called where there are none."""
    from missiemonitor.pipeline.readers import processes

    first = next(sources, None)
    if first is None:
        return
    sources = chain([first], sources)
    if settings.scheduler:
        from missiemonitor.pipeline.readers.dask import spread_out

        yield from spread_out(sources, settings, on_page)
    elif processes.many(settings):
        yield from processes.spread(sources, settings, on_page)
    else:
        yield from processes.here(sources, settings, on_page)
