"""The row of a period: what its name says of its days."""

from __future__ import annotations

from missiemonitor.corpus.period import Period
from sqlite_utils import Database


def write_period(db: Database, name: str) -> None:
    """Keep the period of this name where it is not there yet. Raises PeriodError."""
    period = Period.parse(name)
    db.table("period").insert(
        {
            "period": name,
            "year": period.year,
            "part": period.part,
            "parts": period.parts,
            "first_day": period.first_day.isoformat(),
            "last_day": period.last_day.isoformat(),
        },
        ignore=True,
    )
