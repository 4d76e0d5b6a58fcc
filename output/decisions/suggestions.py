"""What people corrected or explained more than once, as lines to add to the reference data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from missiemonitor.corpus.series import current_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.linking.missions import known_mission
from missiemonitor.extractors.tables.header import role_of
from sqlite_utils import Database

ENOUGH = 2  # decisions that say the same


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words on pages, what people took them for, and how often.

    `file` is the one of extractors/reference to add them to: missions.csv, where `meaning` is the
    id of a mission, or the file of the series, where it is the role of a column.
    """

    file: str
    meaning: str
    alias: str
    times: int


def suggestions(db: Database) -> Iterator[Suggestion]:
    """Names and headings that people took for one thing twice or more, and never for another.

    What the reference data know already is left out.
    """
    for meaning, alias, times in _agreed(_missions(db)):
        known = known_mission(alias)
        if known is None or known.mission is None or known.mission.mission != meaning:
            yield Suggestion("missions.csv", meaning, alias, times)
    for meaning, alias, times in _agreed(_headings(db)):
        if role_of(alias) != meaning:
            yield Suggestion(current_series().series + ".toml", meaning, alias, times)


def _missions(db: Database) -> Iterator[tuple[str, str]]:
    """Names on pages and the known missions that they were corrected to, one a decision."""
    for row in db.query(
        "SELECT DISTINCT s.subject, s.corrected_mission AS mission, d.mission_as_written AS alias "
        "FROM standing_decision AS s JOIN deployment AS d ON d.subject = s.subject "
        "JOIN mission AS m ON m.mission = s.corrected_mission "
        "WHERE m.known AND d.mission_as_written <> '' ORDER BY s.subject, alias"
    ):
        yield row["mission"], row["alias"]


def _headings(db: Database) -> Iterator[tuple[str, str]]:
    """Headings on pages and the roles that they were said to have, one a decision."""
    for row in db.query(
        "SELECT d.value, d.count_as_written AS alias FROM standing_decision AS d "
        "WHERE d.field = 'heading' ORDER BY d.subject"
    ):
        yield row["value"], row["alias"]


def _agreed(told: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, int]]:
    """Meaning, words and number of those on which enough decisions agree and none differs."""
    found: dict[str, list[tuple[str, str]]] = {}
    for meaning, alias in told:
        found.setdefault(normal(alias), []).append((meaning, alias))
    for _, each in sorted(found.items()):
        if len(each) >= ENOUGH and len({meaning for meaning, _ in each}) == 1:
            yield each[0][0], each[0][1], len(each)
