"""What sentences say: a Document goes in; statements and their doubts come out.

Paragraphs are screened first; only those with a word that tells of missions, posts, visits,
assistance or agreements go to the spaCy pipeline (pipeline.py). What both readings of a deployment
say is sure; everything else is stored with a finding.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from missiemonitor.corpus.document import Box, Document, Line, Paragraph
from missiemonitor.corpus.period import Period
from missiemonitor.corpus.series import home_country
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.extraction import Evidence, Finding, Statement
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.linking.counts import whole_number
from missiemonitor.extractors.linking.missions import MissionLink, known_mission
from missiemonitor.extractors.statements.lean_spacy import import_spacy
from missiemonitor.extractors.statements.lexicon import ends
from missiemonitor.extractors.statements.report_time import OF_TIME
from missiemonitor.extractors.statements.triggers import lists_priorities, told_of
from missiemonitor.extractors.thresholds import LEARNED

if TYPE_CHECKING:
    from missiemonitor.extractors.statements.fact import Fact
    from missiemonitor.extractors.statements.reconcile import Reconciled

# What gold sentences measured of each on the part kept aside (docs/accuracy.md).
SURE, DOUBTED, DIFFERING, LONE = 0.9, 0.7, 0.5, 0.6
# Doubts whether a sentence tells how many officers there are now at all. What they leave is for the
# record: it is held against no table.
NO_NUMBER_NOW = {
    "a part of others",
    "a singular without a number",
    "a change",
    "an order",
    "a question",
    "a time to come",
    "what is to come may be so now",
    "hardly a number of officers abroad",
    "no number is told",
    "within the Kingdom",
}


HIDES_NO_NUMBER = {"a mission is there", "a verb that tells of something else"}


@dataclass(frozen=True, slots=True)
class Statements:
    """Statements in reading order, and what is unsure about them."""

    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...]


def read_statements(document: Document, model: str | None = None) -> Statements:
    """All statements of a document's running text.

    `model` names an installed Dutch spaCy pipeline to use instead of the small one of this package.
    Raises missiemonitor.extractors.statements.errors.ModelError.
    """
    found: list[tuple[Statement, Finding | None]] = []
    wanted: list[_Wanted] = []
    heading = under = ""
    listing = False
    for paragraph in document.paragraphs:
        if paragraph.heading:
            under = paragraph.text
            known = known_mission(paragraph.text) or _in_heading(paragraph.text)
            heading = known.mission.mission if known and known.mission else ""
            continue
        if not re.search(r"[.;:]", paragraph.text) or _is_rows(paragraph):
            continue  # a table, a label or a signature
        item = re.match(r"(\d{1,2})[.)]\s", paragraph.text)
        if item and listing:
            found.append(_priority(document, paragraph, item.group(1)))
            continue
        listing = lists_priorities(paragraph.text)
        parts = told_of(paragraph.text, under)
        if parts:
            wanted.append(_Wanted(paragraph, heading, under, parts))
    found += _read(document, wanted, model)
    found.sort(key=lambda each: _place(each[0]))
    return Statements(
        tuple(statement for statement, _ in found),
        tuple(finding for _, finding in found if finding),
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A paragraph, the mission and text of its heading, and the parts of it that are read."""

    paragraph: Paragraph
    heading: str
    under: str
    parts: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The parts, one behind the other."""
        return " ".join(self.paragraph.text[start:end] for start, end in self.parts)

    def original(self, at: int) -> int:
        """Where in the paragraph a character of `text` stands."""
        for start, end in self.parts:
            if at <= end - start:
                return start + at
            at -= end - start + 1
        return self.parts[-1][1]


def _place(statement: Statement) -> tuple[int, float]:
    first = statement.evidence[0]
    return first.page, first.box.top


def _in_heading(text: str) -> MissionLink | None:
    """A mission by the acronym in a heading's brackets: "... (EULEX Kosovo)"."""
    for piece in re.findall(r"\(([^)]*)\)", text):
        known = known_mission(piece)
        if known:
            return known
    return None


def _is_rows(paragraph: Paragraph) -> bool:
    """Whether what looks like a paragraph is rows of a table: figures at the ends of its lines."""
    ends = [line.words[-1].text for _, line in paragraph.lines]
    return len(ends) > 2 and sum(end.isdigit() for end in ends) > 0.6 * len(ends)


def _read(
    document: Document, wanted: Sequence[_Wanted], model: str | None
) -> Iterator[tuple[Statement, Finding | None]]:
    """The statements of paragraphs, in the order in which they come."""
    if not wanted:
        return
    # Loading spaCy takes a second; documents and commands that need it not don't.
    import_spacy()
    from missiemonitor.extractors.statements.pipeline import dutch, read
    from missiemonitor.extractors.statements.reconcile import reconciled
    from missiemonitor.extractors.statements.reconcile_events import reconciled_events

    nlp = dutch(model)
    year = _year(document)
    docs = []
    for each in wanted:
        doc = nlp.make_doc(each.text)
        doc._.missie_heading = each.heading
        doc._.missie_under = each.under
        doc._.missie_year = year
        docs.append(doc)
    for each, doc in zip(wanted, read(nlp, docs), strict=True):
        told = reconciled(doc)
        told += reconciled_events(doc)
        for one in sorted(told, key=lambda h: (h.fact.sentence, h.fact.at)):
            sentence = doc[one.fact.sentence].sent
            span = each.original(sentence.start_char), each.original(sentence.end_char)
            yield _statement(document, each.paragraph, span, one)


def _year(document: Document) -> int | None:
    """The year of which a document tells: of its period, else in which it was written."""
    told = document.particulars
    if told.period:
        return Period.parse(told.period).last_day.year
    return told.document_date.year if told.document_date else None


