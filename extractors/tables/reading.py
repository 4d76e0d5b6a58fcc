"""A row of a deployment table as one way of reading saw it: what all readings give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from missiemonitor.corpus.document import Box, Word
from missiemonitor.extractors.thresholds import RECONCILE

# Readings that find head, extent and columns on their own (own_readings.py). They may have several
# cells of the role `count`: each may be the count.
OWN = ("pdfplumber", "content")


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell of a row; `box` is in the page's reading position.

    `marks` are the raised marks in it; `inherited` says that it stands in a row above and holds
    for this one too. `sure` is the confidence of its least sure word, less than 1 where it was read
    from a picture, `other` what another engine read there, and `doubt` a word's of that name. `at`
    is the centre of its first word.
    """

    role: str
    text: str
    box: Box
    column: int = 0
    marks: str = ""
    inherited: bool = False
    sure: float = 1.0
    other: str = ""
    doubt: str = ""
    at: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class RowReading:
    """A row as one reading saw it. `at` is the centre of its count, or of its first word.

    `unsure` is a message of the finding readings-differ where the row may be parted otherwise.
    """

    way: str
    page: int
    at: tuple[float, float]
    cells: tuple[RowCell, ...]
    unsure: str = ""

    def is_at(self, other: RowReading) -> bool:
        """Whether two readings have their count in one place, and so are of one row."""
        apart = (abs(self.at[0] - other.at[0]), abs(self.at[1] - other.at[1]))
        return self.page == other.page and max(apart) <= RECONCILE.near

    def cell(self, role: str) -> RowCell | None:
        """The cell of this role, or None."""
        return next((cell for cell in self.cells if cell.role == role), None)

    def text(self, role: str) -> str:
        """The text of this role's cell, or nothing."""
        found = self.cell(role)
        return found.text if found else ""


def centre(words: Sequence[Word]) -> tuple[float, float]:
    """The centre of the first word that is no raised mark: where a row is known by."""
    plain = [word for word in words if not word.raised] or words
    first = min(plain, key=lambda word: (round(word.box.top), word.box.x0))
    return first.box.centre, first.box.middle


def cell_of(
    role: str, text: str, words: Sequence[Word], column: int = 0, inherited: bool = False
) -> RowCell:
    """A cell of these words, which read `text` together."""
    return RowCell(
        role,
        text,
        Box.around(word.box for word in words),
        column,
        marks_of(words),
        inherited,
        min(word.confidence for word in words),
        " ".join(dict.fromkeys(word.other for word in words if word.other)),
        next((word.doubt for word in words if word.doubt), ""),
        centre(words),
    )


def marks_of(words: Sequence[Word]) -> str:
    """The raised marks among these words."""
    return " ".join(word.text for word in words if word.raised)
