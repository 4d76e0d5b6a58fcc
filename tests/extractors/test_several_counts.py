"""Two columns that can both be the number of officers: both kept, none silently taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Extraction
from missiemonitor.output.database.report_rows import store
from reportlab.pdfgen.canvas import Canvas
from sqlite_utils import Database

from tests.conftest import Text, pdf_of

Read = Callable[..., Document]
Row = tuple[str, str, str, str]
LEFT = (60, 220, 340, 440)
ROWS: list[Row] = [
    ("EULEX Kosovo", "Kosovo", "7", "3"),
    ("EUAM Oekraïne", "Oekraïne", "9", "5"),
    ("EUMM Georgië", "Georgië", "8", "4"),
]


def table(read: Read, heads: Row, rows: Sequence[Row], ruled: bool = False) -> Extraction:
    """What is read of a page with this table, with or without lines around its cells."""
    texts: list[Text] = [
        (60, 60, "Bijlage 5 bij het eerste halfjaarbericht 2024"),
        (60, 90, "Uitgezonden politiefunctionarissen (peildatum 17 april 2024)"),
    ]
    for number, row in enumerate([heads, *rows]):
        texts += [(x, 120 + 18 * number, t) for x, t in zip(LEFT, row, strict=True) if t]

    def lines(canvas: Canvas) -> None:
        if ruled:
            levels = [842 - (107 + 18 * number) for number in range(len(rows) + 2)]
            canvas.grid([56, 216, 336, 436, 540], levels)

    return extract(read(pdf_of(texts, draw=lines)))


def doubts(found: Extraction) -> list[str]:
    return [f.message for f in found.findings if f.code == "several-counts"]


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("heads", [("Bijdrage", "Aantal"), ("Inzet", "Bezetting")])
def test_two_columns_of_counts_that_differ_are_told_row_by_row(
    read: Read, heads: tuple[str, str], ruled: bool
) -> None:
    found = table(read, ("Missie", "Land", *heads), ROWS, ruled)
    assert len(found.deployments) == len(doubts(found)) == 3
    assert f"{heads[0]!r} says 7, {heads[1]!r} says 3" in doubts(found)[0]
    for deployment, row in zip(found.deployments, ROWS, strict=True):
        assert deployment.officers == int(row[2])
        assert deployment.note == f"{heads[1]}: {row[3]}"
        assert deployment.confidence <= 0.5


@pytest.mark.parametrize("ruled", [True, False])
def test_columns_that_say_the_same_in_every_row_are_no_doubt(read: Read, ruled: bool) -> None:
    same = [(mission, land, number, number) for mission, land, number, _ in ROWS]
    found = table(read, ("Missie", "Land", "Inzet", "Aantal"), same, ruled)
    assert [d.officers for d in found.deployments] == [7, 9, 8]
    assert doubts(found) == []
    assert {d.note for d in found.deployments} == {None}


@pytest.mark.parametrize("ruled", [True, False])
def test_a_row_with_a_number_in_one_of_two_columns_is_one_row_and_told(
    read: Read, ruled: bool
) -> None:
    rows = [("EULEX Kosovo", "Kosovo", "", "3"), *ROWS[1:], ("EUAM Irak", "Irak", "4", "")]
    found = table(read, ("Missie", "Land", "Bijdrage", "Aantal"), rows, ruled)
    assert [d.officers for d in found.deployments] == [3, 9, 8, 4]
    assert "'Aantal' says 3, 'Bijdrage' says nothing" in doubts(found)[0]
    assert "'Bijdrage' says 4, 'Aantal' says nothing" in doubts(found)[-1]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_column_of_an_earlier_year_is_no_second_count(read: Read, ruled: bool) -> None:
    found = table(read, ("Missie", "Land", "Aantal 2022", "Aantal 2023"), ROWS, ruled)
    assert [d.officers for d in found.deployments] == [3, 5, 4]
    assert doubts(found) == []


def test_a_column_without_a_day_beside_one_with_a_day_may_still_be_the_count(read: Read) -> None:
    found = table(read, ("Missie", "Land", "Inzet", "Aantal 2023"), ROWS)
    assert len(doubts(found)) == 3


def test_analysts_see_that_a_row_with_two_counts_has_a_finding(read: Read, db: Database) -> None:
    store(db, table(read, ("Missie", "Land", "Bijdrage", "Aantal"), ROWS, ruled=True), "test")
    found = db.query("SELECT officers, findings FROM officers ORDER BY officers")
    assert [(row["officers"], row["findings"]) for row in found] == [(7, 1), (8, 1), (9, 1)]
    cells = db.query("SELECT text FROM table_cell WHERE role = 'count' ORDER BY text")
    assert [cell["text"] for cell in cells] == ["3", "4", "5", "7", "8", "9"]
