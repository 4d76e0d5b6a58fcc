"""Sentences of an annex in another language than its series, which the reader of sentences does not
know: "Six Dutch police officers currently work for EULEX Kosovo".

Nothing is stored of them. One that names one mission of the tables, and one number of people, is
held against the row of that mission.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from missiemonitor.corpus.document import Document
from missiemonitor.corpus.series import home_country, language
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.around import SENTENCE_END
from missiemonitor.extractors.deployments.meaning.concepts import (
    ASPECTS,
    LANGUAGES,
    concepts_in,
    nation_of,
)
from missiemonitor.extractors.deployments.meaning.stated import OFFICERS
from missiemonitor.extractors.deployments.total_sentences import of_another_time
from missiemonitor.extractors.extraction import Deployment, Finding
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.linking.countries import country_spans
from missiemonitor.extractors.linking.counts import read_count
from missiemonitor.extractors.linking.gazetteer import listed, mission_names, words_of
from missiemonitor.extractors.reference import words
from missiemonitor.extractors.reference.stop_words import stop_words
from missiemonitor.extractors.statements.told_totals import CLAUSE, evidence_at
from missiemonitor.extractors.thresholds import DEPLOYMENTS

NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s")
ELSE = {*ASPECTS["corps"], *ASPECTS["topic"], "foreign", "fte", "difference"} - {"police", "sent"}


def against_rows(document: Document, rows: Sequence[Deployment]) -> Iterator[Finding]:
    """Sentences in another language that tell another number of a mission than its row."""
    for paragraph in document.paragraphs:
        for sentence in SENTENCE_END.split(paragraph.text):
            form = f" {normal(sentence)} "
            names = {each.value for each in listed(words_of(sentence), mission_names(), "MISSION")}
            names |= {row.mission for row in rows if _as_written(row) in form}
            names = names or set(_placed(sentence, rows))
            own = [row for row in rows if row.mission in names]
            if len(names) != 1 or len(own) != 1 or not _is_foreign(sentence):
                continue
            row = own[0]
            told = [(part, _people(part)) for part in CLAUSE.split(sentence)]
            part, said = next(((part, found) for part, found in told if found), ("", []))
            least, most = row.officers, row.officers_max or row.officers
            if least is None or most is None or len(said) != 1 or not _of_ours_now(part):
                continue
            if not least <= said[0] <= most and row.qualifier != "at_least":
                yield finding(
                    "table-against-text",
                    {"deployment": row.key, "mission": row.mission},
                    evidence=evidence_at(document, paragraph, sentence),
                    name=row.mission_as_written,
                    table=least,
                    said=said[0],
                    sentence=sentence,
                )


def _placed(sentence: str, rows: Sequence[Deployment]) -> Iterator[str]:
    """The missions of rows in the one country that a sentence names beside our own."""
    named = {code for _, _, code in country_spans(normal(sentence).split())} - {home_country()}
    return (row.mission for row in rows if len(named) == 1 and {*row.countries} == named)


def _as_written(row: Deployment) -> str:
    return f" {normal(row.mission_as_written) or '-'} "


def _is_foreign(sentence: str) -> bool:
    """Whether a sentence has more small words of another language than of the series."""
    found = normal(sentence).split()
    own = sum(word in stop_words(language()) for word in found)
    others = (code for code in LANGUAGES if code != language())
    return any(sum(word in stop_words(code) for word in found) > own for code in others)


def _people(sentence: str) -> list[int]:
    """The numbers of officers in a sentence, in figures or words, but for one."""
    tokens = [token.strip(",.;:()") for token in sentence.split()]
    found = []
    for at, token in enumerate(tokens):
        if not at and NUMBERED.match(sentence):
            continue  # the number of a note: "4. The officers with EULEX Kosovo"
        number = read_count(token).officers
        near = " ".join(tokens[at + 1 : at + 1 + DEPLOYMENTS.counted_words])
        said = {concept.name for concept in concepts_in(near)}
        if number is not None and number > 1 and said & OFFICERS:
            found.append(number)
    return found


def _of_ours_now(sentence: str) -> bool:
    said = {concept.name for concept in concepts_in(sentence)}
    nation = nation_of(sentence, frozenset())
    form = f" {normal(sentence)} "
    if any(f" {normal(word)} " in form for word in words()["other_language"]["not_now"]):
        return False
    return not (said & ELSE or of_another_time(sentence)) and nation in (None, home_country())
