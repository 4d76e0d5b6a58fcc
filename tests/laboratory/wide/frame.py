"""What stands round the tables: letters, annexes, chapters of prose, whole reports."""

from __future__ import annotations

from tests.laboratory.report import Block, Other
from tests.laboratory.wide import heads, others
from tests.laboratory.wide.dice import Dice
from tests.laboratory.wide.places import country

PARAGRAPHS_A_PAGE = 10


def paragraph(dice: Dice, sentences: int, of_missions: bool = False) -> Block:
    """A paragraph of sentences with invented figures."""
    found: list[str] = []
    said: set[str] = set()
    for _ in range(sentences):
        key = "missions" if of_missions and dice.chance(0.4) else "sentence"
        state = country(dice, dice.one(dice.words["names"]["places"]["state"]))
        unit = dice.one(dice.list("names", "units"))
        moment = dice.now.moved(dice.one((-4, -2, 0, 2)))
        text = dice.one(dice.list("prose", key))
        if text in said:
            continue
        said.add(text)
        found.append(heads.upper_first(dice.fill(text, moment, land=state, unit=unit)))
    return Block("paragraph", " ".join(found))


def prose(dice: Dice, paragraphs: int, of_missions: bool = False) -> list[Block]:
    """Paragraphs, with a heading above some."""
    found = []
    for _ in range(paragraphs):
        if dice.chance(0.15):
            found.append(Block("heading", dice.word("prose", "headings")))
        found.append(paragraph(dice, dice.random.randint(2, 7), of_missions))
    return found


def chapters(dice: Dice, pages: int) -> tuple[list[Block], list[Other]]:
    """So many pages of prose about all matters, with a table here and there."""
    blocks: list[Block] = []
    tables: list[Other] = []
    left = pages * PARAGRAPHS_A_PAGE
    number = 0
    while left > 0:
        number += 1
        if dice.chance(0.3):
            blocks.append(Block("page"))
        blocks.append(Block("title", f"{number}. {dice.word('prose', 'chapters')}"))
        for _ in range(dice.random.randint(2, 5)):
            some = dice.random.randint(4, 10)
            blocks += prose(dice, some)
            left -= some
            if dice.chance(0.35):
                drawn = others.draw_other(dice, others.pick(dice, "", ordinary=dice.chance(0.85)))
                blocks += [*drawn.blocks, *prose(dice, 1)]
                tables.append(drawn.other)
                left -= 3
    return blocks, tables


def titles(dice: Dice) -> list[Block]:
    """The title of an annex and what it belongs to, in either order."""
    found = [
        Block("title", dice.word("captions", "annex")),
        Block("paragraph", heads.upper_first(dice.word("captions", "belongs"))),
    ]
    return found[::-1] if dice.chance(0.15) else found
