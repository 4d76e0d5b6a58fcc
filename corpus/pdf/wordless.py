"""What a page without text shows instead, so that nobody is sent for help that cannot help."""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium_c
from missiemonitor.corpus.pdf.rendering import page_objects

# Of a page, whose first objects tell what it is.
MOST_OBJECTS, MOST_NOTES = 10_000, 1_000
WRITTEN = (pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_WIDGET, pdfium_c.FPDF_ANNOT_TEXT)


def shown_instead(pdf: pypdfium2.PdfDocument, index: int, picture: bool) -> str:
    """`picture`, `notes` (form fields too), `drawing`, `blank`, or `nothing` where there is no
    object at all, for a page without text."""
    if picture:
        return "picture"
    page = pdf[index]
    try:
        if _has_notes(page):
            return "notes"
        kinds = {kind for _, kind in page_objects(page, MOST_OBJECTS)}
    finally:
        page.close()
    if not kinds:
        return "nothing"
    if pdfium_c.FPDF_PAGEOBJ_IMAGE in kinds:
        return "picture"
    drawn = kinds & {pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_SHADING}
    return "drawing" if drawn else "blank"


def _has_notes(page: pypdfium2.PdfPage) -> bool:
    for number in range(min(MOST_NOTES, pdfium_c.FPDFPage_GetAnnotCount(page))):
        note = pdfium_c.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        kind = pdfium_c.FPDFAnnot_GetSubtype(note)
        pdfium_c.FPDFPage_CloseAnnot(note)
        if kind in WRITTEN:
            return True
    return False


def no_text(kinds: set[str], engines: bool) -> tuple[str, str]:
    """What is said of a file without text whose pages show these kinds, and what to do."""
    said = "has no text on any page"
    if "picture" in kinds and not engines:
        return (
            f"{said}: it is a scan or a picture",
            "install an OCR engine ('missiemonitor doctor' tells how), or give a copy with text",
        )
    if "picture" in kinds:
        return f"{said}, and its pictures show no writing", "give a copy with text"
    if "notes" in kinds:
        return f"{said}, only form fields or notes", "give a copy with their text on the page"
    if "drawing" in kinds:
        return f"{said}, only drawn lines and areas", "give a copy with text"
    return f"{said}: its pages are empty", "give the report as it was published"
