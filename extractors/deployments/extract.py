"""Tables of a report that list deployments: understood, read row by row, and those that count told.

Totals are held against the rows; what is in doubt of a table becomes a finding of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Document
from missiemonitor.corpus.metadata import reference_dates_in
from missiemonitor.corpus.series import current_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.chosen import chosen_of, stated_by, tell
from missiemonitor.extractors.deployments.continued import (
    ask_for_rest,
    goes_on,
    stands_as_its_first_part,
)
from missiemonitor.extractors.deployments.deployment_rows import read_row
from missiemonitor.extractors.deployments.expected import unexpected
from missiemonitor.extractors.deployments.findings import (
    cut_names,
    header_doubts,
    left_outside,
    no_table,
    repeated,
    to_agree,
)
from missiemonitor.extractors.deployments.going_on import may_go_on, split_rows
from missiemonitor.extractors.deployments.lines_outside import in_no_table, in_sentences
from missiemonitor.extractors.deployments.meaning.understand import understand
from missiemonitor.extractors.deployments.meaning.view import OfficersSaid, Reason, Understood
from missiemonitor.extractors.deployments.nationality import named_at, whose_report
from missiemonitor.extractors.deployments.reference_dates import reference_date_in
from missiemonitor.extractors.deployments.scopes import sum_of_several
from missiemonitor.extractors.deployments.seen import hold_against_pictures
from missiemonitor.extractors.deployments.table_order import numbers_left_out, sums_of_rows
from missiemonitor.extractors.deployments.table_state import COUNTED, OTHER, TO_AGREE, TableState
from missiemonitor.extractors.deployments.told_once import told_once
from missiemonitor.extractors.deployments.told_twice import tell_twice, told_twice
from missiemonitor.extractors.deployments.total_rows import total_in
from missiemonitor.extractors.deployments.totals import hold_totals
from missiemonitor.extractors.deployments.two_days import two_days
from missiemonitor.extractors.deployments.view import told_tables, view_of
from missiemonitor.extractors.extraction import Evidence, ExtractedTable, Finding, TableCell
from missiemonitor.extractors.extractor import DocumentReading, Found
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.linking.counts import unknown_signs
from missiemonitor.extractors.statements.report_time import of_the_report
from missiemonitor.extractors.tables.deployment_tables import read_tables
from missiemonitor.extractors.tables.finder import find_tables
from missiemonitor.extractors.tables.page_edges import with_rows_at_edges
from missiemonitor.extractors.tables.reading import RowCell
from missiemonitor.extractors.tables.reconcile import rows
from missiemonitor.extractors.tables.roles import RIVAL, with_roles
from missiemonitor.extractors.tables.table_reading import TableReading


class DeploymentExtractor:
    """All deployments that the tables of a document state."""

    name = "deployments"

    def __call__(self, reading: DocumentReading) -> Found:
        document = reading.document
        edged = with_rows_at_edges(document)
        tables = reading.tables if edged is document else find_tables(edged)
        read = read_tables(edged, told_tables(document, tables))
        states: list[TableState] = []
        said = tuple(_said(reading)) if read.tables else ()
        for table in read.tables:
            states.append(_read(document, table, said, states[-1] if states else None))
        mixed = [each for state in states for each in _with_rows_of_ours(state)]
        states = [state for state in states if state.standing != OTHER or state.named]
        rows_read = [row for table in read.tables for row in table.rows]
        outside = list(in_no_table(edged, tables, rows_read))
        if not states:
            return Found(findings=(no_table(document), *mixed, *outside))
        others = sorted((s for s in states if s.named), key=lambda s: -len(s.deployments))
        findings = [each for state in others for each in _of_others(state)]
        ours = [state for state in states if state.standing == COUNTED]
        # Tables that are clearly of others need nobody to look, but one of them where there is
        # none of ours: the report may have been misread.
        told = 0 if ours or any(state.standing == TO_AGREE for state in states) else 1
        findings[told:] = [replace(each, severity="info") for each in findings[told:]]
        findings += [*mixed, *outside]
        chosen, several = chosen_of(ours) if ours else ([], [])
        stated = any(state.reference_date for state in states)
        for state in states:
            state.reference_date = state.reference_date or state.unlabelled
            if not (stated or state.reference_date):
                state.reference_date = document.particulars.reference_date
        findings += several
        findings += in_sentences(chosen)
        findings += left_outside(document, read.outside, chosen)
        for state in ours:
            if state not in chosen:
                state.standing = OTHER
        for state in chosen:
            rows_told, day = len(state.deployments), state.reference_date
            tell(state, f"counted, with {rows_told} deployments; day: {day}")
            findings += told_once(state, _doubts(state))
        for state in states:
            if state.standing == TO_AGREE:
                state.doubts = told_once(state, _doubts(state))
                findings.append(to_agree(state, _table(state).evidence))
        for state in states:
            if state in chosen or state.standing == TO_AGREE:
                findings += two_days(state, states)
        rows_counted = [row for state in chosen for row in state.deployments]
        findings += unexpected(rows_counted, current_series().expected)
        kept = [s for s in states if s in chosen or s.standing == TO_AGREE or s.named]
        return Found(
            tables=tuple(_table(state) for state in states),
            deployments=tuple(d for state in kept for d in state.deployments),
            findings=tuple(findings),
            stated_total=stated_by(chosen),
        )


def _doubts(state: TableState) -> Iterator[Finding]:
    """What is unsure of the rows of a table."""
    yield from hold_against_pictures(state)
    yield from sum_of_several(state, _table(state).evidence)
    yield from header_doubts(state)
    yield from state.findings
    yield from repeated(state)
    yield from split_rows(state)
    yield from may_go_on(state)
    yield from numbers_left_out(state)
    yield from sums_of_rows(state)


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
        tell(state, "left: no row names a mission or country that is known", taken=False)
        state.standing = OTHER
    elif named and not named.ours:
        state.named = named
        state.standing = OTHER
        nationality = named.nation or nationality
        tell(state, f"not counted: its {named.place} names {named.other}", taken=False)
    elif series is None and state.standing == COUNTED:
        nationality = told.nationality or whose_report(state)
        if nationality != current_series().nationality:
            state.standing = TO_AGREE
            state.reasons.append(Reason("of-no-series"))
    ask_for_rest(state)
    stands_as_its_first_part(state)
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


def _with_rows_of_ours(state: TableState) -> Iterator[Finding]:
    """That a table of missions which is left out as one of others names our own country as that of
    some rows: a column of nationalities."""
    home = current_series().nationality
    own = [row for row in state.deployments if row.known and row.countries == (home,)]
    if state.standing == OTHER and not state.named and own and state.document.series:
        yield finding(
            "nationality-unsure",
            {"page": state.table.page},
            message="rows",
            evidence=_table(state).evidence,
            names=[row.mission_as_written for row in own],
            counts=[row.officers for row in own],
        )


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
        state.stated_evidence,
    )


# --- one table --------------------------------------------------------------------------------


def _read(
    document: Document,
    table: TableReading,
    said: tuple[OfficersSaid, ...],
    last: TableState | None,
) -> TableState:
    """What a table gives, where `last` is the one read before it."""
    stated = reference_dates_in(table.caption) or reference_dates_in(table.found.before)
    key = f"p{table.page}y{table.box.top:.0f}x{table.box.x0:.0f}"
    state = TableState(document, table, key, stated[-1] if stated else None, said=said)
    state.over = last if last and goes_on(last, table) else None
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
    twice = told_twice(read)
    for number, row in enumerate(read, start=1):
        _keep_cells(state, number, row.best.cells, row.best.page)
        if _is_head_again(state.table.header, row.best.cells):
            continue
        if why := twice.get(number - 1):
            tell_twice(state, row, number, why)
        elif total := total_in(state, read, number - 1):
            state.totals.append(total)
        else:
            read_row(state, row, number)
    state.findings += hold_totals(state, view)
    state.findings += cut_names(state)
    _settle(state)
    return state


def _said(reading: DocumentReading) -> Iterator[OfficersSaid]:
    """How many officers of ours sentences say to be in a mission, or where it stands alone in a
    country."""
    day = reading.document.particulars.reference_date
    for each in reading.said.statements:
        ours = each.kind == "deployment" and each.nationality == current_series().nationality
        told = ours and of_the_report(each, {day} if day else set())
        placed = each.mission or len(each.countries) == 1
        if told and placed and each.officers is not None:
            yield OfficersSaid(each.mission, each.countries, each.officers)


def _is_head_again(head: Sequence[RowCell], cells: Sequence[RowCell]) -> bool:
    """Whether a row has the words of the head: it came back on another page."""
    told = {cell.column: normal(cell.text) for cell in head if normal(cell.text)}
    return len(told) > 1 and told == {c.column: normal(c.text) for c in cells if normal(c.text)}


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
