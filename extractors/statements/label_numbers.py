"""Numbers that count nothing but name something: of items, articles, papers, years, ages, scores.

They are told by where they stand: "3. De missie ...", "artikel 5, 6 en 7", "(29 628, nr. 1203)",
"Anne (41)", "2-0", "één op 190".
"""

from __future__ import annotations

import re
from collections.abc import Collection

from missiemonitor.extractors.statements.fact import NAMES
from missiemonitor.extractors.statements.lexicon import terms
from spacy.tokens import Doc

ENDS = frozenset(".!?;")
BETWEEN = frozenset({",", "/"})
BRACKETS = frozenset({"(", "["})
DASHES = frozenset({"-", "–"})
APOSTROPHES = frozenset({"'", "’", "‘"})
FIGURES = re.compile(r"\d{1,3}[a-z]?")


def is_label(doc: Doc, start: int, end: int) -> bool:
    """Whether the number from one token to another names something instead of counting it."""
    return (
        _is_item(doc, start, end)
        or _is_behind_kind(doc, start)
        or _is_grouped(doc, start, end)
        or _is_age(doc, start, end)
        or _is_of_score(doc, start, end)
        or (start > 0 and doc[start - 1].text in APOSTROPHES and not doc[start - 1].whitespace_)
    )


def _is_item(doc: Doc, start: int, end: int) -> bool:
    """The number of an item or paragraph: "3. De missie ...", "3) ..."."""
    first = start == 0 or doc[start - 1].text[-1] in ENDS or doc[start - 1].is_space
    marked = end + 1 < len(doc) and doc[end].text in (".", ")") and not doc[end - 1].whitespace_
    return first and marked and doc[start].text.isdigit()


def _is_behind_kind(doc: Doc, start: int) -> bool:
    """A number behind "artikel", or in a list of numbers that begins there."""
    at = start - 1
    listed = BETWEEN | terms("grammar.and", "counting.range")
    while at > 0 and doc[start].text[0].isdigit():
        if doc[at].text.casefold() in listed or FIGURES.fullmatch(doc[at].text):
            at -= 1
            continue
        break
    return at >= 0 and doc[at].text.casefold() in terms("counting.not_behind")


def _is_grouped(doc: Doc, start: int, end: int) -> bool:
    """A number of a paper, in groups of figures: "29 628"."""

    def groups(one: int, two: int) -> bool:
        figures = one >= 0 and two < len(doc) and doc[one].text.isdigit()
        three = figures and doc[two].text.isdigit() and len(doc[two].text) == 3
        return three and len(doc[one].text) <= 3

    return groups(start - 1, start) or groups(end - 1, end)


def _is_age(doc: Doc, start: int, end: int) -> bool:
    """A number in brackets behind a name that is no mission's and no place's: "Anne (41)"."""
    if start < 2 or end >= len(doc) or doc[start - 1].text not in BRACKETS:
        return False
    named = _tokens_of_names(doc)
    before = doc[start - 2]
    return doc[end].text == ")" and before.text[0].isupper() and before.i not in named


def _tokens_of_names(doc: Doc) -> Collection[int]:
    return {token.i for name in doc.spans.get(NAMES, []) for token in name}


def _is_of_score(doc: Doc, start: int, end: int) -> bool:
    """A score or a ratio: "2 - 0", "102 tegen 48", "één op 190"."""

    def is_number(at: int) -> bool:
        return 0 <= at < len(doc) and doc[at].text[0].isdigit()

    behind = doc[end].text.casefold() if end < len(doc) else ""
    before = doc[start - 1].text.casefold() if start else ""
    if behind in terms("counting.to_one_another") and is_number(end + 1):
        return True
    score = DASHES & {behind, before}
    return bool(score) and (is_number(end + 1) if behind in DASHES else is_number(start - 2))
