"""The picture of a page made fit to read: even, upright, without its rules, which are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import median
from typing import Any

import numpy as np
from missiemonitor.corpus.document import Box, Rule
from missiemonitor.corpus.ocr.engines import Bitmap
from missiemonitor.corpus.thresholds import ENGINES, IMAGE
from PIL import Image, ImageFilter

WHITE = 255


def even(grey: Bitmap) -> Bitmap:
    """The picture with its background made white, however grey or uneven it is."""
    radius = max(IMAGE.ground_least, grey.shape[1] // IMAGE.ground_parts)
    small = Image.fromarray(grey).reduce(IMAGE.ground_reduced)
    blank = small.filter(ImageFilter.MaxFilter(2 * IMAGE.ground_letters + 1))
    ground = blank.filter(ImageFilter.BoxBlur(radius / IMAGE.ground_reduced))
    back = np.asarray(ground.resize((grey.shape[1], grey.shape[0])), dtype=np.float32)
    clear = np.clip(float(WHITE) * grey / np.maximum(back, 1.0), 0, WHITE)
    return np.asarray(clear, dtype=np.uint8)


def upright(grey: Bitmap) -> tuple[Bitmap, float]:
    """The picture turned so that its lines run level, and by how many degrees it was turned."""
    ink = Image.fromarray(WHITE - grey)
    small = ink.reduce(max(1, grey.shape[1] // IMAGE.skew_width))

    def level(angle: float) -> float:
        rows = np.asarray(small.rotate(angle), dtype=np.float32).sum(axis=1)
        return float(np.square(np.diff(rows)).sum())

    best = max(_angles(0.0, IMAGE.skew, IMAGE.skew_step), key=level)
    best = max(_angles(best, IMAGE.skew_fine, IMAGE.skew_fine_step), key=level)
    if abs(best) < IMAGE.skew_least:
        return grey, 0.0
    turned = Image.fromarray(grey).rotate(best, Image.Resampling.BICUBIC, fillcolor=WHITE)
    return np.asarray(turned), float(best)


def _angles(around: float, most: float, step: float) -> list[float]:
    """Angles from `most` below to `most` above one, both with it."""
    return [float(each) for each in np.arange(around - most, around + most + step / 2, step)]


def without_rules(grey: Bitmap) -> tuple[Bitmap, list[Rule]]:
    """The picture without its long straight lines, and these lines in pixels."""
    dark = grey < IMAGE.dark
    length = int(IMAGE.rule_length / 72 * ENGINES.resolution)
    across, down = _long_runs(dark, length), _long_runs(dark.T, length).T
    rules = [Rule(box, horizontal=True) for box in _strokes(across)]
    rules += [
        Rule(Box(box.top, box.x0, box.bottom, box.x1), horizontal=False) for box in _strokes(down.T)
    ]
    clean = grey.copy()
    for mask in (across, down):
        wide = np.asarray(
            Image.fromarray(mask).filter(ImageFilter.MaxFilter(2 * IMAGE.rule_wiped + 1))
        )
        clean[wide.astype(bool)] = WHITE
    return clean, rules


def _long_runs(
    dark: np.ndarray[Any, np.dtype[np.bool_]], length: int
) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """The dark runs along rows that are at least `length` long."""
    if dark.shape[1] <= length:
        return np.zeros_like(dark)
    # A speck of white in a scanned line does not end it.
    sums = np.cumsum(np.pad(dark, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    full = sums[:, length:] - sums[:, :-length] >= IMAGE.rule_filled * length
    steps = np.zeros((dark.shape[0], dark.shape[1] + 1), dtype=np.int32)
    steps[:, : full.shape[1]] += full
    steps[:, length : length + full.shape[1]] -= full
    return np.asarray((np.cumsum(steps, axis=1)[:, :-1] > 0) & dark)


def _strokes(mask: np.ndarray[Any, np.dtype[np.bool_]]) -> Iterator[Box]:
    """The straight lines along rows of a mask, each as the box of its middle, without height."""
    rows = np.flatnonzero(mask.any(axis=1))
    if not rows.size:
        return
    thick = int(IMAGE.rule_thick / 72 * ENGINES.resolution)
    for group in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
        for band in np.array_split(group, max(1, round(len(group) / thick))):
            line = np.concatenate(([0], mask[band].any(axis=0).astype(np.int8), [0]))
            edges = np.flatnonzero(np.diff(line))
            middle = float(band.mean())
            for start, end in zip(edges[::2], edges[1::2], strict=True):
                if end - start > thick:
                    yield Box(float(start), middle, float(end), middle)


def ink_outside(clean: Bitmap, boxes: Iterable[Box], usual: float) -> list[Box]:
    """Spots of ink, in pixels, that are as large as a few letters and lie in none of the boxes.

    `usual` is the height of text on the page. What is much larger is a picture, what is much
    smaller dirt; a dash is flat but as wide as a letter.
    """
    dark = clean < IMAGE.dark
    for box in boxes:
        dark[_around(box, IMAGE.text_room)] = False
    grain, beside = IMAGE.grain, IMAGE.grain_across
    cells = {(int(y), int(x)) for y, x in np.argwhere(_coarse(dark))}
    spots = []
    while cells:
        found = [cells.pop()]
        for y, x in found:
            near = {
                (y + dy, x + dx) for dy in (-1, 0, 1) for dx in range(-beside, beside + 1)
            } & cells
            cells -= near
            found += near
        ys, xs = [y for y, _ in found], [x for _, x in found]
        part = dark[
            min(ys) * grain : (max(ys) + 1) * grain, min(xs) * grain : (max(xs) + 1) * grain
        ]
        rows, columns = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
        box = Box(
            float(min(xs) * grain + columns[0]),
            float(min(ys) * grain + rows[0]),
            float(min(xs) * grain + columns[-1] + 1),
            float(min(ys) * grain + rows[-1] + 1),
        )
        high, wide = box.height / usual, box.width / usual
        if _like_letters(high, wide) or _like_a_dash(high, wide):
            spots.append(box)
    return spots


def _around(box: Box, room: int, below: int | None = None) -> tuple[slice, slice]:
    """Rows and columns of a box with `room` pixels on each side, or `below` under it."""
    x0, top, x1, bottom = (round(side) for side in box.sides())
    foot = bottom + (room if below is None else below)
    return slice(max(0, top - room), foot), slice(max(0, x0 - room), x1 + room)


def _like_letters(high: float, wide: float) -> bool:
    """Whether a spot of that size, in heights of text, may be a few letters."""
    as_high = IMAGE.spot_low < high < IMAGE.spot_high
    return as_high and IMAGE.spot_narrow < wide < IMAGE.spot_wide


def _like_a_dash(high: float, wide: float) -> bool:
    as_high = IMAGE.dash_low < high <= IMAGE.dash_high
    return as_high and IMAGE.dash_narrow < wide < IMAGE.dash_wide


def _coarse(
    dark: np.ndarray[Any, np.dtype[np.bool_]],
) -> np.ndarray[Any, np.dtype[np.bool_]]:
    grain = IMAGE.grain
    high, wide = (side - side % grain for side in dark.shape)
    blocks = dark[:high, :wide].reshape(high // grain, grain, wide // grain, grain)
    return np.asarray(blocks.any(axis=(1, -1)))


def _letters(clean: Bitmap, box: Box, below: int = 0) -> list[tuple[int, int]]:
    """First and last row of each letter in a box, from left to right; dirt left out.

    `below` says how many rows under the box are looked at too.
    """
    dark = clean[_around(box, IMAGE.letter_room, below)] < IMAGE.dark
    ink = np.concatenate(([0], dark.any(axis=0).astype(np.int8), [0]))
    edges = np.flatnonzero(np.diff(ink))
    spans = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        rows = np.flatnonzero(dark[:, start:end].any(axis=1))
        if rows[-1] - rows[0] > IMAGE.letter_least:
            spans.append((int(rows[0]), int(rows[-1])))
    return spans


def comma_in(clean: Bitmap, box: Box) -> int:
    """Behind how many figures of a number a comma or point stands; 0 for none."""
    spans = _letters(clean, box, below=IMAGE.comma_room)
    if not spans:
        return 0
    high = median(bottom - top for top, bottom in spans)
    foot = median(bottom for _, bottom in spans)
    for at in range(1, len(spans) - 1):
        top, bottom = spans[at]
        if bottom - top < IMAGE.comma_high * high and top > foot - IMAGE.comma_foot * high:
            return at
    return 0


def raised_at_end(clean: Bitmap, box: Box) -> int:
    """How many letters at the end of what stands in a box are small and raised: a mark."""
    spans = _letters(clean, box)
    raised = 0
    for at in range(len(spans) - 1, 0, -1):
        above, foot = (median(span[side] for span in spans[:at]) for side in (0, 1))
        high = foot - above
        top, bottom = spans[at]
        lifted = foot - bottom > IMAGE.mark_lift * high and top < above + IMAGE.mark_top * high
        if not (lifted and bottom - top < IMAGE.mark_high * high):
            break
        raised += 1
    return raised


def cut_out(clean: Bitmap, box: Box) -> Bitmap:
    """What stands in a box, enlarged, with white around it."""
    border, times = IMAGE.cut_border, IMAGE.cut_larger
    part = Image.fromarray(clean[_around(box, IMAGE.text_room)])
    part = part.resize((times * part.width, times * part.height), Image.Resampling.BICUBIC)
    white = Image.new("L", (part.width + 2 * border, part.height + 2 * border), WHITE)
    white.paste(part, (border, border))
    return np.asarray(white)
