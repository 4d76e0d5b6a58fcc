"""What a report says of itself: a Document's lines go in; period, annex, dates, reference come out.

Each particular is looked for at its label (words in the file of its series). What is missing, or
stated differently in two places, becomes an Issue: a guess is never passed off as a reading.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Generic, TypeVar

from missiemonitor.corpus.dates import dates, days_near, first_date, month_ends
from missiemonitor.corpus.document import Issue, Line, Page, Paragraph, Particulars, Region, Spot
from missiemonitor.corpus.layout import segments
from missiemonitor.corpus.period import Period
from missiemonitor.corpus.series import all_series, current_series, per_series, plain
from missiemonitor.corpus.thresholds import METADATA

T = TypeVar("T")

SENTENCE, LOOSE = 3, 4  # ranks of places: running text, and what only in a title is a period
ASIDE = (Region.MARGIN, Region.HEADER, Region.FOOTER)


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A value and where it stands; lower `rank` is the better place for it."""

    value: T
    place: Spot | None
    rank: int


def read_particulars(
    file: str, pages: Sequence[Page], paragraphs: Sequence[Paragraph], origin: str | None = None
) -> tuple[Particulars, tuple[Issue, ...]]:
    """The report's particulars and what is unsure about them; `origin` is what a person knows.

    They are read with the words of the series at hand.
    """
    issues: list[Issue] = []
    written = _settle("date-unsure", "document-date-", list(_document_dates(pages)), issues)
    counted = _settle("date-unsure", "reference-date-", list(_reference_dates(pages)), issues)
    told = list(_periods(file, pages, paragraphs))
    days = _Days(written.value if written else None, counted.value if counted else None)
    period = _settle_period(told, days, issues)
    annex = _first(_annexes(pages, paragraphs))
    reference = _first(_references(pages))
    title = _first(_titles(pages, paragraphs))
    report = Particulars(
        period=period.value if period else None,
        annex=annex.value if annex else None,
        title=title.value if title else None,
        document_date=written.value if written else None,
        reference_date=counted.value if counted else None,
        reference=reference.value if reference else None,
        origin=_origin(pages, origin),
        spots=tuple(
            (name, seen.place)
            for name, seen in (
                ("period", period),
                ("annex", annex),
                ("title", title),
                ("document_date", written),
                ("reference_date", counted),
                ("reference", reference),
            )
            if seen and seen.place
        ),
    )
    issues.extend(_implausible(report, dt.date.today()))
    return report, tuple(issues)


def _first(seen: Iterator[Candidate[T]]) -> Candidate[T] | None:
    return min(seen, key=lambda s: s.rank, default=None)


def _settle(
    code: str, which: str, seen: list[Candidate[T]], issues: list[Issue]
) -> Candidate[T] | None:
    """The best sighting, with an issue where there is none or where equally good ones differ.

    `which` begins the names of the issue's messages, where a code is about several particulars.
    """
    if not seen:
        issues.append(Issue(code, f"{which}not-stated"))
        return None
    best = min(seen, key=lambda s: s.rank)
    others = sorted({str(s.value) for s in seen if s.value != best.value and s.rank <= 2})
    if others or best.rank > 2:
        issues.append(
            Issue(
                code,
                f"{which}also-stated" if others else f"{which}in-text-only",
                {"value": str(best.value)} | ({"others": others} if others else {}),
                best.place.page if best.place else None,
                best.place.box if best.place else None,
            )
        )
    return best


@dataclass(frozen=True, slots=True)
class _Days:
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


def _settle_period(
    told: list[Candidate[str]], days: _Days, issues: list[Issue]
) -> Candidate[str] | None:
    """The period of a report: at the best place, else of those in its text the one of its days.

    What only a title says (rank 4) is none where it stands in running text, unless days agree; nor
    is one that had not begun when the report was written: a sentence tells of what is to come.
    """
    told = [each for each in told if each.rank < SENTENCE or days.may_be_of(each.value)]
    placed = [each for each in told if each.rank < LOOSE]
    if not any(each.rank <= 2 for each in placed):
        # What was counted on the first of July is of the half-year that ended, if it is told of.
        for seen, on in ((placed, 1), (placed, 0), (told, 1)):
            fitting = [each for each in seen if days.bear_out(each.value, on)]
            if len({each.value for each in fitting}) == 1:
                return min(fitting, key=lambda each: each.rank)
    return _settle("period-unsure", "", placed, issues)


def _place(page: Page, line: Line) -> Spot:
    return Spot(page.number, page.on_paper(line.box))


