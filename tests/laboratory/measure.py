"""What was read held against what was drawn: exact rows, silent wrong figures, per feature."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from missiemonitor.corpus.errors import ReportError
from missiemonitor.corpus.read import read_document
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Deployment, Extraction

from tests.laboratory.report import Invented, Row

Key = tuple[str, tuple[str, ...], int | None, int | None]


@dataclass(frozen=True)
class Score:
    """What became of one report. `silent` rows are wrong, missing or extra with nobody warned."""

    report: Invented
    rows: int
    exact: int
    silent: tuple[str, ...]
    wrong: tuple[str, ...]
    found: bool
    taken_for_it: int
    """Rows of look-alike tables that were stored as deployments."""
    confidences: tuple[tuple[float, bool], ...]
    codes: tuple[str, ...]


def score(report: Invented, pdf: bytes, folder: Path | None = None) -> Score:
    """Read a typeset report and hold it against what was drawn."""
    with tempfile.TemporaryDirectory() as name:
        path = (folder or Path(name)) / f"{report.number}-{report.producer}-verzonnen-cijfers.pdf"
        path.write_bytes(pdf)
        try:
            found = extract(read_document(path))
        except ReportError as error:
            return Score(report, len(report.rows), 0, (), (str(error),), False, 0, (), ("unread",))
        except Exception as error:
            told = (f"crash: {error!r}",)
            return Score(report, len(report.rows), 0, told, told, False, 0, (), ("crash",))
    return compare(report, found)


def compare(report: Invented, found: Extraction) -> Score:
    """Hold an extraction against what was drawn."""
    owed = Counter(key_owed(row) for row in report.rows)
    confidences: list[tuple[float, bool]] = []
    silent: list[str] = []
    wrong: list[str] = []
    warned = {
        str(finding.about.get("deployment"))
        for finding in found.findings
        if finding.severity != "info"
    }
    about_all = any(
        f.severity != "info" and f.code not in ("date-unsure", "period-unsure")
        for f in found.findings
        if "deployment" not in f.about
    )
    taken = 0
    for deployment in (row for row in found.deployments if row.counted):
        key = key_read(deployment)
        right = owed[key] > 0
        owed[key] -= right
        confidences.append((deployment.confidence, right))
        if not right:
            told = f"read {key}"
            wrong.append(told)
            if deployment.key not in warned and not about_all:
                silent.append(told)
            taken += deployment.countries != () and _look_alike(deployment, report)
    missing = list(owed.elements())
    wrong += [f"missed {key}" for key in missing]
    if missing and not about_all and not warned:
        silent += [f"missed {key}" for key in missing]
    return Score(
        report,
        len(report.rows),
        len(report.rows) - len(missing),
        tuple(silent),
        tuple(wrong),
        bool(found.tables),
        taken,
        tuple(confidences),
        tuple(sorted({finding.code for finding in found.findings})),
    )


def key_owed(row: Row) -> Key:
    """What must be the same for a row to be exact."""
    return (
        normal(row.mission).replace(" ", ""),
        tuple(sorted(row.countries)),
        row.officers,
        row.officers_max if row.officers_max != row.officers else None,
    )


def _look_alike(deployment: Deployment, report: Invented) -> bool:
    """Whether the row stands in a table of the report that is not about officers sent."""
    name = deployment.mission_as_written
    if name in [row.mission for row in report.rows]:
        # The same mission may stand in both tables.
        owed = [row.officers for row in report.rows if row.mission == name]
        if deployment.officers in owed:
            return False
    tables = [block.table for block in report.blocks if block.table and block.table.look_alike]
    return any(
        cell is not None and normal(cell.text) == normal(name)
        for table in tables
        for row in table.rows
        for cell in row[:1]
    )


def key_read(deployment: Deployment) -> Key:
    """The same of a row that was read."""
    most = deployment.officers_max
    return (
        normal(deployment.mission_as_written).replace(" ", ""),
        tuple(sorted(deployment.countries)),
        deployment.officers,
        most if most != deployment.officers else None,
    )


def by_feature(scores: Iterable[Score]) -> list[tuple[str, int, int, int, int]]:
    """Feature, reports, rows, exact rows, silent wrong figures; most failing first."""
    reports: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    exact: Counter[str] = Counter()
    silent: Counter[str] = Counter()
    for each in scores:
        for feature in ("all", *each.report.features):
            reports[feature] += 1
            rows[feature] += each.rows
            exact[feature] += each.exact
            silent[feature] += len(each.silent)
    return sorted(
        ((f, reports[f], rows[f], exact[f], silent[f]) for f in reports),
        key=lambda line: (line[0] != "all", line[3] / max(1, line[2]), line[0]),
    )


def reliability(scores: Iterable[Score]) -> list[tuple[str, int, int]]:
    """Band of confidence, rows, right rows: the reliability curve."""
    edges = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)
    pairs = [pair for each in scores for pair in each.confidences]
    curve = []
    for low, high in pairwise(edges):
        inside = [right for confidence, right in pairs if low <= confidence < high]
        curve.append((f"{low:.2f}-{min(high, 1):.2f}", len(inside), sum(inside)))
    return curve
