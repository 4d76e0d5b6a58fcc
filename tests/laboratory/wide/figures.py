"""What was read of the wide grammar's reports held against what was drawn, and told by kind."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from missiemonitor.corpus.errors import ReportError
from missiemonitor.corpus.read import read_document
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Deployment, Extraction, Finding

from tests.laboratory.measure import key_owed, key_read
from tests.laboratory.report import Invented
from tests.laboratory.wide.truth import page_texts, pages_of

TO_AGREE = "table-to-agree"
OF_NO_FIGURE = ("date-unsure", "period-unsure", "series-unsure")
"""Findings that say nothing about a figure."""


@dataclass(frozen=True)
class Figures:
    """What became of one document; see `headers` for what is counted."""

    report: Invented
    rows: int = 0
    given: int = 0
    counted: int = 0
    silent: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    of_others: int = 0
    asked: bool = False
    codes: tuple[str, ...] = ()

    @property
    def asked_in_vain(self) -> bool:
        """Whether a document without a table of ours has a table to be agreed."""
        return self.asked and not self.rows


def figures(report: Invented, pdf: bytes, folder: Path | None = None) -> Figures:
    """Read a typeset report and hold it against what was drawn."""
    with tempfile.TemporaryDirectory() as temporary:
        path = (folder or Path(temporary)) / f"{report.number}-{report.producer}.pdf"
        path = path.with_stem(path.stem + "-verzonnen-cijfers")
        path.write_bytes(pdf)
        rows = len(report.rows)
        try:
            found = extract(read_document(path))
        except ReportError as error:
            return Figures(report, rows, wrong=(str(error),), codes=("unread",))
        except Exception as error:
            told = (f"crash: {error!r}",)
            return Figures(report, rows, silent=told, wrong=told, codes=("crash",))
    return held(report, found, pages_of(report, page_texts(pdf))[0])


@dataclass
class _Tally:
    """What is gathered while rows are compared."""

    given: int = 0
    counted: int = 0
    of_others: int = 0
    silent: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def held(report: Invented, found: Extraction, pages: Sequence[int]) -> Figures:
    """Hold an extraction against what was drawn."""
    tally = _Tally()
    told = [each for each in found.findings if _warns(each)]
    owed = Counter(key_owed(row) for row in report.rows)
    # Rows that are counted are looked at first: one that is merely given takes no place of theirs.
    for deployment in sorted(found.deployments, key=lambda each: not _is_counted(each)):
        key = key_read(deployment)
        right = owed[key] > 0
        owed[key] -= right
        tally.given += right
        counted = _is_counted(deployment)
        tally.counted += right and counted
        if right != counted:
            what = "not counted" if right else "read"
            _note(tally, f"{what} {key}", any(_is_about(each, deployment) for each in told))
        if counted and not right:
            tally.of_others += _of_another(deployment, report)
    for row, page in zip(report.rows, pages, strict=True):
        key = key_owed(row)
        if owed[key] > 0:
            owed[key] -= 1
            _note(tally, f"missed {key}", any(_is_near(each, found, page) for each in told))
    return Figures(
        report,
        len(report.rows),
        tally.given,
        tally.counted,
        tuple(tally.silent),
        tuple(tally.wrong),
        tally.of_others,
        any(each.code == TO_AGREE for each in found.findings),
        tuple(sorted({each.code for each in found.findings})),
    )


def _warns(finding: Finding) -> bool:
    if finding.code == TO_AGREE:
        return True
    return finding.severity != "info" and finding.code not in OF_NO_FIGURE


def _is_counted(deployment: Deployment) -> bool:
    return bool(getattr(deployment, "counted", True))


def _note(tally: _Tally, told: str, warned: bool) -> None:
    tally.wrong.append(told)
    if not warned:
        tally.silent.append(told)


def _is_about(finding: Finding, deployment: Deployment) -> bool:
    """Whether a finding is about this row, its table, its page, or the whole document."""
    about = finding.about
    if "deployment" in about:
        return bool(about["deployment"] == deployment.key)
    if "table" in about:
        return bool(about["table"] == deployment.table)
    if "counted" in about:
        return deployment.table in about["counted"]
    if "statement" in about:
        return False
    if finding.evidence:
        return bool(finding.evidence.page == deployment.evidence.page)
    return True


def _is_near(finding: Finding, found: Extraction, page: int) -> bool:
    """Whether a finding is about something on the page of a missing row, or the whole document."""
    if "statement" in finding.about:
        return False
    if "left" in finding.about:
        left = [table for table in found.tables if table.key in finding.about["left"]]
        return any(page in table.pages for table in left)
    table = next((t for t in found.tables if t.key == finding.about.get("table")), None)
    if table:
        return page in table.pages
    return finding.evidence is None or bool(finding.evidence.page == page)


def _of_another(deployment: Deployment, report: Invented) -> bool:
    """Whether the row stands in a table of something else: its name and its figure do."""
    name = _plain(deployment.mission_as_written or deployment.country_as_written)
    number = str(deployment.officers)
    return any(
        number in row and name in _plain("".join(row))
        for other in report.others
        for row in other.rows
    )


def _plain(text: str) -> str:
    return normal(text).replace(" ", "")


HEADERS = (
    "kind",
    "documents",
    "share %",
    "rows",
    "exact, given %",
    "exact, counted %",
    "silent wrong",
    "other rows counted",
    "asked in vain",
)


def by_kind(all_figures: Sequence[Figures]) -> list[tuple[str | int, ...]]:
    """A line for each kind of document, the whole first."""
    kinds: dict[str, list[Figures]] = defaultdict(list)
    for each in all_figures:
        for feature in ("all", *each.report.features):
            kinds[feature].append(each)
    names = sorted(kinds, key=lambda name: (name != "all", name))
    return [_line(name, kinds[name], len(all_figures)) for name in names]


def _line(name: str, some: Sequence[Figures], documents: int) -> tuple[str | int, ...]:
    rows = sum(each.rows for each in some)
    return (
        name,
        len(some),
        _share(len(some), documents),
        rows,
        _share(sum(each.given for each in some), rows),
        _share(sum(each.counted for each in some), rows),
        sum(len(each.silent) for each in some),
        sum(each.of_others for each in some),
        sum(each.asked_in_vain for each in some),
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else ""


def failing(all_figures: Iterable[Figures]) -> list[Figures]:
    """Documents with anything wrong, most silent ones first."""
    wrong = [each for each in all_figures if each.wrong]
    return sorted(wrong, key=lambda each: (-len(each.silent), -len(each.wrong)))
