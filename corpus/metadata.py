"""What a report says of itself: a Document's lines go in; period, annex, dates, reference come out.

Each particular is looked for at its label (words in the file of its series). What is missing, or
stated differently in two places, becomes an Issue: a guess is never passed off as a reading.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from missiemonitor.corpus.dates import dates, days_near, first_date, month_ends
from missiemonitor.corpus.document import Issue, Line, Page, Paragraph, Particulars, Region
from missiemonitor.corpus.layout import segments
from missiemonitor.corpus.period import Period
from missiemonitor.corpus.report_period import Days, settle_period
from missiemonitor.corpus.series import all_series, current_series, per_series, plain
from missiemonitor.corpus.sightings import ASIDE, Candidate, T, either, place_of, settle
from missiemonitor.corpus.thresholds import METADATA


def read_particulars(
    file: str, pages: Sequence[Page], paragraphs: Sequence[Paragraph], origin: str | None = None
) -> tuple[Particulars, tuple[Issue, ...]]:
    """The report's particulars and what is unsure about them; `origin` is what a person knows.

    They are read with the words of the series at hand.
    """
    issues: list[Issue] = []
    written = settle("date-unsure", "document-date-", list(_document_dates(pages)), issues)
    counted = settle("date-unsure", "reference-date-", list(_reference_dates(pages)), issues)
    days = Days(written.value if written else None, counted.value if counted else None)
    period = settle_period(file, pages, paragraphs, days, issues)
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
        origin=_origin(file, pages, origin),
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


def _annexes(pages: Sequence[Page], paragraphs: Sequence[Paragraph]) -> Iterator[Candidate[str]]:
    """An annex says its number in a title or running head; sentences refer to other annexes."""
    words = current_series().words["annex"]
    pattern = re.compile(
        rf"\b(?:{either(words['names'])})\s+(?:(?:{either(words['fillers'])})\s+)?"
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
                    yield Candidate(match[1].upper(), place_of(page, line), page.number)


def _labelled(
    pages: Sequence[Page], names: Sequence[str]
) -> Iterator[tuple[Page, Line, str, Region]]:
    """What stands behind a label on its line, or else on the line under it in the same column."""
    label = re.compile(rf"^(?:{either(names)})(?!\w)\s*:?\s*", re.IGNORECASE)
    # Parting a line into pieces costs most, so only one that has a label somewhere is parted.
    somewhere = re.compile(either(["".join(name.split()) for name in names]), re.IGNORECASE)
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
            yield Candidate(day, place_of(page, line), 0 if region in ASIDE else 1)
    city = re.compile(rf"^(?:{either(words['cities'])}),?\s", re.IGNORECASE)
    for page in pages:
        for line in page.lines:
            if city.match(line.text) and len(line.words) <= METADATA.place_and_day:
                day = first_date(line.text)
                if day:
                    yield Candidate(day, place_of(page, line), 1)


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
        rf"\b(?:{either(words['labels'])})\b\W*(?:(?:{either(words['fillers'])})\b\W*){{0,3}}$",
        re.IGNORECASE,
    )


def is_dating(text: str) -> bool:
    """Whether a text ends where the day on which a letter was written follows: "Den Haag, "."""
    words = current_series().words["document_date"]
    names = either([*words["labels"], *words["cities"]])
    return bool(re.search(rf"(?<!\w)(?:{names})\W*$", text, re.IGNORECASE))


def _reference_dates(pages: Sequence[Page]) -> Iterator[Candidate[dt.date]]:
    for page in pages:
        lines = [line for line in page.lines if line.region not in ASIDE]
        for index, line in enumerate(lines):
            # A label may end one line and its date begin the next.
            below = lines[index + 1].text if index + 1 < len(lines) else ""
            alone = set(reference_dates_in(line.text)) | set(reference_dates_in(below))
            for day in reference_dates_in(line.text):
                yield Candidate(day, place_of(page, line), 0)
            for day in reference_dates_in(f"{line.text} {below}"):
                if day not in alone:
                    yield Candidate(day, place_of(page, line), 1)


def _references(pages: Sequence[Page]) -> Iterator[Candidate[str]]:
    for page, line, value, region in _labelled(
        pages, current_series().words["reference"]["labels"]
    ):
        token = re.match(r"[\w./-]*\d[\w./-]*", value)
        if token:
            yield Candidate(token.group(), place_of(page, line), 0 if region in ASIDE else 1)


def _titles(pages: Sequence[Page], paragraphs: Sequence[Paragraph]) -> Iterator[Candidate[str]]:
    by_number = {page.number: page for page in pages}
    for paragraph in paragraphs[: METADATA.first_headings]:
        number, line = paragraph.lines[0]
        if paragraph.heading and number == paragraphs[0].lines[0][0]:
            yield Candidate(
                paragraph.text, place_of(by_number[number], line), round(-10 * line.size)
            )


def _origin(file: str, pages: Sequence[Page], given: str | None) -> str:
    """What the pages say of where they come from, in whatever language; `unknown` if nothing.

    Pages that say that figures are invented, or that they are a transcript, are never anything
    else, and where the name of the file says it too (OCR may misread a foot); for others a person
    may know (`given`).
    That it is official only a letterhead says, a colophon or a running head of its series: what
    running text speaks of may be anybody's.
    """
    for kind in ("invented", "transcript"):
        said = [words for each in all_series().values() for words in each.words["origin"][kind]]
        texts = [" ".join(line.text for line in page.lines).casefold() for page in pages]
        texts.append(re.sub(r"[-_.]+", " ", file).casefold())
        if any(words in text for words in said for text in texts):
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
