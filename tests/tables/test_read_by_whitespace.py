"""The reading by white space."""

from __future__ import annotations

from dataclasses import replace

from missiemonitor.corpus.document import Line
from missiemonitor.extractors.tables.columns import Columns
from missiemonitor.extractors.tables.read_by_whitespace import read_rows
from missiemonitor.extractors.tables.reading import RowReading
from missiemonitor.extractors.tables.rows import TableLines

from tests.tables.made import line, table, words


def rows(lines: list[Line]) -> list[RowReading]:
    roles = ("mission", "country", "count")
    return list(read_rows(TableLines(tuple(lines), roles, Columns((200, 400)), ()), 4))


def test_a_row_has_a_cell_for_each_column_with_words() -> None:
    (row,) = rows(table(("EULEX Kosovo", "Kosovo", "3")))
    assert [(c.role, c.text, c.column) for c in row.cells] == [
        ("mission", "EULEX Kosovo", 0),
        ("country", "Kosovo", 1),
        ("count", "3", 2),
    ]
    assert (row.way, row.page) == ("aligned", 4)


def test_the_lines_of_a_wrapped_cell_are_one_text_and_one_box() -> None:
    one, two, three = rows(
        [
            line(100, (60, "MINUSMA"), (260, "Mali"), (440, "4")),
            line(122, (60, "EULEX Kosovo"), (260, "Kosovo"), (440, "3")),
            line(144, (60, "EU Monitoring Mission"), (260, "Georgië"), (440, "2")),
            line(155, (60, "in Georgia")),
        ]
    )
    assert three.text("mission") == "EU Monitoring Mission in Georgia"
    cell = three.cell("mission")
    assert cell is not None
    assert (cell.box.top, cell.box.bottom) == (144, 165)
    assert (one.text("mission"), two.text("mission")) == ("MINUSMA", "EULEX Kosovo")


def test_a_raised_mark_is_kept_beside_the_count() -> None:
    mark = replace(words(446, 97, "1")[0], raised=True)
    plain = table(("EULEX Kosovo", "Kosovo", "3"))[0]
    (row,) = rows([Line((*plain.words, mark))])
    cell = row.cell("count")
    assert cell is not None
    assert (cell.text, cell.marks) == ("3", "1")


def test_a_row_is_known_by_the_place_of_its_count() -> None:
    (row,) = rows(table(("EULEX Kosovo", "Kosovo", "3")))
    assert row.at == (442.5, 105.0)


def test_what_was_read_from_a_picture_is_as_sure_as_its_least_sure_word() -> None:
    plain = table(("EULEX Kosovo", "Kosovo", "3"))[0]
    unsure = replace(plain.words[1], confidence=0.4, other="Kosovc")
    (row,) = rows([Line((plain.words[0], unsure, *plain.words[2:]))])
    cell = row.cell("mission")
    assert cell is not None
    assert (cell.sure, cell.other) == (0.4, "Kosovc")
