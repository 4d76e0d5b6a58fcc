"""A finding on a table as a whole."""

from __future__ import annotations

from typing import Any

from missiemonitor.extractors.extraction import ExtractedTable, Finding
from missiemonitor.extractors.findings import finding


def of_table(code: str, table: ExtractedTable, *, message: str, **values: Any) -> Finding:
    """A finding on a table, that stands where it does; `values` fill its message."""
    about = {"table": table.key}
    return finding(code, about, message=message, evidence=table.evidence, **values)
