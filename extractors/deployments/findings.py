"""What is doubted of deployment tables and their rows: each doubt becomes a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from missiemonitor.corpus.document import Document
from missiemonitor.corpus.period import Period
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.count_notes import (
    leaves_all_there,
    leaves_the_count,
    not_now,
    others_beside,
    others_noted,
    police_with_others,
    says_only_part_time,
)
from missiemonitor.extractors.deployments.meaning.heads import is_understood
from missiemonitor.extractors.deployments.parts import too_many_in
from missiemonitor.extractors.deployments.reading_doubts import reading_doubts, surely
from missiemonitor.extractors.deployments.table_state import TableState, evidence_of
from missiemonitor.extractors.deployments.view import period_of
from missiemonitor.extractors.extraction import Deployment, Evidence, Finding
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.linking.countries import CountryLink, link_countries
from missiemonitor.extractors.linking.counts import Count
from missiemonitor.extractors.linking.gazetteer import names_a_place
from missiemonitor.extractors.linking.missions import MissionLink
from missiemonitor.extractors.tables.reading import OWN, RowReading
from missiemonitor.extractors.tables.reconcile import ROLES, Row
from missiemonitor.extractors.tables.rows import goes_on
from missiemonitor.extractors.thresholds import DEPLOYMENTS

NO_HEADING = "(no heading)"


def no_table(document: Document) -> Finding:
    """No table lists deployments; told with what was not read, where one may stand."""
    about = {"pages": document.page_count}
    unread = sorted({i.page for i in document.issues if i.code == "page-unread" and i.page})
    if unread:
        return finding("no-table", about, message="unread", unread=unread)
    if document.attached:
        return finding("no-table", about, message="attached", attached=document.attached)
    return finding("no-table", about)


def to_agree(state: TableState, evidence: Evidence) -> Finding:
    """A table that may be ours: what speaks for and against it, for a person to say."""
    counts = [row.officers for row in state.deployments if row.officers is not None]
    return finding(
        "table-to-agree",
        {"table": state.key},
        evidence=evidence,
        reasons=[{"code": each.code, **each.values} for each in state.reasons],
        rows=len(state.deployments),
        officers=sum(counts),
        pages=list(state.table.pages),
    )


def left_outside(
    document: Document, outside: Sequence[RowReading], chosen: Sequence[TableState]
) -> Iterator[Finding]:
    """Lines outside all tables that read like a row of one, on its pages or the next."""
    pages = {page for state in chosen for page in state.table.pages}
    for row in outside:
        page = document.page(row.page)
        if page and (row.page in pages or row.page - 1 in pages):
            yield finding(
                "row-outside",
                {"page": row.page},
                evidence=evidence_of(page, [cell.box for cell in row.cells], row.text("mission")),
                message="left-out" if row.way in OWN else "default",
                cells=[cell.text for cell in row.cells],
            )


def header_doubts(state: TableState) -> Iterator[Finding]:
    """What a header says of its counts that is not understood: they may count something else."""
    for cell in state.table.header:
        if cell.role == "count" and not is_understood(cell.text):
            page = state.document.page(state.table.page)
            assert page is not None  # tables come from pages of the document
            yield finding(
                "header-unsure",
                {"table": state.key},
                evidence=evidence_of(page, [cell.box], cell.text),
                text=cell.text,
            )


def repeated(state: TableState) -> Iterator[Finding]:
    """Rows with the same mission and countries as one above, under its name or another."""
    seen: dict[tuple[str, tuple[str, ...]], Deployment] = {}
    for deployment in state.deployments:
        name = (deployment.mission, deployment.countries)
        above = seen.get(name)
        if above is not None:
            alike = normal(above.mission_as_written) == normal(deployment.mission_as_written)
            other = {} if alike else {"other": above.mission_as_written}
            yield finding(
                "row-twice",
                about(deployment),
                message="default" if alike else "two-names",
                evidence=deployment.evidence,
                name=deployment.mission_as_written,
                **other,
            )
        seen[name] = deployment


def cut_names(state: TableState) -> Iterator[Finding]:
    """Rows above one whose name begins as no name does: theirs may go on there."""
    for above, below in pairwise(state.deployments):
        name = below.mission_as_written
        first = name.partition(" ")[0]
        # "eFP" is the acronym of a name that is whole.
        if name and (name[0] == "(" or (name[0].islower() and first.islower())):
            yield finding(
                "name-cut",
                about(above),
                message="goes-on-below",
                evidence=above.evidence,
                name=above.mission_as_written,
                below=name,
            )


def several_counts(deployment: Deployment, rivals: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    """Columns (header and text) that differ and may both be the number of officers."""
    if rivals:
        yield finding(
            "several-counts",
            about(deployment),
            evidence=deployment.count_evidence,
            name=deployment.mission_as_written or "(no mission)",
            columns=[
                {"heading": heading or NO_HEADING, "text": text or "nothing"}
                for heading, text in rivals
            ],
            stored=rivals[0][0] or NO_HEADING,
        )


def row_findings(
    state: TableState,
    row: Row,
    deployment: Deployment,
    count: Count,
    link: MissionLink,
    places: CountryLink,
    marks: str,
    drawn: bool = False,
) -> Iterator[Finding]:
    """What is unsure in a row, and what is known of its mission held against it.

    `drawn` says that something is drawn where its count should stand.
    """
    name = deployment.mission_as_written or "(no mission)"
    count_at = deployment.count_evidence

    def doubt(code: str, *, at: Evidence = deployment.evidence, **told: Any) -> Finding:
        return finding(code, about(deployment), evidence=at, **told)

    unsure = [
        cell for cell in row.best.cells if cell.sure < DEPLOYMENTS.sure and cell.role in ROLES
    ]
    for cell in unsure:
        read: dict[str, Any] = {"name": name, "text": cell.text}
        if cell.doubt == "overprinted":
            yield doubt("overprinted", message=cell.role, **read)
        elif cell.doubt == "drawn-over":
            yield doubt("drawn-over", message=cell.role, **read)
        elif cell.other:
            yield doubt("ocr-unsure", message=f"{cell.role}-other", other=cell.other, **read)
        else:
            yield doubt("ocr-unsure", message=f"{cell.role}-one-engine", **read)
    written = deployment.count_as_written
    if count.officers is None and written:
        yield doubt("count-unreadable", at=count_at, name=name, written=written)
    elif count.officers is None:
        what = "drawn" if drawn else "no-count"
        yield doubt("count-unreadable", message=what, at=count_at, name=name)
    elif count.qualifier in ("range", "up_to", "at_least", "about", "fte"):
        yield doubt("count-is-a-range", at=count_at, name=name, written=written)
    rest = count.rest and not leaves_the_count(count)
    if part := too_many_in(row, count, state.table):
        yield doubt(
            "part-exceeds-whole", at=count_at, name=name, whole=count.officers, text=part.text
        )
    remarks = [cell.text for cell in row.best.cells if cell.role == "other"]
    if others := others_beside(deployment) or others_noted(state, row.best):
        yield doubt("row-of-others", name=name, others=others)
    elif shared := police_with_others(deployment, remarks):
        yield doubt("row-of-others", message="together", name=name, others=shared)
    elif (
        count.officers is not None
        and not part
        and (marks or rest or count.qualifier == "part_time")
    ):
        note = deployment.note or marks
        leaves = says_only_part_time(note) or leaves_all_there(note, state.reference_date)
        severity = "info" if leaves else None
        yield doubt("footnote-on-count", at=count_at, severity=severity, name=name, note=note)
    if said := not_now(deployment, period_of(state.document)):
        yield doubt("footnote-on-count", message="at-name", at=count_at, name=name, note=said)
    yield from reading_doubts(row, deployment, link, about(deployment), state.table.header)
    for text in (deployment.mission_as_written, deployment.country_as_written):
        if goes_on(text):
            yield doubt("name-cut", name=name, text=text)
    written = deployment.country_as_written
    understood = link_countries(written).codes or names_a_place(written, places.codes)
    if link.way == "unknown" and written and not (understood or places.codes):
        yield doubt("unknown-mission", message="nor-country", name=name, written=written)
    elif link.way == "unknown":
        yield doubt("unknown-mission", name=name)
    elif link.way == "similar" and link.mission:
        yield doubt("similar-name", name=name, mission=link.mission.name, score=link.score)
    elif link.way == "only" and link.mission:
        yield doubt("similar-name", message="only", name=name, mission=link.mission.name)
    # Where a mission works is known; where its name leaves a doubt, so do its countries. Of one
    # that no list has, both are one thing to find out.
    known = (surely(link) and places.codes) or link.way == "unknown"
    severity = "info" if known else None
    if written and not understood:
        # Beside a country or city that is known, what more is said of the place changes nothing.
        yield doubt("unknown-country", severity=severity, name=name, written=written)
    elif not places.codes:
        yield doubt("unknown-country", message="nothing", name=name)
    if deployment.countries and not deployment.country_as_written and len(deployment.countries) > 1:
        told = list(deployment.countries)
        yield doubt("country-inferred", severity=severity, name=name, countries=told)
    yield from _against_reference(state, deployment, link, doubt)


def _against_reference(
    state: TableState,
    deployment: Deployment,
    link: MissionLink,
    doubt: Callable[..., Finding],
) -> Iterator[Finding]:
    """What is known of a mission held against its row: years and countries."""
    mission = link.mission
    if mission is None:
        return
    elsewhere = not set(deployment.countries) & set(mission.countries)
    if mission.countries and deployment.countries and elsewhere:
        place = deployment.country_as_written
        yield doubt("country-unexpected", mission=mission.name, place=place)
    day = state.reference_date
    period = state.document.particulars.period
    year = day.year if day else Period.parse(period).year if period else None
    if year is None:
        return
    early = mission.first_year is not None and year < mission.first_year
    late = mission.last_year is not None and year > mission.last_year
    if early or late:
        yield doubt(
            "mission-outside-its-years",
            mission=mission.name,
            first=mission.first_year or "?",
            last=mission.last_year or "",
            year=year,
        )


def about(deployment: Deployment) -> dict[str, str]:
    """What a finding about a deployment concerns."""
    return {
        "deployment": deployment.key,
        "mission": deployment.mission,
        "country": "+".join(deployment.countries),
    }
