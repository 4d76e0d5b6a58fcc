"""A bar for each run of periods in which a mission is listed."""

from __future__ import annotations

import altair as alt
import pandas as pd
from missiemonitor.output.charts.frame import (
    COLOURS,
    WIDTH,
    Chart,
    Figures,
    finished,
    gap_bands,
    label_expression,
    notes_of,
    period_axis,
)
from missiemonitor.output.charts.labels import Labels


def timeline_chart(figures: Figures, labels: Labels) -> Chart:
    """A bar for each run of periods that list a mission; gaps stay open."""
    table = figures.over_time("mission")
    order, named = period_axis(table)
    data = table.rows[["mission_name", "period", "officers", "origin"]].copy()
    data["place"] = [order.index(period) for period in data["period"]]
    data["from"], data["to"] = data["place"] - 0.46, data["place"] + 0.46
    data["none"] = data["officers"].fillna(1).astype(int) == 0
    data = data.drop(columns=["officers", "origin"])
    first = data.groupby("mission_name")["place"].agg(["min", "max"])
    sort = list(first.sort_values(["min", "max"]).index)
    bars = (
        alt.Chart(data)
        .mark_bar(height=11, color=COLOURS[0])
        .encode(
            x=alt.X(
                "from:Q",
                title=labels["period"],
                scale=alt.Scale(domain=[-0.5, len(order) - 0.5], nice=False),
                axis=alt.Axis(
                    values=list(range(0, len(order), max(1, len(order) // 20))),
                    labelExpr=label_expression(order, named),
                    labelAngle=-40 if len(order) > 6 else 0,
                    grid=False,
                ),
            ),
            x2="to:Q",
            y=alt.Y("mission_name:N", sort=sort, title=None, axis=alt.Axis(labelLimit=260)),
            fillOpacity=alt.condition("datum.none", alt.value(0.15), alt.value(1)),
        )
    )
    gaps = gap_bands(order, table, labels)
    chart = alt.layer(*([gaps] if gaps else []), bars).properties(
        width=WIDTH - 220, height=alt.Step(17)
    )
    runs = data.groupby("mission_name")["period"].agg(["min", "max", "count"]).reset_index()
    runs = runs.sort_values(["min", "mission_name"])
    runs.columns = pd.Index([labels["mission"], labels["first"], labels["last"], labels["number"]])
    notes = notes_of(table, labels)
    return Chart(
        "timeline",
        labels["timeline"],
        notes,
        finished(chart, labels["timeline"], notes),
        runs,
    )
