"""The table of our officers in missions: its columns, its rows, and what should be read of it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.laboratory.report import Cell, Column, Row, Table
from tests.laboratory.wide import heads
from tests.laboratory.wide.dice import Dice
from tests.laboratory.wide.places import Count, Place, count, country, places

CORPS = ("kmar", "military", "civilians")
EXTRAS = {
    "organisation": 0.2,
    "role": 0.12,
    "until": 0.12,
    "since": 0.08,
    "note": 0.14,
    "women": 0.1,
    "place": 0.08,
}
NUMBERS = {"police", "previous", "previous_sum", "ceiling", "sum", "women", *CORPS}
FURTHER = ("KE", "DJ", "TN", "JO", "SN", "NE", "ET", "RS", "MD")


@dataclass(frozen=True)
class Ours:
    """The table, the rows owed of it, its total, and the notes under it."""

    table: Table
    rows: tuple[Row, ...]
    stated: int | None
    right_total: bool
    notes: tuple[str, ...]
    corps: bool


@dataclass(frozen=True)
class _Line:
    """A row before it is set: where, whether its mission is left out, its numbers by role."""

    place: Place
    codes: tuple[str, ...]
    where: str
    later: bool
    count: Count
    cells: dict[str, Cell]
    spans: int = 1


def draw_ours(dice: Dice) -> Ours:
    """A table of our officers."""
    counts, form = _counts(dice)
    roles = _roles(dice, counts)
    lines = _merged(dice, roles, _lines(dice, roles))
    texts = {role: _head(dice, role, form) for role in roles}
    align = heads.alignment(dice)
    columns = [
        heads.column(dice, role, texts[role], align if role in NUMBERS else "left")
        for role in roles
    ]
    style = dice.one(("span", "span", "blank", "blank", "repeat"))
    if any(line.later for line in lines):
        dice.features.add(f"merged-as={style}")
    rows = [_cells(roles, line, index, style) for index, line in enumerate(lines)]
    notes = _marked(dice, roles, rows)
    truth = tuple(_truth(roles, line) for line in lines)
    stated, right, strong = _total(dice, roles, rows, lines)
    table = Table(
        tuple(columns),
        tuple(rows),
        rules=dice.weighted("rules", {"full": 5, "horizontal": 3, "header": 2, "none": 2}),
        zebra=dice.chance(0.25, "zebra"),
        fill=dice.chance(0.3),
        bold=dice.chance(0.7),
        padding=dice.one((0.6, 1.5, 3.0, 5.0)),
        repeat=dice.chance(0.6),
        valign=dice.one(("top", "top", "middle")),
        strong=strong,
    )
    table = _spans(dice, table, counts)
    if dice.chance(0.04, "head=none") and form == "single" and len(roles) < 4:
        table = _headless(table)
    deepest = max((len(each.header) for each in table.columns), default=0)
    dice.features.add(f"head-lines={deepest}")
    dice.features.add(f"columns={len(roles)}")
    return Ours(table, truth, stated, right, notes, "corps" in form)


def _headless(table: Table) -> Table:
    columns = tuple(Column(each.role, (), each.share, each.align) for each in table.columns)
    return Table(columns, table.rows, rules=table.rules, strong=table.strong)


def _counts(dice: Dice) -> tuple[list[str], str]:
    """The columns of numbers, in their order, and what kind of table that makes."""
    form = dice.weighted(
        "counts", {"single": 50, "corps": 20, "halves": 14, "ceiling": 11, "halves-corps": 5}
    )
    if form == "halves":
        return dice.one((["police", "previous"], ["previous", "police"])), form
    if form == "ceiling":
        return dice.one((["police", "ceiling"], ["ceiling", "police"])), form
    if form == "single":
        return ["police"], form
    if form == "halves-corps":
        now, before = ["police", "sum"], ["previous", "previous_sum"]
        return dice.one((now + before, before + now)), form
    others = dice.random.sample(CORPS, dice.one((1, 1, 2, 3)))
    found = ["police", *others]
    if dice.chance(0.5):
        dice.random.shuffle(found)
    if dice.chance(0.75, "corps-with-sum"):
        found.insert(dice.one((0, len(found), len(found), len(found))), "sum")
    return found, form


def _roles(dice: Dice, counts: list[str]) -> list[str]:
    """All columns in their order: two to nine."""
    where = ["mission", "country"]
    if dice.chance(0.1, "no-country-column"):
        where = ["mission"]
    elif dice.chance(0.3, "country-first"):
        where.reverse()
    extras = [role for role, share in EXTRAS.items() if dice.chance(share, f"extra={role}")]
    extras = extras[: 9 - len(where) - len(counts)]
    before = [role for role in extras if dice.chance(0.4)]
    after = [role for role in extras if role not in before]
    found = [*where, *before, *counts, *after]
    if dice.chance(0.05, "count-first"):
        found = [*counts, *where, *extras]
    if len(found) < 9 and dice.chance(0.1, "extra=number"):
        found.insert(0, "number")
    return found


def _head(dice: Dice, role: str, form: str) -> str:
    """The words above a column."""
    if role in ("police", "previous") and "corps" in form:
        return dice.word("heads", "police")
    if role == "previous_sum":
        return dice.word("heads", "sum")
    if form == "halves" and role in ("police", "previous"):
        past = -1 if role == "previous" else 0
        moment = dice.now.moved(past)
        when = dice.one((dice.date, dice.halfyear))(moment)
        return dice.fill(dice.one(dice.list("heads", "slot")), moment, when=when)
    if role == "police":
        return heads.count_head(dice)
    return dice.word("heads", role)


def _lines(dice: Dice, roles: list[str]) -> list[_Line]:
    in_words = dice.chance(0.08, "counts-in-words")
    odd = dice.chance(0.12, "odd-counts")
    wanted = dice.one((2, 3, 4, 5, 6, 8, 9, 11, 12, 14, 18, 26))
    return [
        _line(dice, place, place.codes, place.country, False, count(dice, in_words, odd))
        for place in places(dice, wanted, dice.now.year)
    ]


def _line(
    dice: Dice, place: Place, codes: tuple[str, ...], where: str, later: bool, told: Count
) -> _Line:
    """A row with all that further columns may ask for."""
    numbers = {role: dice.random.choice((0, 0, 1, 2, 4, 7, 20)) for role in CORPS}
    ends = f"{dice.random.randint(1, 28)}-{dice.random.randint(1, 12)}-{dice.now.year + 1}"
    begun = f"{dice.random.randint(1, 12)}-{dice.now.year - dice.random.randint(1, 4)}"
    before = dice.number()
    cells = {role: Cell(str(number)) for role, number in numbers.items()}
    cells |= {
        "previous": Cell(str(before)),
        "previous_sum": Cell(str(before + dice.number())),
        "ceiling": Cell(str((told.officers or 0) + dice.one((0, 1, 2, 5, 10)))),
        "women": Cell(str(dice.random.randint(0, max(0, told.officers or 0)) // 2)),
        "organisation": Cell(place.organisation),
        "role": Cell(dice.one(dice.list("names", "roles"))),
        "until": Cell(ends),
        "since": Cell(begun),
        "note": Cell(dice.one(dice.list("names", "notes"))),
        "place": Cell(dice.one(dice.list("names", "sites"))),
    }
    return _Line(place, codes, where, later, told, cells)


def _merged(dice: Dice, roles: list[str], lines: list[_Line]) -> list[_Line]:
    """Give some missions further countries in rows of their own, the mission named once."""
    if "country" not in roles or not dice.chance(0.22, "merged-mission"):
        return lines
    found: list[_Line] = []
    for line in lines:
        more = dice.one((0, 0, 1)) if line.place.known else 0
        found.append(_Line(**{**vars(line), "spans": 1 + more}))
        free = [code for code in FURTHER if code not in line.codes]
        for code in dice.random.sample(free, more):
            told = count(dice, False, False)
            found.append(_line(dice, line.place, (code,), country(dice, code), True, told))
    return found


def _cells(roles: list[str], line: _Line, index: int, style: str) -> tuple[Cell | None, ...]:
    corps = sum(int(line.cells[role].text) for role in _summed(roles))
    mission: Cell | None = Cell(line.place.name)
    if style == "span":
        mission = None if line.later else Cell(line.place.name, rows=line.spans)
    elif style == "blank" and line.later:
        mission = Cell("")
    values = {
        **line.cells,
        "number": Cell(str(index + 1)),
        "mission": mission,
        "country": Cell(line.where),
        "police": Cell(line.count.text),
        "sum": Cell(str((line.count.officers or 0) + corps)),
    }
    return tuple(values[role] for role in roles)


def _summed(roles: list[str]) -> list[str]:
    """The corps that a sum is over, besides the police: those that have columns, or one unseen."""
    return [role for role in CORPS if role in roles] or ["kmar"]


def _marked(dice: Dice, roles: list[str], rows: list[tuple[Cell | None, ...]]) -> tuple[str, ...]:
    """Set marks of notes behind a few counts."""
    if not dice.chance(0.1, "marks"):
        return ()
    at = roles.index("police")
    notes: list[str] = []
    for row in dice.random.sample(range(len(rows)), min(2, len(rows))):
        cell = rows[row][at]
        if cell and cell.text.isdigit():
            mark = str(len(notes) + 1) if dice.chance(0.5) else "*" * (len(notes) + 1)
            rows[row] = (*rows[row][:at], Cell(cell.text, mark), *rows[row][at + 1 :])
            notes.append(f"{mark} {dice.word('captions', 'marks')}")
    return tuple(notes)


def _truth(roles: list[str], line: _Line) -> Row:
    place, told = line.place, line.count
    where, codes = (line.where, line.codes) if "country" in roles else ("", line.codes)
    if not where and not place.known and place.country not in place.name:
        codes = ()  # nothing says where
    owed = told.owed or not place.known or line.later
    return Row(place.name, where, codes, told.officers, told.most, owed)


def _total(
    dice: Dice, roles: list[str], rows: list[tuple[Cell | None, ...]], lines: list[_Line]
) -> tuple[int | None, bool, frozenset[int]]:
    """Add a row of totals, wrong ones rarely."""
    if not dice.chance(0.4, "total-row"):
        return None, True, frozenset()
    total = sum(line.count.officers or 0 for line in lines)
    right = not dice.chance(0.1, "wrong-total")
    stated = total if right else total + dice.one((-2, -1, 1, 3, 10))
    cells = [Cell("") for _ in roles]
    for at, role in enumerate(roles):
        if role in (*CORPS, "previous", "previous_sum", "ceiling", "women"):
            cells[at] = Cell(str(sum(int(line.cells[role].text) for line in lines)))
        elif role == "police":
            cells[at] = Cell(str(stated))
        elif role == "sum":
            of_corps = _summed(roles)
            cells[at] = Cell(
                str(total + sum(int(line.cells[c].text) for line in lines for c in of_corps))
            )
    cells[0 if roles[0] not in NUMBERS else roles.index("mission")] = Cell(
        dice.word("heads", "total")
    )
    rows.append(tuple(cells))
    return stated, right, frozenset({len(rows) - 1}) if dice.chance(0.7) else frozenset()


def _spans(dice: Dice, table: Table, counts: list[str]) -> Table:
    """Heads above heads."""
    groups: list[tuple[tuple[str, ...], str]] = []
    if "previous_sum" in counts:
        for roles, past in ((("police", "sum"), 0), (("previous", "previous_sum"), -1)):
            moment = dice.now.moved(past)
            groups.append((roles, dice.one((dice.date, dice.halfyear))(moment)))
    elif len(counts) > 1 and dice.chance(0.55):
        groups.append((tuple(counts), heads.upper_first(dice.word("heads", "over_count"))))
    if dice.chance(0.2):
        over = heads.upper_first(dice.word("heads", "over_where"))
        groups.append((("mission", "country"), over))
    return heads.spanned(dice, table, groups) if groups else table
