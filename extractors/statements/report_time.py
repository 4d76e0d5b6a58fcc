"""Whether a sentence tells how many there are at the time that a report is about.

A report looks back on its period: "Bij EULEX waren vier functionarissen werkzaam" is of the time of
its tables, as long as nothing in the sentence names another time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Set

from missiemonitor.corpus.dates import dates
from missiemonitor.corpus.languages import current_language
from missiemonitor.extractors.deployments.meaning.concepts import concepts_in
from missiemonitor.extractors.extraction import Statement
from missiemonitor.extractors.statements.meanings import kinds_of
from missiemonitor.extractors.statements.told_totals import of_day

EDGES = ".,;:()\"'"
# What tells of another time than that of the report: concepts of a text, kinds of its words.
ANOTHER = {"previous", "former", "cumulative", "average", "planned", "sought", "ceiling"}
TURNS = {"before", "later", "ends", "begins", "changes", "meant", "cancelled", "denied", "may"}
# Doubts of a sentence (doubts.py, reconcile.py) that are settled where it is of the report's time.
OF_TIME = frozenset(("words of another time", "the tense is not plain", "the time is not plain"))


def of_the_report(statement: Statement, days: Set[dt.date]) -> bool:
    """Whether a statement tells how many there are now, or were at these days of tables."""
    if statement.status == "current":
        return True
    if statement.status != "past":
        return False
    sentence = statement.sentence
    if ANOTHER & {concept.name for concept in concepts_in(sentence, head=True)}:
        return False
    words = [word.strip(EDGES).casefold() for word in sentence.split()]
    if any(kinds_of(word) & TURNS for word in words):
        return False
    if any(dates(sentence)):
        return bool(days) and of_day(sentence, days)
    years = any(len(word) == len("2000") and word.isdigit() for word in words)
    return not years and not any(word in current_language().months for word in words)
