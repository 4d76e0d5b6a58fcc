"""What an invented report consists of, before any producer has typeset it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """A cell's text; `mark` is set raised behind it; spans count rows and columns."""

    text: str
    mark: str = ""
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Column:
    """A column: what it is, its header (one string a line), its share of the width, alignment."""

    role: str
    header: tuple[str, ...]
    share: float
    align: str = "left"


@dataclass(frozen=True)
class Table:
    """A table; a cell that another one spans is None. `tabs` sets it as lines with tab stops."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    rules: str = "full"  # full, horizontal, header, none
    zebra: bool = False
    fill: bool = False
    bold: bool = True
    padding: float = 3.0
    repeat: bool = True
    valign: str = "top"
    tabs: bool = False
    strong: frozenset[int] = frozenset()  # rows in bold: totals
    look_alike: bool = False  # of something else than officers sent
    over: tuple[tuple[Cell | None, ...], ...] = ()
    """Rows of heads above the columns' own; a column whose header is () is covered from above."""

    @property
    def headless(self) -> bool:
        """Whether no column has a head."""
        return not self.over and not any(column.header for column in self.columns)


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, a small note, a table, or a new page."""

    kind: str
    text: str = ""
    table: Table | None = None


@dataclass(frozen=True)
class Row:
    """A row as it should be read: mission and country as written, codes, officers."""

    mission: str
    country: str
    countries: tuple[str, ...]
    officers: int | None
    officers_max: int | None = None
    marked: bool = False
    """Whether a finding is owed whatever is read: a range, a footnote, an unknown mission."""


@dataclass(frozen=True)
class Other:
    """A table of something else: what it is about, and the texts of its rows."""

    what: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Invented:
    """A drawn report: how it looks, what stands in it, and what should be read."""

    number: int
    producer: str
    period: str
    blocks: tuple[Block, ...]
    rows: tuple[Row, ...]
    features: frozenset[str]
    font: str = "Liberation Sans"
    size: float = 9.5
    page: tuple[float, float] = (595.0, 842.0)
    columns: int = 1
    colophon: bool = False
    turned: str = ""  # "rotate": by the page's own key; "paper": landscape text on portrait paper
    way: str = "plain"  # how a PDF library writes: plain, glyphs, shuffled
    tagged: bool = True
    stated: int | None = None
    right_total: bool = True
    language: str = "nl"
    notice: str = "Laboratorium van Missiemonitor: de cijfers zijn verzonnen"
    others: tuple[Other, ...] = ()
