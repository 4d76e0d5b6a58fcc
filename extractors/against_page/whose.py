"""What stands over the counts of a table on its page: whether it says that they are of others
or of no people.

What words say is asked of the reader's concepts (deployments/meaning), as in columns.py; which
words stand at the table is found here anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missiemonitor.corpus.document import Box
from missiemonitor.extractors.against_page.columns import Head, head_over
from missiemonitor.extractors.against_page.lines_left import is_a_sentence
from missiemonitor.extractors.against_page.page_text import PageText
from missiemonitor.extractors.deployments.meaning.concepts import (
    ASPECTS,
    PEOPLE,
    concepts_in,
    points,
)
from missiemonitor.extractors.thresholds import AGAINST_PAGE

# Officers may be of anybody: "douanefunctionarissen".
OURS = {"police", "own"}
THINGS = {"goods", "cases", "money", "days", "share", "age", "training"}
OTHERS = {*ASPECTS["corps"], "foreign", "received"} - {*OURS, "officers"}


def others_said(page: PageText, counts: Sequence[Box], table: Box) -> str | None:
    """The text over the counts of a table, in the boxes of the page as it is read, that names
    people of others and none of ours; None where there is none, or something nearer names ours."""
    head = head_over(page, counts)
    for text in (head.text, *titles_over(page, head, table)):
        said = {each.name for each in concepts_in(text, head=text == head.text)}
        if said & (OURS | OTHERS):
            return None if said & OURS else text
    return None


def things_said(page: PageText, counts: Sequence[Box]) -> str | None:
    """The head over the counts of a table, where it says that they count no people."""
    head = head_over(page, counts)
    said = head.said
    return head.text if said & THINGS and not said & {*PEOPLE, "sent", "own"} else None


def titles_over(page: PageText, head: Head, table: Box) -> Iterator[str]:
    """The lines close above the heads of a table and as wide as it, the nearest first."""
    low, found = head.box.top, 0
    for line in sorted(page.lines, key=lambda one: -one[0].box.bottom):
        pieces = [
            piece
            for piece in line
            if piece.box.middle < head.box.top and piece.box.overlap_x(table) > 0
        ]
        if not pieces:
            continue
        if low - pieces[0].box.bottom > AGAINST_PAGE.title_gap * pieces[0].high:
            return
        text = " ".join(piece.text for piece in pieces)
        if is_a_sentence(text):
            # Running text may be of anything, unless it speaks of the table.
            if text[:1].isupper() and text.endswith((".", ":")) and points(text):
                yield text
            return
        low, found = pieces[0].box.top, found + 1
        yield text
        if found == AGAINST_PAGE.title_lines:
            return
