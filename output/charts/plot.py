"""One plot of rows that a query gave."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd
import vl_convert
from missiemonitor.output.analysis.notation import ORIGIN_MARKS
from missiemonitor.output.charts.frame import COLOURS, FONT, INK, OTHER


def _marked(row: Mapping[str, Any], x: str) -> str:
    """Where a row stands, with the mark of its origin."""
    return f"{row[x]}{ORIGIN_MARKS.get(row.get('origin') or '', '')}"


def plot(
    rows: Sequence[Mapping[str, Any]],
    title: str,
    kind: str,
    x: str,
    y: str,
    colour: str | None = None,
) -> str:
    """An SVG of `y` over `x`: bars, or stacked areas by `colour`. Without rows it says so.

    Where rows have an `origin`, what is invented has `*`, what is of unknown origin `°`.
    """
    names = [name for name in (x, y, colour) if name]
    data = pd.DataFrame([{name: row[name] for name in names} for row in rows], columns=names)
    data[x] = [_marked(row, x) for row in rows]
    data[y] = pd.to_numeric(data[y]).fillna(0)
    chart = alt.Chart(data)
    encoded: dict[str, Any] = {
        "x": alt.X(f"{x}:O", axis=alt.Axis(labelAngle=-40, labelOverlap=True)),
        "y": alt.Y(f"{y}:Q", axis=alt.Axis(tickMinStep=1), stack="zero"),
    }
    if colour and not data.empty:
        # In order of size; what has no colour left shares grey.
        names = list(data.groupby(colour)[y].sum().sort_values(ascending=False).index)
        colours = [*COLOURS, *[OTHER] * len(names)][: len(names)]
        encoded["color"] = alt.Color(
            f"{colour}:N", sort=names, scale=alt.Scale(domain=names, range=colours)
        )
    mark = (
        chart.mark_area(stroke="white")
        if kind == "area" and data[x].nunique() > 1
        else chart.mark_bar(color=COLOURS[0])
    )
    drawn = (
        mark.encode(**encoded)
        .properties(
            width=640,
            height=220,
            title=title if rows else f"{title}: no rows",
            background="white",
        )
        .configure(font=FONT)
        .configure_title(anchor="start", color=INK)
        .configure_view(stroke=None)
    )
    return vl_convert.vegalite_to_svg(json.dumps(drawn.to_dict()))
