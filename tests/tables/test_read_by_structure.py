"""The reading that is stored: the cells of a table as its shape shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Box, Rule
from missiemonitor.extractors.tables.page_breaks import made_whole
from missiemonitor.extractors.tables.page_tables import page_tables
from missiemonitor.extractors.tables.read_by_structure import read_rows
from missiemonitor.extractors.tables.reading import RowReading
from missiemonitor.extractors.tables.table import GridCell, Table, TablePart

from tests.tables.made import grid, line, page, words

XS, YS = (50.0, 250.0, 430.0, 500.0), (95.0, 113.0, 131.0, 149.0)
ROLES = ["mission", "country", "count"]
Row = tuple[str, ...]


def made(rows: Sequence[Row], top: float = 100, step: float = 18) -> Table:
    """A table of these rows, each cell in its own column."""
    cells = tuple(
        GridCell(at, column, 1, Box.around(word.box for word in inside), (tuple(inside),))
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
        if (inside := words((60, 260, 440)[column], top + step * at, text))
    )
    box = Box.around(cell.box for cell in cells)
    return Table((TablePart(1, box, box, (), (200, 400)),), cells, len(rows), 3, head=0)


def drawn(first: Row, second: Row, merged: bool = False) -> Table:
    lines = [line(98, (60, "Missie"), (260, "Land"), (440, "Aantal"))]
    for top, row in ((116, first), (134, second)):
        cells = [(x, text) for x, text in zip((60, 260, 440), row, strict=True) if text]
        lines.append(line(top, *cells))
    rules = grid(XS, YS)
    if merged:  # the two missions stand in one cell
        rules = tuple(r for r in rules if not (r.horizontal and r.box.top == 131))
        rules += (Rule(Box(250, 131, 500, 131), horizontal=True),)
    (found,) = page_tables(page(lines, rules), frozenset())
    return found


def read(table: Table) -> list[RowReading]:
    return list(read_rows(table, ROLES))


def texts(row: RowReading) -> Row:
    return row.text("mission"), row.text("country"), row.text("count")


def whole(rows: Sequence[Row]) -> list[Row]:
    return [texts(row) for row in made_whole(read(made(rows)))]


def test_a_row_has_a_cell_for_each_column_with_words() -> None:
    (row,) = read(made([("EULEX Kosovo", "Kosovo", "3")]))
    assert [(c.role, c.text, c.column) for c in row.cells] == [
        ("mission", "EULEX Kosovo", 0),
        ("country", "Kosovo", 1),
        ("count", "3", 2),
    ]
    assert (row.way, row.page, row.at) == ("structure", 1, (442.5, 105.0))


def test_drawn_cells_are_told_apart_from_white_space() -> None:
    found = read(drawn(("EULEX Kosovo", "Kosovo", "3"), ("EUMM", "Georgië", "2")))
    assert [(row.way, texts(row)) for row in found] == [
        ("ruled", ("EULEX Kosovo", "Kosovo", "3")),
        ("ruled", ("EUMM", "Georgië", "2")),
    ]


def test_a_merged_cell_holds_for_each_of_its_rows_and_says_so() -> None:
    first, second = read(drawn(("EULEX", "Kosovo", "3"), ("", "Servië", "2"), merged=True))
    assert (texts(first), texts(second)) == (("EULEX", "Kosovo", "3"), ("EULEX", "Servië", "2"))
    assert [cell.inherited for cell in (*first.cells, *second.cells) if cell.role == "mission"] == [
        False,
        True,
    ]


def test_an_empty_count_leaves_the_row() -> None:
    found = read(made([("EULEX", "Kosovo", ""), ("EUMM", "Georgië", "2")]))
    assert texts(found[0]) == ("EULEX", "Kosovo", "")


def test_a_raised_mark_is_kept_beside_the_count() -> None:
    table = made([("EULEX Kosovo", "Kosovo", "3")])
    count = table.at(0, 2)
    assert count is not None
    mark = replace(words(446, 97, "1")[0], raised=True)
    with_mark = replace(count, lines=((*count.words, mark),))
    (row,) = read(replace(table, cells=(*table.cells[:2], with_mark)))
    cell = row.cell("count")
    assert cell is not None
    assert (cell.text, cell.marks) == ("3", "1")


def test_what_was_read_from_a_picture_is_as_sure_as_its_least_sure_word() -> None:
    table = made([("EULEX Kosovo", "Kosovo", "3")])
    name = table.cells[0]
    unsure = replace(name.words[1], confidence=0.4, other="Kosovc")
    cells = (replace(name, lines=((name.words[0], unsure),)), *table.cells[1:])
    cell = read(replace(table, cells=cells))[0].cell("mission")
    assert cell is not None
    assert (cell.sure, cell.other) == (0.4, "Kosovc")


def test_two_counts_under_each_other_in_a_row_are_two_rows() -> None:
    table = made([("EUMM Georgië", "Georgië", "3"), ("EULEX", "Kosovo", "2")])
    name, place, count, *rest = table.cells
    high = replace(count, lines=(count.lines[0], tuple(words(440, 110, "1"))))
    low = replace(place, lines=(place.lines[0], tuple(words(260, 110, "Tbilisi"))))
    first, second, _ = read(replace(table, cells=(name, low, high, *rest)))
    assert texts(first) == ("EUMM Georgië", "Georgië", "3")
    assert texts(second) == ("EUMM Georgië", "Tbilisi", "1")
    assert [cell.inherited for cell in second.cells] == [True, False, False]


def test_a_name_that_ends_beside_its_count_is_of_one_row() -> None:
    rows = [
        ("EUMM Georgië", "Georgië", "2"),
        ("Rechtsstaatmissie van de Europese Unie in", "", ""),
        ("Kosovo", "Kosovo", "3"),
    ]
    assert whole(rows) == [
        ("EUMM Georgië", "Georgië", "2"),
        ("Rechtsstaatmissie van de Europese Unie in Kosovo", "Kosovo", "3"),
    ]


def test_the_end_of_a_name_in_brackets_goes_to_the_row_above() -> None:
    rows = [("African Union Mission", "Somalië", "3"), ("(AMISOM)", "", ""), ("MFO", "Egypte", "2")]
    assert whole(rows)[0] == ("African Union Mission (AMISOM)", "Somalië", "3")


def test_a_known_name_takes_no_line_and_a_title_begins_no_row() -> None:
    rows = [("EULEX Kosovo", "Kosovo", "3"), ("Verenigde Naties", "", ""), ("MFO", "Egypte", "2")]
    assert whole(rows) == rows
