"""Rows of a deployment table become deployments: linked, counted, and doubted where needed.

A row that cannot be read is kept with no count and a finding; totals are held against the rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from missiemonitor.corpus.document import Box, Document, Page
from missiemonitor.corpus.metadata import half_year, reference_dates_in
from missiemonitor.extractors.extraction import (
    Deployment,
    Evidence,
    ExtractedTable,
    Finding,
    Reading,
    TableCell,
)
from missiemonitor.extractors.linking.counts import Count, read_count
from missiemonitor.extractors.linking.missions import (
    CountryLink,
    MissionLink,
    alike_countries,
    known_mission,
    link_countries,
    link_mission,
    link_organisation,
    normal,
    unknown_mission,
)
from missiemonitor.extractors.reference import words
from missiemonitor.extractors.tables.deployment_tables import REGIONS, TableReading, read_tables
from missiemonitor.extractors.tables.header import is_phrase
from missiemonitor.extractors.tables.reading import RowCell, RowReading
from missiemonitor.extractors.tables.reconcile import ROLES, Row, rows
from missiemonitor.extractors.tables.rows import goes_on, is_total

SURE = 0.9  # words of less confidence were not read alike by two engines


@dataclass(frozen=True, slots=True)
class Tables:
    """The deployment tables of a document and what their rows say."""

    tables: tuple[ExtractedTable, ...]
    deployments: tuple[Deployment, ...]
    findings: tuple[Finding, ...]
    stated_total: int | None


@dataclass(slots=True)
class _Reader:
    """Collects what one table gives while its rows are gone through."""

    document: Document
    table: TableReading
    key: str
    reference_date: dt.date | None
    deployments: list[Deployment] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    cells: list[TableCell] = field(default_factory=list)
    stated_total: int | None = None
    since_subtotal: int = 0


def read_deployments(document: Document) -> Tables:
    """All deployments that the tables of a document state."""
    found = read_tables(document)
    readers = [_read(document, table) for table in found.tables]
    readers = [reader for reader in readers if _about_deployments(reader)]
    if not readers:
        return Tables((), (), (_no_table(document),), None)
    if not any(reader.reference_date for reader in readers):
        for reader in readers:
            reader.reference_date = document.report.reference_date
    chosen, findings = _choose(readers)
    findings += _left_outside(document, found.outside, chosen)
    for reader in chosen:
        findings += _header_doubts(reader)
        findings += reader.findings
        findings += _repeated(reader)
    totals = [reader.stated_total for reader in chosen if reader.stated_total is not None]
    return Tables(
        tuple(_table(reader, reader in chosen) for reader in readers),
        tuple(d for reader in chosen for d in reader.deployments),
        tuple(findings),
        sum(totals) if totals and len(totals) == len(chosen) else None,
    )


def _no_table(document: Document) -> Finding:
    return Finding(
        "no-table",
        "warning",
        "no table with missions or countries and numbers of officers was found; "
        "check that this is the right annex",
        {"pages": document.page_count},
    )


def _about_deployments(reader: _Reader) -> bool:
    """Whether a table lists our officers abroad, and is not one that looks like it."""
    if not any(d.known or d.countries for d in reader.deployments):
        return False
    title = f" {normal(reader.table.caption)} "
    data = words()["look_alikes"]
    other = any(f" {normal(word)} " in title for word in data["others"])
    own = any(normal(word) in title for word in data["own"])
    return own or not other


def _choose(readers: Sequence[_Reader]) -> tuple[list[_Reader], list[Finding]]:
    """Of several tables those that count: the newest reference date, no mission twice."""
    if len(readers) == 1:
        return list(readers), []
    days = sorted({r.reference_date for r in readers if r.reference_date})
    newest = [r for r in readers if not days or r.reference_date in (days[-1], None)]
    chosen: list[_Reader] = []
    seen: set[str] = set()
    for reader in sorted(newest, key=lambda r: -len(r.deployments)):
        own = {d.mission for d in reader.deployments}
        if not own & seen:
            chosen.append(reader)
            seen |= own
    chosen.sort(key=lambda r: (r.table.page, r.table.box.top))
    left = [r for r in readers if r not in chosen]
    clear = not left or all(r.reference_date not in (days[-1], None) for r in left if days)
    return chosen, [
        Finding(
            "several-tables",
            "info" if clear and days and len(chosen) == 1 else "warning",
            f"{len(readers)} tables list deployments; "
            f"{len(chosen)} counted, on page {', '.join(str(r.table.page) for r in chosen)}",
            {"counted": [r.key for r in chosen], "left": [r.key for r in left]},
        )
    ]


def _table(reader: _Reader, chosen: bool) -> ExtractedTable:
    page = reader.document.page(reader.table.page)
    box = page.on_paper(reader.table.box) if page else reader.table.box
    return ExtractedTable(
        reader.key,
        reader.table.pages,
        reader.table.caption,
        reader.reference_date,
        Evidence(reader.table.page, box, reader.table.caption),
        tuple(reader.cells),
        reader.stated_total,
        chosen,
    )


def _left_outside(
    document: Document, outside: Sequence[RowReading], chosen: Sequence[_Reader]
) -> Iterator[Finding]:
    """Lines outside all tables that read like a row of one, on its pages or the next."""
    pages = {page for reader in chosen for page in reader.table.pages}
    for row in outside:
        page = document.page(row.page)
        if page and (row.page in pages or row.page - 1 in pages):
            yield Finding(
                "row-outside",
                "warning",
                "a line outside the table reads like a row of it: "
                + " | ".join(cell.text for cell in row.cells),
                {"page": row.page},
                _evidence(page, [cell.box for cell in row.cells], row.text("mission")),
            )


def _header_doubts(reader: _Reader) -> Iterator[Finding]:
    """What a header says of its counts that is not understood: they may count something else."""
    for cell in reader.table.header:
        if cell.role == "count" and not is_phrase(cell.text):
            page = reader.document.page(reader.table.page)
            assert page is not None  # tables come from pages of the document
            yield Finding(
                "header-unsure",
                "warning",
                f"the column {cell.text!r} was taken for officers abroad",
                {"table": reader.key},
                _evidence(page, [cell.box], cell.text),
            )


def _repeated(reader: _Reader) -> Iterator[Finding]:
    seen: dict[tuple[str, tuple[str, ...]], Deployment] = {}
    for deployment in reader.deployments:
        name = (deployment.mission, deployment.countries)
        if name in seen:
            yield Finding(
                "row-twice",
                "warning",
                f"{deployment.mission_as_written} stands in two rows with the same country",
                _about(deployment),
                deployment.evidence,
            )
        seen[name] = deployment


# --- one table --------------------------------------------------------------------------------


def _read(document: Document, table: TableReading) -> _Reader:
    stated = reference_dates_in(table.caption) or reference_dates_in(table.before)
    key = f"p{table.page}y{table.box.top:.0f}x{table.box.x0:.0f}"
    reader = _Reader(document, table, key, stated[-1] if stated else None)
    _keep_cells(reader, 0, table.header, table.page, head=True)
    for number, row in enumerate(rows(table.rows), start=1):
        _keep_cells(reader, number, row.best.cells, row.best.page)
        _read_row(reader, row, number)
    reader.findings += _cut_names(reader)
    return reader


def _cut_names(reader: _Reader) -> Iterator[Finding]:
    """Rows above one whose name begins as no name does: theirs may go on there."""
    for above, below in pairwise(reader.deployments):
        name = below.mission_as_written
        if name and (name[0] == "(" or name[0].islower()):
            yield Finding(
                "name-cut",
                "warning",
                f"{above.mission_as_written}: its name may go on in the row below, {name!r}",
                _about(above),
                above.evidence,
            )


def _keep_cells(
    reader: _Reader, row: int, cells: Sequence[RowCell], page_number: int, head: bool = False
) -> None:
    page = reader.document.page(page_number)
    for cell in cells:
        if page and not cell.inherited:
            reader.cells.append(
                TableCell(
                    row,
                    cell.column,
                    "header" if head else cell.role,
                    cell.text,
                    Evidence(page_number, page.on_paper(cell.box), cell.text),
                )
            )


def _read_row(reader: _Reader, row: Row, number: int) -> None:
    best = row.best
    page = reader.document.page(best.page)
    assert page is not None  # readings come from pages of the document
    name, place = best.text("mission"), best.text("country")
    count_cell = best.cell("count")
    own = [cell for cell in best.cells if not cell.inherited]
    evidence = _evidence(page, [cell.box for cell in own], " | ".join(c.text for c in own))
    if any(is_total(cell.text) for cell in own if cell.role != "count"):
        _hold_total(reader, best, evidence)
        return
    alone = len(own) == 1 and not any(c.inherited for c in best.cells)
    named = bool(name) and known_mission(name) is not None
    untold = count_cell is None and (not name or not place) and not named
    untold = untold or (count_cell is None and alone and link_organisation(name) is not None)
    if untold or (alone and count_cell and read_count(count_cell.text).officers is None):
        reader.findings.append(
            Finding(
                "row-skipped",
                "info",
                f"taken for a title or note between rows: {evidence.text!r}",
                {"table": reader.key, "row": number},
                evidence,
            )
        )
        return
    count = read_count(count_cell.text) if count_cell else Count(None)
    places, misread = _places(best)
    link = link_mission(name, places.codes) if name else MissionLink(None, "unknown", 0.0)
    if not places.codes and not place and link.mission and len(link.mission.countries) <= 2:
        places = CountryLink(link.mission.countries, "")
    elif not place and link.mission is None:
        places = CountryLink(link_countries(name).codes, "")
    stated = best.text("organisation")
    organisation = link.mission.organisation if link.mission else link_organisation(stated) or None
    marks = " ".join(c.marks for c in own if c.role == "count" and c.marks)
    deployment = Deployment(
        key=f"p{best.page}y{best.at[1]:.0f}x{best.at[0]:.0f}",
        table=reader.key,
        row=number,
        mission_as_written=name,
        mission=link.mission.mission if link.mission else unknown_mission(name),
        known=link.mission is not None,
        organisation=organisation,
        country_as_written=place,
        countries=places.codes,
        officers=count.officers,
        officers_max=count.officers_max,
        qualifier=count.qualifier,
        count_as_written=count_cell.text if count_cell else "",
        evidence=evidence,
        count_evidence=(
            _evidence(page, [count_cell.box], count_cell.text) if count_cell else evidence
        ),
        confidence=_confidence(row, count, link, places),
        readings=tuple(
            Reading(r.way, r.text("mission"), r.text("country"), r.text("count"))
            for r in row.readings
        ),
        note=_note(reader, marks, count),
    )
    reader.deployments.append(deployment)
    reader.since_subtotal += count.officers or 0
    reader.findings += _row_findings(reader, row, deployment, count, link, places, marks)
    if misread:
        reader.findings.append(
            Finding(
                "similar-name",
                "warning",
                f"{name}: {place!r} was read from a picture and taken for "
                f"{' and '.join(places.codes)}, which is written alike",
                _about(deployment),
                evidence,
            )
        )


def _places(row: RowReading) -> tuple[CountryLink, bool]:
    """The countries of a row, and whether they were only alike what was read from a picture."""
    cell = row.cell("country")
    if cell is None:
        return CountryLink((), ""), False
    places = link_countries(cell.text)
    if cell.sure < 1.0 and (places.rest or not places.codes):
        alike = alike_countries(cell.text)
        if alike.codes and (not places.codes or len(alike.rest) < len(places.rest)):
            return alike, True
    return places, False


def _evidence(page: Page, boxes: Sequence[Box], text: str) -> Evidence:
    return Evidence(page.number, page.on_paper(Box.around(boxes)), text)


def _confidence(row: Row, count: Count, link: MissionLink, places: CountryLink) -> float:
    confidence = row.confidence * min(
        (cell.sure for cell in row.best.cells if cell.role in ROLES), default=1.0
    )
    if count.officers is None:
        return 0.0
    if count.qualifier and count.qualifier != "none":
        confidence *= 0.9
    if link.way in ("similar", "unknown"):
        confidence *= 0.85
    if any(goes_on(row.best.text(role)) for role in ("mission", "country")):
        confidence *= 0.5
    if not places.codes or places.rest:
        confidence *= 0.85
    return round(confidence, 3)


def _note(reader: _Reader, marks: str, count: Count) -> str | None:
    """What stands beside a count: words in brackets, or the footnote that its mark points at."""
    notes = [count.rest] if count.rest and count.officers is not None else []
    for mark in [*marks.split(), *(m for m in count.rest.split() if not m.isalnum())]:
        for page, line in reader.document.lines(*REGIONS):
            first = line.words[0].text.rstrip(".):")
            if page.number in reader.table.pages and first == mark and len(line.words) > 2:
                notes.append(" ".join(w.text for w in line.words[1:]))
                break
    return "; ".join(dict.fromkeys(notes)) or None


def _about(deployment: Deployment) -> dict[str, str]:
    return {
        "deployment": deployment.key,
        "mission": deployment.mission,
        "country": "+".join(deployment.countries),
    }


def _row_findings(
    reader: _Reader,
    row: Row,
    deployment: Deployment,
    count: Count,
    link: MissionLink,
    places: CountryLink,
    marks: str,
) -> Iterator[Finding]:
    name = deployment.mission_as_written or "(no mission)"

    def finding(code: str, severity: str, message: str) -> Finding:
        where = deployment.count_evidence if "count" in code else deployment.evidence
        return Finding(code, severity, message, _about(deployment), where)

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
    yield from _against_reference(reader, deployment, link, finding)


def _against_reference(
    reader: _Reader,
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
    day = reader.reference_date
    period = reader.document.report.period
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


def _hold_total(reader: _Reader, best: RowReading, evidence: Evidence) -> None:
    """Hold a stated total against the rows above it."""
    text = best.text("count")
    if not text:
        numbers = [c.text for c in best.cells if read_count(c.text).officers is not None]
        text = numbers[-1] if numbers else ""
    stated = read_count(text).officers
    label = normal(evidence.text)
    partial = any(label.startswith(normal(word)) for word in words()["totals"]["partial"])
    counted = reader.since_subtotal if partial else sum(d.officers or 0 for d in reader.deployments)
    slack = sum((d.officers_max or d.officers or 0) - (d.officers or 0) for d in reader.deployments)
    if stated is None:
        reader.findings.append(
            Finding(
                "count-unreadable",
                "warning",
                f"the total {text!r} cannot be read",
                {"table": reader.key},
                evidence,
            )
        )
    elif not counted <= stated <= counted + slack:
        reader.findings.append(
            Finding(
                "total-mismatch",
                "error",
                f"the report states a total of {stated}, its rows add up to {counted}",
                {"table": reader.key, "stated": stated, "counted": counted},
                evidence,
            )
        )
    if partial:
        reader.since_subtotal = 0
    else:
        reader.stated_total = stated
