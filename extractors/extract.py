"""A Document becomes an Extraction: every extractor in turn, and the findings about the document.

A new extractor is one file with one function `Document -> list[...]`, called here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Document, Issue
from missiemonitor.corpus.series import current_series, series_named, using
from missiemonitor.extractors.deployments.extract import read_deployments
from missiemonitor.extractors.extraction import Evidence, Extraction, Finding, Statement
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.reference import sentences_are_read
from missiemonitor.extractors.statements.extract import (
    SURE,
    Statements,
    about_table,
    read_statements,
)


def extract(document: Document, model: str | None = None) -> Extraction:
    """Everything that is found in a document, with what is unsure about it.

    `model` names a Dutch spaCy pipeline to read sentences with, instead of our small one. Raises
    missiemonitor.extractors.statements.errors.ModelError.
    """
    with using(series_named(document.series) if document.series else None):
        return _extract(document, model)


def _extract(document: Document, model: str | None) -> Extraction:
    tables = read_deployments(document)
    findings = [_finding(issue) for issue in document.issues]
    findings += tables.findings
    if sentences_are_read():
        said = read_statements(document, model)
    else:
        said = Statements((), ())
        findings.append(finding("sentences-unread", {}, language=current_series().language))
    rows = [(d.key, d.mission, d.mission_as_written, d.officers or 0) for d in tables.deployments]
    held = list(about_table(said.statements, rows))
    # A table that says the same is a witness of its own.
    borne_out = {
        statement.key for statement, _, _, officers in held if statement.officers == officers
    }
    findings += (f for f in said.findings if f.about["statement"] not in borne_out)
    findings += _against_table(held)
    return Extraction(
        document=document,
        tables=tables.tables,
        deployments=tables.deployments,
        statements=tuple(
            replace(s, confidence=SURE) if s.key in borne_out else s for s in said.statements
        ),
        findings=tuple(findings),
        stated_total=tables.stated_total,
    )


def _against_table(held: Sequence[tuple[Statement, str, str, int]]) -> Iterator[Finding]:
    """What sentences say of a mission held against its row."""
    for statement, key, name, officers in held:
        if statement.officers != officers:
            yield finding(
                "table-against-text",
                {"deployment": key, "mission": statement.mission, "statement": statement.key},
                evidence=statement.evidence[0],
                name=name,
                table=officers,
                said=statement.officers,
                sentence=statement.sentence[:120],
            )


def _finding(issue: Issue) -> Finding:
    evidence = Evidence(issue.page, issue.box, "") if issue.page is not None and issue.box else None
    about = {"page": issue.page} if issue.page is not None else {}
    return finding(issue.code, about, message=issue.message, evidence=evidence, **issue.values)
