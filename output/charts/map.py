"""The last period on a map of the world, with a disc a country."""

from __future__ import annotations

import math
from typing import Any

import altair as alt
import pandas as pd
from missiemonitor.output.analysis import notation
from missiemonitor.output.analysis.over_time import records
from missiemonitor.output.charts.frame import (
    COLOURS,
    INK,
    WIDTH,
    Chart,
    Figures,
    finished,
    notes_of,
    period_axis,
)
from missiemonitor.output.charts.labels import Labels
from missiemonitor.output.charts.land import land
from missiemonitor.output.charts.world import View, apart, middles


def map_chart(figures: Figures, labels: Labels) -> Chart:
    """A map with a disc a country, its area as the number of officers, and its code and number."""
    table = figures.over_time("country")
    named = period_axis(table)[1]
    period = figures.periods[-1]
    table = table.only([period])
    rows = records(table.rows)
    on_map = [row for row in rows if row["country"] in middles()]
    view = View.around([middles()[row["country"]] for row in on_map], WIDTH, 420)
    drawn = alt.layer(land(view, "#ececec", "#b5b5b5", 0.6), *_discs(on_map, view))
    chart = drawn.properties(width=view.width, height=view.height)
    notes = list(notes_of(table, labels))
    outside = [row["country_name"] for row in rows if row["country"] not in middles()]
    if outside:
        notes.append(labels["not_on_map"].format(names=", ".join(outside)))
    title = labels["map"].format(period=named[period])
    shown = pd.DataFrame(
        {
            labels["country"]: [f"{row['country_name']} ({row['country']})" for row in rows],
            labels["officers"]: [notation.shown({**row, "origin": None}) for row in rows],
            labels["period"]: named[period],
        }
    )
    return Chart("map", title, tuple(notes), finished(chart, title, notes), shown)


def _discs(rows: list[dict[str, Any]], view: View) -> tuple[alt.Chart, alt.Chart]:
    """Discs of countries and what stands beside them, both in pixels."""
    centres = [view.pixel(middles()[row["country"]]) for row in rows]
    counts = [notation.number(row, "officers") or 0 for row in rows]
    texts = [f"{r['country']} {notation.shown({**r, 'origin': None})}" for r in rows]
    radii = [math.sqrt(45.0 * max(count, 0.35) / math.pi) for count in counts]
    beside = apart([(x + r + 4, y) for (x, y), r in zip(centres, radii, strict=True)], texts)
    data = pd.DataFrame(
        {
            "x": [x for x, _ in centres],
            "y": [y for _, y in centres],
            "size": [4 * r * r for r in radii],
            "text": texts,
            "text_x": [x for x, _ in beside],
            "text_y": [y for _, y in beside],
        }
    )
    discs = (
        alt.Chart(data)
        .mark_circle(color=COLOURS[0], opacity=0.8, stroke="white", strokeWidth=1)
        .encode(
            x=alt.X("x:Q", scale=None, axis=None),
            y=alt.Y("y:Q", scale=None, axis=None),
            size=alt.Size("size:Q", scale=None),
        )
    )
    codes = (
        alt.Chart(data)
        .mark_text(fontSize=11, align="left", color=INK, fontWeight="bold")
        .encode(
            x=alt.X("text_x:Q", scale=None, axis=None),
            y=alt.Y("text_y:Q", scale=None, axis=None),
            text="text:N",
        )
    )
    return discs, codes
