"""What the readings of a row leave unsure, where it can change what is stored of it.

Readings differ in many ways that change nothing: a line of a cell that one of them left out, words
of a neighbour that it took along. A person is asked to look where the mission, country or count
that another reading saw means something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.meaning.concepts import concepts_in
from missiemonitor.extractors.deployments.meaning.understand import NO_PEOPLE
from missiemonitor.extractors.deployments.told_once import fits
from missiemonitor.extractors.extraction import Deployment, Finding
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.linking.countries import link_countries
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.linking.missions import MissionLink, link_mission
from missiemonitor.extractors.scopes import SUM
from missiemonitor.extractors.tables.page_breaks import EITHER
from missiemonitor.extractors.tables.reading import RowCell, RowReading
from missiemonitor.extractors.tables.reconcile import Row
from missiemonitor.extractors.tables.stances import Stance, stance

SURELY = ("exact", "form", "words", "context")  # ways of linking that leave no doubt of a mission


def reading_doubts(
    row: Row,
    deployment: Deployment,
    link: MissionLink,
    about: Mapping[str, Any],
    header: Sequence[RowCell] = (),
) -> Iterator[Finding]:
    """Findings `about` a row, whose mission is `link`, of a table with this `header`."""
    name = deployment.mission_as_written or "(no mission)"

    def doubt(code: str, **told: Any) -> Finding:
        return finding(code, about, evidence=deployment.evidence, **told)

    differing = tuple(role for role in row.differing if _matters(row, role, link))
    if "count" in differing and (_saw_the_sum(row, deployment) or _saw_a_part(row, header)):
        differing = tuple(role for role in differing if role != "count")
    if differing:
        readings = [
            {"way": r.way, **{role: r.text(role) for role in ("mission", "country", "count")}}
            for r in row.readings
        ]
        message = "other-column" if differing == ("count",) else "default"
        yield doubt("readings-differ", message=message, name=name, readings=readings)
    # A mission that no list has is asked about, and with it whether there is such a row.
    elif (
        row.alone
        and link.way != "unknown"
        and not row.differing
        and not (fits(deployment, link) and row.count_seen)
    ):
        yield doubt("single-reading", name=name)
    # Lines between two rows leave nothing in doubt of a row that is in the list as it was read, and
    # of a mission that no list has that is told.
    told = row.best.unsure == EITHER and (fits(deployment, link) or link.way == "unknown")
    if row.best.unsure and not told:
        yield doubt("readings-differ", message=row.best.unsure, name=name)
    if row.best.way != "ruled" and any(cell.inherited for cell in row.best.cells):
        yield doubt("readings-differ", message="name-from-above", name=name)


def _matters(row: Row, role: str, link: MissionLink) -> bool:
    """Whether what other readings saw in a role may be right and would mean something else."""
    others = [r for r in row.readings[1:] if stance(row.best, r, role) is Stance.DIFFERS]
    if role == "count" or len(row.agreeing) == 1:
        return bool(others)
    means = _means_another_mission if role == "mission" else _means_another_country
    return any(means(row, other, link) for other in others)


def _saw_the_sum(row: Row, deployment: Deployment) -> bool:
    """Whether readings that know no heads took the column that adds up the police and others, whom
    the row tells apart: the heads say which is which."""
    sums = {part.officers for part in deployment.of_which if part.scope == SUM}
    others = [r for r in row.readings[1:] if stance(row.best, r, "count") is Stance.DIFFERS]
    return bool(sums) and all(read_count(r.text("count")).officers in sums for r in others)


def _saw_a_part(row: Row, header: Sequence[RowCell]) -> bool:
    """Whether readings that know no heads took a column whose head says that it tells men or women
    of those who are counted, or no people."""
    columns = {
        cell.column
        for cell in header
        if {each.name for each in concepts_in(cell.text, head=True)} & {"gender", *NO_PEOPLE}
    }
    parts = {cell.text.strip() for cell in row.best.cells if cell.column in columns}
    others = [r for r in row.readings[1:] if stance(row.best, r, "count") is Stance.DIFFERS]
    return bool(parts) and all(r.text("count").strip() in parts for r in others)


def _means_another_mission(row: Row, other: RowReading, link: MissionLink) -> bool:
    """Whether a reading names a mission of the list, and not the one that is stored."""
    if {*_words(row.best)} <= {*_words(other)}:
        return False  # with words of a neighbour, as it knows no columns
    codes = link_countries(row.best.text("country")).codes
    seen = link_mission(other.text("mission"), codes) if other.text("mission") else None
    if seen is None or seen.mission is None or seen.way not in SURELY:
        return False
    return link.mission is None or seen.mission.mission != link.mission.mission


def _means_another_country(row: Row, other: RowReading, link: MissionLink) -> bool:
    codes = [{*link_countries(each.text("country")).codes} for each in (row.best, other)]
    return all(codes) and not codes[0] & codes[1]


def _words(reading: RowReading) -> list[str]:
    return normal(reading.text("mission")).split()


def surely(link: MissionLink) -> bool:
    """Whether a name is that of a mission of the list, and not only like one."""
    return link.mission is not None and link.way in SURELY
