"""What people corrected more than once, as names to add to the reference data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from extractors.linking import known_mission, normal

ENOUGH = 2  # decisions that say the same


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that people took for a mission, and how often."""

    mission: str
    alias: str
    times: int


def suggestions(db: Database) -> Iterator[Suggestion]:
    """Names on pages that were corrected to one mission twice or more, and never to another.

    A name that missions.csv knows for that mission already is left out.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for row in db.query(
        "SELECT DISTINCT s.subject, s.corrected_mission AS mission, d.mission_as_written AS alias "
        "FROM standing_decision AS s JOIN deployment AS d ON d.subject = s.subject "
        "JOIN mission AS m ON m.mission = s.corrected_mission "
        "WHERE m.known AND d.mission_as_written <> '' ORDER BY s.subject, alias"
    ):
        found.setdefault(normal(row["alias"]), []).append((row["mission"], row["alias"]))
    for _, told in sorted(found.items()):
        missions = {mission for mission, _ in told}
        alias = told[0][1]
        known = known_mission(alias)
        if len(told) < ENOUGH or len(missions) > 1:
            continue
        mission = missions.pop()
        if known is None or known.mission is None or known.mission.mission != mission:
            yield Suggestion(mission, alias, len(told))
