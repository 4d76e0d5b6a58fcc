"""What one extractor found in a report."""

from __future__ import annotations

from dataclasses import dataclass

from missiemonitor.extractors.extraction import (
    Deployment,
    ExtractedTable,
    Finding,
    Item,
    Statement,
)


@dataclass(frozen=True, slots=True)
class Found:
    """What one extractor found in a report.

    `items` and `findings` are for every extractor. Deployments (with their tables and the total
    that they state) and statements are given by those of this package alone.
    """

    items: tuple[Item, ...] = ()
    findings: tuple[Finding, ...] = ()
    tables: tuple[ExtractedTable, ...] = ()
    deployments: tuple[Deployment, ...] = ()
    statements: tuple[Statement, ...] = ()
    stated_total: int | None = None
