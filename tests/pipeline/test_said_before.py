"""What a person said of a report holds when it is ingested again and nobody says anything."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from missiemonitor.pipeline.ingest import ingest
from missiemonitor.pipeline.readers.sources import find_sources
from missiemonitor.pipeline.settings import Settings
from missiemonitor.pipeline.version import reader_of, said_of_report
from sqlite_utils import Database

from tests.conftest import pdf_of, rows_page

HERE = Settings(workers=0)
BELGIAN = "rapport-annuel-police-federale-belge"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Without words that tell where it comes from, so that a person must."""
    path = tmp_path / "2024-1.pdf"
    path.write_bytes(pdf_of(rows_page([("EULEX Kosovo", "Kosovo", "3")])))
    return path


def told(db: Database, report: Path, settings: Settings) -> tuple[str, str, str]:
    """What became of a report that is ingested so, with its origin and series."""
    (outcome,) = ingest(db, find_sources([str(report)]), settings)
    (row,) = db.query("SELECT origin, series FROM report")
    return outcome.outcome, row["origin"], row["series"]


def test_an_origin_that_a_person_gave_stays_until_a_person_gives_another(
    db: Database, report: Path
) -> None:
    series = "halfjaarbericht-politie"
    assert told(db, report, HERE) == ("stored", "unknown", series)
    assert told(db, report, replace(HERE, origin="official")) == ("replaced", "official", series)
    assert told(db, report, HERE) == ("known", "official", series)
    # Read anew by other options, twice, so that the one who read last knows of it as well.
    for all_pages in (True, False):
        again = replace(HERE, all_pages=all_pages)
        assert told(db, report, again) == ("replaced", "official", series)
    assert told(db, report, replace(HERE, origin="unknown"))[:2] == ("replaced", "unknown")
    assert told(db, report, HERE)[:2] == ("known", "unknown")


def test_a_series_that_a_person_gave_stays_too(db: Database, report: Path) -> None:
    assert told(db, report, replace(HERE, series=BELGIAN))[2] == BELGIAN
    assert told(db, report, replace(HERE, all_pages=True)) == ("replaced", "unknown", BELGIAN)


@pytest.mark.slow
def test_it_stays_where_workers_read(db: Database, report: Path, tmp_path: Path) -> None:
    workers = Settings(workers=1)
    assert told(db, report, replace(workers, origin="official"))[1] == "official"
    assert told(db, report, replace(workers, all_pages=True))[1] == "official"


def test_what_a_person_said_is_read_off_a_reader() -> None:
    assert said_of_report(reader_of(HERE)) == {}
    said = replace(HERE, origin="transcript", series=BELGIAN)
    assert said_of_report(reader_of(said)) == {
        "origin": "transcript",
        "series": BELGIAN,
    }
    assert said_of_report("an older program") == {}
