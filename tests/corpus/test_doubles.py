"""Characters printed several times: shadows and fake bold go, doubled letters and figures stay."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from missiemonitor.corpus.pdf.doubles import Ints, without_doubles
from reportlab.pdfbase.pdfmetrics import stringWidth


@dataclass(frozen=True)
class Print:
    """A text set from (x, foot), in points."""

    text: str
    x: float = 60.0
    foot: float = 100.0
    size: float = 10.0


def kept(prints: Sequence[Print], codepoints: bool = False, upwards: bool = False) -> str:
    """What is left of these prints in the order of drawing."""
    boxes = []
    for one in prints:
        x = one.x
        for letter in one.text:
            wide = stringWidth(letter, "Helvetica", one.size)
            high, low = one.foot - 0.79 * one.size, one.foot + 0.21 * one.size
            boxes.append((high, -x - wide, low, -x) if upwards else (x, high, x + wide, low))
            x += wide
    text = "".join(one.text for one in prints)
    x0, top, x1, bottom = np.array(boxes, dtype=np.float64).reshape(-1, 4).T
    given: list[str] | Ints = list(text)
    if codepoints:
        given = np.array([ord(letter) for letter in text], dtype=np.int64)
    keep = without_doubles(given, x0, top, x1, bottom)
    return "".join(letter for letter, stays in zip(text, keep, strict=True) if stays)


ROW = "EUTM Mali Mali 11"
TABLE = [
    Print(text, x, 100.0 + 13 * row)
    for row, cells in enumerate(
        [("Missie", "Land", "Aantal"), ("EUTM", "Mali", "11"), ("EUPOL", "Afghanistan", "55")]
    )
    for text, x in zip(cells, (60.0, 160.0, 300.0), strict=True)
]


@pytest.mark.parametrize("text", [ROW, "....... 11 lll 55 - - -", "77,77", "1111", "illi"])
@pytest.mark.parametrize("size", [4.0, 5.0, 6.0, 10.0, 36.0])
@pytest.mark.parametrize("upwards", [False, True])
def test_letters_and_figures_that_follow_themselves_stay(
    text: str, size: float, upwards: bool
) -> None:
    assert kept([Print(text, size=size)], upwards=upwards) == text


@pytest.mark.parametrize("prints", [2, 3, 4])
@pytest.mark.parametrize("text", ["Aantal", "11", "55", "111", "7", "EUTM,ll.."])
def test_bold_made_of_several_prints_is_read_once(text: str, prints: int) -> None:
    assert kept([Print(text, 60 + 0.25 * n) for n in range(prints)]) == text


OFFSETS = [
    (1.2, 1.2),
    (3.0, 0.0),
    (-3.0, 0.0),
    (0.0, 3.0),
    (0.0, -2.5),
    (2.2, 2.2),
    (-2.1, 2.1),
    (2.5, -0.3),
    (0.7, 0.7),
]


@pytest.mark.parametrize(("across", "down"), OFFSETS)
@pytest.mark.parametrize("codepoints", [False, True])
def test_the_shadow_of_a_table_is_read_once(across: float, down: float, codepoints: bool) -> None:
    shadow = [Print(one.text, one.x + across, one.foot + down) for one in TABLE]
    assert kept(shadow + TABLE, codepoints) == "".join(one.text for one in TABLE)


@pytest.mark.parametrize(("across", "down"), OFFSETS)
def test_a_shadow_that_is_drawn_cell_by_cell_is_read_once(across: float, down: float) -> None:
    both = [
        print_
        for one in TABLE
        for print_ in (Print(one.text, one.x + across, one.foot + down), one)
    ]
    assert kept(both) == "".join(one.text for one in TABLE)


@pytest.mark.parametrize(("across", "down"), OFFSETS)
def test_the_shadow_of_one_line_goes_with_its_spaces(across: float, down: float) -> None:
    assert kept([Print(ROW, 60 + across, 100 + down), Print(ROW)]) == ROW


def test_a_heading_alone_may_have_a_shadow() -> None:
    lines = [Print(f"regel {n} van illegale tekst", foot=130 + 13 * n) for n in range(11, 23)]
    heading = Print("Uitzendingen", size=18)
    shadow = Print("Uitzendingen", 62.5, 102.5, 18)
    whole = heading.text + "".join(line.text for line in lines)
    assert kept([shadow, heading, *lines]) == whole


def test_a_shadow_does_not_take_doubled_letters_and_dots_elsewhere() -> None:
    # Letters of 2.22 points: the shadow's offset is just the step from one l to the next.
    text = "illegaal ........ 11"
    shadow = [Print("Officieren", 62.22, 100), Print("Officieren", 60, 100)]
    assert kept([*shadow, Print(text, foot=130)]) == "Officieren" + text


def test_a_raised_mark_of_the_same_figure_stays() -> None:
    assert kept([Print("1"), Print("1", 64.0, 97.0, 6.0)]) == "11"


def test_rows_under_each_other_stay() -> None:
    rows = [Print("EUTM Mali 1", foot=100 + 4.5 * n, size=4.5) for n in range(20)]
    assert kept(rows) == "EUTM Mali 1" * 20


def test_a_page_of_one_character_at_one_spot_takes_no_time_that_grows_with_its_square() -> None:
    many = 100_000
    at = np.full(many, 60.0)
    begun = time.perf_counter()
    keep = without_doubles(["1"] * many, at, at, at + 5, at + 10)
    assert keep.sum() == 1
    assert time.perf_counter() - begun < 10


@pytest.mark.parametrize("text", [[], ["1"]])
def test_no_characters_and_one_stay_as_they_are(text: list[str]) -> None:
    at = np.full(len(text), 60.0)
    assert without_doubles(text, at, at, at + 5, at + 10).tolist() == [True] * len(text)
