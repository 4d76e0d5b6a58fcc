"""What one deployment table has given while its rows are gone through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from missiemonitor.corpus.document import Box, Document, Page
from missiemonitor.extractors.deployments.meaning.view import OfficersSaid, Reason, Understood
from missiemonitor.extractors.extraction import Deployment, Evidence, Finding, TableCell
from missiemonitor.extractors.tables.table_reading import TableReading

COUNTED, TO_AGREE, OTHER = "counted", "to-agree", "other"  # where a table may stand


@dataclass(frozen=True, slots=True)
class Named:
    """A nation (ISO 3166-1) or corps that a text at a table names.

    `place` is `head` (of the column of counts), `note` (below the table), `caption`, `sentence` or
    `heading`; `ours` says that the series is about it.
    """

    place: str
    text: str
    nation: str | None
    corps: str | None
    ours: bool

    @property
    def other(self) -> str:
        """The corps as it is called, or the code of the nation."""
        return self.corps or self.nation or ""


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A row that adds up others: how many deployments stand above it, what it is called, and its
    number as written."""

    rows: int
    label: str
    text: str
    evidence: Evidence


@dataclass(slots=True)
class TableState:
    """Collects what one table gives while its rows are gone through.

    `unlabelled` is a day at the table that no word says to be its reference date. `told` is what
    the table was understood to be, `standing` whether its rows count, `named` who others are whose
    rows it has; `doubts` are findings about the rows of one that is to be agreed;
    `from_picture` are the keys of deployments whose counts were read from a picture. `over` is the
    table that this one may be the rest of, `stated_with_over` a total that is of both. `said` is
    how many officers of ours sentences of the report say to be where.
    """

    document: Document
    table: TableReading
    key: str
    reference_date: dt.date | None
    unlabelled: dt.date | None = field(default=None, kw_only=True)
    said: tuple[OfficersSaid, ...] = field(default=(), kw_only=True)
    deployments: list[Deployment] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    cells: list[TableCell] = field(default_factory=list)
    stated_total: int | None = None
    stated_evidence: Evidence | None = None
    totals: list[StatedTotal] = field(default_factory=list)
    told: Understood | None = None
    standing: str = COUNTED
    named: Named | None = None
    reasons: list[Reason] = field(default_factory=list)
    doubts: list[Finding] = field(default_factory=list)
    from_picture: set[str] = field(default_factory=set)
    unknown: frozenset[str] = frozenset()
    over: TableState | None = None
    stated_with_over: int | None = None


def evidence_of(page: Page, boxes: Sequence[Box], text: str) -> Evidence:
    """Evidence on the paper for boxes in the page's reading position."""
    return Evidence(page.number, page.on_paper(Box.around(boxes)), text)
