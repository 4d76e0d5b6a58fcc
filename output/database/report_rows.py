"""The single writer: an Extraction goes in, one transaction a report.

Ids are digests of content, so the same reports give the same rows whatever their order. What
depends on other reports (revisions, missions that left) is found anew whenever one comes in.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from missiemonitor.corpus.period import Period
from missiemonitor.extractors.extraction import Deployment, Evidence, Extraction, Finding
from missiemonitor.extractors.linking.missions import normal
from missiemonitor.output.analysis.cross_report_findings import findings_across
from missiemonitor.output.database.ids import NAMELESS, identify
from missiemonitor.output.database.subject_key import subject_of
from missiemonitor.output.decisions.added_rows import lay_rows
from missiemonitor.output.decisions.findings import lay_findings
from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing one report did: `stored`, `known` (nothing to do) or `replaced`."""

    report: str
    outcome: str


def _number(*parts: object) -> int:
    """A digest as a positive integer, for tables that full-text search refers to by row id."""
    return int(identify(*parts), 16) >> 1


def report_id(sha256: str) -> str:
    """The id of a report: the first 16 digits of the digest of its bytes."""
    return sha256[:16]


def is_known(db: Database, sha256: str, reader: str) -> bool:
    """Whether this report was stored by this reader (version, reference data and options)."""
    row = db.execute(
        "SELECT 1 FROM run WHERE report = ? AND reader = ?", [report_id(sha256), reader]
    ).fetchone()
    return row is not None


def store(db: Database, extraction: Extraction, reader: str) -> Stored:
    """Store a report whole, or not at all; one that is there already is read anew."""
    document = extraction.document
    report = report_id(document.sha256)
    with db.atomic():
        periods = _periods_of(db, report)
        replaced = bool(db.execute("DELETE FROM report WHERE report = ?", [report]).rowcount)
        _Writer(db, extraction, report).write()
        db.execute("DELETE FROM set_aside WHERE sha256 = ?", [document.sha256])
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        db.table("run").insert({"report": report, "reader": reader, "ingested_at": now})
        changed = sorted(periods | _periods_of(db, report) | {report})
        for key in changed:
            lay_rows(db, key)
        _settle_unknown(db)
        db.execute(
            "DELETE FROM period WHERE period NOT IN "
            "(SELECT period FROM report WHERE period IS NOT NULL)"
        )
        for period in changed:
            if period != report:
                _find_across(db, period)
        for key in changed:
            _lay_findings(db, key)
    return Stored(report, "replaced" if replaced else "stored")


def set_aside(db: Database, sha256: str, file: str, message: str, reader: str) -> None:
    """Note a report that ended or hung the worker of a reader, so that it is not tried again."""
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    with db.atomic():
        db.table("set_aside").upsert(
            {
                "sha256": sha256,
                "file": file,
                "message": message,
                "reader": reader,
                "set_aside_at": now,
            },
            pk="sha256",
        )


def forget_set_aside(db: Database) -> None:
    """Have every report that was set aside tried again."""
    with db.atomic():
        db.execute("DELETE FROM set_aside")


def _settle_unknown(db: Database) -> None:
    """Unknown missions named by what all reports say of them, whichever came in first."""
    db.execute(
        "DELETE FROM mission WHERE NOT known AND mission NOT IN "
        "(SELECT mission FROM deployment UNION SELECT mission FROM statement "
        " WHERE mission IS NOT NULL UNION SELECT value FROM decision WHERE field = 'mission')"
    )
    db.execute(
        "UPDATE mission SET "
        "name = coalesce((SELECT min(nullif(mission_as_written, '')) FROM deployment "
        "  WHERE deployment.mission = mission.mission), "
        "  nullif(replace(substr(mission, length('unknown-') + 1), '-', ' '), 'unnamed'), ?), "
        "organisation = (SELECT min(organisation) FROM deployment "
        "  WHERE deployment.mission = mission.mission) "
        "WHERE NOT known",
        [NAMELESS],
    )


def _periods_of(db: Database, report: str) -> set[str]:
    rows = db.execute(
        "SELECT period FROM report WHERE report = ? AND period IS NOT NULL", [report]
    ).fetchall()
    return {row[0] for row in rows}


def _find_across(db: Database, period: str) -> None:
    """Find anew what depends on several reports, for a period and the next one in the database."""
    following = db.execute("SELECT min(period) FROM period WHERE period > ?", [period]).fetchone()
    for each in [period, *(p for p in following if p)]:
        db.execute(
            "DELETE FROM finding WHERE across AND report IN "
            "(SELECT report FROM report WHERE period = ?)",
            [each],
        )
        for report, finding in findings_across(db, each):
            _insert_finding(db, report, finding, across=True)


def lay_decisions(db: Database, keys: Iterable[str]) -> None:
    """Lay decisions anew over reports of these periods, or these reports; inside a transaction."""
    for key in sorted(set(keys)):
        lay_rows(db, key)
        _settle_unknown(db)
        _lay_findings(db, key)


def _lay_findings(db: Database, key: str) -> None:
    for report, deployment, finding in list(lay_findings(db, key)):
        _insert_finding(db, report, finding, across=True, deployment=deployment)


