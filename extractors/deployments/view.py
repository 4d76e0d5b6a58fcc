"""A table that was read, as text alone: what its meaning is told by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Document, Region
from missiemonitor.corpus.period import Period
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.around import above, is_running
from missiemonitor.extractors.deployments.meaning.contents import contents_of
from missiemonitor.extractors.deployments.meaning.understand import head_is_row, understand
from missiemonitor.extractors.deployments.meaning.view import ColumnView, TableView, Understood
from missiemonitor.extractors.deployments.table_state import TableState
from missiemonitor.extractors.linking.countries import link_countries
from missiemonitor.extractors.linking.missions import known_mission
from missiemonitor.extractors.tables.roles import columns_of
from missiemonitor.extractors.tables.sideways import upright
from missiemonitor.extractors.tables.table import Table
from missiemonitor.extractors.tables.told import ToldTable
from missiemonitor.extractors.thresholds import MEANING


def view_of(state: TableState) -> TableView:
    """The columns of a table as its rows were read, and what is written around it."""
    found = state.table.found
    return TableView(
        tuple(ColumnView(head, cells) for head, cells in columns_of(state.table)),
        found.caption,
        _heading(state) or _running_heads(state),
        found.before,
        found.after,
        "\n".join(each.text for each in state.document.paragraphs if not each.heading),
        period_of(state.document),
        state.said,
    )


def _heading(state: TableState) -> str:
    """The nearest heading over a table that is not its caption."""
    found = state.table.found
    if normal(found.heading) != normal(found.caption):
        return "" if is_running(found.heading) else found.heading
    titles = (each.text for each in above(state) if each.heading and not is_running(each.text))
    others = (title for title in titles if normal(title) != normal(found.caption))
    return next(others, found.heading)


def _running_heads(state: TableState) -> str:
    """What stands at the head of a table's page, which may be its title where pages are alike."""
    page = state.document.page(state.table.page)
    lines = page.lines if page else ()
    return "\n".join(line.text for line in lines if line.region is Region.HEADER)


def period_of(document: Document) -> Period | None:
    """The period that a report is of, where it says so; what is unsure tells no table's time."""
    told = document.particulars.period
    if any(
        each.code == "period-unsure" or each.message == "outside-period" for each in document.issues
    ):
        return None
    return Period.parse(told) if told else None


def told_tables(document: Document, tables: Iterable[Table]) -> list[ToldTable]:
    """The tables whose columns tell of missions or countries and counts."""
    period = period_of(document)
    whole = [without_row_as_head(table) for table in tables]
    views = [_seen(table, period) for table in whole]
    told = [understand(view) for view in views]
    unknown = [
        table
        for table, view, each in zip(whole, views, told, strict=True)
        if not _names_known(view, each)
    ]
    aside = list(_sideways(unknown, period))
    read = {part.on_paper for each in aside for part in each.table.parts}
    level = [
        ToldTable(table, each.roles)
        for table, each in zip(whole, told, strict=True)
        if _tells(each) and table.on_paper not in read
    ]
    return [*level, *aside]


def _tells(understood: Understood) -> bool:
    return understood.count is not None and bool({"mission", "country"} & {*understood.roles})


def _names_known(view: TableView, understood: Understood) -> bool:
    """Whether a column of missions or countries names one that is known."""
    return _tells(understood) and any(
        (role == "mission" and known_mission(cell))
        or (role == "country" and link_countries(cell).codes)
        for column, role in zip(view.columns, understood.roles, strict=True)
        for cell in column.cells
    )


def _sideways(tables: Sequence[Table], period: Period | None) -> Iterator[ToldTable]:
    """Of tables that name nothing known from top to bottom those that name known missions from left
    to right."""
    for table in upright(tables):
        view = _seen(table, period)
        each = understand(view)
        if _tells(each) and "mission" in each.roles:
            names = contents_of(view.columns[each.roles.index("mission")].cells)
            if names.missions >= MEANING.mostly * names.filled:
                yield ToldTable(table, each.roles, sideways=True)


def without_row_as_head(table: Table) -> Table:
    """The table, whose head is none where it is a row like those below: its shape alone could not
    tell."""
    return replace(table, head=0) if table.head == 1 and head_is_row(_seen(table)) else table


def _seen(table: Table, period: Period | None = None) -> TableView:
    """A table as its shape shows it, as text alone."""
    columns = []
    for at in range(table.columns):
        across = [table.at(row, at) for row in range(table.rows)]
        texts = [cell.text if cell else "" for cell in across]
        head = " ".join(dict.fromkeys(text for text in texts[: table.head] if text))
        columns.append(ColumnView(head, tuple(texts[table.head :])))
    around = (table.caption, table.heading, table.before, table.after)
    return TableView(tuple(columns), *around, period=period)
