"""Tables of other matters: some look quite like ours, but for a caption, a sentence or a head."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.laboratory.report import Block, Cell, Column, Other, Table
from tests.laboratory.wide import heads
from tests.laboratory.wide.dice import Dice
from tests.laboratory.wide.places import country, places

AT_HOME = ("units", "countries", "courses", "places")


@dataclass(frozen=True)
class Drawn:
    """The blocks of a table of something else, and what it is."""

    blocks: tuple[Block, ...]
    other: Other


def kinds(dice: Dice) -> dict[str, Any]:
    """The kinds that have words in the report's language."""
    return {name: kind for name, kind in dice.words["others"].items() if dice.language in kind}


def pick(dice: Dice, feature: str, ordinary: bool = False) -> str:
    """A kind; an ordinary one is of no missions, as most tables of a whole report."""
    names = [name for name, kind in kinds(dice).items() if not ordinary or kind["rows"] in AT_HOME]
    chosen = dice.one(names or list(kinds(dice)))
    if feature:
        dice.features.add(f"{feature}={chosen}")
    return chosen


def draw_other(dice: Dice, name: str) -> Drawn:
    """A table of this kind, with what stands above and before it."""
    kind = kinds(dice)[name]
    slots = _nation(dice)
    named = _names(dice, kind)
    values = _values(dice, kind, slots)
    columns = [_first(dice, kind)]
    placed = kind.get("place") and not (kind["rows"] == "missions" and dice.chance(0.15))
    if placed:
        columns.append(heads.column(dice, "country", dice.word("heads", "country")))
    further = _further(dice, kind)
    columns += [heads.column(dice, role, dice.word("heads", role)) for role in further]
    align = heads.alignment(dice)
    columns += [heads.column(dice, f"value{at}", text, align) for at, text in enumerate(values)]
    figure = _figures(dice, kind["numbers"])
    rows: list[tuple[Cell | None, ...]] = []
    for first, where in named:
        texts = [first, where] if placed else [first]
        texts += [_small(dice, role) for role in further]
        rows.append(tuple(Cell(text) for text in (*texts, *(figure() for _ in values))))
    other = Other(name, tuple(tuple(cell.text for cell in row if cell) for row in rows))
    strong = _total(dice, rows, columns, len(values))
    table = Table(
        tuple(columns),
        tuple(rows),
        rules=dice.one(("full", "full", "horizontal", "header", "none")),
        zebra=dice.chance(0.2),
        fill=dice.chance(0.3),
        bold=dice.chance(0.7),
        look_alike=True,
        strong=strong,
    )
    if placed and dice.chance(0.12):
        over = heads.upper_first(dice.word("heads", "over_where"))
        table = heads.spanned(dice, table, [(("first", "country"), over)])
    return Drawn((*_before(dice, kind, slots), Block("table", table=table)), other)


def _further(dice: Dice, kind: dict[str, Any]) -> list[str]:
    """Further columns beside missions, as our table may have them."""
    if kind["rows"] != "missions":
        return []
    return [role for role in ("role", "note", "until") if dice.chance(0.12)]


def _small(dice: Dice, role: str) -> str:
    if role == "until":
        return f"{dice.random.randint(1, 28)}-{dice.random.randint(1, 12)}-{dice.now.year + 1}"
    return dice.one(dice.list("names", {"role": "roles", "note": "notes"}[role]))


def _nation(dice: Dice) -> dict[str, str]:
    """Whose officers, where they are another country's."""
    if dice.language == "fr":
        return {}
    nation, land = dice.one(dice.list("names", "nations")).split("|")
    return {"nation": nation, "nationland": land}


def _said(dice: Dice, text: str, slots: dict[str, str]) -> str:
    return heads.upper_first(dice.fill(text, None, **slots))


def _first(dice: Dice, kind: dict[str, Any]) -> Column:
    words = kind[dice.language].get("first")
    text = dice.one(words) if words else dice.word("heads", "mission")
    return heads.column(dice, "first", text)


def _values(dice: Dice, kind: dict[str, Any], slots: dict[str, str]) -> list[str]:
    """Heads of one to three columns of figures; an alike table may borrow ours."""
    if kind.get("alike") and not kind.get("past") and dice.chance(0.5, "alike-head"):
        return [dice.word("heads", "alike")]
    words = kind[dice.language]["value"]
    chosen = dice.random.sample(words, min(len(words), dice.one((1, 1, 1, 2, 2, 3))))
    if kind.get("alike") or kind.get("ceiling"):
        chosen = chosen[:1]
    return [_said(dice, text, slots) for text in chosen]


def _names(dice: Dice, kind: dict[str, Any]) -> list[tuple[str, str]]:
    """What stands in the first column, and the country of it."""
    wanted = dice.one((3, 4, 5, 6, 8, 10, 12))
    names = dice.words["names"]
    if kind["rows"] == "missions":
        return [(each.name, each.country) for each in places(dice, wanted, dice.now.year)]
    if kind["rows"] == "countries":
        states = names["places"]["state"]
        return [
            (country(dice, code), "")
            for code in dice.random.sample(states, min(wanted, len(states)))
        ]
    if kind["rows"] in ("posts", "places"):
        cities = names["places"]["city"]
        chosen = dice.random.sample(cities, min(wanted, len(cities)))
        return [(city, country(dice, code)) for city, code in (c.split("|") for c in chosen)]
    words = dice.list("names", kind["rows"])
    states = names["places"]["state"]
    return [
        (word, country(dice, dice.one(states)))
        for word in dice.random.sample(words, min(wanted, len(words)))
    ]


def _figures(dice: Dice, numbers: str) -> Callable[[], str]:
    random = dice.random
    return {
        "small": lambda: str(dice.number()),
        "big": lambda: f"{random.randint(120, 9900):,}".replace(",", "."),
        "money": lambda: dice.one(("€ ", "")) + f"{random.randint(20, 4900):,}".replace(",", "."),
        "percent": lambda: f"{random.randint(0, 99) / 10:.1f}".replace(".", ",") + "%",
    }[numbers]


def _total(
    dice: Dice, rows: list[tuple[Cell | None, ...]], columns: list[Column], values: int
) -> frozenset[int]:
    """A row of totals where the figures can be added."""
    texts = [[cell.text if cell else "" for cell in row[-values:]] for row in rows]
    if not all(text.isdigit() for row in texts for text in row) or not dice.chance(0.3):
        return frozenset()
    sums = [str(sum(int(row[at]) for row in texts)) for at in range(values)]
    empty = [""] * (len(columns) - values - 1)
    rows.append(tuple(Cell(text) for text in (dice.word("heads", "total"), *empty, *sums)))
    return frozenset({len(rows) - 1})


def _before(dice: Dice, kind: dict[str, Any], slots: dict[str, str]) -> tuple[Block, ...]:
    """A caption, a sentence, or both, that say whose the figures are."""
    words = kind[dice.language]
    leads = words.get("lead", ())
    caption = not leads or dice.chance(0.75)
    found = []
    if leads and (not caption or dice.chance(0.5)):
        found.append(Block("paragraph", _said(dice, dice.one(leads), slots)))
    if caption:
        found.append(Block("heading", _said(dice, dice.one(words["caption"]), slots)))
    if len(found) > 1 and dice.chance(0.5):
        found.reverse()
    return tuple(found)
