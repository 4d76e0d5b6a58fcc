"""Ink on a page that no character accounts for and that looks like writing.

Scans, pasted pictures of tables and text in outlines look like text to a reader and are none to a
program. The page is drawn small without its text; of what ink is left, spots of the size of letters
that stand in lines on one foot are writing, and an area is one where such lines take up most of the
room. Photographs, logos, signatures, stamps, bar codes, maps and charts have none of these, or have
a few in much that is no writing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c
from missiemonitor.corpus.document import Box, Unread
from missiemonitor.corpus.pdf.rendering import (
    Grey,
    grey_pixels,
    image_boxes,
    page_objects,
    without_text,
)
from missiemonitor.corpus.pdf.writing import WrittenLine, ink_of
from missiemonitor.corpus.thresholds import WRITING


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
    boxes = _put_together(image_boxes(page)) if images else ()
    drawn = _drawn(page, boxes, outlined, WRITING.scale)
    pictured = drawn.pictured
    areas, doubtful = _areas(drawn)
    if not areas and (pictured > WRITING.turned or outlined):
        areas = _sideways(drawn)
    if not areas and doubtful:
        areas, _ = _areas(_drawn(page, boxes, outlined, WRITING.closer * WRITING.scale))
    told = tuple(replace(area, page=number) for area in areas)
    if not characters:
        blank = bool(np.ptp(drawn.pixels) <= WRITING.contrast)
        return Look(is_picture=bool(told) or (pictured > WRITING.picture and not blank), areas=told)
    if pictured < WRITING.scan:
        return Look(areas=told)
    bare = _drawn(page, boxes, False, WRITING.scale).pixels if outlined else drawn.pixels
    if not _shows_text(page, bare, characters):
        return Look(is_layer=True, areas=told)
    return Look(is_picture=sum(area.letters for area in told) > characters, areas=told)


def without_running(areas: Sequence[Unread]) -> tuple[Unread, ...]:
    """The areas without those that come back alike on page after page: a letterhead, a colophon."""

    def print_of(area: Unread) -> tuple[object, ...]:
        return area.kind, area.letters, area.lines, *(round(side) for side in area.box.sides())

    times = Counter(print_of(area) for area in areas)
    return tuple(area for area in areas if times[print_of(area)] < WRITING.running)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A page drawn without its text: its pixels, `scale` of which are a point, the boxes of its
    pictures and of itself, and of the part that can hold writing."""

    pixels: Grey
    scale: float
    images: tuple[Box, ...]
    whole: Box
    looked: Box

    @property
    def pictured(self) -> float:
        """The share of the page that its pictures take."""
        taken = sum(box.width * box.height for box in self.images)
        return taken / (self.whole.width * self.whole.height)

    def turned(self, turn: int) -> _Drawn:
        """The same after so many quarter turns clockwise."""
        sides = self.whole.width, self.whole.height
        return _Drawn(
            pixels=np.ascontiguousarray(np.rot90(self.pixels, -turn)),
            scale=self.scale,
            images=tuple(box.turned(turn, *sides) for box in self.images),
            whole=self.whole.turned(turn, *sides),
            looked=self.looked.turned(turn, *sides),
        )


def _drawn(
    page: pypdfium2.PdfPage, images: tuple[Box, ...], outlined: bool, scale: float
) -> _Drawn:
    width, height = page.get_size()
    whole = Box(0.0, 0.0, width, height)
    with without_text(page, strokes=not outlined):
        pixels, scale = grey_pixels(page, scale, WRITING.most_pixels, notes=False)
    # Beside pictures there is nothing to look for where no shapes can be letters.
    looked = whole if outlined or not images else Box.around(images)
    return _Drawn(pixels, scale, images, whole, looked)


def _put_together(images: Iterable[Box]) -> tuple[Box, ...]:
    """The pictures, those that are strips or tiles of one taken for one."""
    boxes = [box for box in images if box.width > 0 and box.height > 0]
    near = WRITING.seam

    def joined(level: bool) -> Iterator[Box]:
        last: Box | None = None
        for box in sorted(boxes, key=lambda b: (b.top, b.x0) if level else (b.x0, b.top)):
            if last is None:
                last = box
                continue
            if level:
                same = abs(box.top - last.top) < near and abs(box.bottom - last.bottom) < near
                beside = abs(box.x0 - last.x1) < near
            else:
                same = abs(box.x0 - last.x0) < near and abs(box.x1 - last.x1) < near
                beside = abs(box.top - last.bottom) < near
            if same and beside:
                last = Box.around((last, box))
            else:
                yield last
                last = box
        if last is not None:
            yield last

    boxes = list(joined(level=True))
    return tuple(joined(level=False))


def _sideways(drawn: _Drawn) -> list[Unread]:
    """The areas of writing that runs up or down."""
    for turn in (1, 3):
        turned = drawn.turned(turn)
        areas, _ = _areas(turned)
        sides = turned.whole.width, turned.whole.height
        if areas:
            return [replace(area, box=area.box.turned(-turn, *sides)) for area in areas]
    return []


def _shows_text(page: pypdfium2.PdfPage, without: Grey, characters: int) -> bool:
    """Whether the text of a page makes a difference to what is seen, drawn `without` it before."""
    drawn, _ = grey_pixels(page, WRITING.scale, WRITING.most_pixels, notes=False)
    apart = np.abs(drawn.astype(np.int16) - without) > WRITING.contrast
    return int(apart.sum()) > WRITING.visible * characters


