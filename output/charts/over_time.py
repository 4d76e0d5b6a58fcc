"""Charts of officers over time: in all, in small multiples, and stacked."""

from __future__ import annotations

from dataclasses import replace

import altair as alt
import pandas as pd
from missiemonitor.output.analysis import notation
from missiemonitor.output.analysis.over_time import in_order, records
from missiemonitor.output.charts.frame import (
    COLOURS,
    INK,
    OTHER,
    WIDTH,
    Chart,
    Figures,
    finished,
    gap_bands,
    label_expression,
    notes_of,
    period_axis,
    table_beside,
    with_places,
    x_axis,
)
from missiemonitor.output.charts.labels import Labels

MOST_PANELS = 60


def total_chart(figures: Figures, labels: Labels) -> Chart:
    found = figures.over_time("total")
    table = replace(found, rows=found.rows.assign(total_name=labels["total_one"]))
    order, named = period_axis(table)
    data = with_places(table.rows, order)
    data["text"] = [notation.shown({**row, "origin": None}) for row in records(table.rows)]
    data["invented"] = data["origin"] == "invented"
    base = alt.Chart(data).encode(x=x_axis(order, named, labels))
    y = alt.Y("officers:Q", title=labels["officers"], scale=alt.Scale(zero=True))
    bars = base.mark_bar(size=min(44, 500 / len(order)), color=COLOURS[0]).encode(
        y=y,
        fillOpacity=alt.condition("datum.invented", alt.value(0.35), alt.value(1)),
        stroke=alt.value(COLOURS[0]),
    )
    ranges = (
        base.transform_filter("datum.officers_max > datum.officers")
        .mark_rule(color=INK, strokeWidth=2)
        .encode(y="officers:Q", y2="officers_max:Q")
    )
    text = base.mark_text(dy=-8, fontSize=12).encode(y="officers_max:Q", text="text:N")
    layers = [bars, ranges, *([text] if len(order) < 31 else [])]
    gaps = gap_bands(order, table, labels)
    chart = alt.layer(*([gaps] if gaps else []), *layers).properties(width=WIDTH, height=260)
    notes = notes_of(table, labels)
    return Chart(
        "total",
        labels["total"],
        notes,
        finished(chart, labels["total"], notes),
        table_beside(table, "total", labels),
    )


def small_multiples(figures: Figures, labels: Labels, by: str) -> Chart:
    """Small multiples: one panel each, all to one scale; what is shared is in none of them."""
    table = figures.over_time(by)
    name = f"{by}_name"
    order, named = period_axis(table)
    data = with_places(table.rows, order)
    most = data.groupby(name)["officers"].max().sort_values(ascending=False)
    kept = list(most.index[:MOST_PANELS])
    data = data[data[name].isin(kept)]
    data["invented"] = data["origin"] == "invented"
    data["unsure_"] = data["unsure"].fillna(0).astype(int) > 0
    # A line is broken where a period does not list the mission, so that none is made up.
    data = data.sort_values([name, "place"])
    steps = data.groupby(name)["place"].diff().ne(1).cumsum()
    data["run"] = data[name] + "/" + steps.astype(str)
    edges = [order[0], order[-1]] if len(order) > 1 else list(order)
    x = alt.X(
        "place:Q",
        title=None,
        scale=alt.Scale(domain=[-0.5, len(order) - 0.5], nice=False),
        axis=alt.Axis(
            values=[order.index(edge) for edge in edges],
            labelExpr=label_expression(order, named),
            grid=False,
            labelFlush=True,
        ),
    )
    base = alt.Chart().encode(x=x)
    line = base.mark_line(color=COLOURS[0], strokeWidth=2).encode(
        y=alt.Y("officers:Q", title=None, axis=alt.Axis(tickCount=3)), detail="run:N"
    )
    points = base.mark_point(size=34, filled=True, color=COLOURS[0], opacity=1).encode(
        y="officers:Q",
        fill=alt.condition("datum.invented", alt.value("white"), alt.value(COLOURS[0])),
        stroke=alt.condition("datum.unsure_", alt.value(COLOURS[5]), alt.value(COLOURS[0])),
    )
    chart = (
        alt.layer(line, points, data=data)
        .properties(width=150, height=70)
        .facet(
            facet=alt.Facet(
                f"{name}:N",
                title=None,
                sort=kept,
                header=alt.Header(labelFontSize=11, labelAnchor="start", labelLimit=160),
            ),
            columns=4,
        )
    )
    notes = (*notes_of(table, labels), labels["points"])
    return Chart(
        f"{by}-each",
        labels[f"{by}_each"],
        notes,
        finished(chart, labels[f"{by}_each"], notes),
        table_beside(table, by, labels),
    )


def stacked_chart(figures: Figures, labels: Labels, by: str) -> Chart:
    """Stacked areas; what is shared between several is in none of them."""
    table = figures.over_time(by)
    order, named = period_axis(table)
    name = f"{by}_name"
    data = with_places(table.rows, order)[["place", name, "officers"]].copy()
    most = data.groupby(name)["officers"].sum().sort_values(ascending=False)
    kept = list(most.index[: len(COLOURS)])
    if len(most) > len(kept):
        data[name] = data[name].where(data[name].isin(kept), labels["other"])
    data = data.groupby(["place", name])[["officers"]].sum().reset_index()
    shown = [*kept, *([labels["other"]] if len(most) > len(kept) else [])]
    listed = [order.index(period) for period in sorted(set(table.rows["period"]), key=in_order)]
    full = pd.MultiIndex.from_product([listed, shown], names=["place", name])
    data = data.set_index(["place", name]).reindex(full, fill_value=0.0).reset_index()
    data["rank"] = [shown.index(each) for each in data[name]]
    colours = [*COLOURS[: len(kept)], *([OTHER] if len(shown) > len(kept) else [])]
    colour = alt.Color(
        f"{name}:N",
        title=None,
        sort=shown,
        scale=alt.Scale(domain=shown, range=colours),
        legend=alt.Legend(orient="right", symbolType="square"),
    )
    mark = (
        alt.Chart(data).mark_area(stroke="white", strokeWidth=1, line=False)
        if len(listed) > 1
        else alt.Chart(data).mark_bar(size=60)
    )
    areas = mark.encode(
        x=x_axis(order, named, labels),
        y=alt.Y("officers:Q", stack=True, title=labels["officers"]),
        color=colour,
        order=alt.Order("rank:Q", sort="descending"),
    )
    gaps = gap_bands(order, table, labels)
    # The bands lie over the areas, which would otherwise run on where nothing is known.
    chart = alt.layer(areas, *([gaps] if gaps else [])).properties(width=WIDTH - 160, height=280)
    notes = notes_of(table, labels)
    title = labels[f"{by}_stacked"]
    return Chart(by, title, notes, finished(chart, title, notes), table_beside(table, by, labels))
