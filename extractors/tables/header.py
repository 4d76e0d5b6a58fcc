"""What a column is, from the words at its head: mission, country, count, organisation or other.

The words of a header can often be parted into cells in more ways than one. All that make sense are
given, the most likely first; what stands under the header tells which one is right (tables.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from missiemonitor.corpus.dates import dates
from missiemonitor.corpus.document import Box, Line, Rule, Word
from missiemonitor.corpus.layout import segments
from missiemonitor.corpus.series import per_series
from missiemonitor.corpus.text import join_lines, normal
from missiemonitor.extractors.linking.countries import link_countries
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.linking.missions import known_mission
from missiemonitor.extractors.reference import headings, headings_of_other_counts
from rapidfuzz import fuzz

LIKE = 92  # of 100: one letter in twelve is another
MOST_LINES = 4
MOST_PIECES = 11  # pieces of a header that are tried in all ways
MOST_OPTIONS = 8
TIGHT = 0.2  # ems of white space below which words are surely of one cell
LOOSE = 0.45  # ems of white space that words of one cell seldom have between them


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A header cell: its words, where they stand, and the role of its column ("" if unknown).

    `band` is around what stands under it, where that is known.
    """

    text: str
    box: Box
    role: str
    band: Box | None = None

    @property
    def over(self) -> Box:
        """Where its column stands, as far as that is known."""
        return self.band or self.box


@dataclass(frozen=True, slots=True)
class Header:
    """A table's header: its cells, the first line of it and the first line under it.

    `options` are all ways in which its words make cells, `cells` the one that is taken; `likely`
    tells how likely each is by the header alone, `fits` how well each holds what stands under it.
    """

    cells: tuple[HeaderCell, ...]
    first: int
    after: int
    options: tuple[tuple[HeaderCell, ...], ...] = ()
    likely: tuple[float, ...] = ()
    fits: tuple[float, ...] = ()

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(cell.role for cell in self.cells)


@per_series()
def _phrases() -> list[tuple[str, str]]:
    """Phrases in normal form with their roles, longest first."""
    found = [(normal(phrase), role) for role, names in headings().items() for phrase in names]
    return sorted(found, key=lambda item: -len(item[0]))


@per_series()
def _vetoes() -> frozenset[str]:
    return frozenset(normal(word) or word for word in headings_of_other_counts())


@per_series(maxsize=8192)
def role_of(text: str) -> str:
    """The role of a column under this header; "" where no word of it is known.

    A header that begins with what another role is called is of that role, as in "Missie (aantal)".
    """
    form = f" {normal(text)} "
    role = next((role for phrase, role in _phrases() if f" {phrase} " in form), "")
    role = role or _alike(normal(text))
    if not role and text.endswith("-"):
        # The rest stands on the next page.
        rest = {known for phrase, known in _phrases() if phrase.startswith(form.strip())}
        role = rest.pop() if len(rest) == 1 else ""
    if role == "count" or not role:
        vetoed = any(f" {veto} " in form for veto in _vetoes()) or any(c in "€%" for c in text)
        number = re.search(r"\d", text) and not re.search(r"\b(19|20)\d\d\b", text)
        return "other" if vetoed or number else role
    return role


@per_series(maxsize=1024)
def _alike(form: str) -> str:
    """The role of a phrase that is written almost so, as scans do: "Missieloperatie"."""
    squashed = form.replace(" ", "")
    if len(squashed) < 9:
        return ""
    for at, letter in enumerate(form):
        if letter == "l" and is_phrase(f"{form[:at]} {form[at + 1 :]}"):
            return role_of(f"{form[:at]} {form[at + 1 :]}")  # a stroke, taken for a letter
    alike = [
        (fuzz.ratio(squashed, phrase.replace(" ", "")), role)
        for phrase, role in _phrases()
        if abs(len(phrase) - len(squashed)) < 3
    ]
    score, role = max(alike, default=(0.0, ""))
    return role if score >= LIKE else ""


@per_series(maxsize=1024)
def is_phrase(text: str) -> bool:
    """Whether a text is nothing but what columns are called: of one role, or of other counts."""
    tokens = normal(text).split()
    phrases = [(phrase.split(), role) for phrase, role in _phrases()]
    phrases += [(veto.split(), "other") for veto in _vetoes()]

    def rest(at: int, roles: frozenset[str]) -> bool:
        if at == len(tokens):
            return True
        return any(
            tokens[at : at + len(phrase)] == phrase and rest(at + len(phrase), roles | {own})
            for phrase, own in phrases
            if len(roles | {own}) == 1 or roles | {own} == {"count", "other"}
        )

    return bool(tokens) and rest(0, frozenset())


def is_header(roles: Sequence[str]) -> bool:
    """Whether columns of these roles make a deployment table: who or where, and how many."""
    return "count" in roles and ("mission" in roles or "country" in roles)


