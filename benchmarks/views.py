"""Speed of the views: `python benchmarks/views.py [--periods N] [--json]`.

Makes a database of N invented periods in a temporary folder, reads every view whole, and prints for
each its rows, its milliseconds, and milliseconds per 1,000 rows of result: asked are 100 or less.
`comparison` is asked for one pair of periods, as its description says, and for each pair in a row.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

import click
from tabulate import tabulate

sys.path.insert(0, str(Path(__file__).parent.parent))

from missiemonitor.output.analysis.over_time import periods as periods_of

from tests.invented import invented_database


@click.command()
@click.option("--periods", default=200, help="How many half-years.")
@click.option("--json", "json_", is_flag=True, help="Print JSON for programs.")
def main(periods: int, json_: bool) -> None:
    """Time every view."""
    with tempfile.TemporaryDirectory() as folder:
        db = invented_database(Path(folder) / "verzonnen.db", periods)
        there = periods_of(db)
        asked: list[tuple[str, list[tuple[str, list[str]]]]] = [
            (view, [(f"SELECT * FROM {view}", [])])
            for view in sorted(db.view_names())
            if view != "comparison"
        ]
        pair = "SELECT * FROM comparison WHERE previous_period = ? AND period = ?"
        asked.append(("comparison, one pair", [(pair, [there[0], there[-1]])]))
        rows = []
        for name, queries in asked:
            begun = time.perf_counter()
            number = sum(len(db.execute(sql, given).fetchall()) for sql, given in queries)
            spent = 1000 * (time.perf_counter() - begun)
            per = spent / max(number / 1000, 1)
            rows.append({"view": name, "rows": number, "ms": spent, "ms per 1000 rows": per})
    if json_:
        click.echo(json.dumps(rows, indent=2))
        return
    shown = [[r["view"], r["rows"], f"{r['ms']:.0f}", f"{r['ms per 1000 rows']:.0f}"] for r in rows]
    click.echo(tabulate(shown, headers=list(rows[0])))


if __name__ == "__main__":
    main()
