"""Other tools on the same reports: rows whose mission, country and count are cells of one row.

Each tool by its default call; pdfplumber, whose parts are ours too, also by its other strategies.
None of them says which table matters or what is doubtful, so this
asks less of them than is asked of us. What is not installed is left out: `pip install pdfplumber
camelot-py pymupdf img2table tabula-py` (tabula needs Java; PyMuPDF is AGPL: to measure against
only).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from tests.laboratory.report import Invented

Rows = Iterator[list[str]]


def _pdfplumber(**settings: str) -> Callable[[Path], Rows]:
    """pdfplumber with these table settings."""

    def read(path: Path) -> Rows:
        import pdfplumber

        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                for table in page.extract_tables(settings):
                    yield from ([cell or "" for cell in row] for row in table)

    return read


def _camelot(flavor: str) -> Callable[[Path], Rows]:
    """Camelot by one of its ways."""

    def read(path: Path) -> Rows:
        import camelot

        for table in camelot.read_pdf(str(path), pages="all", flavor=flavor):
            yield from table.df.values.tolist()

    return read


def _tabula(path: Path) -> Rows:
    import tabula

    for table in tabula.read_pdf(
        str(path), pages="all", silent=True, pandas_options={"header": None, "dtype": str}
    ):
        yield from table.fillna("").values.tolist()


def _img2table(path: Path) -> Rows:
    from img2table.document import PDF

    document = PDF(str(path), pdf_text_extraction=True)
    for tables in document.extract_tables(implicit_rows=True, borderless_tables=False).values():
        for table in tables:
            yield from table.df.fillna("").values.tolist()


def _pymupdf(path: Path) -> Rows:
    import pymupdf

    with pymupdf.open(path) as document:
        for page in document:
            for table in page.find_tables():
                yield from ([cell or "" for cell in row] for row in table.extract())


TOOLS: dict[str, tuple[str, Callable[[Path], Rows]]] = {
    "pdfplumber (lines)": ("pdfplumber", _pdfplumber()),
    "pdfplumber (text)": (
        "pdfplumber",
        _pdfplumber(vertical_strategy="text", horizontal_strategy="text"),
    ),
    "pdfplumber (text across, lines down)": (
        "pdfplumber",
        _pdfplumber(vertical_strategy="text", horizontal_strategy="lines"),
    ),
    "camelot lattice": ("camelot", _camelot("lattice")),
    "camelot stream": ("camelot", _camelot("stream")),
    "camelot network": ("camelot", _camelot("network")),
    "camelot hybrid": ("camelot", _camelot("hybrid")),
    "tabula": ("tabula", _tabula),
    "img2table": ("img2table", _img2table),
    "pymupdf find_tables": ("pymupdf", _pymupdf),
}


def available() -> list[str]:
    """The tools that are installed here."""
    return [name for name, (module, _) in TOOLS.items() if find_spec(module)]


def exact_rows(tool: str, report: Invented, path: Path) -> int:
    """How many rows of a report this tool gives as cells of one row."""
    try:
        rows = [Counter(_plain(cell) for cell in row) for row in TOOLS[tool][1](path)]
    except Exception:
        return 0  # a tool that fails gives no rows
    found = 0
    for row in report.rows:
        wanted = [row.mission, row.country, str(row.officers)]
        need = Counter(_plain(text) for text in wanted if text)
        at = next((i for i, cells in enumerate(rows) if need <= cells), None)
        if at is not None:
            found += 1
            del rows[at]
    return found


def _plain(text: object) -> str:
    return re.sub(r"\W+", "", str(text)).casefold()
