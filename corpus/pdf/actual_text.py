"""Text that a file gives in the place of what it draws (ActualText of ISO 32000-1, 14.9.4)."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c
from missiemonitor.corpus.pdf.rendering import page_objects
from missiemonitor.corpus.thresholds import DRAWING

KEY = b"ActualText"


def forget_other_numbers(page: pypdfium2.PdfPage) -> None:
    """Have PDFium read the figures that are drawn, and not others that a file gives for them.

    Such texts help where a hyphen or a ligature is drawn. One with a figure in it may be left over
    from another version of the page; a reader sees the figures on the page.
    """
    for raw, kind in page_objects(page):
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            for at in range(min(pdfium_c.FPDFPageObj_CountMarks(raw), DRAWING.marks) - 1, -1, -1):
                mark = pdfium_c.FPDFPageObj_GetMark(raw, at)
                if mark and any(char.isdigit() for char in _given(mark)):
                    pdfium_c.FPDFPageObj_RemoveMark(raw, mark)


def _given(mark: Any) -> str:
    """The text that a mark gives in the place of what is drawn, or nothing."""
    needed = ctypes.c_ulong()
    found = pdfium_c.FPDFPageObjMark_GetParamStringValue(mark, KEY, None, 0, needed)
    if not found or needed.value < 4:
        return ""
    buffer = (ctypes.c_ushort * (needed.value // 2 + 1))()
    pdfium_c.FPDFPageObjMark_GetParamStringValue(mark, KEY, buffer, needed.value, needed)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\x00")
