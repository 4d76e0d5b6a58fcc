"""A table that was read, as text alone: what its meaning is told by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from missiemonitor.corpus.document import Document, Region
from missiemonitor.corpus.period import Period
from missiemonitor.extractors.deployments.around import above, notes, whole_caption
from missiemonitor.extractors.deployments.meaning.understand import understand
from missiemonitor.extractors.deployments.meaning.view import ColumnView, TableView
from missiemonitor.extractors.deployments.table_state import TableState
from missiemonitor.extractors.tables.roles import columns_of
from missiemonitor.extractors.tables.table import Table
from missiemonitor.extractors.tables.told import ToldTable


def view_of(state: TableState, tables: Sequence[Table]) -> TableView:
    """The columns of a table as its rows were read, and what is written around it.

    That is what stands around the one of `tables` which is in its place, where there is one.
    """
    columns = tuple(ColumnView(head, cells) for head, cells in columns_of(state.table))
    period = period_of(state.document)
    found = _in_place(state, tables)
    if found:
        caption = found.caption or whole_caption(state.table)
        heading = found.heading or _running_heads(state)
        return TableView(columns, caption, heading, found.before, found.after, period)
    paragraphs = list(above(state))
    return TableView(
        columns,
        caption=whole_caption(state.table),
        heading=next((each.text for each in paragraphs if each.heading), ""),
        before=next((each.text for each in paragraphs if not each.heading), ""),
        after=" ".join(notes(state)),
        period=period,
    )


def _running_heads(state: TableState) -> str:
    """What stands at the head of a table's page, which may be its title where pages are alike."""
    page = state.document.page(state.table.page)
    lines = page.lines if page else ()
    return "\n".join(line.text for line in lines if line.region is Region.HEADER)


def period_of(document: Document) -> Period | None:
    """The period that a report is of, where it says so; what is unsure tells no table's time."""
    told = document.particulars.period
    if any(issue.code == "period-unsure" for issue in document.issues):
        return None
    return Period.parse(told) if told else None


def _in_place(state: TableState, tables: Sequence[Table]) -> Table | None:
    """The table in which a table that was read begins: the one with its first row."""
    rows = sorted(state.table.rows, key=lambda row: (row.page, row.at[1]))
    held = (table for row in rows for table in tables if table.holds(row.page, row.at))
    return next(held, None)


def told_tables(document: Document, tables: Iterable[Table]) -> list[ToldTable]:
    """The tables whose columns tell of missions or countries and counts."""
    period = period_of(document)
    told = ((table, understand(_seen(table, period))) for table in tables)
    return [
        ToldTable(table, each.roles)
        for table, each in told
        if each.count is not None and {"mission", "country"} & set(each.roles)
    ]


def _seen(table: Table, period: Period | None = None) -> TableView:
    """A table as its shape shows it, as text alone."""
    columns = []
    for at in range(table.columns):
        across = [table.at(row, at) for row in range(table.rows)]
        texts = [cell.text if cell else "" for cell in across]
        head = " ".join(dict.fromkeys(text for text in texts[: table.head] if text))
        columns.append(ColumnView(head, tuple(texts[table.head :])))
    return TableView(
        tuple(columns), table.caption, table.heading, table.before, table.after, period
    )
