"""All pictures on one page, each with its table."""

from __future__ import annotations

from collections.abc import Sequence

from missiemonitor.output.analysis.compare import periods, series
from missiemonitor.output.charts import Picture, Words
from missiemonitor.output.render import render
from sqlite_utils import Database


def trends_page(db: Database, file: str, told: Words, pictures: Sequence[Picture]) -> str:
    """One HTML page with these pictures; `file` is the name of the database."""
    totals = series(db, "total")
    there = periods(db)
    return render(
        "pages",
        "trends.html",
        told=told,
        pictures=pictures,
        file=file,
        first=there[0],
        last=there[-1],
        invented=list(totals[totals["origin"] == "invented"]["period"]),
        unsure=list(totals[totals["unsure"].fillna(0) > 0]["period"]),
        missing=totals.attrs["missing"],
        reports=list(
            db.query(
                "SELECT period, file, origin, reference_date, sha256 FROM current_report "
                "WHERE deployments > 0 ORDER BY period, file"
            )
        ),
    )
