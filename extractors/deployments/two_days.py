"""Two days at one table: what its head, its caption or a sentence says its counts hold for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from missiemonitor.corpus.dates import dates, month_ends
from missiemonitor.corpus.metadata import reference_dates_in
from missiemonitor.extractors.deployments.meaning.concepts import ASPECTS, concepts_in
from missiemonitor.extractors.deployments.reference_dates import SENTENCES, unmarked
from missiemonitor.extractors.deployments.table_state import TableState, evidence_of
from missiemonitor.extractors.deployments.total_sentences import text_behind
from missiemonitor.extractors.extraction import Finding
from missiemonitor.extractors.findings import finding

# A day of these is of something else than the table has now.
OTHERWISE = {*ASPECTS["time"], "received", "training", "liaison"} - {"present"}
NEAR = dt.timedelta(days=1)  # 30 June and 1 July are one moment


def two_days(state: TableState, states: Sequence[TableState]) -> Iterator[Finding]:
    """That a table is said to be of another day than the one that was taken.

    What is said of a day of another table of the report is not about this one.
    """
    day = state.reference_date
    if day is None:
        return
    elsewhere = {each.reference_date for each in states if each is not state}
    for text, days in _stated(state):
        if not days or any(abs(each - day) <= NEAR for each in days):
            continue
        if not elsewhere & {*days}:
            page = state.document.page(state.table.page)
            assert page is not None  # tables come from pages of the document
            yield finding(
                "date-unsure",
                {"table": state.key, "page": state.table.page},
                message="table-also-stated",
                evidence=evidence_of(page, [state.table.box], text),
                day=str(day),
                other=str(max(days)),
                text=text,
            )
            return


def _stated(state: TableState) -> Iterator[tuple[str, list[dt.date]]]:
    """The texts at a table that say for which days its counts hold."""
    table, told = state.table, state.told
    for cell in table.header:
        if told and cell.column == told.count:
            yield cell.text, [each.day for each in (*dates(cell.text), *month_ends(cell.text))]
    before = table.found.before.rstrip().split("\n")[-1]
    for text in (table.caption, before, unmarked(text_behind(state))):
        yield from ((each, reference_dates_in(each)) for each in SENTENCES.split(text))
    for paragraph in state.document.paragraphs:
        for each in SENTENCES.split(paragraph.text):
            days = reference_dates_in(each)
            if days and _is_of_ours_now(each):
                yield each, days


def _is_of_ours_now(sentence: str) -> bool:
    """Whether a sentence anywhere in a report that states a day is of officers abroad now."""
    said = {concept.name for concept in concepts_in(sentence)}
    return bool(said & {"sent", "mission"}) and not said & OTHERWISE
