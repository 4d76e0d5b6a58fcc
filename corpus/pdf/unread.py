"""Ink on a page that no character accounts for and that looks like writing.

Scans, pasted pictures of tables and text in outlines look like text to a reader and are none to a
program. The page is drawn small without its text; of what ink is left, spots of the size of letters
that stand in lines on one foot are writing, and an area is one where such lines take up most of the
room. Photographs, logos, signatures, stamps, bar codes, maps and charts have none of these, or have
a few in much that is no writing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c
from missiemonitor.corpus.document import Box, Unread
from missiemonitor.corpus.pdf.components import Mask, Spots, spots, without_long_runs
from missiemonitor.corpus.pdf.rendering import (
    Grey,
    grey_pixels,
    page_images,
    page_objects,
    without_text,
)

SCALE = 100 / 72  # pixels of a point: letters of 6 points are still parted
MOST_PIXELS = 4_000_000
MOST_RUNS = 200_000
MOST_LETTERS = 8_000
BLOCK = 16  # pixels, of which the middle one tells the background
CONTRAST = 50  # of 255, between ink and its background
RULE = 26.0  # points; what is dark for longer is a rule or an area, not a letter
LOW, HIGH = 2.2, 22.0  # points, of a letter
PLAIN = 5  # pieces of a path that is a rectangle at most
OUTLINED = 60  # pieces of a few letters
BAND = 16  # pixels, by which lines are looked up
BESIDE = 1.6  # letter heights between letters of one line
FEWEST = 4  # letters of a line
FEWEST_SPOTS = 3  # of which such a line is made: small letters run together
SMALL = 3.0  # points, of small letters; what is lower is a pattern
ALIKE = 0.5  # share of the spots of an area that the three commonest shapes of a pattern have
LEVEL = 0.5  # share of neighbours that stand on one foot
SOLID = 0.6  # share of letters that are filled boxes
APART = 48.0  # points between lines of one area
PITCH = 3.0  # letter heights (of small letters) from line to line, of which rows are made
COVERED = 0.35  # share of an area that its rows take
TURNED = 0.05  # share of a page of pictures, from which writing on its side is looked for
PICTURE = 0.2  # share of a page without text, from which a picture on it is to be read
VISIBLE = 1.0  # pixels that a character changes at least, where it is seen
SCAN = 0.6  # share of the page, from which a picture is the page itself
ONE_SHAPE = 0.8  # share of them that are as large as the usual one, to a pixel
LEAST_INK = 40  # pixels of a few letters
PATTERN = 12  # spots, of which a pattern has more
LEAST_LETTERS = 8
LOOSE = 0.25  # spots as large as letters outside the rows, for each letter in a line
LOOSE_ON_SCANS = 1.0  # which have stamps, hands and dirt beside their text
LOGO_LINES, LOGO_WIDE, LOGO_TOP, LOGO_FOOT = 4, 0.45, 0.2, 0.88  # lines, shares of the page


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of writing: its box in points, about how many letters, how high the usual one is.

    `shapes` are width, height and ink of its spots, in pixels.
    """

    box: Box
    letters: int
    high: float
    shapes: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Ink:
    """What was found in the ink: lines of writing, and the boxes of all other spots, in points."""

    lines: list[_Line]
    others: list[Box]


@dataclass(frozen=True, slots=True)
class Look:
    """What a page shows beside its text: whether it `is_picture` (a scan, whatever is typed over
    it), whether its text `is_layer` (invisible, over a picture that shows the same), and the areas
    of writing that is no text, the most letters first.
    """

    is_picture: bool = False
    is_layer: bool = False
    areas: tuple[Unread, ...] = ()


