"""What is doubted of deployment tables and their rows: each doubt becomes a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from missiemonitor.corpus.document import Document
from missiemonitor.corpus.metadata import half_year
from missiemonitor.extractors.deployments.table_state import SURE, TableState, evidence_of
from missiemonitor.extractors.extraction import Deployment, Finding
from missiemonitor.extractors.linking.counts import Count
from missiemonitor.extractors.linking.missions import CountryLink, MissionLink
from missiemonitor.extractors.tables.header import is_phrase
from missiemonitor.extractors.tables.reading import RowReading
from missiemonitor.extractors.tables.reconcile import ROLES, Row
from missiemonitor.extractors.tables.rows import goes_on


def no_table(document: Document) -> Finding:
    """No table lists deployments."""
    return Finding(
        "no-table",
        "warning",
        "no table with missions or countries and numbers of officers was found; "
        "check that this is the right annex",
        {"pages": document.page_count},
    )


def left_outside(
    document: Document, outside: Sequence[RowReading], chosen: Sequence[TableState]
) -> Iterator[Finding]:
    """Lines outside all tables that read like a row of one, on its pages or the next."""
    pages = {page for state in chosen for page in state.table.pages}
    for row in outside:
        page = document.page(row.page)
        if page and (row.page in pages or row.page - 1 in pages):
            yield Finding(
                "row-outside",
                "warning",
                "a line outside the table reads like a row of it: "
                + " | ".join(cell.text for cell in row.cells),
                {"page": row.page},
                evidence_of(page, [cell.box for cell in row.cells], row.text("mission")),
            )


def header_doubts(state: TableState) -> Iterator[Finding]:
    """What a header says of its counts that is not understood: they may count something else."""
    for cell in state.table.header:
        if cell.role == "count" and not is_phrase(cell.text):
            page = state.document.page(state.table.page)
            assert page is not None  # tables come from pages of the document
            yield Finding(
                "header-unsure",
                "warning",
                f"the column {cell.text!r} was taken for officers abroad",
                {"table": state.key},
                evidence_of(page, [cell.box], cell.text),
            )


def repeated(state: TableState) -> Iterator[Finding]:
    """Rows with the same mission and countries as one above."""
    seen: dict[tuple[str, tuple[str, ...]], Deployment] = {}
    for deployment in state.deployments:
        name = (deployment.mission, deployment.countries)
        if name in seen:
            yield Finding(
                "row-twice",
                "warning",
                f"{deployment.mission_as_written} stands in two rows with the same country",
                about(deployment),
                deployment.evidence,
            )
        seen[name] = deployment


def cut_names(state: TableState) -> Iterator[Finding]:
    """Rows above one whose name begins as no name does: theirs may go on there."""
    for above, below in pairwise(state.deployments):
        name = below.mission_as_written
        if name and (name[0] == "(" or name[0].islower()):
            yield Finding(
                "name-cut",
                "warning",
                f"{above.mission_as_written}: its name may go on in the row below, {name!r}",
                about(above),
                above.evidence,
            )


def several_counts(deployment: Deployment, rivals: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    """Columns (header and text) that differ and may both be the number of officers."""
    if rivals:
        said = ", ".join(f"{heading!r} says {text or 'nothing'}" for heading, text in rivals)
        yield Finding(
            "several-counts",
            "warning",
            f"{deployment.mission_as_written or '(no mission)'}: {said}; "
            f"{rivals[0][0]!r} is stored until a person tells which is the number of officers",
            about(deployment),
            deployment.count_evidence,
        )


def row_findings(
    state: TableState,
    row: Row,
    deployment: Deployment,
    count: Count,
    link: MissionLink,
    places: CountryLink,
    marks: str,
) -> Iterator[Finding]:
    """What is unsure in a row, and what is known of its mission held against it."""
    name = deployment.mission_as_written or "(no mission)"

    def finding(code: str, severity: str, message: str) -> Finding:
        where = deployment.count_evidence if "count" in code else deployment.evidence
        return Finding(code, severity, message, about(deployment), where)

    unsure = [cell for cell in row.best.cells if cell.sure < SURE and cell.role in ROLES]
    for cell in unsure:
        read = f"read as {cell.text!r} from a picture"
        yield finding(
            "ocr-unsure",
            "warning",
            f"{name}: the {cell.role} was {read}"
            + (f", or as {cell.other!r}" if cell.other else ", by one engine only"),
        )
    if count.officers is None:
        written = deployment.count_as_written
        yield finding(
            "count-unreadable",
            "error",
            f"{name}: the count {written!r} cannot be read"
            if written
            else f"{name}: there is no count in its row",
        )
    elif count.qualifier in ("range", "up_to", "at_least", "about", "fte"):
        yield finding(
            "count-is-a-range",
            "warning",
            f"{name}: {deployment.count_as_written!r} is no single number of officers",
        )
    if count.officers is not None and (marks or count.rest or count.qualifier == "part_time"):
        yield finding(
            "footnote-on-count",
            "warning",
            f"{name}: the count has a mark or note: {deployment.note or marks!r}",
        )
    if row.differing:
        said = "; ".join(
            f"{r.way}: {r.text('mission')} | {r.text('country')} | {r.text('count')}"
            for r in row.readings
        )
        yield finding("readings-differ", "warning", f"{name}: readings differ: {said}")
    elif len(row.readings) == 1:
        yield finding(
            "single-reading", "warning", f"{name}: only one way of reading could see this row"
        )
    if row.best.unsure and len(row.readings) < 3:
        yield finding("readings-differ", "warning", f"{name}: {row.best.unsure}")
    inherited = [c for c in row.best.cells if c.inherited]
    if inherited and row.best.way == "aligned":
        yield finding(
            "readings-differ", "warning", f"{name}: its name was taken from the row above"
        )
    for text in (deployment.mission_as_written, deployment.country_as_written):
        if goes_on(text):
            yield finding("name-cut", "warning", f"{name}: {text!r} cannot be a whole name")
    if link.way == "unknown":
        yield finding("unknown-mission", "warning", f"{name}: no list knows this mission")
    elif link.way == "similar" and link.mission:
        yield finding(
            "similar-name",
            "warning",
            f"{name}: taken for {link.mission.name}, which is written alike ({link.score:.0f}/100)",
        )
    if not places.codes or places.rest:
        yield finding(
            "unknown-country",
            "warning",
            f"{name}: no country is known as "
            f"{(places.rest if places.codes else deployment.country_as_written) or '(nothing)'!r}",
        )
    if deployment.countries and not deployment.country_as_written and len(deployment.countries) > 1:
        yield finding(
            "country-inferred",
            "warning",
            f"{name}: the row names no country; {' and '.join(deployment.countries)} "
            "is what is known of the mission",
        )
    yield from _against_reference(state, deployment, link, finding)


def _against_reference(
    state: TableState,
    deployment: Deployment,
    link: MissionLink,
    finding: Callable[[str, str, str], Finding],
) -> Iterator[Finding]:
    """What is known of a mission held against its row: years and countries."""
    mission = link.mission
    if mission is None:
        return
    elsewhere = not set(deployment.countries) & set(mission.countries)
    if mission.countries and deployment.countries and elsewhere:
        yield finding(
            "country-unexpected",
            "warning",
            f"{mission.name} is not known to work in {deployment.country_as_written}",
        )
    day = state.reference_date
    period = state.document.report.period
    year = day.year if day else half_year(period)[0].year if period else None
    if year is None:
        return
    early = mission.first_year is not None and year < mission.first_year
    late = mission.last_year is not None and year > mission.last_year
    if early or late:
        yield finding(
            "mission-outside-its-years",
            "warning",
            f"{mission.name} ran {mission.first_year or '?'}-{mission.last_year or ''}, "
            f"not in {year}",
        )


def about(deployment: Deployment) -> dict[str, str]:
    """What a finding about a deployment concerns."""
    return {
        "deployment": deployment.key,
        "mission": deployment.mission,
        "country": "+".join(deployment.countries),
    }
