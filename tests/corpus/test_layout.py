"""Regions by geometry and repetition; sentences whole across lines, colophon and pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from missiemonitor.corpus.document import Document, Region
from missiemonitor.corpus.text import join_lines

from tests.conftest import Text, pdf_of

PROSE = (
    "De inzet van politiemensen in het buitenland vraagt om een goede",
    "voorbereiding en om aandacht voor wie achterblijft in eigen land en",
    "daarom is in deze periode met alle eenheden gesproken over de vraag",
    "hoe open plaatsen kunnen worden opgevuld en wat daarvoor nodig is en",
)


def prose(top: float, number: int = 4) -> list[Text]:
    return [(60, top + 14 * index, PROSE[index % 4]) for index in range(number)]


def texts(document: Document, region: Region) -> list[str]:
    return [line.text for _, line in document.lines(region)]


def test_what_stands_beside_the_prose_is_margin_whatever_it_says(
    read: Callable[..., Document],
) -> None:
    beside: list[Text] = [(470, 128, "Zomaar iets"), (470, 142, "anders hier")]
    document = read(pdf_of([*prose(100, 12), *beside]))
    assert texts(document, Region.MARGIN) == ["Zomaar iets", "anders hier"]
    assert len(document.paragraphs) == 1
    assert "iets" not in document.paragraphs[0].text


def test_running_header_and_footer_are_found_by_repetition(read: Callable[..., Document]) -> None:
    pages = [
        [(60, 40, "Iets bovenaan"), *prose(100, 8), (300, 810, f"blad {number}")]
        for number in (1, 2, 3)
    ]
    document = read(pdf_of(*pages))
    assert texts(document, Region.HEADER) == ["Iets bovenaan"] * 3
    assert texts(document, Region.FOOTER) == ["blad 1", "blad 2", "blad 3"]


def test_a_footer_is_told_where_the_number_of_one_page_stands_apart(
    read: Callable[..., Document],
) -> None:
    foot = "Ministerie van Justitie en Veiligheid"
    pages = [
        [*prose(690, 8), (60, 810, foot), (260, 810, "1")],
        [*prose(100, 8), (60, 810, foot), (550, 810, "2")],
    ]
    first = read(pdf_of(*pages)).pages[0]
    assert [line.text for line in first.lines if line.region is Region.FOOTER] == [f"{foot} 1"]


def test_a_sentence_goes_on_over_the_page(read: Callable[..., Document]) -> None:
    pages = [[*prose(700, 4), (300, 810, "1")], [*prose(100, 4), (300, 810, "2")]]
    document = read(pdf_of(*pages))
    assert len(document.paragraphs) == 1
    assert {number for number, _ in document.paragraphs[0].lines} == {1, 2}


def test_a_small_marked_line_at_the_foot_is_a_footnote(read: Callable[..., Document]) -> None:
    def note(canvas: object) -> None:
        canvas.setFont("Helvetica", 7)  # type: ignore[attr-defined]
        canvas.drawString(60, 80, "1 Een van hen werkt vanuit Nederland.")  # type: ignore[attr-defined]

    document = read(pdf_of(prose(100, 8), draw=note))
    assert texts(document, Region.FOOTNOTE) == ["1 Een van hen werkt vanuit Nederland."]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["politie-", "functionaris"], "politiefunctionaris"),
        (["EU-", "lidstaten"], "EU-lidstaten"),
        (["in-", "en uitvoer"], "in- en uitvoer"),
        (["Latijns-", "Amerika"], "Latijns-Amerika"),
        (["poli\u00ad", "tie"], "politie"),
        (["de", "politie"], "de politie"),
    ],
)
def test_words_broken_over_lines_are_made_whole(lines: list[str], whole: str) -> None:
    assert join_lines(lines) == whole
