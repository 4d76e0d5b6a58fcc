"""Which characters of a page a reader sees, told by its picture.

The page is drawn twice, with its text and without. Where the two are alike no text is seen,
whatever the file says: it is in the colour of its ground, invisible, clipped away, covered, or of a
layer that is off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium_c
from missiemonitor.corpus.pdf.characters import Characters, Flags, Floats, Whole
from missiemonitor.corpus.pdf.rendering import Grey, grey_pixels, without, without_text
from missiemonitor.corpus.thresholds import RENDERING

CLIPS = 4  # the first of the text rendering modes that clip


@dataclass(frozen=True, slots=True)
class Visible:
    """Of each character whether it is seen (blanks are), and with which others it is overprinted.

    `over` holds for each character the number of one that is drawn over or under it and seen as
    well, or -1.
    """

    seen: Flags
    over: Whole


def everything(found: Characters) -> Visible:
    """All characters, as if a reader saw what the file says."""
    return Visible(np.ones(len(found), dtype=bool), np.full(len(found), -1, dtype=np.int64))


def visible(page: pypdfium2.PdfPage, found: Characters) -> Visible:
    """What of these characters of a page is seen on its picture."""
    whole, scale = grey_pixels(page, _scale(found), RENDERING.most_pixels)
    with without_text(page):
        bare, _ = grey_pixels(page, scale, RENDERING.most_pixels)
    blank = np.fromiter((not text.strip() for text in found.text), bool, len(found))
    seen = blank | (_inked(whole, bare, found.ink, scale) & (found.size >= RENDERING.least_size))
    clipping = np.flatnonzero(~seen & (found.mode >= CLIPS))
    # Letters that clip what is painted after them are seen by that paint, with or without them.
    seen[clipping] = _uneven(whole, found.ink[clipping], scale)
    over = np.full(len(found), -1, dtype=np.int64)
    pairs = list(_pairs(found, seen & ~blank, whole.shape, scale))
    if pairs:
        _part(page, found, pairs, (whole, scale), seen, over)
    return Visible(seen, over)


def _uneven(picture: Grey, ink: Floats, scale: float) -> Flags:
    """Whether a picture has strong light and dark where each of these glyphs (points) is."""
    left, top, right, bottom = _pixels(ink, scale, *picture.shape)
    boxes = zip(left.tolist(), top.tolist(), right.tolist(), bottom.tolist(), strict=True)
    parts = (picture[y0:y1, x0:x1] for x0, y0, x1, y1 in boxes)
    spread = (int(np.ptp(part)) if part.size else 0 for part in parts)
    return np.fromiter((each >= RENDERING.contrast for each in spread), bool, len(ink))


def _scale(found: Characters) -> float:
    """Pixels a point at which the usual letter of a page is large enough to be told from none."""
    # The median by hand: numpy's own first imports its masked arrays.
    ordered, half = np.sort(found.size), len(found) // 2
    usual = float(ordered[half] + ordered[-half - 1]) / 2 if len(found) else 0.0
    return max(RENDERING.scale, RENDERING.letter / usual if usual > RENDERING.least_size else 0.0)


def _inked(one: Grey, other: Grey, ink: Floats, scale: float) -> Flags:
    """Whether two pictures differ where each of these glyphs (points) is."""
    if not len(ink):
        return np.zeros(0, dtype=bool)
    change = np.abs(one.astype(np.int16) - other.astype(np.int16))
    rows, columns = change.shape
    sums, strong = _sums(change), _sums(change >= RENDERING.contrast)
    left, top, right, bottom = _pixels(ink, scale, rows, columns)
    area = np.maximum(1, (right - left) * (bottom - top))

    def within(table: Any) -> Any:
        return table[bottom, right] - table[top, right] - table[bottom, left] + table[top, left]

    seen: Flags = (within(strong) >= np.maximum(1, RENDERING.strong_ink * area)) & (
        within(sums) >= RENDERING.least_ink * area
    )
    return seen


def _sums(values: npt.NDArray[Any]) -> npt.NDArray[np.uint32]:
    """What values above and left of each corner add up to; of 32 bits, as that takes a fifth of the
    time, and differences are right even where sums run over."""
    rows, columns = values.shape
    table = np.zeros((rows + 1, columns + 1), dtype=np.uint32)
    np.cumsum(values, axis=1, dtype=np.uint32, out=table[1:, 1:])
    np.cumsum(table, axis=0, dtype=np.uint32, out=table)
    return table


def _pixels(
    ink: Floats, scale: float, rows: int, columns: int
) -> tuple[Whole, Whole, Whole, Whole]:
    """The pixels that a box (points) touches; those beside a thin one too, which may be moved."""
    box = ink * scale
    sides = []
    for low, high, most in ((0, 2, columns), (1, 3, rows)):
        room = np.where(box[:, high] - box[:, low] < RENDERING.thin, 0.5, 0.0)
        start = np.floor(box[:, low] - room)
        end = np.ceil(box[:, high] + room)
        sides += [np.clip(start, 0, most).astype(np.int64), np.clip(end, 0, most).astype(np.int64)]
    return sides[0], sides[2], sides[1], sides[3]


def _pairs(
    found: Characters, asked: Flags, shape: tuple[int, ...], scale: float
) -> Iterator[tuple[int, int]]:
    """Characters of which one has its middle in the other, and that are not the same."""
    left, top, right, bottom = _pixels(found.ink, scale, shape[0], shape[1])
    owner = np.full(shape, -1, dtype=np.int32)
    numbers = np.flatnonzero(asked)
    sides = np.stack([left, top, right, bottom], axis=1)[numbers].tolist()
    for number, (x0, y0, x1, y1) in zip(numbers.tolist(), sides, strict=True):
        owner[y0:y1, x0:x1] = number
    across = np.clip((left + right) // 2, 0, shape[1] - 1)
    down = np.clip((top + bottom) // 2, 0, shape[0] - 1)
    at_middle = owner[down, across]
    for number in numbers[(at_middle[numbers] != numbers) & (at_middle[numbers] >= 0)].tolist():
        other = int(at_middle[number])
        shared = min(found.x1[[number, other]]) - max(found.x0[[number, other]])
        narrow = min(found.x1[[number, other]] - found.x0[[number, other]])
        # Slanted and kerned letters reach into each other's boxes, but begin one after the other.
        if shared <= narrow / 2 or not _middle_in(found.ink[number], found.ink[other]):
            continue
        sizes = sorted((found.size[number], found.size[other]))
        if sizes[1] <= RENDERING.alike_size * sizes[0] and not found.slanted[[number, other]].any():
            yield number, other


def _middle_in(one: Floats, other: Floats) -> bool:
    x, y = (one[0] + one[2]) / 2, (one[1] + one[3]) / 2
    return bool(other[0] < x < other[2] and other[1] < y < other[3])


def _part(
    page: pypdfium2.PdfPage,
    found: Characters,
    pairs: Sequence[tuple[int, int]],
    picture: tuple[Grey, float],
    seen: Flags,
    over: Whole,
) -> None:
    """Tell which characters of pairs are seen: those without which the picture is another one."""
    whole, scale = picture
    objects = dict.fromkeys(int(found.drawn_by[at]) for pair in pairs for at in pair)
    if len(objects) <= RENDERING.most_overprinted:
        for number in objects:
            own = np.flatnonzero((found.drawn_by == number) & seen)
            concerned = [at for pair in pairs for at in pair if found.drawn_by[at] == number]
            with without([pdfium_c.cast(found.objects[number], pdfium_c.FPDF_PAGEOBJECT)]):
                less, _ = grey_pixels(page, scale, RENDERING.most_pixels)
            inked = _inked(whole, less, found.ink[own], scale)
            hidden = set(own[~inked].tolist())
            for at in concerned:
                seen[at] = seen[at] and at not in hidden
    for one, other in pairs:
        if seen[one] and seen[other] and found.text[one] != found.text[other]:
            over[one], over[other] = other, one
