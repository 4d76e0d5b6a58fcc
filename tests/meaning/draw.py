"""Draws tables of text with the laboratory's grammar: `python -m tests.meaning draw`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from missiemonitor.extractors.deployments.meaning.view import ColumnView, TableView

from tests.laboratory.grammar import draw
from tests.laboratory.report import Block, Table
from tests.meaning.examples import Example

OLDER = re.compile(r"Uitgezonden politiefunctionarissen \(peildatum")
ROWS = 6  # of a table, at most; more teach nothing and make the file long


def examples(numbers: Sequence[int]) -> Iterator[Example]:
    """The tables of the reports of these numbers, the even ones for scoring."""
    for number in numbers:
        blocks = draw(number).blocks
        for at, block in enumerate(blocks):
            if block.table is None:
                continue
            if block.table.look_alike and OLDER.match(blocks[at - 1].text):
                continue  # told by the other table of its report, not by itself
            what = "other" if block.table.look_alike else "ours"
            roles = [column.role for column in block.table.columns]
            count = roles.index("count") if what == "ours" else None
            half = "fitting" if number % 2 else "scoring"
            yield Example(f"drawn {number}.{at}", half, what, count, "nl", _view(blocks, at))


def _view(blocks: Sequence[Block], at: int) -> TableView:
    table = blocks[at].table
    assert table is not None
    texts = {"caption": "", "heading": "", "before": "", "after": ""}
    above = list(blocks[:at])
    if above and above[-1].kind == "heading":
        texts["caption"] = above.pop().text
    passed: list[str] = []
    while above and above[-1].kind == "paragraph":
        passed.insert(0, above.pop().text)
    texts["before"] = " ".join(passed[-3:])
    texts["heading"] = next((b.text for b in reversed(above) if b.kind in ("heading", "title")), "")
    below = blocks[at + 1 : at + 3]
    texts["after"] = " ".join(block.text for block in below if block.kind == "note")
    return TableView(_columns(table), **texts)


def _columns(table: Table) -> tuple[ColumnView, ...]:
    rows = [row for row in table.rows if not any(cell and cell.columns > 1 for cell in row)]
    if len(rows) > ROWS:
        rows = [*rows[:ROWS], *rows[-1:]]
    return tuple(
        ColumnView(
            " ".join(column.header).replace("- ", ""),
            tuple(cell.text if (cell := row[at]) else "" for row in rows),
        )
        for at, column in enumerate(table.columns)
    )
