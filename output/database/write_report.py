"""Writes the rows of one report: what an Extraction says, row by row, as the tables have it.

Ids are digests of content, so the same report gives the same rows.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from missiemonitor.corpus.series import all_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.extraction import Deployment, Evidence, Extraction
from missiemonitor.output.database.ids import identify
from missiemonitor.output.database.period_rows import write_period
from missiemonitor.output.database.records import (
    OF_ROW,
    row_number,
    statement_number,
    write_countries,
    write_deployment,
    write_evidence,
    write_finding,
    write_item,
    write_mission,
    write_parts,
)
from missiemonitor.output.database.subject_key import item_subject, subject_of
from sqlite_utils import Database


def _decision_key(report: str, series: str | None, period: str | None) -> str:
    """What subjects of decisions about a report begin with: never the same for two series."""
    if not period:
        return report
    return all_series()[series].decision_key(period) if series else period


class ReportWriter:
    """Writes the rows of one report inside the transaction of `store`."""

    def __init__(self, db: Database, extraction: Extraction, report: str) -> None:
        self.db = db
        self.extraction = extraction
        self.report = report
        self.about: dict[str, Any] = {}

    def write(self) -> dict[str, Any]:
        """Write all of it and give the row of the report."""
        self._report()
        self._pages()
        tables = self._tables()
        subjects: dict[str, int] = {}
        deployments = {d.key: self._deployment(d, subjects) for d in self.extraction.deployments}
        self._statements()
        self._items()
        doubts = (doubt for table in self.extraction.tables for doubt in table.doubts)
        for finding in (*self.extraction.findings, *doubts):
            write_finding(
                self.db,
                self.report,
                finding,
                evidence=self._evidence(finding.evidence) if finding.evidence else None,
                deployment=deployments.get(str(finding.about.get("deployment"))),
                table=tables.get(str(finding.about.get("table"))),
                rows=[deployments[key] for key in finding.about.get("deployments", ())],
            )
        return self.about

    def _report(self) -> None:
        document = self.extraction.document
        said = document.particulars
        if said.period:
            write_period(self.db, said.period)
        self.db.table("report").insert(
            {
                "report": self.report,
                "sha256": document.sha256,
                "file": document.file,
                "period": said.period,
                "annex": said.annex,
                "title": said.title,
                "document_date": said.document_date and said.document_date.isoformat(),
                "reference_date": said.reference_date and said.reference_date.isoformat(),
                "reference": said.reference,
                "origin": said.origin,
                "pages": document.page_count,
                "text": document.source,
                "stated_total": self.extraction.stated_total,
                "deployments": sum(each.counted for each in self.extraction.deployments),
                "text_hash": identify(*(" ".join(text.split()) for text in document.texts)),
                "decision_key": _decision_key(self.report, document.series, said.period),
                "series": document.series,
            }
        )
        self.about = next(self.db.query("SELECT * FROM report WHERE report = ?", [self.report]))

    def _pages(self) -> None:
        careful = {page.number: page for page in self.extraction.document.pages}
        self.db.table("page").insert_all(
            {
                "page_id": row_number(self.report, number),
                "report": self.report,
                "number": number,
                "width": careful[number].width if number in careful else None,
                "height": careful[number].height if number in careful else None,
                "text": text,
                "source": "embedded" if text.strip() else "none",
            }
            for number, text in enumerate(self.extraction.document.texts, start=1)
        )

    def _evidence(self, evidence: Evidence) -> str:
        return write_evidence(
            self.db, self.report, evidence.page, evidence.box.rounded(), evidence.text
        )

    def _tables(self) -> dict[str, str]:
        keys = {}
        for table in self.extraction.tables:
            key = keys[table.key] = identify(self.report, table.key)
            # One that another stands in for does not count either.
            standing = table.standing if table.chosen or table.standing != "counted" else "other"
            self.db.table("extracted_table").insert(
                {
                    "extracted_table": key,
                    "report": self.report,
                    "caption": table.caption,
                    "reference_date": table.reference_date and table.reference_date.isoformat(),
                    "stated_total": table.stated_total,
                    "counted": int(standing == "counted"),
                    "standing": standing,
                    "reasons": json.dumps(table.reasons, ensure_ascii=False, sort_keys=True),
                    "evidence": self._evidence(table.evidence),
                    "stated_evidence": table.stated_evidence
                    and self._evidence(table.stated_evidence),
                }
            )
            self.db.table("table_cell").insert_all(
                {
                    "table_cell": identify(key, cell.row, cell.column, cell.role),
                    "extracted_table": key,
                    "row": cell.row,
                    "column": cell.column,
                    "role": cell.role,
                    "text": cell.text,
                    "evidence": self._evidence(cell.evidence),
                }
                for cell in table.cells
            )
        return keys

    def _deployment(self, deployment: Deployment, subjects: dict[str, int]) -> str:
        key = identify(self.report, deployment.table, deployment.key)
        write_mission(self.db, deployment.mission, deployment.mission_as_written, deployment.known)
        write_deployment(
            self.db,
            {
                **{name: getattr(deployment, name) for name in OF_ROW},
                "deployment": key,
                "report": self.report,
                "extracted_table": identify(self.report, deployment.table),
                "subject": self._subject(deployment, subjects),
                "readings": json.dumps(
                    [asdict(reading) for reading in deployment.readings], ensure_ascii=False
                ),
                "evidence": self._evidence(deployment.evidence),
                "count_evidence": self._evidence(deployment.count_evidence),
                "counted": int(deployment.counted),
            },
            deployment.countries,
        )
        write_parts(self.db, key, map(asdict, deployment.of_which))
        return key

    def _subject(self, deployment: Deployment, seen: dict[str, int]) -> str:
        """What the page says, as the key of decisions: period, annex, mission, country, which."""
        subject = subject_of(
            self.about,
            normal(deployment.mission_as_written),
            normal(deployment.country_as_written),
        )
        seen[subject] = seen.get(subject, 0) + 1
        return f"{subject}/{seen[subject]}"

    def _items(self) -> None:
        for item in self.extraction.items:
            subject = item_subject(self.about, item.extractor, item.key)
            write_item(self.db, self.report, item, subject, self._evidence(item.evidence))

    def _statements(self) -> None:
        for statement in self.extraction.statements:
            if statement.mission:
                write_mission(self.db, statement.mission)
            key = statement_number(self.report, statement.key)
            self.db.table("statement").insert(
                {
                    "statement_id": key,
                    "report": self.report,
                    "kind": statement.kind,
                    "mission": statement.mission,
                    "officers": statement.officers,
                    "officers_max": statement.officers_max,
                    "qualifier": statement.qualifier,
                    "nationality": statement.nationality,
                    "status": statement.status,
                    "sentence": statement.sentence,
                    "confidence": statement.confidence,
                    "evidence": self._evidence(statement.evidence[0]),
                }
            )
            write_countries(
                self.db, "statement_country", {"statement_id": key}, statement.countries
            )
            self.db.table("statement_detail").insert_all(
                {"statement_id": key, "role": role, "value": value}
                for role, value in statement.details
            )
