"""Where columns part."""

from __future__ import annotations

from dataclasses import replace

from missiemonitor.corpus.document import Box, Line, text_of
from missiemonitor.extractors.tables.columns import Columns, runs

from tests.tables.made import line, words


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
