"""A table of whatever kind, as finder.py finds it: its cells, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass

from missiemonitor.corpus.document import Box, Line, Word, text_of
from missiemonitor.corpus.text import join_lines


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table that holds words; rows and columns count from 0.

    `lines` are its words as they stand under each other. `box` is around its words, in points, in
    the reading position of its page (`Page.on_paper` puts it on the paper).
    """

    row: int
    column: int
    page: int
    box: Box
    lines: tuple[tuple[Word, ...], ...]
    row_span: int = 1
    column_span: int = 1

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for line in self.lines for word in line)

    @property
    def text(self) -> str:
        """Its words as text, lines joined, without raised marks."""
        return join_lines(text for text in map(text_of, self.lines) if text)

    @property
    def marks(self) -> str:
        """Its raised marks, as in "3¹"."""
        return " ".join(word.text for word in self.words if word.raised)


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

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell that covers this place, also where it spans several."""
        for cell in self.cells:
            down, right = row - cell.row, column - cell.column
            if 0 <= down < cell.row_span and 0 <= right < cell.column_span:
                return cell
        return None

    def texts(self) -> tuple[tuple[str, ...], ...]:
        """Its rows as texts; one that spans several places stands in the first of them."""
        found = [[""] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            found[cell.row][cell.column] = cell.text
        return tuple(map(tuple, found))
