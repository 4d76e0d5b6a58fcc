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
    well, or -1; `crossed` are figures that something drawn, which is no text, goes through, or
    stands close beside as another figure would.
    """

    seen: Flags
    over: Whole
    crossed: Flags


def everything(found: Characters) -> Visible:
    """All characters, as if a reader saw what the file says."""
    none = np.zeros(len(found), dtype=bool)
    return Visible(~none, np.full(len(found), -1, dtype=np.int64), none)


def visible(page: pypdfium2.PdfPage, found: Characters) -> Visible:
    """What of these characters of a page is seen on its picture."""
    whole, scale = grey_pixels(page, _scale(found), RENDERING.most_pixels)
    with without_text(page):
        bare, _ = grey_pixels(page, scale, RENDERING.most_pixels)
    blank = np.array([not text.strip() for text in found.text], dtype=bool)
    sides = np.stack(_pixels(found.ink, scale, *whole.shape), axis=1)
    owner = _owners(sides, np.flatnonzero(~blank), whole.shape)
    change = _change(whole, bare)
    inked = _inked_by_owner(change, owner, sides)
    # What others overlap has few pixels of its own, and is looked at alone.
    left = np.flatnonzero(~blank & ~inked)
    inked[left] = _inked(change, sides[left])
    seen = blank | (inked & (found.size >= RENDERING.least_size))
    clipping = np.flatnonzero(~seen & (found.mode >= CLIPS))
    # Letters that clip what is painted after them are seen by that paint, with or without them.
    seen[clipping] = _uneven(whole, sides[clipping])
    over = np.full(len(found), -1, dtype=np.int64)
    shown = np.flatnonzero(seen & ~blank)
    if not seen.all():
        owner = _owners(sides, shown, whole.shape)
    pairs = list(_pairs(found, shown, owner, sides))
    if pairs:
        _part(page, found, pairs, (whole, scale, sides), seen, over)
    crossed = _crossed(bare, found, seen, sides) | _beside(bare, found, seen, sides, owner, scale)
    return Visible(seen, over, crossed)


def _crossed(bare: Grey, found: Characters, seen: Flags, sides: Whole) -> Flags:
    """Figures through whose middle the page without its text has strokes.

    A fill is even there, and rules that touch a figure lie at its edge.
    """
    crossed = np.zeros(len(found), dtype=bool)
    for at in np.flatnonzero(seen).tolist():
        if not found.text[at].isdigit():
            continue
        x0, y0, x1, y1 = sides[at].tolist()
        room = int(RENDERING.edge * (y1 - y0))
        part = bare[y0 + room : y1 - room, x0:x1]
        if part.size:
            crossed[at] = np.count_nonzero(_strokes(part)) >= RENDERING.crossed * part.size
    return crossed


def _strokes(part: Grey) -> Flags:
    """The pixels of a part of a picture that stand out from its ground."""
    levels = part.astype(np.int16)
    ground = int(np.sort(levels, axis=None)[levels.size // 2])
    return np.asarray(np.abs(levels - ground) >= RENDERING.stroke, dtype=bool)


def _beside(
    bare: Grey,
    found: Characters,
    seen: Flags,
    sides: Whole,
    owner: npt.NDArray[np.int32],
    scale: float,
) -> Flags:
    """Figures beside which the page without its text has ink where another figure would stand.

    Upright figures alone, at the ends of numbers. Rules go on above and below the line, and an area
    of another colour goes on to the side; a drawn figure does neither.
    """
    before, after = np.zeros(len(found), dtype=bool), np.zeros(len(found), dtype=bool)
    for at in np.flatnonzero(seen & (found.turn == 0) & ~found.slanted).tolist():
        if not found.text[at].isdigit():
            continue
        x0, y0, x1, y1 = sides[at].tolist()
        wide, room = int(RENDERING.next_figure * found.size[at] * scale), (y1 - y0) // 2
        for left, right in ((x1 + 1, x1 + 1 + wide), (x0 - 1 - wide, x0 - 1)):
            if left < 0 or right > bare.shape[1] or y0 < room or not wide:
                continue
            if (owner[y0:y1, left:right] >= 0).any():
                continue
            dark = _strokes(bare[y0 - room : y1 + room, left:right])
            level, upright = (dark.mean(axis=axis) >= RENDERING.area_edge for axis in (1, 0))
            dark[level] = False
            dark[:, upright] = False
            inside, around = dark[room:-room], np.vstack([dark[:room], dark[-room:]])
            edge = inside[:, -1 if left > x0 else 0].mean()
            if (
                inside.mean() >= RENDERING.drawn_figure
                and edge < RENDERING.area_edge
                and _is_level(dark, room, around.sum(), inside.sum())
            ):
                (after if left > x0 else before)[at] = True
    for at in np.flatnonzero(after).tolist():
        first = at
        while first and found.text[first - 1].isdigit() and found.bottom[first] == found.bottom[at]:
            first -= 1
        if before[first]:  # a ring, a frame or brackets
            before[first] = after[at] = False
    return before | after


def _is_level(dark: Flags, room: int, around: int, inside: int) -> bool:
    """Whether what is drawn stands on the line of a figure, with `room` pixels above and below it:
    no more of it there, or a bit higher or lower than the figure stands, where it ends in sight."""
    rows: Flags = np.asarray(dark.any(axis=1), dtype=bool)
    ends = not (rows[:room].all() or rows[-room:].all())
    return bool(around <= (RENDERING.drawn_off if ends else RENDERING.drawn_around) * inside)


def _change(one: Grey, other: Grey) -> Grey:
    """By how much each pixel of two pictures differs."""
    return np.asarray(np.maximum(one, other) - np.minimum(one, other), dtype=np.uint8)


def _owners(sides: Whole, numbers: Whole, shape: tuple[int, ...]) -> npt.NDArray[np.int32]:
    """For each pixel the number of the last of these characters in whose box it is, or -1."""
    owner = np.full(shape, -1, dtype=np.int32)
    boxes = zip(numbers.tolist(), sides[numbers].tolist(), strict=True)
    for number, (x0, y0, x1, y1) in boxes:
        owner[y0:y1, x0:x1] = number
    return owner


def _enough(strong: Any, ink: Any, area: Any) -> Any:
    """Whether so many strong pixels and so much change in boxes of so many pixels show a letter."""
    least = np.maximum(1, RENDERING.strong_ink * area)
    return (strong >= least) & (ink >= RENDERING.least_ink * area)


def _inked_by_owner(change: Grey, owner: npt.NDArray[np.int32], sides: Whole) -> Flags:
    """Whether the pixels that each character owns changed enough to show it."""
    strong = np.flatnonzero(change >= RENDERING.contrast)
    of = owner.ravel()[strong]
    strong, of = strong[of >= 0], of[of >= 0]
    many = np.bincount(of, minlength=len(sides))
    ink = np.bincount(of, weights=change.ravel()[strong], minlength=len(sides))
    return np.asarray(_enough(many, ink, _areas(sides)), dtype=bool)


def _inked(change: Grey, sides: Whole) -> Flags:
    """Whether the pixels in each of these boxes changed enough to show a letter."""
    parts = [change[y0:y1, x0:x1] for x0, y0, x1, y1 in sides.tolist()]
    many = np.array([np.count_nonzero(part >= RENDERING.contrast) for part in parts])
    ink = np.array([part.sum(dtype=np.int64) for part in parts])
    return np.asarray(_enough(many, ink, _areas(sides)), dtype=bool)


def _areas(sides: Whole) -> Whole:
    x0, y0, x1, y1 = sides.T
    area: Whole = np.maximum(1, (x1 - x0) * (y1 - y0))
    return area


def _uneven(picture: Grey, sides: Whole) -> Flags:
    """Whether a picture has strong light and dark in each of these boxes."""
    parts = [picture[y0:y1, x0:x1] for x0, y0, x1, y1 in sides.tolist()]
    spread = (int(np.ptp(part)) if part.size else 0 for part in parts)
    return np.fromiter((each >= RENDERING.contrast for each in spread), bool, len(parts))


def _scale(found: Characters) -> float:
    """Pixels a point at which the usual letter of a page is large enough to be told from none."""
    # The median by hand: numpy's own first imports its masked arrays.
    ordered, half = np.sort(found.size), len(found) // 2
    usual = float(ordered[half] + ordered[-half - 1]) / 2 if len(found) else 0.0
    return max(RENDERING.scale, RENDERING.letter / usual if usual > RENDERING.least_size else 0.0)


def _pixels(
    ink: Floats, scale: float, rows: int, columns: int
) -> tuple[Whole, Whole, Whole, Whole]:
    """The pixels that a box (points) touches; those beside a thin one too, which may be moved."""
    box = ink * scale
    sides = []
    for low, high, most in ((0, 2, columns), (1, 3, rows)):
        room = np.where(box[:, high] - box[:, low] < RENDERING.thin, RENDERING.thin_room, 0.0)
        start = np.floor(box[:, low] - room)
        end = np.ceil(box[:, high] + room)
        sides += [np.clip(start, 0, most).astype(np.int64), np.clip(end, 0, most).astype(np.int64)]
    return sides[0], sides[2], sides[1], sides[3]


def _pairs(
    found: Characters, numbers: Whole, owner: npt.NDArray[np.int32], sides: Whole
) -> Iterator[tuple[int, int]]:
    """Of these characters those of which one has its middle in another one that is not the same."""
    left, top, right, bottom = sides.T
    across = np.clip((left + right) // 2, 0, owner.shape[1] - 1)
    down = np.clip((top + bottom) // 2, 0, owner.shape[0] - 1)
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
    picture: tuple[Grey, float, Whole],
    seen: Flags,
    over: Whole,
) -> None:
    """Tell which characters of pairs are seen: those without which the picture is another one."""
    whole, scale, sides = picture
    objects = dict.fromkeys(int(found.drawn_by[at]) for pair in pairs for at in pair)
    if len(objects) <= RENDERING.most_overprinted:
        for number in objects:
            own = np.flatnonzero((found.drawn_by == number) & seen)
            concerned = [at for pair in pairs for at in pair if found.drawn_by[at] == number]
            with without([pdfium_c.cast(found.objects[number], pdfium_c.FPDF_PAGEOBJECT)]):
                less, _ = grey_pixels(page, scale, RENDERING.most_pixels)
            inked = _inked(_change(whole, less), sides[own])
            hidden = set(own[~inked].tolist())
            for at in concerned:
                seen[at] = seen[at] and at not in hidden
    for one, other in pairs:
        if seen[one] and seen[other] and found.text[one] != found.text[other]:
            over[one], over[other] = other, one
