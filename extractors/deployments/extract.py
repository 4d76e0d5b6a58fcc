"""Rows of a deployment table become deployments: linked, counted, and doubted where needed.

A row that cannot be read is kept with no count and a finding; totals are held against the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

from missiemonitor.corpus.document import Document
from missiemonitor.corpus.metadata import reference_dates_in
from missiemonitor.corpus.series import current_series
from missiemonitor.extractors.deployments.count_notes import note_of
from missiemonitor.extractors.deployments.drawn_counts import with_drawn_count
from missiemonitor.extractors.deployments.expected import unexpected
from missiemonitor.extractors.deployments.findings import (
    about,
    cut_names,
    header_doubts,
    left_outside,
    no_table,
    repeated,
    row_findings,
    several_counts,
    split_rows,
    to_agree,
)
from missiemonitor.extractors.deployments.going_on import may_go_on
from missiemonitor.extractors.deployments.meaning.understand import understand
from missiemonitor.extractors.deployments.meaning.view import Reason, Understood
from missiemonitor.extractors.deployments.nationality import named_at, whose_report
from missiemonitor.extractors.deployments.reference_dates import reference_date_in
from missiemonitor.extractors.deployments.rival_counts import rival_counts
from missiemonitor.extractors.deployments.scopes import of_which, scope_of, sum_of_several
from missiemonitor.extractors.deployments.seen import hold_against_pictures
from missiemonitor.extractors.deployments.table_state import (
    COUNTED,
    OTHER,
    TO_AGREE,
    TableState,
    evidence_of,
)
from missiemonitor.extractors.deployments.told_once import told_once
from missiemonitor.extractors.deployments.total_sentences import total_of_all
from missiemonitor.extractors.deployments.totals import hold_totals, total_in
from missiemonitor.extractors.deployments.view import told_tables, view_of
from missiemonitor.extractors.extraction import (
    Deployment,
    Evidence,
    ExtractedTable,
    Finding,
    Reading,
    TableCell,
)
from missiemonitor.extractors.extractor import DocumentReading, Found
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.linking.countries import (
    CountryLink,
    alike_countries,
    link_countries,
    shortened_countries,
)
from missiemonitor.extractors.linking.counts import Count, read_count, unknown_signs
from missiemonitor.extractors.linking.missions import (
    MissionLink,
    beside_name,
    countries_of,
    known_mission,
    link_mission,
    link_organisation,
    unknown_mission,
)
from missiemonitor.extractors.tables.deployment_tables import read_tables
from missiemonitor.extractors.tables.finder import find_tables
from missiemonitor.extractors.tables.page_edges import with_rows_at_edges
from missiemonitor.extractors.tables.reading import RowCell, RowReading
from missiemonitor.extractors.tables.reconcile import ROLES, Row, rows
from missiemonitor.extractors.tables.reliability import confidence_of
from missiemonitor.extractors.tables.roles import RIVAL, with_roles
from missiemonitor.extractors.tables.rows import goes_on
from missiemonitor.extractors.tables.table_reading import TableReading
from missiemonitor.extractors.thresholds import DEPLOYMENTS, RECONCILE
from missiemonitor.extractors.trace import trace


class DeploymentExtractor:
    """All deployments that the tables of a document state."""

    name = "deployments"

    def __call__(self, reading: DocumentReading) -> Found:
        document = reading.document
        edged = with_rows_at_edges(document)
        tables = reading.tables if edged is document else find_tables(edged)
        read = read_tables(edged, told_tables(document, tables))
        states = [_read(document, table) for table in read.tables]
        states = [state for state in states if state.standing != OTHER or state.named]
        if not states:
            return Found(findings=(no_table(document),))
        findings = [each for state in states for each in _of_others(state)]
        ours = [state for state in states if state.standing == COUNTED]
        if ours:
            # A table that is clearly of others beside our own needs nobody to look.
            findings = [replace(each, severity="info") for each in findings]
        chosen, several = _choose(ours) if ours else ([], [])
        stated = any(state.reference_date for state in states)
        for state in states:
            state.reference_date = state.reference_date or state.unlabelled
            if not (stated or state.reference_date):
                state.reference_date = document.particulars.reference_date
        findings += several
        findings += left_outside(document, read.outside, chosen)
        for state in ours:
            if state not in chosen:
                state.standing = OTHER
        for state in chosen:
            rows_told, day = len(state.deployments), state.reference_date
            _tell(state, f"counted, with {rows_told} deployments; day: {day}")
            findings += told_once(state, _doubts(state))
        for state in states:
            if state.standing == TO_AGREE:
                state.doubts = told_once(state, _doubts(state))
                findings.append(to_agree(state, _table(state).evidence))
        rows_counted = [row for state in chosen for row in state.deployments]
        findings += unexpected(rows_counted, current_series().expected)
        kept = [s for s in states if s in chosen or s.standing == TO_AGREE or s.named]
        return Found(
            tables=tuple(_table(state) for state in states),
            deployments=tuple(d for state in kept for d in state.deployments),
            findings=tuple(findings),
            stated_total=_stated_by(chosen),
        )


def _stated_by(chosen: Sequence[TableState]) -> int | None:
    """The total that a report states: the sum of what each of its tables states, or what a sentence
    says that they make together."""
    totals = [state.stated_total for state in chosen if state.stated_total is not None]
    if totals and len(totals) == len(chosen):
        return sum(totals)
    whole = sum(row.officers or 0 for state in chosen for row in state.deployments)
    return whole if len(chosen) > 1 and total_of_all(chosen, whole) else None


def _doubts(state: TableState) -> Iterator[Finding]:
    """What is unsure of the rows of a table."""
    yield from hold_against_pictures(state)
    yield from sum_of_several(state, _table(state).evidence)
    yield from header_doubts(state)
    yield from state.findings
    yield from repeated(state)
    yield from split_rows(state)
    yield from may_go_on(state)


def _settle(state: TableState) -> None:
    """Settle what a table is: counted, to be agreed, or another; and whose officers its rows are.

    The rows of others who are named are kept, and not counted.
    """
    told = state.told
    assert told is not None  # every table is understood before its rows are read
    series = current_series() if state.document.series else None
    named = named_at(state)
    nationality = series.nationality if series else None
    state.standing = told.standing
    if not any(d.known or d.countries for d in state.deployments):
        _tell(state, "left: no row names a mission or country that is known", taken=False)
        state.standing = OTHER
    elif named and not named.ours:
        state.named = named
        state.standing = OTHER
        nationality = named.nation or nationality
        _tell(state, f"not counted: its {named.place} names {named.other}", taken=False)
    elif series is None and state.standing == COUNTED:
        nationality = told.nationality or whose_report(state)
        if nationality != current_series().nationality:
            state.standing = TO_AGREE
            state.reasons.append(Reason("of-no-series"))
    counted = state.standing == COUNTED
    state.deployments = [
        replace(each, counted=counted, nationality=nationality) for each in state.deployments
    ]


def _of_others(state: TableState) -> Iterator[Finding]:
    """That the rows of a table are of others, where those are named."""
    named = state.named
    if named:
        yield finding(
            "nationality-unsure",
            {"table": state.key, "nation": named.nation, "corps": named.corps},
            message=named.place,
            evidence=_table(state).evidence,
            text=named.text,
            other=named.other,
        )


def _tell(state: TableState, text: str, taken: bool = True) -> None:
    """Note why a table counts or not."""
    if seen := trace():
        seen.note("table", state.table.page, f"{state.key}: {text}", [state.table.box], taken)


def _choose(states: Sequence[TableState]) -> tuple[list[TableState], list[Finding]]:
    """Of several tables those that count: the newest reference date, no mission twice."""
    if len(states) == 1:
        return list(states), []
    days = sorted({r.reference_date for r in states if r.reference_date})
    newest = [r for r in states if not days or r.reference_date in (days[-1], None)]
    chosen: list[TableState] = []
    seen: set[str] = set()
    for state in sorted(newest, key=lambda r: -len(r.deployments)):
        own = {d.mission for d in state.deployments}
        if not own & seen:
            chosen.append(state)
            seen |= own
        else:
            twice = ", ".join(sorted(own & seen))
            _tell(state, f"left: counted in another table: {twice}", taken=False)
    for state in states:
        if state not in newest:
            _tell(state, f"left: {state.reference_date} is not the newest day", taken=False)
    chosen.sort(key=lambda r: (r.table.page, r.table.box.top))
    left = [r for r in states if r not in chosen]
    clear = not left or all(r.reference_date not in (days[-1], None) for r in left if days)
    return chosen, [
        finding(
            "several-tables",
            {"counted": [r.key for r in chosen], "left": [r.key for r in left]},
            severity="info" if clear and days and len(chosen) == 1 else "warning",
            tables=len(states),
            counted=len(chosen),
            pages=[r.table.page for r in chosen],
        )
    ]


def _table(state: TableState) -> ExtractedTable:
    page = state.document.page(state.table.page)
    box = page.on_paper(state.table.box) if page else state.table.box
    return ExtractedTable(
        state.key,
        state.table.pages,
        state.table.caption,
        state.reference_date,
        Evidence(state.table.page, box, state.table.caption),
        tuple(state.cells),
        state.stated_total,
        state.standing == COUNTED,
        state.standing,
        tuple((each.code, each.values) for each in state.reasons),
        tuple(state.doubts),
    )


# --- one table --------------------------------------------------------------------------------


def _read(document: Document, table: TableReading) -> TableState:
    stated = reference_dates_in(table.caption) or reference_dates_in(table.found.before)
    key = f"p{table.page}y{table.box.top:.0f}x{table.box.x0:.0f}"
    state = TableState(document, table, key, stated[-1] if stated else None)
    view = view_of(state)
    state.told = understand(view)
    if day := reference_date_in(view, state.told.count, document.particulars.document_date):
        # What no word says to be a reference date does not tell tables of two days apart.
        if day.labelled:
            state.reference_date = day.day
        else:
            state.unlabelled = day.day
    state.unknown = unknown_signs(f"{view.after}. {view.caption}. {view.before}")
    state.reasons += state.told.reasons
    state.table = with_roles(table, _roles(state.told))
    _keep_cells(state, 0, state.table.header, table.page, head=True)
    read = rows([*state.table.rows, *state.table.own])
    for number, row in enumerate(read, start=1):
        _keep_cells(state, number, row.best.cells, row.best.page)
        if total := total_in(state, read, number - 1):
            state.totals.append(total)
        else:
            _read_row(state, row, number)
    state.findings += hold_totals(state, view)
    state.findings += cut_names(state)
    _settle(state)
    return state


def _roles(told: Understood) -> list[str]:
    """The roles of columns; of those that may all be the count the first is stored, until a person
    tells which it is."""
    roles = list(told.roles)
    if told.rivals:
        first, *others = sorted({roles.index("count"), *told.rivals})
        roles[first] = "count"
        for at in others:
            roles[at] = RIVAL
    return roles


def _keep_cells(
    state: TableState, row: int, cells: Sequence[RowCell], page_number: int, head: bool = False
) -> None:
    page = state.document.page(page_number)
    for cell in cells:
        if page and not cell.inherited:
            state.cells.append(
                TableCell(
                    row,
                    cell.column,
                    "header" if head else cell.role,
                    cell.text,
                    Evidence(page_number, page.on_paper(cell.box), cell.text),
                )
            )


def _read_row(state: TableState, row: Row, number: int) -> None:
    best = row.best
    page = state.document.page(best.page)
    assert page is not None  # readings come from pages of the document
    name, place = best.text("mission"), best.text("country")
    count_cell = best.cell("count")
    own = [cell for cell in best.cells if not cell.inherited]
    evidence = evidence_of(page, [cell.box for cell in own], " | ".join(c.text for c in own))
    alone = len(own) == 1 and not any(c.inherited for c in best.cells)
    named = bool(name) and known_mission(name) is not None
    untold = count_cell is None and (not name or not place) and not named
    untold = untold or (count_cell is None and alone and link_organisation(name) is not None)
    if untold or (alone and count_cell and read_count(count_cell.text).officers is None):
        state.findings.append(
            finding(
                "row-skipped",
                {"table": state.key, "row": number},
                evidence=evidence,
                text=evidence.text,
            )
        )
        return
    row, drawn = with_drawn_count(state, row)
    best = row.best
    count_cell = best.cell("count")
    count = read_count(count_cell.text, state.unknown) if count_cell else Count(None)
    rivals = rival_counts(state, row)
    places, misread = _places(best)
    link = link_mission(name, places.codes) if name else MissionLink(None, "unknown", 0.0)
    if (
        not places.codes
        and not place
        and link.mission
        and len(link.mission.countries) <= DEPLOYMENTS.inferred
    ):
        places = CountryLink(link.mission.countries, "")
    elif not place and link.mission is None:
        places = CountryLink(link_countries(name).codes, "")
    elif not places.codes and link.mission and len(link.mission.countries) <= DEPLOYMENTS.inferred:
        # A town, or a name that no list has: what is not understood is told.
        places = CountryLink(link.mission.countries, place)
    stated = best.text("organisation")
    organisation = link.mission.organisation if link.mission else link_organisation(stated) or None
    marks = " ".join(c.marks for c in own if c.role == "count" and c.marks)
    deployment = Deployment(
        key=f"p{best.page}y{best.at[1]:.0f}x{best.at[0]:.0f}",
        table=state.key,
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
            evidence_of(page, [count_cell.box], count_cell.text) if count_cell else evidence
        ),
        confidence=_confidence(row, count, link, places, bool(rivals)),
        readings=tuple(
            Reading(r.way, r.text("mission"), r.text("country"), r.text("count"))
            for r in row.readings
        ),
        note=note_of(state, marks, count, rivals, beside_name(name) if link.mission else ()),
        scope=scope_of(state),
        of_which=of_which(state, row),
    )
    state.deployments.append(deployment)
    if count_cell and count_cell.sure < 1.0:
        state.from_picture.add(deployment.key)
    state.findings += several_counts(deployment, rivals)
    state.findings += row_findings(state, row, deployment, count, link, places, marks, drawn)
    if misread:
        state.findings.append(
            finding(
                "similar-name",
                about(deployment),
                message="country-from-picture",
                evidence=evidence,
                name=name,
                place=place,
                countries=list(places.codes),
            )
        )


def _places(row: RowReading) -> tuple[CountryLink, bool]:
    """The countries of a row, and whether they were only alike what was read from a picture."""
    cell = row.cell("country")
    if cell is None:
        return CountryLink((), ""), False
    places = link_countries(cell.text)
    if not places.codes:
        shortened = shortened_countries(cell.text, countries_of(row.text("mission").strip()))
        places = shortened if shortened.codes else places
    if cell.sure < 1.0 and (places.rest or not places.codes):
        alike = alike_countries(cell.text)
        if alike.codes and (not places.codes or len(alike.rest) < len(places.rest)):
            return alike, True
    return places, False


def _confidence(
    row: Row, count: Count, link: MissionLink, places: CountryLink, rivalled: bool
) -> float:
    if count.officers is None:
        return 0.0
    doubt = (
        (count.qualifier or "none") != "none"
        or link.way in ("similar", "unknown")
        or any(goes_on(row.best.text(role)) for role in ("mission", "country"))
        or not places.codes
        or bool(places.rest)
    )
    pattern = replace(row.pattern, doubt=doubt)
    if seen := trace():
        told = ", ".join(f"{name}={value}" for name, value in asdict(pattern).items())
        at = row.best.at
        seen.note("reliability", row.best.page, f"y{at[1]:.0f}x{at[0]:.0f}: {told}")
    # No surer than the least sure word that was read from a picture.
    words = (cell.sure for cell in row.best.cells if cell.role in ROLES)
    rivals = RECONCILE.differing if rivalled else 1.0
    confidence = min(confidence_of(pattern), rivals, *words)
    return round(confidence, 3)
