"""A table of whatever kind, as finder.py finds it: its cells, and what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from missiemonitor.corpus.document import Box, Line, Page, Region, Word, text_of
from missiemonitor.corpus.text import join_lines

INSIDE = (Region.BODY, Region.FOOTNOTE)  # the regions of a page in which tables stand


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table that holds words; rows and columns count from 0.

    `lines` are its words as they stand under each other, `rest` those that stand overleaf or in the
    next column of text. `box` is around its `lines`, in points, in the reading position of its page
    (`Page.on_paper` puts it on the paper).
    """

    row: int
    column: int
    page: int
    box: Box
    lines: tuple[tuple[Word, ...], ...]
    row_span: int = 1
    column_span: int = 1
    rest: tuple[tuple[Word, ...], ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for line in self.lines for word in line)

    @property
    def text(self) -> str:
        """Its words as text, lines joined, without raised marks."""
        return join_lines(t for t in map(text_of, (*self.lines, *self.rest)) if t)


@dataclass(frozen=True, slots=True)
class TablePart:
    """What of a table stands on one page: its box as it is read, and on the paper, in points.

    `lines` are those that it is made of; `edges` the x between each two columns; `first_row` is
    its first row in the table.
    """

    page: int
    box: Box
    on_paper: Box
    lines: tuple[Line, ...]
    edges: tuple[float, ...]
    first_row: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a document, whole where it goes on over pages and columns of text.

    `cells` are those that hold words, by row and column; the first `head` rows tell what the
    columns are, as far as its shape shows it. `drawn` says that drawn lines bound the cells.
    `caption` has the lines close above, `heading` the nearest heading above, `before` the
    paragraphs before it, `after` a note close below.
    """

    parts: tuple[TablePart, ...]
    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    head: int
    drawn: bool = False
    caption: str = ""
    heading: str = ""
    before: str = ""
    after: str = ""

    @property
    def page(self) -> int:
        """The page that it begins on."""
        return self.parts[0].page

    @property
    def pages(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(part.page for part in self.parts))

    @property
    def box(self) -> Box:
        """Of what stands on its first page, as it is read."""
        return self.parts[0].box

    @property
    def on_paper(self) -> Box:
        """Of what stands on its first page, as the paper has it."""
        return self.parts[0].on_paper

    @property
    def lines(self) -> tuple[tuple[int, Line], ...]:
        """The lines that it is made of, each with its page."""
        return tuple((part.page, line) for part in self.parts for line in part.lines)

    @property
    def edges(self) -> tuple[float, ...]:
        """The x between each two of its columns on its first page, in points."""
        return self.parts[0].edges

    def holds(self, page: int, at: tuple[float, float]) -> bool:
        """Whether a point of a page, as it is read, lies in the table."""
        point = Box(*at, *at)
        return any(part.page == page and part.box.holds(point) for part in self.parts)

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell that covers this place, also where it spans several."""
        for cell in self.cells:
            down, right = row - cell.row, column - cell.column
            if 0 <= down < cell.row_span and 0 <= right < cell.column_span:
                return cell
        return None

    def head_of(self, column: int) -> str:
        """What the head says over a column, from its top."""
        cells = dict.fromkeys(self.at(row, column) for row in range(self.head))
        return " ".join(cell.text for cell in cells if cell)

    def texts(self) -> tuple[tuple[str, ...], ...]:
        """Its rows as texts; one that spans several places stands in the first of them."""
        found = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            found[cell.row][cell.column] = cell.text
        return tuple(map(tuple, found))


def grid_cell(
    page: Page,
    row: int,
    column: int,
    lines: Iterable[Sequence[Word]],
    row_span: int = 1,
    column_span: int = 1,
) -> GridCell:
    """A cell of these lines, of which there is at least one word."""
    inside = tuple(tuple(words) for words in lines)
    box = Box.around(word.box for words in inside for word in words)
    return GridCell(row, column, page.number, box, inside, row_span, column_span)


def part_of(lines: Iterable[Line], wanted: Callable[[Word], bool]) -> list[Line]:
    """The lines with those of their words that are wanted, without those that have none."""
    found = []
    for line in lines:
        words = tuple(word for word in line.words if wanted(word))
        if len(words) == len(line.words):
            found.append(line)
        elif words:
            found.append(Line(words, line.region, line.column))
    return found


def table_of(
    page: Page,
    box: Box,
    cells: Iterable[GridCell],
    lines: Sequence[Line],
    edges: Sequence[float],
    head: int = 0,
    drawn: bool = False,
) -> Table:
    """A table of cells on one page, without the rows and columns in which none begins."""
    found = sorted(cells, key=lambda cell: (cell.row, cell.column))
    rows = sorted({cell.row for cell in found})
    columns = sorted({cell.column for cell in found})
    kept = tuple(
        replace(
            cell,
            row=rows.index(cell.row),
            column=columns.index(cell.column),
            row_span=sum(cell.row <= row < cell.row + cell.row_span for row in rows),
            column_span=sum(cell.column <= c < cell.column + cell.column_span for c in columns),
        )
        for cell in found
    )
    part = TablePart(
        page.number,
        box,
        page.on_paper(box),
        tuple(lines),
        tuple(edges[column - 1] for column in columns[1:]),
    )
    head = sum(row < head for row in rows)
    return Table((part,), kept, len(rows), len(columns), head, drawn)
