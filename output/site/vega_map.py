"""The map in Vega-Lite: circles on the land, and an inset where they are too close together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import altair as alt
import pandas as pd
from missiemonitor.output.charts.land import land
from missiemonitor.output.charts.world import View, middles
from missiemonitor.output.site.album import Picture, PictureSeries
from missiemonitor.output.site.map import (
    INSET,
    Circle,
    beside,
    closer_view,
    crowded,
    frame,
    placed_in,
)
from missiemonitor.output.site.vega_data import INK, colour_of, data
from missiemonitor.output.site.words import Wording

WIDTH, HEIGHT = 700, 468  # points
ENDS: tuple[tuple[str, Literal["left", "center", "right"]], ...] = (
    ("start", "left"),
    ("middle", "center"),
    ("end", "right"),
)


def map_of(picture: Picture, words: Wording) -> Any:
    """Circles on the land; who is on no map stands in the subtitle."""
    there = {each.code: each for each in picture.series if each.code}
    view = View.around([middles()[code] for code in there], WIDTH, HEIGHT)
    circles = placed_in(
        [Circle(code, each.marks[0].sum, (), 0.0, 0.0) for code, each in there.items()], view
    )
    states = data(picture, words).sort_values("place").groupby("name", as_index=False).last()
    apart = crowded(circles)
    main = _drawn([c for c in circles if c not in apart], there, states, view, words, apart)
    if not apart:
        return main
    closer = closer_view(apart, WIDTH, HEIGHT * INSET)
    near = _drawn(placed_in(apart, closer), there, states, closer, words)
    return alt.vconcat(
        main,
        near.properties(
            title=alt.TitleParams(words("map.inset"), anchor="start", color=INK, fontSize=13)
        ),
    )


def _drawn(
    circles: Sequence[Circle],
    there: Mapping[str, PictureSeries],
    states: pd.DataFrame,
    view: View,
    words: Wording,
    apart: Sequence[Circle] = (),
) -> Any:
    """One map, and in it a frame around what the inset shows."""
    named = [there[spot.country] for spot in circles]
    texts = [f"{each.marks[0].text} {each.name}" for each in named]
    placed = beside(circles, texts, view)
    columns = ["name", "x", "y", "size", "text", "text_x", "text_y", "anchor"]
    rows = [
        (each.name, spot.x, spot.y, math.pi * spot.radius**2, text, x, y, anchor)
        for each, spot, text, (x, y, anchor) in zip(named, circles, texts, placed, strict=True)
    ]
    discs = pd.DataFrame(rows, columns=columns).merge(states[["name", "key", "state"]], how="left")
    discs = discs.fillna({"key": "open", "state": words("state.open")})
    layers = [land(view, "#f8f9fa", "#b9c3cc", 0.8)]
    if apart:
        layers += _framed(apart)
    if rows:
        layers.append(
            alt.Chart(discs)
            .mark_circle(stroke="#0f4c81", strokeWidth=1.25, opacity=1)
            .encode(
                x=_along("x", "x"),
                y=_along("y", "y"),
                size=alt.Size("size:Q", scale=None),
                color=colour_of(states, words),
            )
        )
    layers += [
        alt.Chart(discs[discs["anchor"] == anchor])
        .mark_text(fontSize=11, align=align, color=INK)
        .encode(x=_along("x", "text_x"), y=_along("y", "text_y"), text="text:N")
        for anchor, align in ENDS
        if (discs["anchor"] == anchor).any()
    ]
    return alt.layer(*layers).properties(width=view.width, height=view.height)


def _along(axis: str, column: str) -> Any:
    return {"x": alt.X, "y": alt.Y, "x2": alt.X2, "y2": alt.Y2}[axis](
        f"{column}:Q" if axis in "xy" else column,
        **({"scale": None, "axis": None} if axis in "xy" else {}),
    )


def _framed(apart: Sequence[Circle]) -> list[Any]:
    """Where the inset belongs, with the number of officers in it."""
    left, top, right, foot = frame(apart)
    number = str(sum(spot.officers for spot in apart))
    box = pd.DataFrame([{"x": left, "y": top, "x2": right, "y2": foot, "text": number,
                         "middle": (left + right) / 2, "centre": (top + foot) / 2}])  # fmt: skip
    edges = {axis: _along(axis, axis) for axis in ("x", "y", "x2", "y2")}
    return [
        alt.Chart(box).mark_rect(fill="white", fillOpacity=0.7, stroke=INK).encode(**edges),
        alt.Chart(box)
        .mark_text(fontSize=14, fontWeight="bold", color=INK)
        .encode(x=_along("x", "middle"), y=_along("y", "centre"), text="text:N"),
    ]
