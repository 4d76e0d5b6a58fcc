"""An Extraction as plain values: what `extract --json` prints and a truth file holds."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from missiemonitor.corpus.document import Box
from missiemonitor.extractors.extraction import (
    Deployment,
    ExtractedTable,
    Extraction,
    Finding,
    Item,
    Statement,
)
from missiemonitor.extractors.findings import retold, stored_values
from missiemonitor.extractors.reasons import reason_text


def extraction_as_json(extraction: Extraction, language: str = "en") -> dict[str, Any]:
    """One report as a JSON object, in the form that the design lays down.

    Findings and reasons are told in a language (nl, en).
    """
    document = extraction.document
    said = document.particulars
    return {
        "file": document.file,
        "sha256": document.sha256,
        "period": said.period,
        "annex": said.annex,
        "title": said.title,
        "reference_date": said.reference_date.isoformat() if said.reference_date else None,
        "document_date": said.document_date.isoformat() if said.document_date else None,
        "reference": said.reference,
        "origin": said.origin,
        "pages": document.page_count,
        "text": document.source,
        "stated_total": extraction.stated_total,
        "officers_total": extraction.officers_total,
        "series": document.series,
        "deployments": [_deployment(d) for d in extraction.deployments],
        "statements": [_statement(s) for s in extraction.statements],
        "findings": [_finding(f, language) for f in extraction.findings],
        "items": [_item(i) for i in extraction.items],
        "tables": [_table(extraction, t, language) for t in extraction.tables],
    }


def _table(extraction: Extraction, table: ExtractedTable, language: str) -> dict[str, Any]:
    rows = [d for d in extraction.deployments if d.table == table.key]
    stated = table.stated_evidence
    return {
        "page": table.evidence.page,
        "pages": list(table.pages),
        "box": _box(table.evidence.box),
        "caption": table.caption,
        "reference_date": table.reference_date.isoformat() if table.reference_date else None,
        "stated_total": table.stated_total,
        "stated_page": stated.page if stated else None,
        "stated_box": _box(stated.box) if stated else None,
        "stated_words": stated.text if stated else None,
        "rows": len(rows),
        "standing": table.standing,
        "reasons": [
            {"code": code, "values": dict(values), "text": reason_text(code, values, language)}
            for code, values in table.reasons
        ],
        "doubts": [_finding(each, language) for each in table.doubts],
    }


def _deployment(deployment: Deployment) -> dict[str, Any]:
    return {
        "mission_as_written": deployment.mission_as_written,
        "mission": deployment.mission,
        "known": deployment.known,
        "organisation": deployment.organisation,
        "country_as_written": deployment.country_as_written,
        "countries": list(deployment.countries),
        "officers": deployment.officers,
        "officers_max": deployment.officers_max,
        "qualifier": deployment.qualifier,
        "count_as_written": deployment.count_as_written,
        "page": deployment.evidence.page,
        "box": _box(deployment.evidence.box),
        "count_box": _box(deployment.count_evidence.box),
        "confidence": deployment.confidence,
        "readings": [reading.way for reading in deployment.readings],
        "note": deployment.note,
        "nationality": deployment.nationality,
        "counted": deployment.counted,
        "scope": deployment.scope,
        "of_which": [asdict(part) for part in deployment.of_which],
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "key": statement.key,
        "kind": statement.kind,
        "mission": statement.mission,
        "countries": list(statement.countries),
        "officers": statement.officers,
        "officers_max": statement.officers_max,
        "qualifier": statement.qualifier,
        "nationality": statement.nationality,
        "status": statement.status,
        "details": dict(statement.details),
        "sentence": statement.sentence,
        "page": statement.evidence[0].page,
        "boxes": [_box(evidence.box) for evidence in statement.evidence],
        "confidence": statement.confidence,
    }


def _finding(finding: Finding, language: str) -> dict[str, Any]:
    evidence = finding.evidence
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": retold(finding.code, finding.message, stored_values(finding), language),
        "about": finding.about,
        "page": evidence.page if evidence else finding.about.get("page"),
        "box": _box(evidence.box) if evidence else None,
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "extractor": item.extractor,
        "kind": item.kind,
        "label": item.label,
        "mission": item.mission,
        "value": item.value,
        "unit": item.unit,
        "as_written": item.as_written,
        "details": dict(item.details),
        "page": item.evidence.page,
        "box": _box(item.evidence.box),
        "confidence": item.confidence,
    }


def _box(box: Box) -> list[float]:
    return list(box.rounded())