def _insert_finding(
    db: Database,
    report: str,
    finding: Finding,
    across: bool = False,
    evidence: str | None = None,
    deployment: str | None = None,
) -> None:
    about = json.dumps(finding.about, ensure_ascii=False, sort_keys=True)
    db.table("finding").insert(
        {
            "finding": identify(report, finding.code, about, finding.message, evidence, deployment),
            "report": report,
            "deployment": deployment,
            "code": finding.code,
            "severity": finding.severity,
            "message": finding.message,
            "about": about,
            "evidence": evidence,
            "across": int(across),
        },
        ignore=True,
    )


class _Writer:
    """Writes the rows of one report inside the transaction of `store`."""

    def __init__(self, db: Database, extraction: Extraction, report: str) -> None:
        self.db = db
        self.extraction = extraction
        self.report = report
        self.annex = extraction.document.report.annex
        self.period = extraction.document.report.period

    def write(self) -> None:
        self._report()
        self._pages()
        self._tables()
        subjects: dict[str, int] = {}
        deployments = {d.key: self._deployment(d, subjects) for d in self.extraction.deployments}
        self._statements()
        for finding in self.extraction.findings:
            _insert_finding(
                self.db,
                self.report,
                finding,
                evidence=self._evidence(finding.evidence) if finding.evidence else None,
                deployment=deployments.get(str(finding.about.get("deployment"))),
            )

    def _report(self) -> None:
        document = self.extraction.document
        said = document.report
        if said.period:
            period = Period.parse(said.period)
            self.db.table("period").insert(
                {
                    "period": said.period,
                    "year": period.year,
                    "half": period.part,
                    "first_day": period.first_day.isoformat(),
                    "last_day": period.last_day.isoformat(),
                },
                ignore=True,
            )
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
                "deployments": len(self.extraction.deployments),
                "text_hash": identify(*(" ".join(text.split()) for text in document.texts)),
            }
        )

    def _pages(self) -> None:
        careful = {page.number: page for page in self.extraction.document.pages}
        self.db.table("page").insert_all(
            {
                "page_id": _number(self.report, number),
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
        x0, top, x1, bottom = evidence.box.rounded()
        key = identify(self.report, evidence.page, x0, top, x1, bottom, evidence.text)
        self.db.table("evidence").insert(
            {
                "evidence": key,
                "report": self.report,
                "page": evidence.page,
                "x0": x0,
                "top": top,
                "x1": x1,
                "bottom": bottom,
                "text": evidence.text,
            },
            ignore=True,
        )
        return key

    def _tables(self) -> None:
        for table in self.extraction.tables:
            key = identify(self.report, table.key)
            self.db.table("extracted_table").insert(
                {
                    "extracted_table": key,
                    "report": self.report,
                    "caption": table.caption,
                    "reference_date": table.reference_date and table.reference_date.isoformat(),
                    "stated_total": table.stated_total,
                    "counted": int(table.chosen),
                    "evidence": self._evidence(table.evidence),
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

    def _deployment(self, deployment: Deployment, subjects: dict[str, int]) -> str:
        key = identify(self.report, deployment.table, deployment.key)
        self.db.table("mission").insert(
            {
                "mission": deployment.mission,
                "name": deployment.mission_as_written or NAMELESS,
                "known": int(deployment.known),
            },
            ignore=True,
        )
        self.db.table("deployment").insert(
            {
                "deployment": key,
                "report": self.report,
                "extracted_table": identify(self.report, deployment.table),
                "row": deployment.row,
                "subject": self._subject(deployment, subjects),
                "mission": deployment.mission,
                "mission_as_written": deployment.mission_as_written,
                "organisation": deployment.organisation,
                "country_as_written": deployment.country_as_written,
                "officers": deployment.officers,
                "officers_max": deployment.officers_max,
                "qualifier": deployment.qualifier,
                "count_as_written": deployment.count_as_written,
                "nationality": deployment.nationality,
                "confidence": deployment.confidence,
                "note": deployment.note,
                "readings": json.dumps(
                    [asdict(reading) for reading in deployment.readings], ensure_ascii=False
                ),
                "evidence": self._evidence(deployment.evidence),
                "count_evidence": self._evidence(deployment.count_evidence),
            }
        )
        self._countries("deployment_country", {"deployment": key}, deployment.countries)
        return key

    def _subject(self, deployment: Deployment, seen: dict[str, int]) -> str:
        """What the page says, as the key of decisions: period, annex, mission, country, which."""
        subject = subject_of(
            {"period": self.period, "annex": self.annex, "report": self.report},
            normal(deployment.mission_as_written),
            normal(deployment.country_as_written),
        )
        seen[subject] = seen.get(subject, 0) + 1
        return f"{subject}/{seen[subject]}"

    def _statements(self) -> None:
        for statement in self.extraction.statements:
            if statement.mission:
                self.db.table("mission").insert(
                    {"mission": statement.mission, "name": NAMELESS, "known": 0}, ignore=True
                )
            key = _number(self.report, statement.key)
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
            self._countries("statement_country", {"statement_id": key}, statement.countries)
            self.db.table("statement_detail").insert_all(
                {"statement_id": key, "role": role, "value": value}
                for role, value in statement.details
            )

    def _countries(self, table: str, owner: dict[str, Any], codes: Iterable[str]) -> None:
        self.db.table(table).insert_all(
            {**owner, "country": code, "position": position} for position, code in enumerate(codes)
        )