def without_earlier_counts(heads: Sequence[tuple[str, str]]) -> list[str]:
    """The roles of columns (role and header of each), where of those that count officers on several
    days only the last still counts.

    A column whose header names no day stays a count: it may be of any day.
    """
    days = [_last_day(text) if role == "count" else "" for role, text in heads]
    return [
        "other" if day and day < max(days) else role
        for (role, _), day in zip(heads, days, strict=True)
    ]


def _last_day(text: str) -> str:
    """The last day, half-year or year that a header names, so that a later one sorts behind."""
    days = [found.day.isoformat() for found in dates(text)]
    years = re.findall(r"\b(?:19|20)\d\d(?:[-/][12])?\b", text)
    return max([*days, *years], default="")


def find_headers(lines: Sequence[Line], rules: Sequence[Rule] = ()) -> Iterator[Header]:
    """Headers among lines, each on one to four of them, from top to bottom.

    `rules` are those of the page: upright ones part cells that stand close.
    """
    walls = [rule.box for rule in rules if not rule.horizontal]
    index = 0
    while index < len(lines):
        found = _header_at(lines, index, walls)
        if found is None:
            index += 1
            continue
        # The first lines may be a title above the header.
        others = [_header_at(lines, start, walls) for start in range(index + 1, found.after)]
        best = max([found, *filter(None, others)], key=_worth)
        yield best
        index = best.after


def is_heading(line: Line) -> bool:
    """Whether a line is a header: two or more of its cells are what columns are called."""
    pieces = _pieces(line, (), LOOSE)
    named = [is_phrase(" ".join(w.text for w in piece)) for piece in pieces]
    return sum(named) >= 2


def _worth(header: Header) -> tuple[int, float]:
    """How many kinds of columns a header names, and how plainly."""
    kinds = {"mission", "country", "count", "organisation"} & set(header.roles)
    whole = sum(is_phrase(cell.text) for cell in header.cells)
    return len(kinds), 2 * whole - len(header.cells)


def _header_at(lines: Sequence[Line], index: int, walls: Sequence[Box]) -> Header | None:
    """The header that begins with this line, with all lines that still belong to it."""
    best: Header | None = None
    for height in range(1, MOST_LINES + 1):
        window = lines[index : index + height]
        if len(window) < height or _is_prose(window[-1]):
            break
        if height > 1 and not _goes_on(window, walls):
            break
        if height > 1 and _is_title(window[0], window[1], walls):
            break
        options = _options(_columns(window, walls))
        if options:
            likely, ways = zip(*options, strict=True)
            best = Header(ways[0], index, index + height, ways, likely)
    return best


def _goes_on(window: Sequence[Line], walls: Sequence[Box]) -> bool:
    """Whether the last line still belongs to the header: close by, alike, and no row yet."""
    above, line = window[-2], window[-1]
    if line.box.top - above.box.bottom > 0.75 * line.box.height:
        return False
    if line.words[0].style != above.words[0].style:
        return False
    pieces = _pieces(line, walls, LOOSE)
    return not any(_is_data(" ".join(word.text for word in piece)) for piece in pieces)


def _is_title(line: Line, below: Line, walls: Sequence[Box]) -> bool:
    """Whether a line runs on over several cells of the line below, as a table's title does."""
    pieces = _pieces(line, walls, LOOSE)
    cells = [Box.around(w.box for w in piece) for piece in _pieces(below, walls, LOOSE)]
    over = sum(cell.overlap_x(line.box) > 0 for cell in cells)
    return len(pieces) == 1 and len(line.words) > 4 and over > 1


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


# --- from words to cells ----------------------------------------------------------------------

Piece = list[list[Word]]  # the words of one place, line by line


def _columns(window: Sequence[Line], walls: Sequence[Box]) -> list[tuple[Piece, bool]]:
    """The smallest pieces that stand beside each other, and whether a wall parts each from the
    one before it."""
    columns: list[Piece] = []
    for line in window:
        for piece in _pieces(line, walls, TIGHT):
            box = _box([piece])
            over = [column for column in columns if box.overlap_x(_box(column)) > 0]
            if over:
                over[0].append(piece)
                for other in over[1:]:
                    over[0].extend(other)
                    columns.remove(other)
            else:
                columns.append([piece])
    columns.sort(key=lambda column: _box(column).x0)
    parted = [False]
    for left, right in pairwise(columns):
        parted.append(any(_wall_between(wall, _box(left), _box(right)) for wall in walls))
    return list(zip(columns, parted, strict=True))


def _wall_between(wall: Box, left: Box, right: Box) -> bool:
    level = wall.top <= right.middle <= wall.bottom or wall.top <= left.middle <= wall.bottom
    return level and left.centre < wall.x0 < right.centre


def _box(piece: Piece) -> Box:
    return Box.around(word.box for line in piece for word in line)


