"""Draws tables of text with the laboratory's grammars: `python -m tests.meaning draw`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from missiemonitor.corpus.period import Period
from missiemonitor.corpus.text import join_lines
from missiemonitor.extractors.deployments.meaning.view import ColumnView, TableView

from tests.laboratory.grammar import draw
from tests.laboratory.report import Block, Invented, Table
from tests.laboratory.wide.draw import draw_wide
from tests.meaning.examples import Example

ROWS = 6  # of a table, at most; more teach nothing and make the file long
OTHERS = 3  # tables of others of a report, at most
PAGES = 6  # of a whole report; its other pages have tables of other matters only
PARAGRAPHS = 3  # before a table that are kept
# An older table of the same report is told by the newer one, not by itself.
OLDER = re.compile(r"Uitgezonden politiefunctionarissen \(peildatum")


def plain_examples(numbers: Sequence[int], half: str) -> Iterator[Example]:
    """The tables of the first grammar's reports of these numbers."""
    for number in numbers:
        yield from _examples(draw(number), "plain", half, ("count",))


def wide_examples(numbers: Sequence[int], half: str) -> Iterator[Example]:
    """The tables of the wide grammar's reports of these numbers, in the words of a half."""
    for number in numbers:
        yield from _examples(draw_wide(number, half, longest=PAGES), "wide", half, ("police",))


def _examples(
    report: Invented, grammar: str, half: str, counts: Sequence[str]
) -> Iterator[Example]:
    others = 0
    for at, block in enumerate(report.blocks):
        table = block.table
        if table is None or (table.look_alike and OLDER.match(report.blocks[at - 1].text)):
            continue
        others += table.look_alike
        if table.look_alike and others > OTHERS:
            continue
        roles = [column.role for column in table.columns]
        count = None if table.look_alike else next(roles.index(r) for r in counts if r in roles)
        what = "other" if table.look_alike else "ours"
        name = f"{grammar} {report.number}.{at}"
        view = replace(_view(report.blocks, at), period=Period.parse(report.period))
        yield Example(name, half, what, count, "nl", view)


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
    texts["before"] = "\n".join(passed[-PARAGRAPHS:])
    over = (n for n in reversed(range(len(above))) if above[n].kind in ("heading", "title"))
    # A heading close above another table is its caption.
    own = (n for n in over if not any(block.table for block in above[n + 1 : n + PARAGRAPHS]))
    texts["heading"] = next((above[n].text for n in own), "")
    below = blocks[at + 1 : at + PARAGRAPHS]
    texts["after"] = " ".join(block.text for block in below if block.kind == "note")
    return TableView(_columns(table), **{name: text.strip() for name, text in texts.items()})


def _columns(table: Table) -> tuple[ColumnView, ...]:
    rows = [row for row in table.rows if not any(cell and cell.columns > 1 for cell in row)]
    total = rows[-1:] if len(rows) - 1 in table.strong else []
    if len(rows) > ROWS:
        rows = [*rows[:ROWS], *total]
    return tuple(
        ColumnView(_head(table, at), tuple(cell.text if (cell := row[at]) else "" for row in rows))
        for at in range(len(table.columns))
    )


def _head(table: Table, at: int) -> str:
    """All that stands over a column, from top to bottom."""
    lines: list[str] = []
    for row in table.over:
        start = next((i for i in range(at, -1, -1) if row[i] is not None), at)
        cell = row[start]
        if cell and start + cell.columns > at:
            lines += cell.text.split("\n")
    return join_lines([*lines, *table.columns[at].header]).strip()
