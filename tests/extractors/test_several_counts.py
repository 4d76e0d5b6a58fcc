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
    """What is told of the rows of the table, once somebody agrees to it."""
    (only,) = found.tables
    told = only.doubts if only.standing == "to-agree" else found.findings
    return [f.message for f in told if f.code == "several-counts"]


def to_agree(found: Extraction) -> list[str]:
    return [f.message for f in found.findings if f.code == "table-to-agree"]


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("heads", [("Bijdrage", "Aantal"), ("Inzet", "Bezetting")])
def test_a_table_with_two_columns_of_counts_that_differ_is_to_be_agreed(
    read: Read, heads: tuple[str, str], ruled: bool
) -> None:
    found = table(read, ("Missie", "Land", *heads), ROWS, ruled)
    (message,) = to_agree(found)
    assert f"“{heads[0]}” may be the count" in message or f"“{heads[1]}” may be" in message
    assert found.officers_total is None
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


def test_analysts_see_both_columns_and_no_figure_until_somebody_agrees(
    read: Read, db: Database
) -> None:
    store(db, table(read, ("Missie", "Land", "Bijdrage", "Aantal"), ROWS, ruled=True), "test")
    assert not list(db.query("SELECT officers FROM officers"))
    found = [row["code"] for row in db.query("SELECT code FROM finding")]
    assert found.count("table-to-agree") == 1
    cells = db.query("SELECT text FROM table_cell WHERE role IN ('count', 'rival') ORDER BY text")
    assert [cell["text"] for cell in cells] == ["3", "4", "5", "7", "8", "9"]
