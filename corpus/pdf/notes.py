"""Notes and form fields of a page, drawn into it as viewers show them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c
from missiemonitor.corpus.document import Box, Issue
from missiemonitor.corpus.pdf.characters import Shown, shown_part
from missiemonitor.corpus.text import clean
from missiemonitor.corpus.thresholds import DRAWING

# Notes that show nothing of their own on the paper.
SILENT = {pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP}
UNSEEN = pdfium_c.FPDF_ANNOT_FLAG_HIDDEN | pdfium_c.FPDF_ANNOT_FLAG_NOVIEW
TEXT_OF = {pdfium_c.FPDF_ANNOT_FREETEXT: b"Contents", pdfium_c.FPDF_ANNOT_WIDGET: b"V"}
LONGEST = 200  # characters of a page that an issue tells


@contextmanager
def flattened(
    pdf: pypdfium2.PdfDocument, number: int
) -> Iterator[tuple[pypdfium2.PdfPage, tuple[Issue, ...]]]:
    """The page of that number (from 1) with its notes drawn into it, and issues about some.

    Raises PdfiumError for a page that cannot be loaded.
    """
    page = pdf[number - 1]
    issues: tuple[Issue, ...] = ()
    try:
        notes = pdfium_c.FPDFPage_GetAnnotCount(page)
        if notes > 0:
            shown, issues = _notes(page, number, min(notes, DRAWING.notes))
            if shown:
                page.close()
                page = with_notes(pdf, number)
        yield page, issues
    finally:
        page.close()


def with_notes(pdf: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """The page of that number (from 1) with its notes drawn into it; whoever asked closes it."""
    page = pdf[number - 1]
    # PDFium makes the missing appearances of some kinds only while it draws a page.
    page.render(scale=0.1, may_draw_forms=False)
    pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
    page.close()
    return pdf[number - 1]


def _notes(page: pypdfium2.PdfPage, number: int, count: int) -> tuple[bool, tuple[Issue, ...]]:
    """Whether any note of a page is drawn on it, and what is told of some."""
    place = shown_part(page)
    drawn, issues = False, []
    for at in range(count):
        note = pdfium_c.FPDFPage_GetAnnot(page, at)
        if not note:
            continue
        kind = pdfium_c.FPDFAnnot_GetSubtype(note)
        unseen = pdfium_c.FPDFAnnot_GetFlags(note) & UNSEEN
        if kind not in SILENT and not unseen:
            drawn = True
            if issue := _told(note, kind, number, place):
                issues.append(issue)
        pdfium_c.FPDFPage_CloseAnnot(note)
    return drawn, tuple(issues)


def _told(note: Any, kind: int, number: int, place: Shown) -> Issue | None:
    box = _box(note, place)
    if kind == pdfium_c.FPDF_ANNOT_REDACT:
        return Issue("note-to-redact", "default", {"page": number}, number, box)
    if kind in TEXT_OF and not pdfium_c.FPDFAnnot_HasKey(note, b"AP"):
        text = clean(_string(note, TEXT_OF[kind])).strip()[:LONGEST]
        if text:
            told = {"page": number, "text": text}
            return Issue("note-not-drawn", "default", told, number, box)
    return None


def _box(note: Any, place: Shown) -> Box | None:
    rect = pdfium_c.FS_RECTF()
    if not pdfium_c.FPDFAnnot_GetRect(note, rect):
        return None
    return Box(*(float(side) for side in place.boxes(rect.left, rect.bottom, rect.right, rect.top)))


def _string(note: Any, key: bytes) -> str:
    size = pdfium_c.FPDFAnnot_GetStringValue(note, key, None, 0)
    buffer = ctypes.create_string_buffer(max(2, size))
    pdfium_c.FPDFAnnot_GetStringValue(
        note, key, ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR)), size
    )
    return buffer.raw[: max(0, size - 2)].decode("utf-16-le", "replace")
