"""Which lines of a table make one row."""

from __future__ import annotations

import pytest
from missiemonitor.corpus.document import Box, Line, Rule
from missiemonitor.extractors.tables.columns import Columns
from missiemonitor.extractors.tables.rows import TableLines, goes_on, group, is_total

from tests.tables.made import line, table


def grouped(lines: list[Line], rules: tuple[Rule, ...] = ()) -> list[tuple[list[str], bool]]:
    """The texts of the lines of each row, and whether it is in doubt."""
    roles = ("mission", "country", "count")
    made = TableLines(tuple(lines), roles, Columns((200, 400)), rules)
    return [([each.text for each in row], bool(doubt)) for row, doubt in group(made)]


def test_a_line_with_a_count_is_a_row() -> None:
    lines = table(("EULEX Kosovo", "Kosovo", "3"), ("EUMM Georgië", "Georgië", "2"))
    assert grouped(lines) == [
        (["EULEX Kosovo Kosovo 3"], False),
        (["EUMM Georgië Georgië 2"], False),
    ]


def test_a_wrapped_name_goes_with_the_row_that_it_stands_close_to() -> None:
    lines = [
        line(100, (60, "EULEX Kosovo"), (260, "Kosovo"), (440, "3")),
        line(122, (60, "EU Monitoring Mission"), (260, "Georgië"), (440, "2")),
        line(133, (60, "in Georgia")),
        line(155, (60, "EUMA Armenië"), (260, "Armenië"), (440, "4")),
        line(177, (60, "MINUSMA"), (260, "Mali"), (440, "4")),
    ]
    rows = grouped(lines)
    assert [len(texts) for texts, _ in rows] == [1, 2, 1, 1]
    assert rows[1][0][1] == "in Georgia"


def test_rules_part_rows_where_white_space_does_not() -> None:
    lines = [
        line(100, (60, "EU Monitoring Mission")),
        line(112, (60, "in Georgia"), (260, "Georgië"), (440, "2")),
        line(124, (60, "EULEX Kosovo"), (260, "Kosovo"), (440, "3")),
        line(136, (60, "Rule of Law")),
    ]
    rule = Rule(Box(50, 123, 500, 123), horizontal=True)
    assert [len(texts) for texts, _ in grouped(lines, (rule,))] == [2, 2]


def test_lines_that_may_go_either_way_leave_a_doubt() -> None:
    lines = [
        line(100, (60, "Eerste onbekende"), (260, "Kosovo"), (440, "3")),
        line(112, (60, "Verdere")),
        line(124, (60, "Tweede onbekende"), (260, "Georgië"), (440, "2")),
    ]
    rows = grouped(lines)
    assert len(rows) == 2
    assert any(doubt for _, doubt in rows)


def test_the_end_of_a_name_in_brackets_goes_to_the_row_above() -> None:
    lines = [
        line(100, (60, "African Union Mission"), (260, "Somalië"), (440, "3")),
        line(122, (60, "(AMISOM)")),
        line(144, (60, "EULEX Kosovo"), (260, "Kosovo"), (440, "2")),
        line(166, (60, "EUMM Georgië"), (260, "Georgië"), (440, "2")),
    ]
    assert grouped(lines)[0][0] == ["African Union Mission Somalië 3", "(AMISOM)"]


def test_a_table_without_counts_has_no_rows() -> None:
    assert grouped(table(("EULEX Kosovo", "Kosovo", ""))) == []


@pytest.mark.parametrize(
    ("text", "cut"), [("EULEX", False), ("Missie in", True), ("Bosnië-", True), ("", False)]
)
def test_a_name_cannot_end_behind_a_small_word_or_a_hyphen(text: str, cut: bool) -> None:
    assert goes_on(text) == cut


def test_a_total_is_told_from_a_mission() -> None:
    assert is_total("Totaal")
    assert is_total("Totaal aantal")
    assert not is_total("EULEX Kosovo")
