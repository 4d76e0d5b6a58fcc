"""Where a told table begins and ends, by what its columns hold: behind its head, at the next one.

Shape alone may take a row for a head, or the head of another table for rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from missiemonitor.corpus.text import join_lines
from missiemonitor.extractors.linking.countries import link_countries
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.linking.missions import known_mission
from missiemonitor.extractors.tables.header import is_phrase
from missiemonitor.extractors.tables.rows import WAYS, is_total
from missiemonitor.extractors.tables.rows_around import says_where
from missiemonitor.extractors.tables.told import ToldTable
from missiemonitor.extractors.trace import trace


def with_first_row(told: ToldTable) -> ToldTable:
    """The table with a head that ends where its rows begin: a row of a country, or of a mission
    and a count, is none of it, nor is the first line of a mission's name."""
    table = told.table
    texts = [dict(zip(told.roles, row, strict=True)) for row in table.texts()]
    head = next((at for at in range(table.head) if _is_row(texts[at])), table.head)
    names = [row.get("mission", "") for row in texts]
    if 0 < head < table.rows and _begins(names[head - 1], names[head]):
        head -= 1
    while head + 1 < table.rows and _is_of_head(texts[head]):
        head += 1
    return replace(told, table=replace(table, head=head)) if head != table.head else told


def _begins(text: str, below: str) -> bool:
    """Whether a name that is known begins with a text that is no word for a column."""
    if not text or not below or is_phrase(text):
        return False
    whole, rest = known_mission(join_lines([text, below])), known_mission(below)
    return whole is not None and (rest is None or WAYS.index(whole.way) <= WAYS.index(rest.way))


def _is_of_head(texts: Mapping[str, str]) -> bool:
    """Whether a row below a head is a line of it: words for columns and no count."""
    said = [text for text in texts.values() if text]
    return not texts["count"] and bool(said) and all(map(is_phrase, said))


def to_next_head(told: ToldTable) -> ToldTable:
    """The table, up to where a word that is no count stands among its counts, beside no name: the
    head of another table below it, with the title over that."""
    table = told.table
    texts = table.texts()
    rows = range(table.head, table.rows)
    heads = (row for row in rows if _is_head(told.roles, texts[row]))
    at = told.roles.index("count")
    own = tuple(texts[row][at] for row in range(table.head) if texts[row][at])
    # The own head may come back on the next page.
    end = next((row for row in heads if not texts[row][at].startswith(own)), table.rows)
    while end < table.rows and end > table.head and not texts[end - 1][at]:
        end -= 1
    if end in (table.head, table.rows):
        return told
    last = max(c.box.bottom for c in table.cells if c.row == end - 1)
    page = max(c.page for c in table.cells if c.row == end - 1)
    if seen := trace():
        head = [c.box for c in table.cells if c.row == end]
        seen.note("end", page, "ended by the head of another table", head)
    parts = []
    for part in table.parts:
        if part.page < page:
            parts.append(part)
        elif part.page == page and part.box.top < last:
            lines = tuple(line for line in part.lines if line.box.middle <= last)
            box = replace(part.box, bottom=last)
            parts.append(replace(part, box=box, lines=lines))
    cells = tuple(cell for cell in table.cells if cell.row < end)
    return replace(told, table=replace(table, parts=tuple(parts), cells=cells, rows=end))


def _is_head(roles: Sequence[str], texts: Sequence[str]) -> bool:
    said = dict(zip(roles, texts, strict=True))
    count = said.get("count", "")
    several = sum(map(bool, texts)) > 1
    if (
        not several
        or not count.replace(" ", "").isalpha()
        or read_count(count).officers is not None
    ):
        return False
    return not says_where(said) and not any(map(is_total, filter(None, texts)))


def _is_row(texts: Mapping[str, str]) -> bool:
    named = known_mission(texts.get("mission", "")) is not None
    counted = read_count(texts["count"]).officers is not None
    return link_countries(texts.get("country", "")).whole or (named and counted)
