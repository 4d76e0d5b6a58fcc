"""Small figures at a number are marks wherever they stand; what belongs to a number stays."""

from __future__ import annotations

import pytest
from missiemonitor.corpus.document import Box, Word, text_of
from missiemonitor.corpus.layout import segments
from reportlab.pdfbase.pdfmetrics import stringWidth

FOOT = 100.0


def set_in_line(*parts: tuple[str, float, float] | str) -> list[Word]:
    """Words beside each other: text, size, and how far its foot stands above the line's, in points.
    A space parts words; a plain text is set in 10 points."""
    words = []
    x = 60.0
    for part in parts:
        text, size, up = (part, 10.0, 0.0) if isinstance(part, str) else part
        if text == " ":
            x += 2.78
            continue
        wide = stringWidth(text, "Helvetica", size)
        foot = FOOT - up
        words.append(Word(text, Box(x, foot - 0.79 * size, x + wide, foot + 0.21 * size), size))
        x += wide
    return words


def told(*parts: tuple[str, float, float] | str) -> tuple[str, list[str]]:
    """The text of a line, and its marks."""
    found = [word for segment in segments(set_in_line(*parts)) for word in segment.words]
    return text_of(found), [word.text for word in found if word.raised]


@pytest.mark.parametrize(
    "mark",
    [
        ("2", 6.0, 4.0),
        ("2", 6.0, -2.0),
        ("2", 6.0, 0.0),
        ("2", 6.5, -3.0),
        ("2", 8.0, 0.0),
        ("2)", 6.0, 0.0),
        ("2", 10.0, 3.0),
        ("2", 10.0, -2.5),
    ],
    ids=["raised", "lowered", "level", "deep", "hardly smaller", "bracket", "as large", "low"],
)
@pytest.mark.parametrize("after", [[], [" ", "(van", " ", "9)"]], ids=["end", "goes on"])
def test_a_figure_that_differs_from_its_neighbour_ends_the_number(
    mark: tuple[str, float, float], after: list[str]
) -> None:
    text, marks = told("4", mark, *after)
    assert text == " ".join(["4", *(part for part in after if part != " ")])
    assert marks == [mark[0]]


@pytest.mark.parametrize("up", [4.0, 0.0, -2.0])
def test_a_small_figure_before_a_number_is_no_part_of_it(up: float) -> None:
    assert told(("2", 6.0, up), "14") == ("14", ["2"])


def test_two_marks_behind_each_other_are_both_marks() -> None:
    assert told("4", ("1", 6.0, 0.0), (",2", 6.0, 0.0))[0] == "4"
    assert told("4", ("1,2", 6.0, -2.0)) == ("4", ["1,2"])


def test_a_lowered_mark_at_a_name_is_a_mark() -> None:
    assert told("Kosovo", ("2", 6.0, -3.0)) == ("Kosovo", ["2"])


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("E", ("UTM", 7.5, 0.0)), "EUTM"),
        (("5", " ", ("fte", 7.0, 0.0)), "5 fte"),
        (("5", ("fte", 7.0, 0.0)), "5fte"),
        (("4", " ", ("(3)", 7.0, 0.0)), "4 (3)"),
        (("4", " ", ("3", 7.0, 0.0)), "4 3"),
        (("MH", ("17", 8.0, 0.0)), "MH17"),
        (("12",), "12"),
        (("1", " ", "234"), "1 234"),
        (("3", " ", "/", " ", "4"), "3 / 4"),
        (("2+1",), "2+1"),
        (("1", ("2", 9.5, 0.0)), "12"),
        (("1", ("2", 10.0, 0.4)), "12"),
    ],
)
def test_what_is_small_for_another_reason_stays(
    parts: tuple[tuple[str, float, float] | str, ...], text: str
) -> None:
    assert told(*parts) == (text, [])
