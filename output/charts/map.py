"""The last period on a map of the world, with a disc a country."""

from __future__ import annotations

import math

import altair as alt
import pandas as pd
from missiemonitor.output.analysis import notation
from missiemonitor.output.analysis.compare import records
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
from missiemonitor.output.charts.world import View, apart, middles, world


def map_chart(figures: Figures, labels: Labels) -> Chart:
    """A map with a disc a country, its area as the number of officers, and its code and number."""
    table = figures.over_time("country")
    named = period_axis(table)[1]
    period = figures.periods[-1]
    table = table[table["period"] == period]
    table.attrs["missing"] = []
    rows = records(table)
    placed = [row for row in rows if row["country"] in middles()]
    view = View.around([middles()[row["country"]] for row in placed], WIDTH, 420)
    spots = [view.pixel(middles()[row["country"]]) for row in placed]
    counts = [notation.number(row, "officers") or 0 for row in placed]
    texts = [f"{r['country']} {notation.shown({**r, 'origin': None})}" for r in placed]
    radii = [math.sqrt(45.0 * max(count, 0.35) / math.pi) for count in counts]
    beside = apart([(x + r + 4, y) for (x, y), r in zip(spots, radii, strict=True)], texts)
    data = pd.DataFrame(
        {
            "x": [x for x, _ in spots],
            "y": [y for _, y in spots],
            "size": [4 * r * r for r in radii],
            "text": texts,
            "text_x": [x for x, _ in beside],
            "text_y": [y for _, y in beside],
        }
    )
    shapes = alt.InlineData(
        values=world(), format=alt.TopoDataFormat(feature="countries", type="topojson")
    )
    land = (
        alt.Chart(shapes)
        .mark_geoshape(fill="#ececec", stroke="#b5b5b5", strokeWidth=0.6, clip=True)
        .project(
            "equirectangular",
            scale=view.scale,
            center=list(view.middle),
            translate=[view.width / 2, view.height / 2],
        )
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
    chart = alt.layer(land, discs, codes).properties(width=view.width, height=view.height)
    notes = list(notes_of(table, labels))
    outside = [row["country_name"] for row in rows if row["country"] not in middles()]
    if outside:
        notes.append(labels["not_on_map"].format(names=", ".join(outside)))
    title = labels["map"].format(period=named[period])
    shown = pd.DataFrame(
        {
            labels["country"]: [f"{row['country_name']} ({row['country']})" for row in rows],
            labels["officers"]: [notation.shown({**row, "origin": None}) for row in rows],
        }
    )
    return Chart("map", title, tuple(notes), finished(chart, title, notes), shown)
