"""Tables whose rows stand beside each other: missions as columns, and a card for each mission."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.extractors.extractor import Found
from missiemonitor.extractors.tables.finder import find_tables
from missiemonitor.extractors.tables.sideways import upright
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import Text, pdf_of, read_deployments

Read = Callable[..., Document]
Rows = Sequence[tuple[str, ...]]
LABELS = ("Missie", "Land", "Aantal")
TITLE = "Nederlandse politiefunctionarissen in missies op de peildatum 1 juli 2024"
MISSIONS = ("Missie", "EULEX Kosovo", "EUMM Georgia", "UNMISS", "EUAM Irak")
COUNTRIES = ("Land", "Kosovo", "Georgië", "Zuid-Soedan", "Irak")
COUNTS = ("Politiefunctionarissen", "3", "5", "7", "2")
READ = [("eulex-kosovo", 3), ("eumm-georgia", 5), ("unmiss", 7), ("euam-iraq", 2)]
XS = (60, 190, 280, 370, 460, 540)


def page(*blocks: Rows, xs: Sequence[int] = XS) -> bytes:
    """A page with a title and blocks of rows under each other, far apart."""
    texts: list[Text] = [(60, 60, TITLE)]
    top = 84
    for block in blocks:
        for row in block:
            texts += [(x, top, cell) for x, cell in zip(xs, row, strict=False) if cell]
            top += 18
        top += 30
    return pdf_of(texts)


def rows_of(found: Found) -> list[tuple[str, int | None]]:
    return [(d.mission, d.officers) for d in found.deployments if d.counted]


@pytest.mark.parametrize(
    "table",
    [
        (MISSIONS, COUNTRIES, COUNTS),
        (MISSIONS, COUNTS),
        (MISSIONS, ("1 januari 2024", "1", "1", "2", "1"), ("1 juli 2024", "3", "5", "7", "2")),
        (MISSIONS, ("Marechaussee", "9", "1", "4", "6"), ("Politie", "3", "5", "7", "2")),
    ],
)
def test_missions_may_stand_beside_each_other(read: Read, table: Rows) -> None:
    assert rows_of(read_deployments(read(page(table)))) == READ


def test_the_sum_at_the_right_is_the_stated_total(read: Read) -> None:
    table = [(*MISSIONS, "Totaal"), (*COUNTRIES, ""), (*COUNTS, "17")]
    found = read_deployments(read(page(table)))
    assert rows_of(found) == READ and found.stated_total == 17
    table[2] = (*COUNTS, "18")
    wrong = read_deployments(read(page(table)))
    assert "total-mismatch" in [each.code for each in wrong.findings]


def test_a_label_over_two_rows_parts_no_table(read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        for top, left in ((70, 54), (88, 180), (106, 54), (124, 54)):
            canvas.line(left, A4[1] - top, 530, A4[1] - top)
        for x in (54, 180, 275, 365, 455, 530):
            canvas.line(x, A4[1] - 70, x, A4[1] - 124)

    rows = [("", *MISSIONS[1:]), ("", *COUNTRIES[1:]), COUNTS]
    texts: list[Text] = [(60, 60, TITLE), (60, 92, "waar")]
    for at, row in enumerate(rows):
        texts += [(x, 84 + 18 * at, cell) for x, cell in zip(XS, row, strict=False) if cell]
    found = read_deployments(read(pdf_of(texts, draw=draw)))
    assert rows_of(found) == READ


def test_every_figure_of_a_table_set_sideways_tells_where_it_stands(read: Read) -> None:
    found = read_deployments(read(page([MISSIONS, COUNTRIES, COUNTS])))
    places = [each.count_evidence.box.x0 for each in found.deployments]
    assert [round(x) for x in places] == [190, 280, 370, 460]


def test_a_card_for_each_mission_is_a_row(read: Read) -> None:
    cards = [
        [(f"{label}:", value) for label, value in zip(LABELS, card, strict=True)]
        for card in zip(MISSIONS[1:], COUNTRIES[1:], COUNTS[1:], strict=True)
    ]
    found = read_deployments(read(page(*cards)))
    assert rows_of(found) == READ


def test_a_table_that_names_missions_from_top_to_bottom_is_not_turned(read: Read) -> None:
    rows = [*zip(MISSIONS, COUNTRIES, COUNTS, strict=True)]
    found = read_deployments(read(page(rows, xs=(60, 200, 340))))
    assert rows_of(found) == READ
    assert "single-reading" not in [each.code for each in found.findings]


def test_what_goes_beside_the_labels_becomes_a_row(read: Read) -> None:
    (table,) = upright(find_tables(read(page([MISSIONS, COUNTRIES, COUNTS]))))
    assert table.texts() == tuple(zip(MISSIONS, COUNTRIES, COUNTS, strict=True))
    assert table.head == 1
