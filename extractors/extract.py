"""A Document becomes an Extraction: every extractor in turn, and the findings about the document.

A new extractor is one file with one function `Document -> list[...]`, called here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from corpus.document import Document, Issue
from extractors.deployments import read_deployments
from extractors.extraction import Evidence, Extraction, Finding
from extractors.linking import normal
from extractors.reference import missions, words

SHORT = 12  # pages; a report of no more is read whole


def wanted_pages(texts: Sequence[str]) -> set[int]:
    """Numbers of the pages whose text can hold a deployment table or a statement on missions."""
    if len(texts) <= SHORT:
        return set(range(1, len(texts) + 1))
    triggers = _triggers()
    return {
        number
        for number, text in enumerate(texts, start=1)
        if not triggers.isdisjoint(normal(text).split())
    }


@lru_cache(maxsize=1)
def _triggers() -> frozenset[str]:
    """Words that tell of missions: those of words.toml and the acronyms of known missions."""
    acronyms = {
        normal(token)
        for mission in missions()
        for token in mission.name.split()
        if len(token) > 3 and token.isupper()
    }
    return frozenset(acronyms | set(words()["screen"]["words"]))


def extract(document: Document) -> Extraction:
    """Everything that is found in a document, with what is unsure about it."""
    tables = read_deployments(document)
    findings = [_finding(issue) for issue in document.issues]
    findings += tables.findings
    return Extraction(
        document=document,
        tables=tables.tables,
        deployments=tables.deployments,
        statements=(),
        findings=tuple(findings),
        stated_total=tables.stated_total,
    )


def _finding(issue: Issue) -> Finding:
    evidence = Evidence(issue.page, issue.box, "") if issue.page is not None and issue.box else None
    about = {"page": issue.page} if issue.page is not None else {}
    return Finding(issue.code, issue.severity, issue.message, about, evidence)
