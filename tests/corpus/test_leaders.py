"""Dot leaders are no text; dots that end sentences and stand in numbers are."""

from __future__ import annotations

import numpy as np
import pytest
from missiemonitor.corpus.pdf.leaders import leaders
from reportlab.pdfbase.pdfmetrics import stringWidth


def left(*texts: str, size: float = 10.0) -> str:
    """What is left of texts on one line, each from where the one before it ends."""
    boxes, x = [], 60.0
    for letter in "".join(texts):
        wide = stringWidth(letter, "Helvetica", size)
        boxes.append((x, x + wide, 100 - 0.79 * size, 100 + 0.21 * size))
        x += wide
    x0, x1, top, bottom = np.array(boxes, dtype=np.float64).reshape(-1, 4).T
    text = "".join(texts)
    found = leaders(list(text), x0, x1, top, bottom)
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


def test_dots_far_apart_are_no_leaders() -> None:
    x0 = np.arange(10) * 40.0
    at = np.full(10, 100.0)
    assert not leaders(["."] * 10, x0, x0 + 3, at - 8, at + 2).any()


def test_dots_on_several_lines_are_no_leaders() -> None:
    x0, foot = np.arange(10) * 3.0, 100 + 12.0 * np.arange(10)
    assert not leaders(["."] * 10, x0, x0 + 3, foot - 8, foot + 2).any()