def look_at(page: pypdfium2.PdfPage, number: int, characters: int) -> Look:
    """What an open page shows beside its text, of which it has so many `characters`.

    A page whose objects are text, rules and plain areas alone is not drawn at all.
    """
    images, outlined = _first_look(page)
    if not images and not outlined:
        return Look()
    width, height = page.get_size()
    whole = Box(0.0, 0.0, width, height)
    boxes = page_images(page) if images else ()
    with without_text(page, strokes=not outlined):
        pixels, scale = grey_pixels(page, SCALE, MOST_PIXELS)
    # Beside pictures there is nothing to look for where no shapes can be letters.
    looked = whole if outlined else Box.around(boxes) if boxes else whole
    pictured = sum(box.width * box.height for box in boxes) / (width * height)
    areas = tuple(_areas(_found(pixels, scale, looked), boxes, whole, number))
    for turn in (1, 3) if pictured > TURNED or outlined else ():
        areas = areas or _sideways(pixels, scale, looked, boxes, whole, number, turn)
    if not characters:
        blank = bool(np.ptp(pixels) <= CONTRAST)
        return Look(is_picture=bool(areas) or (pictured > PICTURE and not blank), areas=areas)
    if pictured < SCAN:
        return Look(areas=areas)
    if not outlined and not _shows_text(page, pixels, characters):
        return Look(is_layer=True, areas=areas)
    return Look(is_picture=sum(area.letters for area in areas) > characters, areas=areas)


def _sideways(
    pixels: Grey,
    scale: float,
    looked: Box,
    images: Sequence[Box],
    whole: Box,
    number: int,
    turn: int,
) -> tuple[Unread, ...]:
    """The areas of writing that runs up or down, told after so many quarter turns clockwise."""
    sides = whole.width, whole.height
    turned = np.ascontiguousarray(np.rot90(pixels, -turn))
    found = _found(turned, scale, looked.turned(turn, *sides))
    boxes = [box.turned(turn, *sides) for box in images]
    areas = _areas(found, boxes, whole.turned(turn, *sides), number)
    after = sides if turn % 2 == 0 else sides[::-1]
    return tuple(replace(area, box=area.box.turned(-turn, *after)) for area in areas)


def _shows_text(page: pypdfium2.PdfPage, without: Grey, characters: int) -> bool:
    """Whether the text of a page makes a difference to what is seen, drawn `without` it before."""
    drawn, _ = grey_pixels(page, SCALE, MOST_PIXELS)
    apart = np.abs(drawn.astype(np.int16) - without) > CONTRAST
    return int(apart.sum()) > VISIBLE * characters


def _first_look(page: pypdfium2.PdfPage) -> tuple[bool, bool]:
    """Whether a page has pictures, and whether it has shapes enough to be letters."""
    images, pieces = False, 0
    text = pdfium_c.FPDF_PAGEOBJ_TEXT
    for each, kind in page_objects(page):
        if kind == text:
            continue
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            images = True
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH and pieces <= OUTLINED:
            many = pdfium_c.FPDFPath_CountSegments(each)
            pieces += many if many > PLAIN else 0
    return images, pieces > OUTLINED


def _areas(found: _Ink, images: Sequence[Box], whole: Box, number: int) -> Iterator[Unread]:
    areas = []
    for holder, lines in _grouped(found.lines, images, whole):
        box = Box.around([*(line.box for line in lines), *_in_rows(lines, found.others, holder)])
        area = Unread(
            page=number,
            box=box,
            kind="image" if holder else "outlines",
            letters=sum(line.letters for line in lines),
            lines=len(lines),
        )
        if _is_writing(area, lines, found.others, holder, whole):
            # A pasted picture is read as a whole: a count alone in its cell may be its last row.
            scan = holder is None or _is_scan(holder, whole)
            areas.append(area if scan or holder is None else replace(area, box=holder))
    yield from sorted(areas, key=lambda area: -area.letters)


def _is_scan(holder: Box, whole: Box) -> bool:
    return holder.width * holder.height >= SCAN * whole.width * whole.height


def _is_writing(
    area: Unread, lines: Sequence[_Line], others: Sequence[Box], holder: Box | None, whole: Box
) -> bool:
    """Whether an area is for reading: not a logo with a few lines, nor a chart with its labels."""
    near = [box for box in others if area.box.holds(box)]
    in_rows = set(_in_rows(lines, near, holder))
    loose = sum(LOW <= box.height <= HIGH and box not in in_rows for box in near)
    shapes = [shape for line in lines for shape in line.shapes]
    most = LOOSE_ON_SCANS if holder and _is_scan(holder, whole) else LOOSE
    if area.letters < LEAST_LETTERS or loose > most * len(shapes):
        return False
    if _is_pattern(shapes):
        return False
    at_edge = area.box.bottom < LOGO_TOP * whole.height or area.box.top > LOGO_FOOT * whole.height
    if at_edge and area.lines <= LOGO_LINES and area.box.width < LOGO_WIDE * whole.width:
        return False
    room = area.box
    if holder and not _is_scan(holder, whole):
        # Of a chart the writing is a small part; of a scan with half a table most is empty paper.
        room = Box.around([room, *(box for box in others if holder.holds(box))])
    return _covered(lines, near) > COVERED * room.width * room.height