def _first_look(page: pypdfium2.PdfPage) -> tuple[bool, bool]:
    """Whether a page has pictures, and whether it has shapes enough to be letters."""
    images, pieces = False, 0
    text = pdfium_c.FPDF_PAGEOBJ_TEXT
    for each, kind in page_objects(page):
        if kind == text:
            continue
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            images = True
        elif kind == pdfium_c.FPDF_PAGEOBJ_PATH and pieces <= WRITING.outlined:
            many = pdfium_c.FPDFPath_CountSegments(each)
            pieces += many if many > WRITING.plain else 0
    return images, pieces > WRITING.outlined


def _areas(drawn: _Drawn) -> tuple[list[Unread], bool]:
    """Areas of writing, the most letters first, and whether one that was left is doubtful."""
    found = ink_of(drawn.pixels, drawn.scale, drawn.looked)
    areas, doubtful = [], False
    for holder, lines in _grouped(found.lines, drawn.images, drawn.whole):
        letters = sum(line.letters for line in lines)
        if letters < WRITING.least_letters:
            continue
        others = [box for box in found.others if holder.holds(box)] if holder else found.others
        box = Box.around([*(line.box for line in lines), *_in_rows(lines, others)])
        area = Unread(0, box, "image" if holder else "outlines", letters, len(lines))
        scan = holder is not None and _is_scan(holder, drawn.whole)
        if _is_logo(area, drawn.whole):
            continue
        # Of a chart the writing is a small part; of a scan with half a table most is empty paper.
        room = Box.around([box, *others]) if holder and not scan else box
        within = [each for each in others if box.holds(each)]
        if _covered(lines, within) <= WRITING.covered * room.width * room.height:
            continue
        if _is_clear(lines, within, scan):
            # A pasted picture is read as a whole: a count alone may be its last row.
            areas.append(replace(area, box=holder) if holder and not scan else area)
        else:
            doubtful = True
    return sorted(areas, key=lambda area: -area.letters), doubtful


def _is_scan(holder: Box, whole: Box) -> bool:
    return holder.width * holder.height >= WRITING.scan * whole.width * whole.height


def _is_logo(area: Unread, whole: Box) -> bool:
    """Whether an area is a few short lines at the edge of the page."""
    box = area.box
    top, foot = WRITING.logo_top * whole.height, WRITING.logo_foot * whole.height
    short = area.lines <= WRITING.logo_lines and box.width < WRITING.logo_wide * whole.width
    return short and (box.bottom < top or box.top > foot)


def _is_clear(lines: Sequence[WrittenLine], others: Sequence[Box], scan: bool) -> bool:
    """Whether lines are writing and no texture: next to nothing as large as letters is beside."""
    shapes = [shape for line in lines for shape in line.shapes]
    in_rows = set(_in_rows(lines, others))
    sized = [box for box in others if WRITING.low <= box.height <= WRITING.high]
    loose = sum(box not in in_rows for box in sized)
    most = WRITING.loose_on_scans if scan else WRITING.loose
    return loose <= most * len(shapes) and not _is_pattern(shapes)


def _is_pattern(shapes: Sequence[tuple[int, int, int]]) -> bool:
    """Whether spots are those of a hatching or an ornament: a few shapes again and again."""
    if len(shapes) <= WRITING.pattern:
        return False
    common = sum(many for _, many in Counter(shapes).most_common(3))
    sides = np.array([shape[:2] for shape in shapes])
    like = (np.abs(sides - np.median(sides, axis=0)) <= 1).all(axis=1).mean()
    return bool(common > WRITING.alike * len(shapes) or like > WRITING.one_shape)


def _rows(lines: Sequence[WrittenLine]) -> list[list[WrittenLine]]:
    """The lines that stand at one height, row by row."""
    rows: list[list[WrittenLine]] = []
    for line in sorted(lines, key=lambda each: each.box.middle):
        if rows and line.box.overlap_y(rows[-1][0].box) > WRITING.in_row * line.high:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _in_rows(lines: Sequence[WrittenLine], others: Sequence[Box]) -> Iterator[Box]:
    """Spots as high as letters in the rows of lines: lone figures, words of a letter or two."""
    for row in _rows(lines):
        box, high = Box.around(line.box for line in row), max(line.high for line in row)
        for each in others:
            as_high = WRITING.row_low * high < each.height < WRITING.row_high * high
            as_wide = each.width < WRITING.row_wide * high
            if as_high and as_wide and each.overlap_y(box) > WRITING.in_row * each.height:
                yield each


def _covered(lines: Sequence[WrittenLine], others: Sequence[Box]) -> float:
    """Square points that the rows of these lines take, from their first letter to the last."""
    covered, foot = 0.0, 0.0
    for row in _rows(lines):
        box, high = Box.around(line.box for line in row), max(line.high for line in row)
        wide = Box.around([box, *_in_rows(row, others)]).width
        top, bottom = box.middle - WRITING.pitch * high / 2, box.middle + WRITING.pitch * high / 2
        covered += wide * max(0.0, bottom - max(top, foot))
        foot = max(foot, bottom)
    return covered


def _grouped(
    lines: Sequence[WrittenLine], images: Sequence[Box], whole: Box
) -> Iterator[tuple[Box | None, list[WrittenLine]]]:
    """Lines of one picture, or near each other, together; the picture first."""
    groups: dict[Box | None, list[WrittenLine]] = {}
    for line in lines:
        holder = next((box for box in images if box.holds(line.box)), None)
        groups.setdefault(holder, []).append(line)
    for holder, held in groups.items():
        if holder and not _is_scan(holder, whole):
            yield holder, held
            continue
        part: list[WrittenLine] = []
        foot = 0.0
        for line in sorted(held, key=lambda each: each.box.top):
            if part and line.box.top - foot > WRITING.apart:
                yield holder, part
                part = []
            part.append(line)
            foot = max(foot, line.box.bottom)
        yield holder, part
