"""`draw_wide(7, "fitting")`: always the same report, in the words of that half."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tests.laboratory.report import Block, Invented, Other
from tests.laboratory.wide import frame, heads, others
from tests.laboratory.wide.dice import Dice
from tests.laboratory.wide.ours import Ours, draw_ours

FONTS = ("Liberation Sans", "Liberation Serif", "DejaVu Sans", "Carlito", "Libertinus Serif")
PAPER = (595.0, 842.0)


@dataclass
class _Body:
    """The blocks so far, and the tables of other matters among them."""

    blocks: list[Block] = field(default_factory=list)
    tables: list[Other] = field(default_factory=list)

    def add(self, drawn: others.Drawn) -> None:
        self.blocks += drawn.blocks
        self.tables.append(drawn.other)


def draw_wide(number: int, half: str, producer: str | None = None, longest: int = 600) -> Invented:
    """The invented report of this number; a whole one has at most `longest` pages."""
    dice = Dice(number, half)
    made_by = producer or dice.weighted(
        "producer", {"library": 30, "typesetter": 35, "browser": 35}
    )
    form = dice.weighted("form", {"letter": 34, "alone": 16, "middle": 32, "whole": 18})
    content = dice.weighted("content", {"ours": 76, "others-only": 24})
    ours = draw_ours(dice) if content == "ours" else None
    body = _Body()
    {"letter": _letter, "alone": _alone, "middle": _middle, "whole": _whole}[form](
        dice, body, ours, longest
    )
    margin = 206 if form == "alone" or dice.chance(0.2) else 110
    size, page = _sheet(dice, body.blocks, margin)
    colophon = page[0] < 700 and margin == 206
    return Invented(
        number=number,
        producer=made_by,
        period=f"{dice.now.year}-{dice.now.half}",
        blocks=_fitted(body.blocks, size, page[0] - (206 if colophon else 110)),
        rows=ours.rows if ours else (),
        features=frozenset(dice.features),
        font=dice.one(FONTS),
        size=size,
        page=page,
        colophon=colophon,
        way=_way(dice, made_by, form),
        stated=ours.stated if ours else None,
        right_total=ours.right_total if ours else True,
        language=dice.language,
        notice=_notice(dice),
        others=tuple(body.tables),
    )


def _notice(dice: Dice) -> str:
    """What every page says, also in English where a reader may know no Dutch."""
    common = dice.words["common"]
    dutch = str(common["notice"])
    return dutch if dice.language == "nl" else f"{dutch} / {common['notice_en']}"


def _way(dice: Dice, producer: str, form: str) -> str:
    if producer != "library" or form == "whole":
        return "plain"
    return dice.weighted("way", {"plain": 3, "glyphs": 1, "shuffled": 1})


def _sheet(dice: Dice, blocks: list[Block], margin: int) -> tuple[float, tuple[float, float]]:
    """A size of letters and a paper on which the widest table fits."""
    size = dice.one((8.0, 9.0, 9.0, 9.5, 10.0, 11.0))
    tables = [block.table for block in blocks if block.table]
    widest = max((sum(heads.least_widths(table, 1.0)) for table in tables), default=0.0)
    padding = max((10 * len(table.columns) for table in tables), default=0)
    letters = max(0.1, widest - padding)
    width = PAPER[0]
    if letters * size + padding > width - margin or dice.chance(0.05):
        dice.features.add("landscape")
        width = PAPER[1]
    room = width - 110 - padding
    size = max(5.5, min(size, 0.5 * int(2 * room / letters)))
    return size, (width, PAPER[0] if width == PAPER[1] else PAPER[1])


def _fitted(blocks: list[Block], size: float, width: float) -> tuple[Block, ...]:
    """The blocks as they are set: columns wide enough, no places to break words in sentences."""
    return tuple(
        replace(block, table=heads.fitted(block.table, size, 0.9 * width))
        if block.table
        else replace(block, text=block.text.replace("|", ""))
        for block in blocks
    )


def _parts(dice: Dice, ours: Ours) -> list[Block]:
    """Our table; or two of them, the second under words of its own."""
    rows = ours.table.rows
    cut = len(rows) // 2
    if ours.stated is not None or cut < 2 or not dice.chance(0.12):
        return [Block("table", table=ours.table)]
    if any(cell is None or cell.rows > 1 or not cell.text for row in rows for cell in row[:2]):
        return [Block("table", table=ours.table)]
    dice.features.add("two-tables-of-ours")
    return [
        Block("table", table=replace(ours.table, rows=rows[:cut])),
        *frame.prose(dice, dice.random.randint(0, 1)),
        Block("heading", heads.upper_first(dice.word("captions", "second"))),
        Block("table", table=replace(ours.table, rows=rows[cut:])),
    ]


def _table_of_ours(dice: Dice, ours: Ours, bare: bool = False) -> list[Block]:
    """Our table with what says whose it is, above it or before it, and notes under it."""
    found = []
    caption = dice.chance(0.75)
    if not bare and (not caption or dice.chance(0.6)):
        key = "lead_corps" if ours.corps and dice.chance(0.7) else "lead"
        found.append(Block("paragraph", dice.word("captions", key)))
    if not bare and caption:
        found.append(Block("heading", heads.upper_first(dice.word("captions", "caption"))))
    found += _parts(dice, ours)
    found += [Block("note", note) for note in ours.notes]
    if ours.stated is not None and ours.right_total and not bare and dice.chance(0.2):
        said = dice.one(dice.list("captions", "total_said"))
        text = dice.fill(said, n=str(ours.stated))
        found.append(Block("paragraph", heads.upper_first(text)))
    if not bare and dice.chance(0.25):
        found.append(Block("paragraph", dice.word("captions", "after")))
    return found


def _core(dice: Dice, body: _Body, ours: Ours | None, between: int) -> None:
    """Our table among others, or others only."""
    beside = dice.one((0, 0, 1, 1, 2)) if ours else dice.one((1, 1, 2, 3))
    feature = "beside" if ours else "instead"
    drawn = [others.draw_other(dice, others.pick(dice, feature)) for _ in range(beside)]
    at = dice.random.randint(0, len(drawn))
    for index in range(len(drawn) + 1):
        if index == at and ours:
            body.blocks += _table_of_ours(dice, ours)
            body.blocks += frame.prose(dice, dice.random.randint(0, between), of_missions=True)
        if index < len(drawn):
            body.add(drawn[index])
            body.blocks += frame.prose(dice, dice.random.randint(0, between))


def _letter(dice: Dice, body: _Body, ours: Ours | None, _: int) -> None:
    """An annex or a letter of a page or three."""
    body.blocks += frame.titles(dice)
    body.blocks += frame.prose(dice, dice.random.randint(0, 4), of_missions=True)
    _core(dice, body, ours, 3)


def _alone(dice: Dice, body: _Body, ours: Ours | None, _: int) -> None:
    """Tables alone on their pages, under a title, beside a colophon."""
    if dice.chance(0.5):
        body.blocks += [*frame.titles(dice), *frame.prose(dice, 4), Block("page")]
    drawn = others.draw_other(dice, others.pick(dice, "instead")) if not ours else None
    body.blocks += frame.titles(dice)
    if ours:
        bare = dice.chance(0.5, "bare-page") and not ours.corps
        body.blocks += _table_of_ours(dice, ours, bare)
    if drawn:
        body.add(drawn)
    for _ in range(dice.one((0, 0, 1, 2))):
        body.blocks.append(Block("page"))
        body.add(others.draw_other(dice, others.pick(dice, "beside" if ours else "instead")))


def _middle(dice: Dice, body: _Body, ours: Ours | None, _: int) -> None:
    """A report of some pages with the tables in running text."""
    body.blocks.append(Block("title", heads.upper_first(dice.word("captions", "report"))))
    body.blocks += frame.prose(dice, dice.random.randint(5, 30))
    body.blocks.append(Block("heading", dice.word("captions", "annex")))
    _core(dice, body, ours, 6)
    body.blocks += frame.prose(dice, dice.random.randint(2, 20))


def _whole(dice: Dice, body: _Body, ours: Ours | None, longest: int) -> None:
    """A whole report about all matters of the police, the annex on pages of its own within."""
    pages = dice.random.randint(40, 80)
    if dice.chance(0.03, "whole=long"):
        pages = dice.random.randint(100, 600)
    pages = min(pages, longest)
    before = int(pages * dice.one((0.15, 0.5, 0.5, 0.8, 0.95)))
    body.blocks.append(Block("title", heads.upper_first(dice.word("captions", "report"))))
    _chapters(dice, body, before)
    body.blocks += [Block("page"), *frame.titles(dice)]
    _core(dice, body, ours, 2)
    body.blocks.append(Block("page"))
    _chapters(dice, body, pages - before)


def _chapters(dice: Dice, body: _Body, pages: int) -> None:
    blocks, tables = frame.chapters(dice, pages)
    body.blocks += blocks
    body.tables += tables
