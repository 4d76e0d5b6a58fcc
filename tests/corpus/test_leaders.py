"""Dot leaders are no text; dots that end sentences and stand in numbers are."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.corpus.pdf.leaders import leaders
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.conftest import Text, pdf_of, read_deployments


def left(*texts: str, size: float = 10.0) -> str:
    """What is left of texts on one line, each from where the one before it ends."""
    boxes, x = [], 60.0
    for letter in "".join(texts):
        wide = stringWidth(letter, "Helvetica", size)
        boxes.append((x, 100 - 0.79 * size, x + wide, 100 + 0.21 * size))
        x += wide
    x0, top, x1, bottom = np.array(boxes, dtype=np.float64).reshape(-1, 4).T
    text = "".join(texts)
    found = leaders(list(text), x0, top, x1, bottom)
    return "".join(letter for letter, leads in zip(text, found, strict=True) if not leads)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Kosovo ........... 4", "Kosovo  4"),
        ("Kosovo...........4", "Kosovo4"),
        ("Kosovo . . . . . . . 4", "Kosovo        4"),
        ("Kosovo ______ 4", "Kosovo  4"),
        ("Kosovo ……… 4", "Kosovo  4"),
        ("........", ""),
        ("Mali ..... Irak ......", "Mali  Irak "),
    ],
)
def test_leaders_are_found_wherever_they_stand(text: str, kept: str) -> None:
    assert left(text) == kept
    assert left(text, size=4.0) == kept


@pytest.mark.parametrize(
    "text", ["Hij zei niets...", "Einde....", "1.234.567", "d.w.z. a.u.b.", "n.v.t.", "Zo … 4", ""]
)
def test_other_dots_stay(text: str) -> None:
    assert left(text) == text


def test_a_count_that_leaders_lead_to_or_over_is_read_without_a_doubt(
    read: Callable[..., Document],
) -> None:
    page: list[Text] = [(60, 60, "Halfjaarbericht politie 2024-1. Alle cijfers zijn verzonnen")]
    page += [(60, 80, "Uitgezonden politiefunctionarissen")]
    page += [(60, 100, "Missie"), (240, 100, "Land"), (420, 100, "Aantal")]
    for at, (name, place, count) in enumerate(
        [("EUMM Georgië", "Georgië", "3"), ("EULEX Kosovo", "Kosovo", "12")]
    ):
        y = 120.0 + 20 * at
        start = 240 + stringWidth(place, "Helvetica", 10) + 3
        page += [(60, y, name), (240, y, place), (420, y, count)]
        page += [(start, y, "." * int((425 - start) / 2.78 + 2 * at))]
    found = read_deployments(read(pdf_of(page), "2024-1.pdf"))
    assert [d.officers for d in found.deployments] == [3, 12]
    assert not [f for f in found.findings if f.severity != "info"]


def test_dots_far_apart_are_no_leaders() -> None:
    x0 = np.arange(10) * 40.0
    at = np.full(10, 100.0)
    assert not leaders(["."] * 10, x0, at - 8, x0 + 3, at + 2).any()


def test_dots_on_several_lines_are_no_leaders() -> None:
    x0, foot = np.arange(10) * 3.0, 100 + 12.0 * np.arange(10)
    assert not leaders(["."] * 10, x0, foot - 8, x0 + 3, foot + 2).any()
