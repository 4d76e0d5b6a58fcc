"""Lines of a table become rows: which lines belong together, and whether that is in doubt.

A row holds at most one line with a count. Rules and shading tell where rows part; without them
white space does, because the lines of one cell stand closer than two rows do; where even that is
the same, the names that come out whole decide, and the row is in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from missiemonitor.corpus.document import Box, Line, Rule, Word, text_of
from missiemonitor.corpus.text import join_lines, normal
from missiemonitor.extractors.linking.countries import link_countries
from missiemonitor.extractors.linking.missions import known_mission, link_organisation
from missiemonitor.extractors.reference import words
from missiemonitor.extractors.tables.columns import Columns

CLOSE = 0.3  # points; gaps that differ by less are the same
SNAPPED = 0.9  # the same where lines are snapped to pixels, as browsers do
APART = 2.0  # points between the left edges of names of groups and of rows, at least
SIZED = 0.4  # points by which their type differs
FEWEST = 3  # rows that tell how names are set
PLAIN = 3  # by how much whole names must tell for one cut before it is not in doubt
WAYS = ("exact", "form", "words")  # in which a name is known, the surest first
DOUBT = "either-row"  # a message of the finding readings-differ


@dataclass(frozen=True, slots=True)
class TableLines:
    """The lines of a table on one page, with what its columns are and where they part."""

    lines: tuple[Line, ...]
    roles: tuple[str, ...]
    columns: Columns
    rules: tuple[Rule, ...]

    def text(self, line: Line, role: str) -> str:
        """What stands in the column of this role on a line; of several, in the first not empty."""
        return text_of(self.words(line, role))

    def words(self, line: Line, role: str) -> Sequence[Word]:
        """The words of `text`."""
        if role not in self.roles:
            return ()
        parts = zip(self.roles, self.columns.split(line), strict=True)
        return next((words for own, words in parts if own == role and words), ())

    def counted(self, line: Line) -> bool:
        """Whether a line has a count, or what stands for one; not the end of a note on it."""
        text = self.text(line, "count")
        return bool(text) and (")" not in text or "(" in text)


def group(table: TableLines) -> list[tuple[list[Line], str]]:
    """The lines of each row, from top to bottom, with what is in doubt about it."""
    bands = _bands(table)
    grouped = [(band, "") for band in bands] if bands else _by_gaps(table)
    grouped = _names_go_on(table, grouped)
    return [part for lines, doubt in grouped for part in _without_title(table, lines, doubt)]


def _names_go_on(
    table: TableLines, grouped: Sequence[tuple[list[Line], str]]
) -> list[tuple[list[Line], str]]:
    """The rows, where a line that no name begins with ("(AMISOM)", "van de VN") goes to the row
    above whose name it ends."""
    moved: list[tuple[list[Line], str]] = []
    for lines, doubt in grouped:
        own = list(lines)
        while (
            moved
            and len(own) > 1
            and _only_ends_a_name(table, own[0], moved[-1][0])
            and not table.counted(own[0])
        ):
            moved[-1] = ([*moved[-1][0], own.pop(0)], moved[-1][1])
        moved.append((own, doubt))
    return moved


def _only_ends_a_name(table: TableLines, line: Line, above: Sequence[Line]) -> bool:
    """Whether a line has nothing but what cannot begin a name, or the one above cannot end so."""
    name = table.text(line, "mission")
    before = join_lines(t for t in (table.text(each, "mission") for each in above) if t)
    if not name or not (name[0] == "(" or name[0].islower() or goes_on(before)):
        return False
    return [role for role in table.roles if table.text(line, role)] == ["mission"]


def _without_title(
    table: TableLines, lines: list[Line], doubt: str
) -> list[tuple[list[Line], str]]:
    """The lines of a row, parted from a title over it or under it: an organisation alone, or what
    is set otherwise than all names."""
    if len(lines) < 2:
        return [(lines, doubt)]
    for title, rest in ((lines[0], lines[1:]), (lines[-1], lines[:-1])):
        apart = _is_set_apart(table, title)
        if apart or (link_organisation(title.text) and not title.text.startswith("(")):
            texts = [[table.text(line, "mission") for line in some] for some in (rest, lines)]
            name, whole = (known_mission(join_lines(filter(None, some))) for some in texts)
            better = name and (whole is None or WAYS.index(name.way) < WAYS.index(whole.way))
            if better or (apart and (name or whole is None)):
                parts = [([title], ""), (rest, doubt)]
                return parts if title is lines[0] else parts[::-1]
    return [(lines, doubt)]


def _is_set_apart(table: TableLines, line: Line) -> bool:
    """Whether a line has but a name, which begins elsewhere or is of another size than the names
    beside all counts: it names a group of rows."""
    name = table.words(line, "mission")
    names = [
        words
        for other in table.lines
        if table.counted(other) and (words := table.words(other, "mission"))
    ]
    if len(name) < len(line.words) or not name or len(names) < FEWEST:
        return False
    return all(
        abs(words[0].box.x0 - name[0].box.x0) > APART or abs(words[0].size - name[0].size) > SIZED
        for words in names
    )


def _by_gaps(table: TableLines) -> list[tuple[list[Line], str]]:
    lines = list(table.lines)
    anchors = [i for i, line in enumerate(lines) if table.counted(line)]
    if not anchors:
        return []
    cuts = _cuts(table, lines, anchors)
    grouped: list[tuple[list[Line], str]] = []
    starts = [0, *(cut for cut, _ in cuts)]
    ends = [*(cut for cut, _ in cuts), len(lines)]
    doubts = [False, *(doubt for _, doubt in cuts), False]
    for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
        doubt = doubts[index] or doubts[index + 1]
        grouped.append((lines[start:end], DOUBT if doubt else ""))
    return [g for g in grouped if g[0]]


def _bands(table: TableLines) -> list[list[Line]]:
    """The lines between rules or edges of shading, where these part every two counts."""
    lines = table.lines
    if not lines:
        return []
    counts = [
        Box.around(w.box for w in table.words(line, "count"))
        for line in lines
        if table.counted(line)
    ]
    if len(counts) < 2:
        return []
    column = Box.around(counts)
    flat = sorted(
        rule.box.top
        for rule in table.rules
        if rule.horizontal and rule.box.x0 <= column.x0 + 2 and rule.box.x1 >= column.x1 - 2
    )
    bands: dict[int, list[Line]] = {}
    for line in lines:
        bands.setdefault(sum(y < line.box.middle for y in flat), []).append(line)
    counted = [sum(table.counted(line) for line in band) for band in bands.values()]
    return list(bands.values()) if len(bands) > 1 and max(counted) == 1 else []


def _gap(above: Line, below: Line) -> float:
    return below.box.top - above.box.bottom


def _cuts(
    table: TableLines, lines: Sequence[Line], anchors: Sequence[int]
) -> list[tuple[int, bool]]:
    """Before which lines a new row begins, and whether that is in doubt."""
    gaps = [0.0, *(_gap(x, y) for x, y in pairwise(lines))]  # above each line
    apart = [gaps[b] for a, b in pairwise(anchors) if b == a + 1]
    between = min(apart, default=None)  # the gap between two rows for sure
    spread = (
        max((gap - between for gap in apart if gap - between < SNAPPED), default=0.0)
        if (between is not None)
        else 0.0
    )
    close = min(SNAPPED, CLOSE + spread)

    def parts(at: int) -> bool:
        if between is None:
            return False
        more = gaps[at] - between
        return abs(more) <= close or more > 0.8 * lines[at].box.height

    # Gaps beside lines without counts that are other than those between rows show that white
    # space tells rows apart.
    counted = set(anchors)
    beside = [at for at in range(1, len(lines)) if not {at - 1, at} <= counted]
    tells = between is not None and not all(parts(at) for at in beside)
    first, last = anchors[0], anchors[-1]
    outside = [*range(1, first + 1), *range(last + 1, len(lines))]
    if tells:
        cuts = [(at, False) for at in outside if parts(at)]
    else:
        cuts = [(at + 1, False) for at in range(first) if _alone(table, lines[at])]
        cuts += [(at, False) for at in range(last + 1, len(lines)) if _alone(table, lines[at])]
    top_set = first == 0 or any(at == first for at, _ in cuts)
    for above, below in pairwise(anchors):
        sure = [at for at in range(above + 1, below + 1) if tells and parts(at)]
        if sure:
            cuts += [(at, False) for at in sure]
        else:
            cuts += _between(table, lines, above, below, gaps, top_set)
    return sorted(set(cuts))


def _alone(table: TableLines, line: Line) -> bool:
    """Whether a line without a count says enough to be a row, or a title over rows."""
    mission, country = table.text(line, "mission"), table.text(line, "country")
    filled = [role for role in table.roles if table.text(line, role)]
    if len(filled) == 1 and link_organisation(line.text):
        return True
    known = known_mission(mission) is not None if mission else "mission" not in table.roles
    place = link_countries(country)
    return known and ("country" not in table.roles or place.whole)


def _between(
    table: TableLines,
    lines: Sequence[Line],
    above: int,
    below: int,
    gaps: Sequence[float],
    top_set: bool,
) -> list[tuple[int, bool]]:
    """Where the lines from one count to the next part into rows, where gaps alone do not tell."""
    if below == above + 1:
        return [(below, False)]
    inner = range(above + 1, below + 1)
    alone = [at for at in range(above + 1, below) if _alone(table, lines[at])]
    if alone:
        return [(at, True) for at in sorted({*alone, *(at + 1 for at in alone)} & {*inner})]
    whole = {cut: _whole(table, lines[above:cut], lines[cut : below + 1]) for cut in inner}
    best = [cut for cut, number in whole.items() if number == max(whole.values())]
    widest = max(inner, key=lambda at: gaps[at])
    others = [gaps[at] for at in inner if at != widest]
    clear = gaps[widest] > max(others) + 2 * CLOSE
    if clear and widest in best:
        return [(widest, False)]
    if len(best) == 1 and whole[best[0]] > 0:
        second = max(number for cut, number in whole.items() if cut != best[0])
        return [(best[0], whole[best[0]] - second < PLAIN)]
    return [(widest if clear else below if top_set else above + 1, True)]


def _whole(table: TableLines, above: Sequence[Line], below: Sequence[Line]) -> int:
    """How many names are known as a whole where a row ends above and another begins below.

    A name does not end with a small word or an open bracket, nor begin with a closed one.
    """
    known = 0
    for role in ("mission", "country"):
        one, two = (
            join_lines(t for t in (table.text(line, role) for line in row) if t)
            for row in (above, below)
        )
        for text in filter(None, (one, two)):
            whole = (
                known_mission(text) is not None if role == "mission" else link_countries(text).whole
            )
            known += 2 * whole
            known -= 3 * (text.count("(") != text.count(")") or goes_on(text))
        known -= 3 * (bool(two) and (two[0] == "(" or two[0].islower()))
    return known


def goes_on(text: str) -> bool:
    """Whether a name cannot end where this text ends: behind a small word or a hyphen."""
    last = normal(text.split()[-1]) if text.split() else ""
    return (last in words()["links"]["fillers"] and text.split()[-1].islower()) or text[-1:] == "-"


def is_total(text: str) -> bool:
    """Whether a row that begins with this text adds up the rows above it."""
    form = normal(text)
    return any(
        form == normal(word) or form.startswith(normal(word) + " ")
        for word in words()["totals"]["words"]
    )
