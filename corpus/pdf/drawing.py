"""What is drawn on a page but its text: lines and edges of areas, from PDFium's page objects."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c
from missiemonitor.corpus.document import Box, Rule
from missiemonitor.corpus.pdf.characters import Shown, shown_part
from missiemonitor.corpus.pdf.rendering import Matrix, combined, matrix_of, placed_objects
from missiemonitor.corpus.thresholds import DRAWING


@dataclass(frozen=True, slots=True)
class PageObject:
    """An object of a page, also of forms in it, and the matrix of the forms around it."""

    raw: Any
    matrix: Matrix


def box_of(page_object: PageObject, place: Shown) -> Box | None:
    """Around an object, in points of the page as it is shown; None where PDFium cannot tell."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetBounds(page_object.raw, left, bottom, right, top):
        return None
    corners = [(x.value, y.value) for x in (left, right) for y in (bottom, top)]
    moved = [place.points(*_moved(page_object.matrix, x, y)) for x, y in corners]
    xs, ys = [x for x, _ in moved], [y for _, y in moved]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def rules(page: pypdfium2.PdfPage) -> Iterator[Rule]:
    """The drawn lines of a page and the edges of its areas, on the page as it is shown."""
    place = shown_part(page)
    whole = Box(0.0, 0.0, place.width, place.height)
    for raw, kind, matrix in placed_objects(page, deepest=DRAWING.depth):
        each = PageObject(raw, matrix)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            found = _of_path(each, place)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            found = _of_image(each, place)
        else:
            continue
        seen = _seen_part(each, place, whole)
        for rule in found:
            if cut := _cut(rule, seen):
                yield cut


def _seen_part(each: PageObject, place: Shown, whole: Box) -> Box:
    """The part of the page that the clipping of an object leaves to it."""
    clip = pdfium_c.FPDFPageObj_GetClipPath(each.raw)
    if not clip:
        return whole
    seen = whole
    for path in range(max(0, pdfium_c.FPDFClipPath_CountPaths(clip))):
        count = pdfium_c.FPDFClipPath_CountPathSegments(clip, path)
        points = [
            place.points(*_moved(each.matrix, *_point(segment)))
            for at in range(min(max(0, count), DRAWING.segments))
            if (segment := pdfium_c.FPDFClipPath_GetPathSegment(clip, path, at))
        ]
        if points:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            seen = Box(
                max(seen.x0, min(xs)),
                max(seen.top, min(ys)),
                min(seen.x1, max(xs)),
                min(seen.bottom, max(ys)),
            )
    return seen


def _cut(rule: Rule, seen: Box) -> Rule | None:
    """A rule as far as it lies in a box, with some room for rules along its edge."""
    box, room = rule.box, DRAWING.thin
    cut = Box(
        max(box.x0, seen.x0 - room),
        max(box.top, seen.top - room),
        min(box.x1, seen.x1 + room),
        min(box.bottom, seen.bottom + room),
    )
    if cut.width < 0 or cut.height < 0 or max(cut.width, cut.height) <= 0:
        return None
    return rule if cut == box else Rule(cut, rule.horizontal, rule.drawn)


def _of_image(each: PageObject, place: Shown) -> Iterator[Rule]:
    """An image as thin as a line is one."""
    box = box_of(each, place)
    if box and min(box.width, box.height) <= DRAWING.thin < max(box.width, box.height):
        yield from _edges(box, drawn=True)


def _of_path(each: PageObject, place: Shown) -> Iterator[Rule]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(each.raw, fill, stroke)
    if not fill.value and not stroke.value:
        return
    own = combined(matrix_of(each.raw), each.matrix)
    for points in _pieces(each.raw, own, place):
        straight = all(
            min(abs(x - u), abs(y - v)) < DRAWING.straight for (x, y), (u, v) in pairwise(points)
        )
        if len(points) < 2 or not straight:
            continue
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        page = box.width > DRAWING.page * place.width and box.height > DRAWING.page * place.height
        if not page:
            thin = min(box.width, box.height) < DRAWING.thin
            yield from _edges(box, drawn=bool(stroke.value) or thin)


def _pieces(raw: Any, matrix: Matrix, place: Shown) -> Iterator[list[tuple[float, float]]]:
    """The parts of a path that hang together, as points on the page as it is shown.

    A part with a curve in it is left out: no line of a table is bent.
    """
    piece: list[tuple[float, float]] = []
    bent = False
    for at in range(min(max(0, pdfium_c.FPDFPath_CountSegments(raw)), DRAWING.segments)):
        segment = pdfium_c.FPDFPath_GetPathSegment(raw, at)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            if piece and not bent:
                yield piece
            piece, bent = [], False
        bent = bent or kind == pdfium_c.FPDF_SEGMENT_BEZIERTO
        piece.append(place.points(*_moved(matrix, *_point(segment))))
    if piece and not bent:
        yield piece


def _point(segment: Any) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value


def _edges(box: Box, drawn: bool) -> Iterator[Rule]:
    """A thin shape as the one rule that it is, a larger one as its four sides."""
    thin = DRAWING.thin
    if box.height <= thin < box.width:
        yield Rule(Box(box.x0, box.middle, box.x1, box.middle), horizontal=True, drawn=drawn)
    elif box.width <= thin < box.height:
        yield Rule(Box(box.centre, box.top, box.centre, box.bottom), horizontal=False, drawn=drawn)
    elif box.width > thin and box.height > thin:
        for y in (box.top, box.bottom):
            yield Rule(Box(box.x0, y, box.x1, y), horizontal=True, drawn=drawn)
        for x in (box.x0, box.x1):
            yield Rule(Box(x, box.top, x, box.bottom), horizontal=False, drawn=drawn)
