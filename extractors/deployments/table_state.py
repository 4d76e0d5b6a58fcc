"""What one deployment table has given while its rows are gone through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from missiemonitor.corpus.document import Box, Document, Page
from missiemonitor.extractors.extraction import Deployment, Evidence, Finding, TableCell
from missiemonitor.extractors.tables.deployment_tables import TableReading


@dataclass(slots=True)
class TableState:
    """Collects what one table gives while its rows are gone through.

    `from_picture` are the keys of deployments whose counts were read from a picture.
    """

    document: Document
    table: TableReading
    key: str
    reference_date: dt.date | None
    deployments: list[Deployment] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    cells: list[TableCell] = field(default_factory=list)
    stated_total: int | None = None
    since_subtotal: int = 0
    counted: bool = True
    from_picture: set[str] = field(default_factory=set)


def evidence_of(page: Page, boxes: Sequence[Box], text: str) -> Evidence:
    """Evidence on the paper for boxes in the page's reading position."""
    return Evidence(page.number, page.on_paper(Box.around(boxes)), text)