def _is_pattern(shapes: Sequence[tuple[int, int, int]]) -> bool:
    """Whether spots are those of a hatching or an ornament: a few shapes again and again."""
    if len(shapes) <= PATTERN:
        return False
    common = sum(many for _, many in Counter(shapes).most_common(3))
    sides = np.array([shape[:2] for shape in shapes])
    like = (np.abs(sides - np.median(sides, axis=0)) <= 1).all(axis=1).mean()
    return bool(common > ALIKE * len(shapes) or like > ONE_SHAPE)


def _rows(lines: Sequence[_Line]) -> list[list[_Line]]:
    """The lines that stand at one height, row by row."""
    rows: list[list[_Line]] = []
    for line in sorted(lines, key=lambda each: each.box.middle):
        if rows and line.box.overlap_y(rows[-1][0].box) > 0.5 * line.high:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _in_rows(lines: Sequence[_Line], others: Sequence[Box], holder: Box | None) -> Iterator[Box]:
    """Spots as high as letters in the rows of lines: lone figures, words of a letter or two."""
    for row in _rows(lines):
        box, high = Box.around(line.box for line in row), max(line.high for line in row)
        for each in others:
            as_high = 0.5 * high < each.height < 2 * high and each.width < 4 * high
            held = holder is None or holder.holds(each)
            if as_high and held and each.overlap_y(box) > 0.5 * each.height:
                yield each


def _covered(lines: Sequence[_Line], others: Sequence[Box]) -> float:
    """Square points that the rows of these lines take, from their first letter to the last."""
    covered, foot = 0.0, 0.0
    for row in _rows(lines):
        box, high = Box.around(line.box for line in row), max(line.high for line in row)
        wide = Box.around([box, *_in_rows(row, others, None)]).width
        top, bottom = box.middle - PITCH * high / 2, box.middle + PITCH * high / 2
        covered += wide * max(0.0, bottom - max(top, foot))
        foot = max(foot, bottom)
    return covered


def _grouped(
    lines: Sequence[_Line], images: Sequence[Box], whole: Box
) -> Iterator[tuple[Box | None, list[_Line]]]:
    """Lines of one picture, or near each other, together; the picture first."""
    groups: dict[Box | None, list[_Line]] = {}
    for line in lines:
        holder = next((box for box in images if box.holds(line.box)), None)
        groups.setdefault(holder, []).append(line)
    for holder, held in groups.items():
        if holder and not _is_scan(holder, whole):
            yield holder, held
            continue
        part: list[_Line] = []
        foot = 0.0
        for line in sorted(held, key=lambda each: each.box.top):
            if part and line.box.top - foot > APART:
                yield holder, part
                part = []
            part.append(line)
            foot = max(foot, line.box.bottom)
        yield holder, part


def _found(pixels: Grey, scale: float, looked: Box) -> _Ink:
    """Lines and other spots in the part of the pixels that is looked at."""
    x0, top = int(looked.x0 * scale), int(looked.top * scale)
    x1, bottom = int(np.ceil(looked.x1 * scale)), int(np.ceil(looked.bottom * scale))
    part = pixels[top:bottom, x0:x1]
    found = _Ink([], [])
    if not part.size or np.ptp(part) <= CONTRAST:
        return found
    for ink in _ink(part):
        _add_lines(found, without_long_runs(ink, round(RULE * scale)), scale, x0, top)
    return found


