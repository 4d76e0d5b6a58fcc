"""The total of a table as the page states it, held against what is stored of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from missiemonitor.extractors.against_page.counts import (
    is_barely_a_total,
    is_called_a_part,
    numbers_in,
    totals_said,
)
from missiemonitor.extractors.against_page.lines_left import Left, is_a_number, left_line
from missiemonitor.extractors.against_page.page_text import PageText
from missiemonitor.extractors.extraction import (
    Deployment,
    Evidence,
    ExtractedTable,
    Extraction,
    Finding,
)
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.thresholds import AGAINST_PAGE

CELLS = " | "  # what parts the cells of a row in its evidence


def _at_its_place(table: ExtractedTable, page: PageText | None) -> Iterator[Finding]:
    """That the total that is stored is not the number where it was read."""
    at, stated = table.stated_evidence, table.stated_total
    # Sentences write numbers in words too, and over lines.
    if at is None or stated is None or page is None or CELLS not in at.text:
        return
    text = page.joined(page.read(at.box))
    there, digits = numbers_in(text), "".join(filter(str.isdigit, text))
    # However its figures are set: what is not there at all is not what was read.
    if there and stated not in there and str(stated) not in digits:
        yield _told(table, "stored", there[-1], 0, stored=stated)


def totals_told(
    page_of: Callable[[int], PageText | None],
    table: ExtractedTable,
    rows: Sequence[Deployment],
    left: Sequence[Left],
    found: Extraction,
) -> Iterator[Finding]:
    """That rows do not make what a table states, or that what it states is not what is stored."""
    known = [
        each
        for each in found.findings
        if each.code in ("total-mismatch", "count-unreadable")
        and str(each.about.get("table")) == table.key
    ]
    if not rows:
        return
    at = table.stated_evidence
    misread = list(_at_its_place(table, page_of(at.page) if at else None))
    yield from misread
    told = [int(each.about["stated"]) for each in known if "stated" in each.about]
    told = told if any(each.severity != "info" for each in known) else []
    least = sum(row.officers or 0 for row in rows)
    most = sum(row.officers_max or row.officers or 0 for row in rows)
    summed = [int(each.about["counted"]) for each in known if "counted" in each.about]
    if told and table.stated_total not in (None, *told):
        yield _told(table, "stored", told[-1], 0, stored=table.stated_total)
    elif told and table.stated_total is found.stated_total is None and not _are_parts(known):
        yield _told(table, "unread", told[-1], least)
    elif told and summed and not any(_make(each, table, found) for each in summed):
        # The rows are others than those that were added up.
        yield _told(table, "default", told[-1], least)
    if known or misread:
        return
    open_ = any(row.qualifier == "at_least" for row in rows)

    def is_theirs(number: int) -> bool:
        return least <= number and (open_ or number <= most)

    last = max((row.count_evidence.page, 0) for row in rows)[0]
    every = [one for one in left if one.total and not is_called_a_part(one.text)]
    totals = [one for one in every if one.page == last]
    stated = table.stated_total
    if stated is None and (taken := _taken_for_a_row(rows, page_of)):
        yield _told(table, "page", taken.number, least, taken)
        return
    if stated is not None and not is_theirs(stated):
        yield _told(table, "default", stated, least)
        return
    texts = [found.document.texts[number - 1] for number in table.pages]
    said = [number for text in texts for number in totals_said(text) if is_theirs(number)]
    # One that stands alone overleaf may be of another table, where it is not the sum of this one.
    theirs = [one for one in every if one.page >= last and is_theirs(one.number)]
    bare = [one for one in totals if is_barely_a_total(one.text) or _names_nothing(one)]
    if stated is None and theirs:
        yield _told(table, "unread", theirs[0].number, least, theirs[0])
    elif stated is found.stated_total is None and said and len(rows) > 1:
        yield _told(table, "unread", said[0], least)
    elif stated is None and bare:
        yield _told(table, "page", bare[-1].number, least, bare[-1])


def _taken_for_a_row(
    rows: Sequence[Deployment], page_of: Callable[[int], PageText | None]
) -> Left | None:
    """The line of a row that is called a total, whose number is that of all the other rows; or
    more, where some of them have none."""
    some = any(row.officers is None for row in rows)
    for row in rows:
        others = sum(other.officers or 0 for other in rows if other is not row)
        page = page_of(row.count_evidence.page)
        if page is None or not row.officers or row.officers < others:
            continue
        if row.officers > others and not some:
            continue
        at = page.read(row.count_evidence.box)
        number = next((piece for piece in page.inside(at) if is_a_number(piece.text)), None)
        line = left_line(page, number) if number else None
        if line and line.total and not is_called_a_part(line.text):
            return line
    return None


def _are_parts(known: Sequence[Finding]) -> bool:
    """Whether totals that rows do not make are of parts of a table: a table has none by them."""
    return all(each.evidence and is_called_a_part(each.evidence.text) for each in known)


def _make(sum_: int, table: ExtractedTable, found: Extraction) -> bool:
    """Whether rows of a table make a sum, or those of some tables before it with them: a total may
    be of several."""
    least = most = 0
    keys = [each.key for each in found.tables]
    for key in reversed(keys[: keys.index(table.key) + 1]):
        rows = [row for row in found.deployments if row.table == key and row.counted]
        least += sum(row.officers or 0 for row in rows)
        most += sum(row.officers_max or row.officers or 0 for row in rows)
        if least <= sum_ <= most:
            return True
    return False


def _names_nothing(line: Left) -> bool:
    """Whether a line that is called a total is a few words, of which none names whose it is."""
    words = [word for word in line.words.split() if any(map(str.isalpha, word))]
    few = len(words) <= AGAINST_PAGE.barely and not any(map(str.isdigit, line.words))
    return few and not line.named


def _told(
    table: ExtractedTable,
    message: str,
    stated: int,
    counted: int,
    at: Left | None = None,
    **more: Any,
) -> Finding:
    about = {"table": table.key, "stated": stated, "counted": counted}
    there = table.stated_evidence or table.evidence
    if at is not None:
        there = Evidence(at.page, at.on_paper, at.text)
    return finding(
        "total-mismatch",
        about,
        message=message,
        severity="warning" if message == "unread" else None,
        evidence=there,
        stated=stated,
        counted=counted,
        **more,
    )
