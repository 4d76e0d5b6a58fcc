"""Heads of columns: put together of words, broken into lines, spanned by heads above them."""

from __future__ import annotations

from dataclasses import replace

from tests.laboratory.report import Cell, Column, Table
from tests.laboratory.wide.dice import Dice

Row = tuple[Cell | None, ...]


def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def broken(dice: Dice, text: str) -> tuple[str, ...]:
    """A head over one line to five; a | is where a long word may be broken."""
    lines = dice.one((1, 1, 1, 2, 2, 3, 4, 5, 5))
    room = max(8, -(-len(text) // lines) + 1)
    while len(found := _lines(text, room)) > 5:
        room += 2
    return tuple(found)


def _lines(text: str, room: int) -> list[str]:
    found = [""]
    for word in text.split():
        for at, part in enumerate(parts := _parts(word, room)):
            last = at == len(parts) - 1
            joined = f"{found[-1]} {part}".strip()
            if at == 0 and (len(joined) <= room or not found[-1]):
                found[-1] = joined if last else f"{joined}-"
            else:
                found.append(part if last else f"{part}-")
    return found


def _parts(word: str, room: int) -> list[str]:
    whole = word.replace("|", "")
    if len(whole) <= room or "|" not in word:
        return [whole]
    return [part.rstrip("-") for part in word.split("|")]


def count_head(dice: Dice) -> str:
    """The head of a column of persons: a word alone, or put together."""
    text = dice.word("heads", "whole" if dice.chance(0.3) else "count")
    if dice.chance(0.12, "head=tail"):
        text = f"{text} {dice.word('heads', 'tail')}"
    return upper_first(text)


def alignment(dice: Dice) -> str:
    """How all numbers of a table stand: one that stands left beside one that stands right is
    hardly told from it.
    """
    return dice.one(("left", "left", "right", "center"))


def column(dice: Dice, role: str, text: str, align: str = "left") -> Column:
    """A column under this head."""
    share = {"mission": 3.0, "country": 2.4, "note": 2.0, "role": 1.6, "first": 2.6}.get(role, 1.3)
    return Column(role, broken(dice, upper_first(text)), share, align)


def spanned(dice: Dice, table: Table, groups: list[tuple[tuple[str, ...], str]]) -> Table:
    """The table with a row of heads above; each group is roles that stand side by side."""
    over: list[Cell | None] = [Cell("") for _ in table.columns]
    covered: set[int] = set()
    for roles, text in groups:
        places = [at for at, each in enumerate(table.columns) if each.role in roles]
        if len(places) < 2 or places != list(range(places[0], places[-1] + 1)):
            continue
        over[places[0]] = Cell("\n".join(broken(dice, text)), columns=len(places))
        over[places[0] + 1 : places[-1] + 1] = [None] * (len(places) - 1)
        covered.update(places)
    if not covered:
        return table
    columns = list(table.columns)
    if dice.chance(0.6, "head=spans-rows"):
        for at in set(range(len(columns))) - covered:
            over[at] = Cell("\n".join(columns[at].header), rows=2)
            columns[at] = replace(columns[at], header=())
    dice.features.add("head=spans-columns")
    return replace(table, columns=tuple(columns), over=(tuple(over),))


def least_widths(table: Table, size: float) -> list[float]:
    """How wide each column must be for its longest word."""
    found = []
    for at, each in enumerate(table.columns):
        texts = [*each.header]
        for row in (*table.over, *table.rows):
            cell = row[at]
            if cell and cell.columns == 1:
                texts.append(cell.text)
        longest = max((len(word) for text in texts for word in text.split()), default=1)
        found.append(0.6 * size * longest + 10)
    return found


def fitted(table: Table, size: float, width: float) -> Table:
    """The table with columns as wide as their longest word, the rest shared out."""
    least = least_widths(table, size)
    room = max(0.0, width - sum(least))
    total = sum(each.share for each in table.columns)
    columns = tuple(
        replace(each, share=low + room * each.share / total)
        for each, low in zip(table.columns, least, strict=True)
    )
    return replace(table, columns=columns)
