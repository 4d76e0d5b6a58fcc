"""What a column is, from the words at its head: mission, country, count, organisation or other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.document import Box, Line, Word
from corpus.layout import join_lines, segments
from extractors.linking import known_mission, link_countries, normal
from extractors.numbers import read_count
from extractors.reference import headers

MOST_LINES = 4
CELL_GAP = 0.75  # ems of white space that part two header cells


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A header cell: its words, where they stand, and the role of its column ("" if unknown)."""

    text: str
    box: Box
    role: str


@dataclass(frozen=True, slots=True)
class Header:
    """A table's header, with the index of the first line under it."""

    cells: tuple[HeaderCell, ...]
    first: int
    after: int

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(cell.role for cell in self.cells)


@lru_cache(maxsize=1)
def _phrases() -> list[tuple[str, str]]:
    """Phrases in normal form with their roles, longest first."""
    found = [
        (normal(phrase), role) for role, names in headers()["roles"].items() for phrase in names
    ]
    return sorted(found, key=lambda item: -len(item[0]))


@lru_cache(maxsize=1)
def _vetoes() -> frozenset[str]:
    return frozenset(normal(word) or word for word in headers()["count"]["vetoes"])


def role_of(text: str) -> str:
    """The role of a column under this header; "" where no word of it is known."""
    form = f" {normal(text)} "
    role = next((role for phrase, role in _phrases() if f" {phrase} " in form), "")
    if role == "count" or not role:
        vetoed = any(f" {veto} " in form for veto in _vetoes()) or any(
            char.isdigit() or char in "€%" for char in text
        )
        return "other" if vetoed else role
    return role


def is_header(roles: Sequence[str]) -> bool:
    """Whether columns of these roles make a deployment table: who or where, and how many."""
    return "count" in roles and ("mission" in roles or "country" in roles)


def find_headers(lines: Sequence[Line]) -> Iterator[Header]:
    """Headers among a page's body lines, each on one to four lines, from top to bottom."""
    index = 0
    while index < len(lines):
        found = _header_at(lines, index)
        later = _header_at(lines, index + 1) if found else None
        if found and later and later.after == found.after and _worth(later) > _worth(found):
            found = later  # the first line was a title above the header
        if found:
            yield found
            index = found.after
        else:
            index += 1


def _worth(header: Header) -> int:
    return len({"mission", "country", "count", "organisation"} & set(header.roles))


def _header_at(lines: Sequence[Line], index: int) -> Header | None:
    """The header that begins with this line, with all lines that still belong to it."""
    best: Header | None = None
    for height in range(1, MOST_LINES + 1):
        window = lines[index : index + height]
        if len(window) < height or _is_prose(window[-1]):
            break
        if height > 1 and not _goes_on(window):
            break
        cells = _cells(window)
        roles = [cell.role for cell in cells]
        if is_header(roles) and roles.count("mission") <= 1:
            best = Header(tuple(cells), index, index + height)
    return best


def _goes_on(window: Sequence[Line]) -> bool:
    """Whether the last line still belongs to the header: close by, alike, and no row yet."""
    above, line = window[-2], window[-1]
    if line.box.top - above.box.bottom > 0.75 * line.box.height:
        return False
    if line.words[0].style != above.words[0].style:
        return False
    return not any(_is_data(" ".join(word.text for word in piece)) for piece in _pieces(line))


def _is_data(text: str) -> bool:
    """Whether a cell says which, where or how many, and not what its column is."""
    return (
        read_count(text).officers is not None
        or bool(link_countries(text).codes)
        or known_mission(text) is not None
    )


def _is_prose(line: Line) -> bool:
    pieces = segments(line.words)
    return any(piece.prose and len(piece.words) > 7 for piece in pieces)


def _cells(window: Sequence[Line]) -> list[HeaderCell]:
    """Pieces of the lines that stand above each other, put together as cells."""
    columns: list[list[list[Word]]] = []
    for line in window:
        for piece in _pieces(line):
            box = Box.around(word.box for word in piece)
            over = [
                column
                for column in columns
                if box.overlap_x(Box.around(w.box for part in column for w in part)) > 0
            ]
            if over:
                over[0].append(piece)
                for other in over[1:]:
                    over[0].extend(other)
                    columns.remove(other)
            else:
                columns.append([piece])
    cells = []
    for column in columns:
        text = join_lines(" ".join(w.text for w in part if not w.raised) for part in column)
        cells.append(
            HeaderCell(text, Box.around(w.box for part in column for w in part), role_of(text))
        )
    return sorted(cells, key=lambda cell: cell.box.x0)


def _pieces(line: Line) -> list[list[Word]]:
    pieces: list[list[Word]] = [[line.words[0]]]
    for word in line.words[1:]:
        last = pieces[-1][-1]
        if word.box.x0 - last.box.x1 > CELL_GAP * max(word.size, last.size):
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return pieces
