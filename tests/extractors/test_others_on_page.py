"""Rows that count though what stands over them names others: told by the page alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from missiemonitor.corpus.document import Box, Document
from missiemonitor.extractors.against_page.hold import hold_against_pages
from missiemonitor.extractors.against_page.page_text import page_text
from missiemonitor.extractors.against_page.whose import others_said, things_said
from missiemonitor.extractors.extract import extract

from tests.conftest import pdf_of

Read = Callable[..., Document]
ROWS = [
    ("EUPOL COPPS", "Palestina", "4"),
    ("EULEX Kosovo", "Kosovo", "7"),
    ("EUCAP Sahel Mali", "Mali", "3"),
    ("EUAM Ukraine", "Oekraine", "6"),
    ("UNMISS", "Zuid-Sudan", "2"),
]


def pdf(title: str, head: str) -> bytes:
    texts = [
        (60.0, 60.0, "Tweede Halfjaarbericht politie 2024"),
        (60.0, 130.0, "De nationale politie stond in het hele land voor veel werk."),
        (60.0, 190.0, title),
        *((x, 210.0, text) for x, text in ((60.0, "Missie"), (260.0, "Land"), (400.0, head))),
    ]
    for at, row in enumerate(ROWS):
        places = (60.0, 260.0, 400.0)
        texts += [(x, 226.0 + 16 * at, text) for x, text in zip(places, row, strict=True)]
    return pdf_of(texts)


def said(read: Read, title: str, head: str) -> str | None:
    page = page_text(read(pdf(title, head)), 1)
    assert page is not None
    counts = [piece.box for piece in page.pieces if piece.text.isdigit() and piece.box.x0 > 390]
    table = Box.around(piece.box for piece in page.pieces if piece.box.top > 200)
    assert len(counts) == len(ROWS)
    return others_said(page, counts, table)


def test_rows_that_are_counted_at_the_last_step_are_told(read: Read) -> None:
    title = "Tabel 3: door de Douane uitgezonden"
    found = extract(read(pdf(title, "Aantal"), "2024-2-verzonnen-cijfers.pdf"))
    assert len(found.deployments) == len(ROWS)
    assert not any(row.counted for row in found.deployments)
    counted = replace(
        found,
        tables=tuple(replace(each, standing="counted") for each in found.tables),
        deployments=tuple(
            replace(row, counted=True, nationality="NL") for row in found.deployments
        ),
        findings=(),  # the page alone is to tell it
    )
    new = hold_against_pages(counted).findings
    assert [each.values["text"] for each in new if each.code == "nationality-unsure"] == [title]


@pytest.mark.parametrize(
    ("title", "head", "other"),
    [
        ("Tabel 3: door de Douane uitgezonden", "Aantal", "Tabel 3: door de Douane uitgezonden"),
        ("Overzicht van de missies", "Juristen", "Juristen"),
        ("Inzet van de krijgsmacht", "Aantal", "Inzet van de krijgsmacht"),
        ("Douane-experts per missie", "Personeel", "Douane-experts per missie"),
        ("Civiel personeel", "Aantal experts", "Civiel personeel"),
        (
            "De tabel betreft alleen personeel van de marechaussee.",
            "Aantal",
            "De tabel betreft alleen personeel van de marechaussee.",
        ),
    ],
)
def test_counted_rows_under_words_for_others_are_told(
    read: Read, title: str, head: str, other: str
) -> None:
    assert said(read, title, head) == other


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Uitgezonden politiefunctionarissen", "Aantal"),
        ("Missies van de politie, naast de krijgsmacht", "Aantal"),
        ("Inzet in missies", "Aantal"),  # names nobody
        ("Experts per missie", "Personeel"),
        ("De functies die de marechaussee daar vervulde worden met ingang van", "Aantal"),
        ("Samenwerking met de krijgsmacht", "Aantal politiefunctionarissen"),  # nearer are ours
        ("De marechaussee heeft daar in het afgelopen halfjaar mee geholpen.", "Aantal"),
        ("In de tabel staat wie is uitgezonden, zonder de marechaussee.", "Aantal"),
    ],
)
def test_counted_rows_under_words_for_ours_or_nobody_are_not(
    read: Read, title: str, head: str
) -> None:
    assert said(read, title, head) is None


@pytest.mark.parametrize(
    ("head", "things"),
    [
        ("Voertuigen", True),
        ("Kosten", True),
        ("Aantal trainingen", True),
        ("Aantal", False),
        ("Agenten en voertuigen", False),
        ("Aantal trainers", False),
    ],
)
def test_counts_under_a_head_that_names_no_people_are_told(
    read: Read, head: str, things: bool
) -> None:
    page = page_text(read(pdf("Inzet in missies", head)), 1)
    assert page is not None
    counts = [piece.box for piece in page.pieces if piece.text.isdigit() and piece.box.x0 > 390]
    assert things_said(page, counts) == (head if things else None)


def test_a_number_beside_words_with_tails_is_no_mark_of_a_note(read: Read) -> None:
    page = page_text(read(pdf_of([(60, 100, "12"), (76, 94, "gebieden"), (76, 106, "bergen")])), 1)
    assert page is not None
    assert [piece.small for piece in page.pieces if piece.text == "12"] == [False]
