"""What is owed of each saved document, as JSON: its rows with their pages, and the other tables."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import pypdfium2

from tests.laboratory.report import Cell, Invented


def squeezed(text: str) -> str:
    """The text without spaces, hyphens and case: lines of a cell are broken at either."""
    return "".join(
        text.replace("-", "").replace("\u00ad", "").replace("\ufffe", "").split()
    ).casefold()


def page_texts(pdf: bytes) -> list[str]:
    """The squeezed text of each page."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        return [squeezed(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def pages_of(report: Invented, texts: Sequence[str]) -> tuple[list[int], list[int]]:
    """Pages of our rows, and of the first rows of the other tables: tables follow each other."""
    ours: list[int] = []
    others: list[int] = []
    page, said = 0, ""
    for block in report.blocks:
        if not block.table:
            said = squeezed(block.text)[:60] if block.text else said
            continue
        rows = [[squeezed(c.text) for c in row if c and c.text] for row in block.table.rows]
        page = _best(texts, page, said, rows)
        if block.table.look_alike:
            others.append(page + 1)
        else:
            ours += _following(texts, page, block.table.rows[: len(report.rows) - len(ours)])
    return ours, others


def _best(texts: Sequence[str], first: int, said: str, rows: Sequence[Sequence[str]]) -> int:
    """The page from `first` on that shows most rows as they stand, or else most of their words."""

    def shown(page: int) -> tuple[int, int]:
        text = texts[page]
        whole = sum("".join(row) in text for row in rows if len(row) > 1)
        words = sum(cell in text for row in rows for cell in row if len(cell) > 2)
        near = said in text or (page > 0 and said in texts[page - 1])
        return 20 * whole + words + near * (len(rows) + 2), -page

    page = max(range(first, len(texts)), key=shown)
    while page > first and _holds(texts[page - 1], rows[0]) > _holds(texts[page], rows[0]):
        page -= 1  # most rows stand overleaf of the first
    return page


def _following(texts: Sequence[str], page: int, rows: Iterable[Sequence[Cell | None]]) -> list[int]:
    """The page of each row in turn: on the page of the one before it, or the next."""
    found = []
    for row in rows:
        cells = [cell.text for cell in row if cell and cell.text]
        below = page + 1
        if below < len(texts) and _holds(texts[below], cells) > _holds(texts[page], cells):
            page = below
        found.append(page + 1)
    return found


def _holds(text: str, cells: Sequence[str]) -> int:
    """How well a page shows a row: as it stands, all its words, or not."""
    if squeezed("".join(cells)) in text:
        return 2
    words = [squeezed(word) for cell in cells for word in cell.split()]
    return int(all(word in text for word in words))


def truth(report: Invented, pdf: bytes) -> dict[str, Any]:
    """What is owed of one document."""
    texts = page_texts(pdf)
    ours, others = pages_of(report, texts)
    return {
        "number": report.number,
        "kinds": sorted(report.features),
        "language": report.language,
        "pages": len(texts),
        "period": report.period,
        "total": report.stated,
        "total_is_right": report.right_total,
        "rows": [
            {
                "page": page,
                "mission": row.mission,
                "country_as_written": row.country,
                "countries": list(row.countries),
                "officers": row.officers,
                "officers_max": row.officers_max,
                "finding_owed": row.marked,
            }
            for page, row in zip(ours, report.rows, strict=True)
        ],
        "others": [
            {"page": page, "what": other.what, "rows": [list(row) for row in other.rows]}
            for page, other in zip(others, report.others, strict=True)
        ],
    }
