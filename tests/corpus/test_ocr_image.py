"""Pictures made fit to read, part by part, on pictures drawn here."""

from __future__ import annotations

import numpy as np
import pytest
from missiemonitor.corpus.document import Box
from missiemonitor.corpus.ocr.engines import Bitmap
from missiemonitor.corpus.ocr.image import (
    comma_in,
    cut_out,
    even,
    ink_outside,
    raised_at_end,
    without_rules,
)
from missiemonitor.corpus.thresholds import IMAGE

WHITE = 255


def blank(high: int = 200, wide: int = 400) -> Bitmap:
    return np.full((high, wide), WHITE, dtype=np.uint8)


def ink(picture: Bitmap, *boxes: tuple[int, int, int, int]) -> Bitmap:
    """Black boxes, each left, top, right, bottom."""
    for x0, top, x1, bottom in boxes:
        picture[top:bottom, x0:x1] = 0
    return picture


def test_a_grey_and_uneven_ground_becomes_white_and_ink_stays_dark() -> None:
    shade = np.linspace(150, 230, 400)[None, :].repeat(200, axis=0).astype(np.uint8)
    clear = even(ink(shade, (100, 100, 106, 120)))
    assert clear[105:115, 101:105].max() < IMAGE.dark
    assert np.median(clear) > 240


def test_a_rule_with_specks_is_one_rule_and_a_dash_is_none() -> None:
    picture = ink(blank(), (20, 100, 380, 103), (50, 40, 70, 43))
    picture[101, 200:203] = WHITE
    clean, rules = without_rules(picture)
    assert [(rule.horizontal, rule.box.x0 < 30, rule.box.x1 > 370) for rule in rules] == [
        (True, True, True)
    ]
    assert clean[101, 300] == WHITE
    assert clean[41, 60] == 0


def test_a_picture_narrower_than_a_rule_has_none() -> None:
    assert without_rules(ink(blank(60, 60), (0, 30, 60, 33)))[1] == []


# Sizes in heights of text, which is 20 pixels: left, top, right, bottom.
@pytest.mark.parametrize(
    ("spot", "found"),
    [
        ((100, 100, 112, 120), True),  # a figure
        ((100, 108, 112, 111), True),  # a dash
        ((100, 100, 103, 103), False),  # dirt
        ((100, 60, 250, 140), False),  # a picture
    ],
)
def test_ink_as_large_as_a_figure_or_a_dash_is_text(
    spot: tuple[int, int, int, int], found: bool
) -> None:
    assert bool(ink_outside(ink(blank(), spot), [], usual=20.0)) is found


def test_ink_that_was_read_is_not_found_again() -> None:
    picture = ink(blank(), (100, 100, 112, 120))
    assert ink_outside(picture, [Box(100, 100, 112, 120)], usual=20.0) == []


def test_a_comma_between_figures_is_told_by_its_height() -> None:
    figures = ((100, 100, 110, 120), (122, 100, 132, 120))
    box = Box(100, 100, 132, 120)
    assert comma_in(ink(blank(), *figures, (114, 116, 118, 123)), box) == 1
    assert comma_in(ink(blank(), *figures, (113, 100, 119, 120)), box) == 0
    assert comma_in(ink(blank(), figures[0]), box) == 0
    assert comma_in(blank(), box) == 0


def test_a_mark_is_what_stands_small_and_high_at_the_end() -> None:
    figure = (100, 100, 110, 120)
    box = Box(100, 98, 124, 120)
    assert raised_at_end(ink(blank(), figure, (114, 98, 120, 108)), box) == 1
    assert raised_at_end(ink(blank(), figure, (114, 100, 124, 120)), box) == 0
    assert raised_at_end(ink(blank(), figure, (114, 110, 120, 120)), box) == 0


def test_what_is_cut_out_is_larger_and_has_white_around_it() -> None:
    part = cut_out(ink(blank(), (100, 100, 110, 120)), Box(100, 100, 110, 120))
    border, room = IMAGE.cut_border, 2 * IMAGE.text_room
    assert part.shape == (
        IMAGE.cut_larger * (20 + room) + 2 * border,
        IMAGE.cut_larger * (10 + room) + 2 * border,
    )
    assert part[:border].min() == WHITE
    assert part.min() == 0
