"""All charts on one page, each with its table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missiemonitor.output.analysis import notation
from missiemonitor.output.analysis.over_time import in_order, over_time, periods
from missiemonitor.output.charts import Chart, Labels
from missiemonitor.output.render import render
from sqlite_utils import Database


def trends_page(db: Database, file: str, labels: Labels, charts: Sequence[Chart]) -> str:
    """One HTML page with these charts; `file` is the name of the database."""
    totals = over_time(db, "total")
    known = periods(db)
    return render(
        "pages",
        "trends.html",
        labels=labels,
        charts=charts,
        file=file,
        first=known[0],
        last=known[-1],
        invented=list(totals[totals["origin"] == "invented"]["period"]),
        unknown=list(totals[totals["origin"] == "unknown"]["period"]),
        unsure=list(totals[totals["unsure"].fillna(0) > 0]["period"]),
        wrong=list(totals[totals["total_unsure"] > 0]["period"]),
        waiting=sorted(
            [*totals[totals["waiting"] > 0]["period"], *totals.attrs["waiting"]], key=in_order
        ),
        missing=[p for p in totals.attrs["missing"] if p not in totals.attrs["waiting"]],
        absent=[
            told
            for told in notation.meanings(_cells(charts), labels)
            if told.startswith((notation.ENDED_MARK, "["))
        ],
        reports=list(
            db.query(
                "SELECT period, file, origin, reference_date, sha256 FROM current_report "
                "WHERE deployments > 0 ORDER BY period, file"
            )
        ),
    )


def _cells(charts: Sequence[Chart]) -> Iterator[str]:
    """What stands in the tables of charts."""
    for chart in charts:
        yield from (str(cell) for row in chart.table.values for cell in row)
