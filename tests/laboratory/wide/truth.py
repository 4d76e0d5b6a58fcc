"""What is owed of each saved document, as JSON: its rows with their pages, and the other tables."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import pypdfium2

from tests.laboratory.report import Invented


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
        names = [squeezed(cell.text) for row in block.table.rows for cell in row if cell]
        page = _best(texts, page, said, [name for name in names if len(name) > 2])
        if block.table.look_alike:
            others.append(page + 1)
        else:
            here = report.rows[len(ours) : len(ours) + len(block.table.rows)]
            ours += _following(texts, page, [row.mission for row in here])
    return ours, others


def _best(texts: Sequence[str], first: int, said: str, names: Sequence[str]) -> int:
    """The page from `first` on that shows most of the names, below what was said before them."""

    def shown(page: int) -> tuple[float, int]:
        near = said in texts[page] or (page > 0 and said in texts[page - 1])
        here = sum(name in texts[page] for name in names)
        return here + near * (len(names) / 2 + 2), -page

    return max(range(first, len(texts)), key=shown)


def _following(texts: Sequence[str], page: int, missions: Iterable[str]) -> list[int]:
    """The page of each row in turn: on the page of the one before it, or the next."""
    found = []
    for mission in missions:
        words = mission.split()
        ways = [squeezed(" ".join(words[:size])) for size in (len(words), 2, 1)]
        for way in ways:
            near = [at for at in (page, page + 1) if at < len(texts) and way in texts[at]]
            if near:
                page = near[0]
                break
        found.append(page + 1)
    return found


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