def _statement(
    document: Document, paragraph: Paragraph, span: tuple[int, int], reconciled: Reconciled
) -> tuple[Statement, Finding | None]:
    fact = reconciled.fact
    start, end = span
    text = paragraph.text[start:end].strip()
    evidence = tuple(_evidence(document, paragraph, text, start, end))
    first = evidence[0]
    statement = Statement(
        key=(
            f"p{first.page}y{first.box.top:.0f}c{start}{fact.kind}{fact.at}{fact.nationality}"
            f"{fact.count.officers}{fact.mission}"
        ),
        kind=fact.kind,
        mission=fact.mission,
        countries=fact.countries,
        officers=fact.count.officers,
        officers_max=fact.count.officers_max,
        qualifier=fact.count.qualifier,
        nationality=fact.nationality,
        status=fact.status,
        details=fact.details,
        sentence=text,
        evidence=evidence,
        confidence=_confidence(reconciled),
    )
    return statement, _doubt(statement, reconciled)


def _confidence(reconciled: Reconciled) -> float:
    if reconciled.lone:
        return LONE
    if reconciled.differing:
        return DIFFERING
    return DOUBTED if reconciled.fact.doubts else SURE


def _doubt(statement: Statement, reconciled: Reconciled) -> Finding | None:
    """What speaks against a statement, if anything does; a warning where it says how many now."""
    if reconciled.sure:
        return None
    elsewhere = "the place is named elsewhere" in reconciled.fact.doubts
    placed = statement.mission is not None or (bool(statement.countries) and not elsewhere)
    now = statement.kind == "deployment" and statement.status == "current" and placed
    ours = statement.nationality in (home_country(), None)
    doubts = {*reconciled.fact.doubts}
    if reconciled.lone and _is_included(statement):
        doubts.add("a part of others")
    few = causes(doubts) < LEARNED.told
    told = statement.officers is not None and few and not NO_NUMBER_NOW & doubts
    over = reconciled.other and reconciled.other.status == "past"
    matters = now and told and ours and not (reconciled.differing == ("status",) and over)
    about = {"statement": statement.key}
    shared: dict[str, Any] = {
        "severity": "warning" if matters else "info",
        "evidence": statement.evidence[0],
        "kind": statement.kind,
        "sentence": statement.sentence,
    }
    if reconciled.lone:
        return finding("statement-single-reading", about, **shared)
    if reconciled.differing and reconciled.other:
        one, other = (
            [_plain(fact, name) for name in reconciled.differing]
            for fact in (reconciled.fact, reconciled.other)
        )
        shared |= {"fields": " ".join(reconciled.differing)}
        shared |= {"beside": "; ".join(reconciled.fact.doubts)}
        return finding("statement-readings-differ", about, one=one, other=other, **shared)
    return finding(
        "statement-unsure", about, doubts=list(dict.fromkeys(reconciled.fact.doubts)), **shared
    )


def _is_included(statement: Statement) -> bool:
    """Whether a sentence says that its number is within one told before: "This includes two"."""
    words = statement.sentence.casefold().split()
    return any(
        whole_number(word.strip(".,;:()")) == statement.officers
        and ends(" ".join(words[max(0, at - 3) : at]), "parts.including")
        for at, word in enumerate(words)
    )


def causes(doubts: Collection[str]) -> int:
    """How many things speak against a reading: doubts of its time are one, and that a mission works
    where it names a country alone says only which mission may be meant. A verb that no marked
    sentence had keeps a sentence from being sure, and is no reason to pass over its number."""
    others = {*doubts} - OF_TIME - HIDES_NO_NUMBER
    return len(others) + bool(OF_TIME & {*doubts})


def _plain(fact: Fact, name: str) -> object:
    value: Any = fact.detail(name) if name in ("by", "to") else getattr(fact, name)
    if name == "count":
        return value.officers
    return "+".join(value) if isinstance(value, tuple) else value


def _priority(
    document: Document, paragraph: Paragraph, number: str
) -> tuple[Statement, Finding | None]:
    evidence = tuple(_evidence(document, paragraph, paragraph.text, 0, len(paragraph.text)))
    first = evidence[0]
    return (
        Statement(
            key=f"p{first.page}y{first.box.top:.0f}priority{number}",
            kind="priority",
            mission=None,
            countries=(),
            officers=None,
            officers_max=None,
            qualifier=None,
            nationality=None,
            status="current",
            details=(("number", number),),
            sentence=paragraph.text,
            evidence=evidence,
            confidence=SURE,
        ),
        None,
    )


# --- where it stands --------------------------------------------------------------------------


def _evidence(
    document: Document, paragraph: Paragraph, text: str, start: int, end: int
) -> Iterator[Evidence]:
    """One box for each line that a sentence runs over."""
    wanted = set(normal(text).split())
    at = 0
    found = False
    for number, line in paragraph.lines:
        page = document.page(number)
        length = len(line.text) + 1
        if page and at < end and at + length > start + 1:
            found = True
            yield Evidence(number, page.on_paper(_part(line, wanted)), line.text)
        at += length
    if not found:
        # Hyphens that were taken out at line ends move the rest; the last line is near enough.
        number, line = paragraph.lines[-1]
        page = document.page(number)
        assert page is not None  # paragraphs come from pages of the document
        yield Evidence(number, page.on_paper(line.box), line.text)


def _part(line: Line, wanted: set[str]) -> Box:
    """The words of a line that belong to a sentence."""
    inside = [word.box for word in line.words if set(normal(word.text).split()) & wanted]
    return Box.around(inside) if inside else line.box
