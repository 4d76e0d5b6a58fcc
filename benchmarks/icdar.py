"""Tables of real documents: `python benchmarks/icdar.py DIR [--half first|second] [--peers]`.

DIR holds the documents of the ICDAR 2013 table competition: NAME.pdf with NAME-str.xml. The measure
is the competition's own for structure (Göbel et al. 2012): pairs of cells that are neighbours, in
the truth and as found. All tools run in the same process one after another, with seconds a page.
"""

from __future__ import annotations

import re
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import click
import pypdfium2
from tabulate import tabulate

Grid = dict[tuple[int, int], tuple[object, str]]
Relation = tuple[str, str, str]
Tables = Iterator[Sequence[Sequence[object]]]
Tool = Callable[[Path], Counter[Relation]]


def relations(grid: Grid) -> Counter[Relation]:
    """Each cell with the next one to its right and below it; a spanning cell counts once."""
    found: Counter[Relation] = Counter()
    seen: set[tuple[object, object, str]] = set()
    last = (max((r for r, _ in grid), default=-1), max((c for _, c in grid), default=-1))
    for (row, column), (cell, text) in grid.items():
        if not text:
            continue
        for down, right, way in ((0, 1, "right"), (1, 0, "down")):
            r, c = row + down, column + right
            while r <= last[0] and c <= last[1]:
                other = grid.get((r, c))
                if other and other[1]:
                    if other[0] != cell and (cell, other[0], way) not in seen:
                        seen.add((cell, other[0], way))
                        found[text, other[1], way] += 1
                    break
                r, c = r + down, c + right
    return found


def plain(text: object) -> str:
    """A cell's text without spaces, leader dots and case."""
    return re.sub(r"[\s\u00ad.…]+", "", str(text or "")).lower()


def truth(path: Path) -> Counter[Relation]:
    """The relations of a truth file."""
    total: Counter[Relation] = Counter()
    for region in ET.parse(path).getroot().iter("region"):
        grid: Grid = {}
        down, right = (int(region.get(name) or 0) for name in ("row-increment", "col-increment"))
        for cell in region.iter("cell"):
            r0, c0 = int(cell.get("start-row") or 0), int(cell.get("start-col") or 0)
            r1, c1 = int(cell.get("end-row") or r0), int(cell.get("end-col") or c0)
            for r in range(r0, r1 + 1):
                for c in range(c0, c1 + 1):
                    grid[r + down, c + right] = (id(cell), plain(cell.findtext("content")))
        total += relations(grid)
    return total


def found(tables: Tables) -> Counter[Relation]:
    """The relations of tables as a tool gives them."""
    total: Counter[Relation] = Counter()
    for rows in tables:
        total += relations(
            {
                (r, c): ((r, c), plain(text))
                for r, row in enumerate(rows)
                for c, text in enumerate(row)
            }
        )
    return total


def ours(path: Path) -> Counter[Relation]:
    from missiemonitor.corpus.read import read_document
    from missiemonitor.extractors.tables.finder import tables_by_page

    total: Counter[Relation] = Counter()
    for table in tables_by_page(read_document(path)):
        grid: Grid = {}
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    grid[row, column] = (cell, plain(cell.text))
        total += relations(grid)
    return total


def ours_as_rows(path: Path) -> Tables:
    """The same without spans, as the peers give their tables."""
    from missiemonitor.corpus.read import read_document
    from missiemonitor.extractors.tables.generic import any_tables

    for table in any_tables(read_document(path)):
        yield table.rows


def by_pdfplumber(path: Path) -> Tables:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            yield from page.extract_tables()


def by_camelot(path: Path) -> Tables:
    import camelot

    for table in camelot.read_pdf(str(path), pages="all", flavor="network"):
        yield table.df.values.tolist()


def by_pymupdf(path: Path) -> Tables:
    import pymupdf

    with pymupdf.open(path) as document:
        for page in document:
            for table in page.find_tables():
                yield table.extract()


PEERS: dict[str, tuple[str, Callable[[Path], Tables]]] = {
    "pdfplumber": ("pdfplumber", by_pdfplumber),
    "camelot network": ("camelot", by_camelot),
    "pymupdf": ("pymupdf", by_pymupdf),
}


def of_rows(tool: Callable[[Path], Tables]) -> Tool:
    """A tool that gives rows of texts, as one that gives relations."""
    return lambda path: found(tool(path))


def score(tool: Tool, documents: Sequence[Path]) -> tuple[object, ...]:
    """Precision, recall, micro F1, macro F1, seconds a page."""
    hits = given = owed = pages = 0
    seconds = 0.0
    each = []
    for path in documents:
        gold = truth(path.with_name(f"{path.stem}-str.xml"))
        begun = time.perf_counter()
        try:
            got = tool(path)
        except Exception:
            got = Counter()
        seconds += time.perf_counter() - begun
        pages += len(pypdfium2.PdfDocument(path))
        hit = (gold & got).total()
        hits, given, owed = hits + hit, given + got.total(), owed + gold.total()
        each.append(2 * hit / max(1, gold.total() + got.total()))
    p, r = hits / max(1, given), hits / max(1, owed)
    return (
        f"{p:.3f}",
        f"{r:.3f}",
        f"{2 * p * r / max(1e-9, p + r):.3f}",
        f"{sum(each) / len(each):.3f}",
        f"{seconds / pages:.3f}",
    )


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--half", type=click.Choice(["first", "second"]), help="Only half of the documents.")
@click.option("--peers", is_flag=True, help="Other tools too, in the same run.")
def main(folder: Path, half: str | None, peers: bool) -> None:
    """Score `missiemonitor tables` on the documents in FOLDER, on all and on each half."""
    documents = [p for p in sorted(folder.glob("*.pdf")) if (folder / f"{p.stem}-str.xml").exists()]
    middle = len(documents) // 2
    if half:
        documents = documents[:middle] if half == "first" else documents[middle:]
    tools: dict[str, Tool] = {
        "missiemonitor": ours,
        "missiemonitor, no spans": of_rows(ours_as_rows),
    }
    if peers:
        there = {name: tool for name, (module, tool) in PEERS.items() if find_spec(module)}
        tools |= {name: of_rows(tool) for name, tool in there.items()}
    parts = {"all": documents}
    if not half:
        parts |= {"first half": documents[:middle], "second half": documents[middle:]}
    rows = [
        (name, part, *score(tool, some))
        for name, tool in tools.items()
        for part, some in parts.items()
    ]
    headers = ("tool", "documents", "precision", "recall", "micro F1", "macro F1", "s a page")
    click.echo(f"{len(documents)} documents\n")
    click.echo(tabulate(rows, headers=headers, disable_numparse=True))


if __name__ == "__main__":
    main()
