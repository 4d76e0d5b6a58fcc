"""The period that a report is of: its lines go in; the half-year or year that it names comes out.

A title or running head names the report's own; sentences name others too, and are believed where
the days of the report are of the same period.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from missiemonitor.corpus.dates import dates, months_from_to
from missiemonitor.corpus.document import Issue, Page, Paragraph
from missiemonitor.corpus.period import Period
from missiemonitor.corpus.series import current_series, per_series
from missiemonitor.corpus.sightings import ASIDE, Candidate, either, place_of, settle
from missiemonitor.corpus.thresholds import METADATA

SENTENCE, LOOSE = 3, 4  # ranks of places: running text, and what only in a title is a period


@dataclass(frozen=True, slots=True)
class Days:
    """When a report was `written`, and the day that its counts hold for."""

    written: dt.date | None
    counted: dt.date | None

    def bear_out(self, period: str, on: int) -> bool:
        """Whether a period is that of these days: it was counted `on` so many days after one of
        its own, or where that is not known written in it or in the two after."""
        value = Period.parse(period)
        late = self.counted and self.written and self.counted > self.written
        # What was counted after the report was written is a misprint, and tells nothing.
        if self.counted and not late:
            return value == Period.of(self.counted - dt.timedelta(days=on), value.parts)
        near = (value, value.next, value.next.next)
        return self.written is not None and Period.of(self.written, value.parts) in near

    def may_be_of(self, period: str) -> bool:
        """Whether a period had begun when the report was written."""
        return self.written is None or Period.parse(period).first_day <= self.written


def settle_period(
    file: str,
    pages: Sequence[Page],
    paragraphs: Sequence[Paragraph],
    days: Days,
    issues: list[Issue],
) -> Candidate[str] | None:
    """The period of a report: at the best place, else of those in its text the one of its days.

    What only a title says (rank 4) is none where it stands in running text, unless days agree; nor
    is one that had not begun when the report was written: a sentence tells of what is to come.
    """
    told = list(_periods(file, pages, paragraphs))
    told = [each for each in told if each.rank < SENTENCE or days.may_be_of(each.value)]
    placed = [each for each in told if each.rank < LOOSE]
    if not any(each.rank <= 2 for each in placed):
        # What was counted on the first of July is of the half-year that ended, if it is told of.
        for seen, on in ((placed, 1), (placed, 0), (told, 1)):
            fitting = [each for each in seen if days.bear_out(each.value, on)]
            if len({each.value for each in fitting}) == 1:
                return min(fitting, key=lambda each: each.rank)
        # Counts are of its last day, which a text that is of it names.
        ends = {each.day for paragraph in paragraphs for each in dates(paragraph.text)}
        fitting = [each for each in told if Period.parse(each.value).last_day in ends]
        if len({each.value for each in fitting}) == 1:
            return min(fitting, key=lambda each: each.rank)
    if not placed and days.counted:
        return _of_counting(days.counted, issues)
    return settle("period-unsure", "", placed, issues)


def _of_counting(day: dt.date, issues: list[Issue]) -> Candidate[str]:
    """The period of the day of counting, where nothing else tells one: that which it closes, which
    is told for the record, or that in which it lies."""
    period = Period.of(day - dt.timedelta(days=1), current_series().parts)
    left = (period.last_day - day).days
    closes = "from-day" if left <= METADATA.days_left else "from-day-within"
    issues.append(Issue("period-unsure", closes, {"value": str(period), "day": str(day)}))
    return Candidate(str(period), None, SENTENCE)


@per_series()
def _period_patterns() -> tuple[re.Pattern[str], ...]:
    words = current_series().words["period"]
    noun = either(words["nouns"])
    if current_series().parts == 1:
        return _year_patterns(noun)
    first, second = either(words["first"]), either(words["second"])
    half = rf"\b(?:(?P<one>{first})|(?P<two>{second}))"
    year = r"(?P<year>(?:19|20)\d\d)"
    gap = r"\W+(?:[^\W\d]+\W+){0,4}?"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"{half}\s+(?:{noun})\w*{gap}{year}\b(?![-/][12]\b)",
            rf"\b(?:{noun})\w*{gap}{year}\s?[-/]\s?(?:(?P<one>1|I)|(?P<two>2|II))\b",
            rf"\b(?:{noun})\w*{gap}{year}\W+{half}\s+(?:{noun})",
            rf"\b(?:{noun})\w*{gap}(?:(?P<one>1|I)|(?P<two>2|II))\s?[-/]\s?{year}\b",
        )
    )


@per_series()
def _title_patterns() -> tuple[re.Pattern[str], ...]:
    """Shorter ways in which a title names its period: "2026-II", "2014 (tweede helft)", "H2 2027".

    In running text they may be numbers of anything.
    """
    if current_series().parts == 1:
        return ()
    words = current_series().words["period"]
    half = rf"(?:(?P<one>{either(words['first'])})|(?P<two>{either(words['second'])}))"
    year = r"(?P<year>(?:19|20)\d\d)"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"(?<![\w-]){year}\s?[-/]\s?(?:(?P<one>1|I)|(?P<two>2|II))(?![\w/-])",
            rf"(?<![\w-]){year}\W+{half}\b",
            rf"\b{half}(?:\s[^\W\d][\w-]*){{1,3}}\s{year}\b",
            rf"\b[HS](?:(?P<one>1)|(?P<two>2))\W+{year}\b",
            rf"(?<![\w-]){year}\W+[HS](?:(?P<one>1)|(?P<two>2))\b",
        )
    )


def _year_patterns(noun: str) -> tuple[re.Pattern[str], ...]:
    """Where a report on a whole year names it: behind a noun, or before it."""
    year, gap = r"(?P<year>(?:19|20)\d\d)", r"\W+(?:[^\W\d]+\W+){0,3}?"
    return (
        re.compile(rf"\b(?:{noun})\w*{gap}{year}\b(?!\s?[-/]\s?\d)", re.IGNORECASE),
        re.compile(rf"\b{year}\W+(?:{noun})", re.IGNORECASE),
    )


def periods_in(text: str, *, title: bool = False) -> list[str]:
    """The periods that a text names, as `2024-1` or `2023`, in order; a title has shorter ways."""
    found = {(named.start("year"), period) for named, period in told_in(text, title)}
    found.update(_from_to(text, current_series().parts))
    return [period for _, period in sorted(found)]


def told_in(text: str, title: bool) -> Iterator[tuple[re.Match[str], str]]:
    """Where a text names a period by its half and year, and which."""
    parts = current_series().parts
    patterns = _period_patterns()
    if title and not any(pattern.search(text) for pattern in patterns):
        patterns = _title_patterns()
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield match, str(_period(match, parts))


def _from_to(text: str, parts: int) -> Iterator[tuple[int, str]]:
    """The periods that a text names by their first and last month, and where."""
    for first, last, start in months_from_to(text):
        period = Period.of(first, parts)
        if (period.first_day, period.last_day) == (first, last):
            yield start, str(period)


def _period(match: re.Match[str], parts: int) -> Period:
    second = parts > 1 and not match["one"]
    return Period(int(match["year"]), 2 if second else 1, parts)


def _periods(
    file: str, pages: Sequence[Page], paragraphs: Sequence[Paragraph]
) -> Iterator[Candidate[str]]:
    """A title or running head names the report's own period; sentences name others too."""
    for page in pages:
        for line in page.lines:
            if line.region in ASIDE:
                for period in periods_in(line.text, title=True):
                    yield Candidate(period, place_of(page, line), 1)
    by_number = {page.number: page for page in pages}
    first_page = min(by_number, default=1)
    for index, paragraph in enumerate(paragraphs):
        number, line = paragraph.lines[0]
        # A sentence names other periods too.
        sentence = paragraph.text.rstrip().endswith(".") and not paragraph.heading
        short = len(paragraph.lines) <= METADATA.longest_title and index < METADATA.opening
        short = short and not sentence
        early = number == first_page and index < METADATA.title_paragraphs
        title = (paragraph.heading or short) and early
        if early and not title and _ends_early(paragraph):
            for period in periods_in(line.text, title=True):
                yield Candidate(period, place_of(by_number[number], line), 0)
        for period in periods_in(paragraph.text, title=title):
            yield Candidate(period, place_of(by_number[number], line), 0 if title else SENTENCE)
        if not title:
            for period in periods_in(paragraph.text, title=True):
                yield Candidate(period, place_of(by_number[number], line), LOOSE)
    parts = current_series().parts
    part = r"[-_ ]?(?P<part>[12])" if parts > 1 else "(?P<part>)"
    named = re.search(rf"(?<!\d)(?P<year>20\d\d){part}(?!\d)", PurePath(file).name)
    if named:
        stated = Period(int(named["year"]), int(named["part"] or 1), parts)
        yield Candidate(str(stated), None, 2)


def _ends_early(paragraph: Paragraph) -> bool:
    """Whether the first line of a paragraph is one of its own: more words had room on it."""
    lines = [line for _, line in paragraph.lines]
    if len(lines) < 2:
        return False
    room = max(line.box.x1 for line in lines) - lines[0].box.x1
    return lines[1].words[0].box.width + lines[0].size < room