def _words(names: Sequence[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


@per_series()
def _period_patterns() -> tuple[re.Pattern[str], ...]:
    words = current_series().words["period"]
    noun = _words(words["nouns"])
    if current_series().parts == 1:
        return _year_patterns(noun)
    first, second = _words(words["first"]), _words(words["second"])
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
    half = rf"(?:(?P<one>{_words(words['first'])})|(?P<two>{_words(words['second'])}))"
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
    parts = current_series().parts
    patterns = _period_patterns()
    if title and not any(pattern.search(text) for pattern in patterns):
        patterns = _title_patterns()
    found = {
        (match.start("year"), str(_period(match, parts)))
        for pattern in patterns
        for match in pattern.finditer(text)
    }
    return [period for _, period in sorted(found)]


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
                    yield Candidate(period, _place(page, line), 1)
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
                yield Candidate(period, _place(by_number[number], line), 0)
        for period in periods_in(paragraph.text, title=title):
            yield Candidate(period, _place(by_number[number], line), 0 if title else SENTENCE)
        if not title:
            for period in periods_in(paragraph.text, title=True):
                yield Candidate(period, _place(by_number[number], line), LOOSE)
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


def _annexes(pages: Sequence[Page], paragraphs: Sequence[Paragraph]) -> Iterator[Candidate[str]]:
    """An annex says its number in a title or running head; sentences refer to other annexes."""
    words = current_series().words["annex"]
    pattern = re.compile(
        rf"\b(?:{_words(words['names'])})\s+(?:(?:{_words(words['fillers'])})\s+)?"
        r"(\d{1,2}|[IVX]{1,4}|[A-H])\b(?!\s*[,;])",
        re.IGNORECASE,
    )
    titles = {line for p in paragraphs if p.heading for _, line in p.lines}
    for page in pages:
        opening = page.of(Region.BODY)[: METADATA.opening] if page.number == 1 else ()
        for line in page.lines:
            for match in pattern.finditer(line.text):
                heads = line in opening and match.start() == 0
                if line.region in ASIDE or line in titles or heads:
                    yield Candidate(match[1].upper(), _place(page, line), page.number)


def _labelled(
    pages: Sequence[Page], names: Sequence[str]
) -> Iterator[tuple[Page, Line, str, Region]]:
    """What stands behind a label on its line, or else on the line under it in the same column."""
    label = re.compile(rf"^(?:{_words(names)})(?!\w)\s*:?\s*", re.IGNORECASE)
    # Parting a line into pieces costs most, so only one that has a label somewhere is parted.
    somewhere = re.compile(_words(["".join(name.split()) for name in names]), re.IGNORECASE)
    for page in pages:
        for index, line in enumerate(page.lines):
            if not somewhere.search("".join(line.text.split())):
                continue
            pieces = [Line(segment.words, line.region) for segment in segments(line.words)]
            for at, piece in enumerate(pieces):
                match = label.match(piece.text)
                if not match:
                    continue
                value = piece.text[match.end() :]
                if value:
                    yield page, piece, value, line.region
                elif at + 1 < len(pieces):
                    yield page, pieces[at + 1], pieces[at + 1].text, line.region
                else:
                    under = _under(piece, page.lines[index + 1 :])
                    if under:
                        yield page, under, under.text, line.region


def _under(label: Line, lines: Sequence[Line]) -> Line | None:
    """The line close under `label` that begins where it begins."""
    for line in lines:
        gap, high = line.box.top - label.box.bottom, label.box.height
        near = gap + METADATA.under_from * high >= 0
        if line.region is label.region and near:
            level = abs(line.box.x0 - label.box.x0) < METADATA.under_left * line.size
            close = gap < METADATA.under_to * high
            return line if level and close else None
    return None


def _document_dates(pages: Sequence[Page]) -> Iterator[Candidate[dt.date]]:
    words = current_series().words["document_date"]
    for page, line, value, region in _labelled(pages, words["labels"]):
        day = first_date(value)
        if day:
            yield Candidate(day, _place(page, line), 0 if region in ASIDE else 1)
    city = re.compile(rf"^(?:{_words(words['cities'])}),?\s", re.IGNORECASE)
    for page in pages:
        for line in page.lines:
            if city.match(line.text) and len(line.words) <= METADATA.place_and_day:
                day = first_date(line.text)
                if day:
                    yield Candidate(day, _place(page, line), 1)


DIGIT = re.compile(r"\d")


def reference_dates_in(text: str, near: dt.date | None = None) -> list[dt.date]:
    """The days that a text says its counts hold for (peildatum 17 april 2024), in order.

    Where it is known `near` which day they lie, days without a year are read as well.
    """
    if not DIGIT.search(text):  # no day is without a year, or a number of its own
        return []
    label = _reference_date_label()
    found = [*dates(text), *month_ends(text), *(days_near(text, near) if near else ())]
    told = sorted(found, key=lambda each: each.start)
    return [each.day for each in told if label.search(text[: each.start])]


@per_series()
def _reference_date_label() -> re.Pattern[str]:
    words = current_series().words["reference_date"]
    return re.compile(
        rf"\b(?:{_words(words['labels'])})\b\W*(?:(?:{_words(words['fillers'])})\b\W*){{0,3}}$",
        re.IGNORECASE,
    )


def is_dating(text: str) -> bool:
    """Whether a text ends where the day on which a letter was written follows: "Den Haag, "."""
    words = current_series().words["document_date"]
    names = _words([*words["labels"], *words["cities"]])
    return bool(re.search(rf"(?<!\w)(?:{names})\W*$", text, re.IGNORECASE))


def _reference_dates(pages: Sequence[Page]) -> Iterator[Candidate[dt.date]]:
    for page in pages:
        lines = [line for line in page.lines if line.region not in ASIDE]
        for index, line in enumerate(lines):
            # A label may end one line and its date begin the next.
            below = lines[index + 1].text if index + 1 < len(lines) else ""
            alone = set(reference_dates_in(line.text)) | set(reference_dates_in(below))
            for day in reference_dates_in(line.text):
                yield Candidate(day, _place(page, line), 0)
            for day in reference_dates_in(f"{line.text} {below}"):
                if day not in alone:
                    yield Candidate(day, _place(page, line), 1)


def _references(pages: Sequence[Page]) -> Iterator[Candidate[str]]:
    for page, line, value, region in _labelled(
        pages, current_series().words["reference"]["labels"]
    ):
        token = re.match(r"[\w./-]*\d[\w./-]*", value)
        if token:
            yield Candidate(token.group(), _place(page, line), 0 if region in ASIDE else 1)


def _titles(pages: Sequence[Page], paragraphs: Sequence[Paragraph]) -> Iterator[Candidate[str]]:
    by_number = {page.number: page for page in pages}
    for paragraph in paragraphs[: METADATA.first_headings]:
        number, line = paragraph.lines[0]
        if paragraph.heading and number == paragraphs[0].lines[0][0]:
            yield Candidate(paragraph.text, _place(by_number[number], line), round(-10 * line.size))


def _origin(pages: Sequence[Page], given: str | None) -> str:
    """What the pages say of where they come from, in whatever language; `unknown` if nothing.

    Pages that say that figures are invented, or that they are a transcript, are never anything
    else; for others a person may know (`given`).
    That it is official only a letterhead says, a colophon or a running head of its series: what
    running text speaks of may be anybody's.
    """
    for kind in ("invented", "transcript"):
        said = [words for each in all_series().values() for words in each.words["origin"][kind]]
        for page in pages:
            text = " ".join(line.text for line in page.lines).casefold()
            if any(words in text for words in said):
                return kind
    if given:
        return given
    heads = [line for page in pages for line in page.lines if line.region in ASIDE]
    for page in pages:
        heads += page.of(Region.BODY)[: METADATA.opening] if page.number == 1 else ()
    text = plain(" ".join(line.text for line in heads))
    official = current_series().words["origin"]["official"]
    return "official" if any(plain(words) in text for words in official) else "unknown"


def _implausible(report: Particulars, today: dt.date) -> Iterator[Issue]:
    """A period and dates that lie where a report of that period would not put them."""
    if not report.period:
        return
    period = Period.parse(report.period)
    start, end = period.first_day, period.last_day
    if start > today + dt.timedelta(days=METADATA.days_to_come):
        yield Issue("period-unsure", "to-come", {"value": str(report.period)})
    day = report.reference_date
    first = start - dt.timedelta(days=METADATA.days_before)
    last = end + dt.timedelta(days=METADATA.days_after)
    if day and not first <= day <= last:
        # That it lies behind the day of writing too is told by it.
        yield Issue(
            "date-unsure", "outside-period", {"day": str(day), "period": str(report.period)}
        )
    elif report.document_date and day and report.document_date < day:
        yield Issue(
            "date-unsure",
            "before-reference-date",
            {"written": str(report.document_date), "day": str(day)},
        )
    elif report.document_date:
        # A report may be sent before its period is over, but hardly when half of it is to come.
        early = end - dt.timedelta(days=METADATA.days_ahead)
        if report.document_date < early:
            told = {"written": str(report.document_date), "period": str(report.period)}
            yield Issue("date-unsure", "before-period-end", told)
        elif report.document_date > end + dt.timedelta(days=METADATA.days_late):
            told = {"written": str(report.document_date), "period": str(report.period)}
            yield Issue("date-unsure", "long-after-period", told)
