"""All charts on one page, each with its table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from missiemonitor.output.analysis import notation
from missiemonitor.output.analysis.over_time import (
    days_besides,
    in_order,
    over_time,
    periods,
)
from missiemonitor.output.charts import Chart, Labels
from missiemonitor.output.render import render
from sqlite_utils import Database


def trends_page(db: Database, file: str, labels: Labels, charts: Sequence[Chart]) -> str:
    """One HTML page with these charts; `file` is the name of the database."""
    totals = over_time(db, "total")
    known = periods(db)
    days = days_besides(db)
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
        **by_reason(totals.attrs["without"]),
        absent=[
            told
            for told in notation.meanings(_cells(charts), labels)
            if told.startswith((notation.ENDED_MARK, notation.REJECTED_MARK, "["))
        ],
        reports=[
            {**row, "days": _days(row["reference_date"], days.get(row["report"], ()), labels)}
            for row in db.query(
                "SELECT period, report, file, origin, reference_date, sha256 FROM current_report "
                "WHERE deployments > 0 ORDER BY period, file"
            )
        ],
    )


def _days(stated: str | None, figures: Sequence[str], labels: Labels) -> str:
    """The reference date that a report states, and those of its figures where they have others."""
    others = labels["figures_of"].format(days=", ".join(figures)) if figures else ""
    return ", ".join(filter(None, (stated, others)))


def by_reason(without: Mapping[str, str]) -> dict[str, list[str]]:
    """Periods without figures as notes tell them: without a report, and with one that counts
    nowhere."""
    return {
        name: [period for period, why in without.items() if why == of]
        for name, of in (("missing", notation.NO_REPORT), ("none_counts", notation.NO_FIGURES))
    }


def _cells(charts: Sequence[Chart]) -> Iterator[str]:
    """What stands in the tables of charts."""
    for chart in charts:
        yield from (str(cell) for row in chart.table.values for cell in row)
