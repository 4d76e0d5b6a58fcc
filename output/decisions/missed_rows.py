"""A row that was not read is added by a person."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

from missiemonitor.output.database.subject_key import row_subject
from missiemonitor.output.decisions.added_rows import mission_named
from missiemonitor.output.decisions.bounds import (
    FARTHEST,
    LONGEST_MISSION,
    LONGEST_SAID,
    RefusedError,
    on_page,
    plain,
)
from missiemonitor.output.decisions.chain import Person, add_decision
from missiemonitor.output.decisions.correction import Correction, stored_correction
from missiemonitor.output.decisions.decide_report import report_of
from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Missed:
    """A row that was not read: its words and box (points) on a page from 1, and what it means.

    `mission` is an id or a name, `countries` are ISO codes.
    """

    page: int
    box: tuple[float, float, float, float]
    text: str
    mission: str
    countries: tuple[str, ...]
    officers: int


def add_row(db: Database, report: str, missed: Missed, who: Person, seen: int | None = None) -> int:
    """Add a row that was not read, and return the number of the decision.

    Raises LookupError for a report that is not there, ValueError for a row that makes no sense or
    is there already, StaleDecisionError as `decide` does.
    """
    row = report_of(db, report)
    name = missed.mission.strip()
    text = on_page(missed.text, "the row", LONGEST_SAID)
    if not name or not text:
        raise RefusedError("row-words", "a row needs a mission and the words on the page")
    if not 1 <= missed.page <= row["pages"] or len(missed.box) != 4:
        raise ValueError(f"a row stands in a box on one of the {row['pages']} pages")
    if not all(math.isfinite(each) and abs(each) < FARTHEST for each in missed.box):
        raise ValueError("a box is four lengths in points")
    stored_correction(db, Correction(officers=missed.officers))
    codes = json.loads(stored_correction(db, Correction(countries=missed.countries))[1] or "[]")
    mission = mission_named(db, name)
    known = next(db.query("SELECT name FROM mission WHERE mission = ?", [mission]), None)
    if not known:
        name = plain(name, "the mission", LONGEST_MISSION)
    subject = row_subject(row, text)
    there = db.execute("SELECT 1 FROM deployment WHERE subject = ?", [subject]).fetchone()
    if there and not who.again:
        raise RefusedError("row-known", "that row was added already; change it instead")
    value = {
        "mission": mission,
        "name": known["name"] if known else name,
        "countries": codes,
        "officers": missed.officers,
        "text": text,
        "report": report,
        "page": missed.page,
        "box": [round(each, 1) for each in missed.box],
    }
    content = {
        "field": "row",
        "value": json.dumps(value, ensure_ascii=False),
        "count_as_written": str(missed.officers),
    }
    return add_decision(db, subject, "add", who, seen, content)
