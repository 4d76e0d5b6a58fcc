"""What a person says is right of a row, as it is stored."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from missiemonitor.output.decisions.bounds import RefusedError, officers_of
from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Correction:
    """What is right: one of a number of officers, an id of a mission, ISO codes of countries."""

    officers: int | None = None
    mission: str | None = None
    countries: Sequence[str] | None = None


def stored_correction(db: Database, correction: Correction) -> tuple[str | None, str | None]:
    """The field that is corrected and its value as it is stored. Raises ValueError."""
    officers, mission = correction.officers, correction.mission
    countries = correction.countries
    given = [each for each in (officers, mission, countries) if each is not None]
    if len(given) > 1:
        raise ValueError("one decision corrects one thing")
    if officers is not None:
        return "officers", str(officers_of(officers))
    if mission is not None:
        if not db.execute("SELECT 1 FROM mission WHERE mission = ?", [mission]).fetchone():
            raise RefusedError(
                "mission-unknown", f"there is no mission {mission!r} in the database"
            )
        return "mission", mission
    if countries is not None:
        codes = list(dict.fromkeys(countries))
        known = {row["country"] for row in db.query("SELECT country FROM country")}
        if not codes or not set(codes) <= known:
            raise RefusedError(
                "country-unknown",
                "countries are ISO 3166-1 codes of two letters, at least one",
                name=", ".join(codes)[:40],
            )
        return "countries", json.dumps(codes)
    return None, None
