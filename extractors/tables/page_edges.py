"""Rows at the edges of pages: headers and footers that read like rows are lines of the body.

A row or total left alone at the head or foot of a page stands where page numbers do. Layout goes by
geometry; here names tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from missiemonitor.corpus.document import Document, Line, Page, Region
from missiemonitor.corpus.layout import stands_in_columns
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.reference import words
from missiemonitor.extractors.tables import read_by_gazetteer
from missiemonitor.extractors.tables.rows import is_total
from missiemonitor.extractors.trace import trace

EDGES = (Region.HEADER, Region.FOOTER)
YEAR = re.compile(r"(19|20)\d\d")


def with_rows_at_edges(document: Document) -> Document:
    """The document, where headers and footers that read like rows are lines of the body."""
    said = Counter(
        text for page in document.pages for text in {_pattern(line) for line in _edges(page)}
    )
    shown = _numbered(document)
    pages = []
    for page in document.pages:
        rows = [
            line
            for line in _edges(page)
            if _is_bare_total(line)
            or (said[_pattern(line)] == 1 and _reads_like_row(document, page, line, shown))
        ]
        pages.append(_with_body(page, rows) if rows else page)
    return replace(document, pages=tuple(pages)) if tuple(pages) != document.pages else document


def _edges(page: Page) -> Iterator[Line]:
    return (line for line in page.lines if line.region in EDGES)


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", normal(line.text))


def _numbers(line: Line) -> list[int]:
    counts = (read_count(word.text) for word in line.words if not word.raised)
    return [count.officers for count in counts if count.officers is not None]


def _numbered(document: Document) -> set[int]:
    """What page numbers are ahead of the number of their page: at least that of a file itself."""
    ahead = Counter(
        number
        for page in document.pages
        for number in {n - page.number for line in _edges(page) for n in _numbers(line)}
    )
    return {0, *(number for number, pages in ahead.items() if pages > 1)}


def _is_bare_total(line: Line) -> bool:
    """Whether a line is a word for a total and one number, and nothing else."""
    if not is_total(line.text) or len(_numbers(line)) != 1:
        return False
    said = [w.text for w in line.words if not w.raised and read_count(w.text).officers is None]
    return normal(" ".join(said)) in map(normal, words()["totals"]["words"])


def _reads_like_row(document: Document, page: Page, line: Line, shown: set[int]) -> bool:
    """Whether a line is a known mission with its country, or a total, and a number that is no year,
    and none of a page unless it stands in the columns of what ends the page before."""
    before = document.page(page.number - 1)
    in_columns = stands_in_columns(line, before.of(Region.BODY)[-1:] if before else ())
    # A table without countries has the mission alone.
    ways = (True, False) if in_columns else (True,)
    rows = [row for way in ways for row in read_by_gazetteer.read_rows([line], page.number, way)]
    if rows:
        count = rows[0].text("count")
    elif is_total(line.text) and len(_numbers(line)) == 1:
        count = line.words[-1].text
    else:
        return False
    number = read_count(count).officers
    if number is None or YEAR.fullmatch(count):
        return False
    return number - page.number not in shown or in_columns


def _with_body(page: Page, rows: list[Line]) -> Page:
    """The page with these lines in its body: above it, or below it in the column over them."""
    if seen := trace():
        boxes = [line.box for line in rows]
        seen.note("extent", page.number, "at the page's edge, and read as rows", boxes)
    head = [replace(line, region=Region.BODY) for line in rows if line.region is Region.HEADER]
    last = max((line.column for line in page.lines if line.region is Region.BODY), default=0)
    foot = [
        replace(line, region=Region.BODY, column=last)
        for line in rows
        if line.region is Region.FOOTER
    ]
    others = [line for line in page.lines if line not in rows]
    notes = [line for line in others if line.region is Region.FOOTNOTE]
    inner = [line for line in others if line.region is not Region.FOOTNOTE]
    return replace(page, lines=(*head, *inner, *foot, *notes))
