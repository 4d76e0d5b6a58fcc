"""A Document becomes an Extraction: every extractor in turn, and the findings about the document.

A new extractor is one file with one function `Document -> list[...]`, called here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.document import Document, Issue
from extractors.deployments import read_deployments
from extractors.extraction import Deployment, Evidence, Extraction, Finding, Statement
from extractors.linking import normal
from extractors.reference import missions, words
from extractors.statements import read_statements

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
    statements = read_statements(document)
    findings += _about_statements(statements, tables.deployments)
    return Extraction(
        document=document,
        tables=tables.tables,
        deployments=tables.deployments,
        statements=statements,
        findings=tuple(findings),
        stated_total=tables.stated_total,
    )


def _about_statements(
    statements: Sequence[Statement], deployments: Sequence[Deployment]
) -> Iterator[Finding]:
    """Each statement was read in one way only; and what it says is held against the table."""
    for statement in statements:
        yield Finding(
            "statement-single-reading",
            "info",
            f"{statement.kind}: one way of reading only: {statement.sentence[:80]!r}",
            {"statement": statement.key},
            statement.evidence[0],
        )
    for statement in statements:
        rows = [d for d in deployments if d.known and d.mission == statement.mission]
        counted = sum(d.officers or 0 for d in rows)
        told = statement.kind == "deployment" and statement.status == "current"
        if not (told and rows and statement.nationality == "NL" and statement.officers):
            continue
        if statement.officers != counted and len(rows) == 1:
            yield Finding(
                "table-against-text",
                "warning",
                f"{rows[0].mission_as_written}: the table has {counted}, a sentence says "
                f"{statement.officers}: {statement.sentence[:120]!r}",
                {"deployment": rows[0].key, "mission": rows[0].mission},
                statement.evidence[0],
            )


def _finding(issue: Issue) -> Finding:
    evidence = Evidence(issue.page, issue.box, "") if issue.page is not None and issue.box else None
    about = {"page": issue.page} if issue.page is not None else {}
    return Finding(issue.code, issue.severity, issue.message, about, evidence)
