"""Sentences that state how many officers of ours there are in all, held against the tables.

`extractors/deployments/totals` looks at what stands around a table; a letter says its total on
another page than the annex has its rows, and sometimes twice. A number that no table of the report
makes or states is told, once for all sentences that say it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from missiemonitor.corpus.dates import dates
from missiemonitor.corpus.document import Document, Paragraph
from missiemonitor.corpus.series import home_country
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.around import SENTENCE_END
from missiemonitor.extractors.deployments.meaning.concepts import ASPECTS, concepts_in
from missiemonitor.extractors.deployments.meaning.stated import people_stated
from missiemonitor.extractors.deployments.table_state import COUNTED, OTHER, TO_AGREE
from missiemonitor.extractors.deployments.total_sentences import of_another_time, stated_in
from missiemonitor.extractors.extraction import Evidence, Finding, Statement
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.found import Found
from missiemonitor.extractors.linking.countries import country_spans
from missiemonitor.extractors.linking.counts import whole_number
from missiemonitor.extractors.linking.gazetteer import listed, mission_names, words_of
from missiemonitor.extractors.thresholds import DEPLOYMENTS

ABROAD = {"sent", "mission"}
# Who speaks of these does not count our officers of now in missions.
ELSE = {*ASPECTS["corps"], *ASPECTS["topic"], "foreign", "fte"} - {"police", "sent"}
CLAUSE = re.compile(r"[,;:(–]\s|\s[–-]\s")
NEAR = dt.timedelta(days=1)  # 30 June and 1 July are one moment


@dataclass(frozen=True, slots=True)
class _Told:
    officers: int
    sentence: str
    evidence: Evidence


def totals_against(
    document: Document, statements: Sequence[Statement], rows: Found
) -> Iterator[Finding]:
    """Totals of sentences that none of the tables bears out."""
    days = {table.reference_date for table in rows.tables if table.reference_date}
    told = [*_of_statements(statements, days), *_of_sentences(document, days)]
    known = {f.values.get("sentence") for f in rows.findings if f.code == "total-mismatch"}
    fitting, counted, open_ = _sums(rows)
    yield from _with_waiting(told, rows, counted)
    others: dict[int, _Told] = {}
    for each in told:
        right = each.officers in fitting or (open_ and each.officers >= counted)
        # A number of another size is of other people.
        if (
            not (counted and _of_another_size(each.officers, counted))
            and not right
            and each.sentence not in known
        ):
            others.setdefault(each.officers, each)
    several = list(others.values())
    if not fitting and not open_:
        # Without a table to tell, sentences are held against each other.
        first = several[0].officers if several else 0
        several = [each for each in several if not _of_another_size(each.officers, first)]
        if len(several) < 2:
            return
    if len(several) > 1:
        one, other = several[:2]
        yield finding(
            "total-against-text",
            {"stated": one.officers, "counted": other.officers},
            message="sentences",
            evidence=one.evidence,
            stated=one.officers,
            other=other.officers,
            sentence=one.sentence,
            second=other.sentence,
        )
        return
    for each in several:
        yield finding(
            "total-against-text",
            {"stated": each.officers, "counted": counted},
            evidence=each.evidence,
            stated=each.officers,
            counted=counted,
            sentence=each.sentence,
        )


def _with_waiting(told: Sequence[_Told], rows: Found, counted: int) -> Iterator[Finding]:
    """A total that what counts does not make or state, and that it makes with the tables which are
    to be agreed to: without them our figure is no total."""
    waits = {table.key for table in rows.tables if table.standing == TO_AGREE}
    if not waits:
        return
    counts = tuple(table for table in rows.tables if table.standing == COUNTED)
    kept = tuple(row for row in rows.deployments if row.table in {table.key for table in counts})
    now, _, open_ = _sums(replace(rows, tables=counts, deployments=kept))
    every = [row for row in rows.deployments if row.counted or row.table in waits]
    most = sum(row.officers_max or row.officers or 0 for row in every)
    together = range(sum(row.officers or 0 for row in every), most + 1)
    for each in told:
        if now and not open_ and each.officers not in now and each.officers in together:
            yield finding(
                "total-against-text",
                {"stated": each.officers, "counted": counted},
                message="waiting",
                evidence=each.evidence,
                stated=each.officers,
                counted=counted,
                sentence=each.sentence,
            )
            return


def _of_another_size(one: int, other: int) -> bool:
    return max(one, other) > DEPLOYMENTS.misquoted * min(one, other)


def _sums(rows: Found) -> tuple[set[int], int, bool]:
    """The totals that tables make or state, what the rows that count make, and whether those may
    be more: a count is not read, or has no upper end, and no total is stated."""
    fitting: set[int] = set()
    open_ = False
    tables = [table for table in rows.tables if table.standing != OTHER]
    counted = [row for row in rows.deployments if row.counted]
    groups = [[row for row in rows.deployments if row.table == table.key] for table in tables]
    # A letter with one table an organisation tells what they make together.
    together = [row for each in groups for row in each]
    for group in (counted, *groups, together):
        if not group:
            continue
        least = sum(row.officers or 0 for row in group)
        most = sum(row.officers_max or row.officers or 0 for row in group)
        fitting.update(range(least, most + 1))
        fitting.add(least + sum(p.officers or 0 for row in group for p in row.of_which))
        unsure = any(row.officers is None or row.qualifier == "at_least" for row in group)
        open_ = open_ or unsure
    stated = [rows.stated_total, *(table.stated_total for table in tables)]
    fitting.update(each for each in stated if each is not None)
    open_ = open_ and not any(each is not None for each in stated)
    for table in tables:
        # What a row that is none of a mission states, of whatever rows and corps.
        read = {row.row for row in rows.deployments if row.table == table.key}
        fitting.update(
            number
            for cell in table.cells
            if cell.role != "header" and cell.row not in read
            if (number := whole_number(cell.text)) is not None
        )
    least = sum(row.officers or 0 for row in counted or (row for group in groups for row in group))
    return fitting if groups else set(), least, open_


def _of_statements(statements: Sequence[Statement], days: set[dt.date]) -> Iterator[_Told]:
    told: set[str] = set()
    for each in statements:
        plain = each.officers is not None and each.qualifier is None
        part = _clause(each.sentence, each.officers or 0)
        total = ("total", "all") in each.details or _tells_of_all(each)
        said = {concept.name for concept in concepts_in(part)}
        total = total and not said & ELSE and bool(said & ABROAD) and each.sentence not in told
        now = each.kind == "deployment" and each.status in ("current", "past")
        ours = each.nationality in (home_country(), None)
        if plain and total and now and ours and each.officers is not None:
            told.add(each.sentence)  # what follows it is a part of it
            if not of_another_time(part) and of_day(each.sentence, days):
                yield _Told(each.officers, each.sentence, each.evidence[0])


def _tells_of_all(statement: Statement) -> bool:
    """Whether a sentence names no mission and tells of officers of ours in missions at all."""
    if statement.mission or statement.countries or (statement.officers or 0) <= 1:
        return False
    said = {concept.name for concept in concepts_in(statement.sentence)}
    return "police" in said


def _of_sentences(document: Document, days: set[dt.date]) -> Iterator[_Told]:
    """Sentences with a word for a total, in whatever language, that are of officers abroad."""
    for paragraph in document.paragraphs:
        if paragraph.heading:
            continue
        for text in SENTENCE_END.split(paragraph.text):
            stated = stated_in(text)
            if stated is None or stated not in people_stated(text) or not of_day(text, days):
                continue
            said = {concept.name for concept in concepts_in(text)}
            if said & ABROAD and not said & ELSE and not _places(text):
                yield _Told(stated, text, evidence_at(document, paragraph, text))


def _places(text: str) -> bool:
    """Whether a text names a mission, or a country other than ours."""
    named = any(listed(words_of(text), mission_names(), "MISSION"))
    spans = country_spans(normal(text).split())
    return named or any(code != home_country() for _, _, code in spans)


def of_day(text: str, days: Set[dt.date]) -> bool:
    """Whether the days that a text names, if any, are those of the tables."""
    named = [each.day for each in dates(text)]
    return not (named and days) or any(abs(one - day) <= NEAR for one in named for day in days)


def _clause(sentence: str, officers: int) -> str:
    """The part of a sentence that has a number."""
    for part in CLAUSE.split(sentence):
        if any(whole_number(word.strip(",.;:()")) == officers for word in part.split()):
            return part
    return sentence


def evidence_at(document: Document, paragraph: Paragraph, text: str) -> Evidence:
    """The line of a paragraph at which a sentence begins."""
    begun = " ".join(text.split()[:3])
    lines = [(at, line) for at, line in paragraph.lines if begun in line.text]
    number, line = (lines or [*paragraph.lines])[0]
    page = document.page(number)
    assert page is not None  # paragraphs come from pages of the document
    return Evidence(number, page.on_paper(line.box), text)
