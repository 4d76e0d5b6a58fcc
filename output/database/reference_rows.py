"""The reference data as rows: missions, countries, regions, organisations, kinds, series."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from missiemonitor.corpus.series import all_series
from missiemonitor.extractors.reference import (
    countries,
    missions,
    organisations,
    statement_kinds,
    subregions,
)
from missiemonitor.output.database.writing import writing
from sqlite_utils import Database

Rows = list[dict[str, Any]]

# Tables that are filled when a database is opened, each after those that it refers to; with the
# column that names a row, or none where all rows are replaced.
TABLES = {
    "organisation": "organisation",
    "region": "region",
    "country": "country",
    "country_alias": "",
    "mission": "mission",
    "mission_alias": "",
    "mission_country": "",
    "statement_kind": "kind",
    "series": "series",
}


def _organisations() -> Iterator[dict[str, Any]]:
    for o in organisations():
        yield {
            "organisation": o.organisation,
            "name_nl": o.name_nl,
            "name_en": o.name_en,
            "source": o.source,
        }


def _regions() -> Iterator[dict[str, Any]]:
    for r in subregions():
        yield {"region": r.region, "name_nl": r.name_nl, "name_en": r.name_en, "source": r.source}


def _countries() -> Iterator[dict[str, Any]]:
    inside = {code: r.region for r in subregions() for code in r.countries}
    for c in countries():
        yield {
            "country": c.country,
            "name_nl": c.name_nl,
            "name_en": c.name_en,
            "region": inside.get(c.country),
        }


def _missions() -> Iterator[dict[str, Any]]:
    for m in missions():
        yield {
            "mission": m.mission,
            "name": m.name,
            "full_name_nl": m.full_name_nl,
            "full_name_en": m.full_name_en,
            "organisation": m.organisation,
            "first_year": m.first_year,
            "last_year": m.last_year,
            "known": 1,
            "source": m.source,
        }


def _kinds() -> Iterator[dict[str, Any]]:
    for position, k in enumerate(statement_kinds()):
        yield {"kind": k.kind, "name_nl": k.name_nl, "name_en": k.name_en, "position": position}


def _series() -> Iterator[dict[str, Any]]:
    for s in all_series().values():
        yield {
            "series": s.series,
            "name_nl": s.names["nl"],
            "name_en": s.names["en"],
            "language": s.language,
            "country": s.country,
            "parts": s.parts,
        }


@lru_cache(maxsize=1)
def reference_rows() -> dict[str, Rows]:
    """The rows of each of TABLES as the data files have them now."""
    return {
        "organisation": list(_organisations()),
        "region": list(_regions()),
        "country": list(_countries()),
        "country_alias": [
            {"country": c.country, "alias": alias, "source": source}
            for c in countries()
            for alias, source in c.variants
        ],
        "mission": list(_missions()),
        "mission_alias": [
            {"mission": m.mission, "alias": alias}
            for m in missions()
            for alias in dict.fromkeys((m.name, *m.aliases))
        ],
        "mission_country": [
            {"mission": m.mission, "country": code} for m in missions() for code in m.countries
        ],
        "statement_kind": list(_kinds()),
        "series": list(_series()),
    }


@lru_cache(maxsize=1)
def reference_digest() -> str:
    """A digest of the reference rows, by which a database tells whether it has them."""
    text = json.dumps(reference_rows(), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def bring_in_reference(db: Database) -> None:
    """Put the reference rows in; what is gone from the files and used nowhere goes too."""
    with writing(db):
        for table, key in TABLES.items():
            rows = reference_rows()[table]
            if key:
                db.table(table).upsert_all(rows, pk=key)
            else:
                db.execute(f"DELETE FROM {table}")
                db.table(table).insert_all(rows)
        for table, key, used in (
            ("statement_kind", "kind", "SELECT kind FROM statement"),
            ("series", "series", "SELECT series FROM report WHERE series IS NOT NULL"),
        ):
            names = [row[key] for row in reference_rows()[table]]
            db.execute(
                f"DELETE FROM {table} WHERE {key} NOT IN ({', '.join('?' * len(names))}) "
                f"AND {key} NOT IN ({used})",
                names,
            )