def _pieces(line: Line, walls: Sequence[Box], space: float) -> list[list[Word]]:
    """The words of a line in pieces with no more than `space` ems between their words."""
    pieces: list[list[Word]] = [[line.words[0]]]
    middle = line.box.middle if walls else 0.0
    beside = [wall.x0 for wall in walls if wall.top <= middle <= wall.bottom]
    for word in line.words[1:]:
        last = pieces[-1][-1]
        wall = any(last.box.centre < x < word.box.centre for x in beside)
        if wall or word.box.x0 - last.box.x1 > space * max(word.size, last.size):
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return pieces


def _options(
    columns: Sequence[tuple[Piece, bool]],
) -> list[tuple[float, tuple[HeaderCell, ...]]]:
    """The ways to make cells of pieces that give a deployment table's header, likeliest first."""
    if len(columns) < 2:
        return []
    gaps = [
        (_box(right).x0 - _box(left).x1) / right[0][0].size
        for (left, _), (right, _) in pairwise(columns)
    ]
    must = [parted or gap > 2.5 for (_, parted), gap in zip(columns[1:], gaps, strict=True)]
    free = [index for index, forced in enumerate(must) if not forced]
    if len(free) > MOST_PIECES:
        free = [index for index in free if gaps[index] > TIGHT + 0.15][:MOST_PIECES]
    scored: list[tuple[float, tuple[HeaderCell, ...]]] = []
    plain = [column for column, _ in columns]
    made: dict[tuple[int, int], HeaderCell] = {}
    for choice in product((True, False), repeat=len(free)):
        cut = list(must)
        for index, taken in zip(free, choice, strict=True):
            cut[index] = taken
        cells = _cells(plain, cut, made)
        roles = [cell.role for cell in cells]
        parted = any(c and (gap > LOOSE or m) for c, gap, m in zip(cut, gaps, must, strict=True))
        if (
            parted
            and is_header(roles)
            and roles.count("mission") <= 1
            and roles.count("country") <= 1
            and not _splits_a_veto(cells, columns[0][0][0][0].size)
        ):
            scored.append((_likely(cells, cut, gaps), cells))
    scored.sort(key=lambda item: -item[0])
    return scored[:MOST_OPTIONS]


def _splits_a_veto(cells: Sequence[HeaderCell], em: float) -> bool:
    """Whether "Aantal militairen" is parted, which leaves a count of officers that is none."""
    for a, b in pairwise(cells):
        near = b.box.x0 - a.box.x1 < LOOSE * em and a.box.overlap_y(b.box) > 0
        together = f"{a.text} {b.text}"
        other = a if a.role == "other" else b
        # "Mandaat tot" is a column of its own, "militairen" what a column counts.
        own = (normal(other.text), "other") in _phrases()
        if near and not own and {a.role, b.role} == {"count", "other"} and is_phrase(together):
            return True
    return False


def _likely(cells: Sequence[HeaderCell], cut: Sequence[bool], gaps: Sequence[float]) -> float:
    """How likely a way to make cells is, before anything is known of what stands under them."""
    whole = sum(is_phrase(cell.text) for cell in cells)
    score = 1.0 * whole - sum(
        0.2 if cell.role else 0.6 for cell in cells if not is_phrase(cell.text)
    )
    for a, b in pairwise(cells):
        alike = a.role == b.role and (a.role == "count" or b.box.x0 - a.box.x1 < b.box.height)
        score -= 1.5 * alike
    for taken, gap in zip(cut, gaps, strict=True):
        score -= 4.0 * max(0.0, LOOSE - gap) if taken else 0.7 * max(0.0, gap - LOOSE)
    return score


def _cells(
    columns: Sequence[Piece], cut: Sequence[bool], made: dict[tuple[int, int], HeaderCell]
) -> tuple[HeaderCell, ...]:
    """The cells that these cuts make; `made` keeps each for other cuts that make it too."""
    edges = [0, *(at for at, taken in enumerate(cut, start=1) if taken), len(columns)]
    for start, end in pairwise(edges):
        if (start, end) not in made:
            made[start, end] = _cell([line for piece in columns[start:end] for line in piece])
    return tuple(made[start, end] for start, end in pairwise(edges))


def _cell(lines: Sequence[Sequence[Word]]) -> HeaderCell:
    by_height: dict[int, list[Word]] = {}
    for line in lines:
        key = next((k for k in by_height if abs(k - line[0].box.middle) < 2), None)
        by_height.setdefault(round(line[0].box.middle) if key is None else key, []).extend(line)
    text = join_lines(
        " ".join(w.text for w in sorted(words, key=lambda w: w.box.x0) if not w.raised)
        for _, words in sorted(by_height.items())
    )
    return HeaderCell(text, Box.around(w.box for line in lines for w in line), role_of(text))
