"""Where columns part, by white space."""

from __future__ import annotations

from dataclasses import replace

from missiemonitor.corpus.document import Box, Line, text_of
from missiemonitor.extractors.tables.columns import Columns, WhiteSpace, runs

from tests.tables.made import line, table, words

HEADS = [Box(60, 80, 95, 90), Box(260, 80, 280, 90), Box(440, 80, 470, 90)]


def test_words_a_space_apart_are_one_run() -> None:
    found = runs(line(100, (60, "EULEX Kosovo"), (260, "Kosovo")))
    assert [text_of(run) for run in found] == ["EULEX Kosovo", "Kosovo"]


def test_a_raised_mark_belongs_to_the_word_before_it() -> None:
    count, mark = words(440, 100, "3 1")
    mark = replace(mark, raised=True, box=Box(460, 97, 463, 102))
    assert runs(Line((count, mark))) == [[count, mark]]


def test_a_line_is_split_at_the_edges() -> None:
    parts = Columns((200, 400)).split(line(100, (60, "EULEX Kosovo"), (440, "3")))
    assert [text_of(part) for part in parts] == ["EULEX Kosovo", "", "3"]


def test_a_cell_that_hangs_over_an_edge_a_little_stays_whole() -> None:
    (left, right) = Columns((116.0,)).split(line(100, (60, "EULEX Kosovo")))
    assert (text_of(left), right) == ("EULEX Kosovo", [])


def test_a_sentence_runs_across_columns_and_a_row_does_not() -> None:
    columns = Columns((200, 400))
    assert columns.crossed_by(line(100, (60, "een zin die over alle kolommen heen loopt hier")))
    assert not columns.crossed_by(line(100, (60, "EULEX Kosovo"), (260, "Kosovo"), (440, "3")))


def test_columns_stand_where_white_space_parts_the_bands_under_a_header() -> None:
    lines = table(("EULEX Kosovo", "Kosovo", "3"), ("MINUSMA", "Mali", "12"))
    found = WhiteSpace.of(lines).columns(HEADS)
    assert found
    for columns in found:
        first, second = columns.edges
        assert 122.5 < first < 260
        assert 290 < second < 440


def test_numbers_set_right_under_a_heading_set_left_are_not_its_neighbours() -> None:
    heads = [Box(60, 80, 95, 90), Box(260, 80, 290, 90), Box(310, 80, 400, 90)]
    lines = [line(100 + 18 * at, (60, "EULEX"), (260, "Kosovo"), (395, str(at))) for at in range(4)]
    for columns in WhiteSpace.of(lines).columns(heads):
        assert [text_of(part) for part in columns.split(lines[0])] == ["EULEX", "Kosovo", "0"]


def test_no_columns_where_a_heading_has_nothing_under_it() -> None:
    lines = table(("EULEX Kosovo", "Kosovo", ""), ("MINUSMA", "Mali", ""))
    assert WhiteSpace.of(lines).columns(HEADS) == []


def test_a_title_between_rows_does_not_close_the_gaps() -> None:
    rows = [("EULEX Kosovo", "Kosovo", "3")] * 8
    lines = [*table(*rows), line(400, (60, "Missies van de Europese Unie en van de andere landen"))]
    assert WhiteSpace.of(lines).columns(HEADS)