def _ink(pixels: Grey) -> tuple[Mask, Mask]:
    """What is darker, and what is lighter, than most of what is around it."""
    high, wide = pixels.shape
    down, across = -(-high // BLOCK), -(-wide // BLOCK)
    padded = np.pad(pixels, ((0, down * BLOCK - high), (0, across * BLOCK - wide)), mode="edge")
    blocks = padded[::4, ::2].reshape(down, BLOCK // 4, across, BLOCK // 2)
    few = blocks.transpose(0, 2, 1, 3).reshape(down, across, -1)
    ground = np.partition(few, few.shape[2] // 2, axis=2)[:, :, few.shape[2] // 2]
    ground = np.repeat(np.repeat(ground, BLOCK, axis=0), BLOCK, axis=1)[:high, :wide]
    # In unsigned bytes: what would fall below nothing is cut off before.
    dark = pixels < np.where(ground > CONTRAST, ground - CONTRAST, 0)
    light = pixels > np.where(ground < 255 - CONTRAST, ground + CONTRAST, 255)
    return np.asarray(dark), np.asarray(light)


def _add_lines(found: _Ink, ink: Mask, scale: float, left: int, above: int) -> None:
    """Add lines of writing in this ink, and its other spots, to what was found."""
    if not np.count_nonzero(ink) > LEAST_INK:
        return
    every = spots(ink, MOST_RUNS)
    high = every.height
    fit = (high >= LOW * scale) & (high <= HIGH * scale) & (every.width <= 8 * high)
    letters, rest = every.where(fit), every.where(~fit & (high >= LOW * scale))
    if len(letters) > MOST_LETTERS:
        return

    def points(box: Box) -> Box:
        return Box(
            (box.x0 + left) / scale,
            (box.top + above) / scale,
            (box.x1 + left) / scale,
            (box.bottom + above) / scale,
        )

    found.others.extend(points(_box(rest, index)) for index in range(len(rest)))
    for chain in _chains(letters):
        box = Box.around(_box(letters, each) for each in chain)
        many, usual = _letters_of(letters, chain)
        if many and usual >= SMALL * scale:
            sides = (letters.width[chain], letters.height[chain], letters.ink[chain])
            shapes = tuple(zip(*(each.tolist() for each in sides), strict=True))
            found.lines.append(_Line(points(box), many, usual / scale, shapes))
        else:
            found.others.extend(points(_box(letters, each)) for each in chain)


def _box(of: Spots, index: int) -> Box:
    sides = (of.x0[index], of.top[index], of.x1[index], of.bottom[index])
    return Box(*(float(side) for side in sides))


def _chains(letters: Spots) -> list[list[int]]:
    """Letters that stand beside each other, from left to right."""
    x0, top = letters.x0.tolist(), letters.top.tolist()
    x1, bottom = letters.x1.tolist(), letters.bottom.tolist()
    chains: list[list[int]] = []
    ends: dict[int, list[int]] = {}  # chains by the band of the page that their last letter is in
    for index in sorted(range(len(x0)), key=x0.__getitem__):
        high = bottom[index] - top[index]
        best, near = -1, 0.0
        for band in range(top[index] // BAND - 1, bottom[index] // BAND + 2):
            for chain in ends.get(band, ()):
                last = chains[chain][-1]
                lower = min(high, bottom[last] - top[last])
                larger = max(high, bottom[last] - top[last])
                gap = x0[index] - x1[last]
                shared = min(bottom[index], bottom[last]) - max(top[index], top[last])
                fits = gap <= BESIDE * larger and shared > 0.5 * lower and larger <= 2.6 * lower
                if fits and (best < 0 or gap < near):
                    best, near = chain, gap
        if best < 0:
            best = len(chains)
            chains.append([])
        else:
            last = chains[best][-1]
            ends[(top[last] + bottom[last]) // 2 // BAND].remove(best)
        chains[best].append(index)
        ends.setdefault((top[index] + bottom[index]) // 2 // BAND, []).append(best)
    return chains


def _letters_of(letters: Spots, chain: list[int]) -> tuple[int, float]:
    """About how many letters a chain of spots is, and their usual height; 0 for no writing."""
    wide, high = letters.width[chain], letters.height[chain]
    usual = float(np.median(high))
    many = int(np.maximum(1, np.round(wide / (0.8 * usual))).sum())
    if many < FEWEST or len(chain) < FEWEST_SPOTS:
        return 0, usual
    # Letters of a line stand on one foot but for a few; ink of a picture stands anywhere.
    apart = np.abs(np.diff(letters.bottom[chain]))
    if (apart <= max(1.0, 0.15 * usual)).mean() < LEVEL:
        return 0, usual
    # Bars, dots and dashes fill their boxes, or are all alike.
    if (letters.ink[chain] / (high * wide) > 0.9).mean() > SOLID:
        return 0, usual
    if len(chain) > 3 and np.ptp(wide) <= 1 and np.ptp(high) <= 1:
        return 0, usual
    return many, usual
