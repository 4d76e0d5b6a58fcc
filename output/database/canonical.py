"""A database as lines that are the same for the same content, whoever wrote it in which order."""

from __future__ import annotations

import json
from collections.abc import Iterator

from missiemonitor.output.database.catalogue import INTERNAL
from sqlite_utils import Database

CLOCK_COLUMNS = ("ingested_at", "set_aside_at")  # tells when it was done, not what was found


def canonical(db: Database) -> Iterator[str]:
    """Every row of every table as a line of JSON, sorted; without the times of runs."""
    for table in sorted(name for name in db.table_names() if not name.startswith(INTERNAL)):
        lines = (
            json.dumps(
                {name: value for name, value in row.items() if name not in CLOCK_COLUMNS},
                ensure_ascii=False,
                sort_keys=True,
            )
            for row in db.table(table).rows
        )
        for line in sorted(lines):
            yield f"{table} {line}"
