"""The reading by names alone, which knows no columns."""

from __future__ import annotations

from missiemonitor.corpus.document import Line
from missiemonitor.extractors.tables.read_by_gazetteer import read_rows

from tests.tables.made import line


def rows(*lines: Line, with_country: bool = True) -> list[tuple[str, str, str]]:
    return [
        (row.text("mission"), row.text("country"), row.text("count"))
        for row in read_rows(lines, 1, with_country)
    ]


def test_a_line_is_split_by_names_whatever_the_spaces() -> None:
    assert rows(line(100, (60, "EULEX Kosovo Kosovo 3"))) == [("EULEX Kosovo", "Kosovo", "3")]


def test_columns_may_stand_in_any_order() -> None:
    assert rows(line(100, (60, "3 Mali MINUSMA"))) == [("MINUSMA", "Mali", "3")]


def test_a_line_with_two_numbers_is_left_to_others() -> None:
    assert rows(line(100, (60, "MINUSMA Mali 3 4"))) == []


def test_a_line_without_a_known_mission_is_left_to_others() -> None:
    assert rows(line(100, (60, "Onbekend Mali 3"))) == []


def test_a_country_is_not_looked_for_where_the_table_has_none() -> None:
    assert rows(line(100, (60, "MINUSMA 3")), with_country=False) == [("MINUSMA", "", "3")]
    assert rows(line(100, (60, "MINUSMA 3"))) == []


def test_a_name_on_the_next_line_is_taken_where_it_stands_close() -> None:
    above = line(100, (60, "European Union Monitoring Mission"), (260, "Georgië"), (440, "3"))
    (row,) = rows(above, line(111, (60, "in Georgia")))
    assert row == ("European Union Monitoring Mission in Georgia", "Georgië", "3")
    assert rows(above, line(160, (60, "in Georgia"))) != [row]


def test_running_text_is_no_row() -> None:
    text = "de heer " * 16 + "MINUSMA Mali 3"
    assert rows(line(100, (60, text))) == []
