"""Pictures of the album in Vega-Lite, for the files that people take away."""

from __future__ import annotations

import math
from typing import Any, Literal

import altair as alt
import pandas as pd
from missiemonitor.output.charts.land import land
from missiemonitor.output.charts.world import View, middles
from missiemonitor.output.site.album import Picture
from missiemonitor.output.site.map import Circle, beside, placed_in
from missiemonitor.output.site.model import STATES
from missiemonitor.output.site.words import Wording

FONT, INK = "DejaVu Sans, Arial, sans-serif", "#16202b"
# Fill and line of each state as the style sheet has them, and of groups.
FILLS = {
    "ok": ("#0f4c81", "#0f4c81"),
    "wait": ("#7ea5c8", "#0f4c81"),
    "open": ("#b9d5ec", "#0f4c81"),
    "doubt": ("#ffe0ad", "#9a4300"),
    "bad": ("#ffffff", "#9c0f2e"),
    "shared": ("#fdfdfd", "#0f4c81"),
}
GROUPS = {
    "eu": "#0f4c81",
    "vn": "#4a97cc",
    "ovse": "#c98200",
    "vs": "#5c1f4a",
    "navo": "#2e7d32",
    "other": "#6f7c89",
}
FULL = {
    "ok": 1.0,
    "ok+": 0.85,
    "wait": 0.75,
    "wait+": 0.7,
    "open": 0.62,
    "open+": 0.5,
    "doubt": 0.35,
    "doubt+": 0.3,
    "bad": 0.2,
    "bad+": 0.15,
}
WIDTH, HEIGHT, PANEL = 700, 260, 150  # points
ENDS: tuple[tuple[str, Literal["left", "center", "right"]], ...] = (
    ("start", "left"),
    ("middle", "center"),
    ("end", "right"),
)
MOST_NAMED = 20  # periods named on an axis
STRIPE = "#0000{:02x}"  # stands for a striped fill until the picture is written


def data(picture: Picture, words: Wording) -> pd.DataFrame:
    """What Vega-Lite draws: a row for each part of each mark."""
    rows = []
    for each in picture.series:
        for mark in each.marks:
            for place, (number, state) in enumerate(mark.parts):
                said = words(f"state.{state}") + (f", {words('invented')}" if mark.invented else "")
                rows.append(
                    {
                        "name": each.name,
                        "period": mark.period,
                        "officers": number,
                        "state": said,
                        "key": state + ("+" if mark.invented else ""),
                        "place": place,
                    }
                )
    columns = ["name", "period", "officers", "state", "key", "place"]
    return pd.DataFrame(rows, columns=columns)


def chart(picture: Picture, words: Wording) -> Any:
    """The picture as an Altair chart."""
    kind = picture.kind if picture.kind != "map" or picture.series[0].code else "bars"
    drawn = {"stack": _stack, "panels": _panels, "map": _map}.get(kind, _bars)(picture, words)
    return (
        drawn.properties(
            title=alt.TitleParams(
                picture.title,
                subtitle=_left(picture),
                anchor="start",
                color=INK,
                fontSize=16,
                offset=14,
            ),
            background="white",
        )
        .configure(font=FONT)
        .configure_axis(labelFontSize=11, labelColor=INK, titleColor=INK, grid=False)
        .configure_legend(labelFontSize=11, labelLimit=340, orient="bottom", columns=3)
        .configure_view(stroke=None)
    )


def _colour(parts: pd.DataFrame, words: Wording) -> alt.Color:
    """The fills that occur, each with its word."""
    there = set(parts["key"].dropna())
    order = [key for state in (*STATES, "shared") for key in (state, f"{state}+") if key in there]
    said = dict(zip(parts["key"], parts["state"], strict=True))
    fills = [
        STRIPE.format(list(FILLS).index(key[:-1])) if key.endswith("+") else FILLS[key][0]
        for key in order
    ]
    return alt.Color(
        "state:N",
        title=None,
        scale=alt.Scale(domain=[said[key] for key in order], range=fills),
        legend=alt.Legend(symbolType="square", symbolStrokeColor=INK, symbolStrokeWidth=1),
    )


def _x(periods: tuple[str, ...]) -> alt.X:
    every = max(1, -(-len(periods) // MOST_NAMED))
    return alt.X(
        "period:O",
        title=None,
        scale=alt.Scale(domain=list(periods)),
        axis=alt.Axis(values=list(periods[::every]), labelAngle=0 if len(periods) < 9 else -40),
    )


def _layers(picture: Picture, words: Wording, marks: pd.DataFrame, few: bool) -> list[Any]:
    """Bars by state, and over them their numbers."""
    parts = data(picture, words)
    bars = (
        alt.Chart(parts)
        .mark_bar(stroke=INK, strokeWidth=0.8)
        .encode(
            x=_x(picture.periods),
            y=alt.Y("officers:Q", title=None, stack="zero", axis=None if few else alt.Axis()),
            color=_colour(parts, words),
            order=alt.Order("place:Q"),
        )
    )
    if not few:
        return [bars]
    numbers = (
        alt.Chart(marks)
        .mark_text(dy=-8, fontSize=12, fontWeight="bold", color=INK)
        .encode(x=_x(picture.periods), y="top:Q", text="text:N")
    )
    return [bars, numbers]


def _marks(picture: Picture) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "name": each.name,
                "period": mark.period,
                "top": max(mark.sum, mark.stated or 0),
                "text": mark.text,
                "stated": mark.stated,
            }
            for each in picture.series
            for mark in each.marks
        ]
    )


def _bars(picture: Picture, words: Wording) -> Any:
    marks = _marks(picture)
    few = len(picture.periods) <= MOST_NAMED
    layers = _layers(picture, words, marks, few)
    stated = marks[marks["stated"].notna()]
    if len(stated):
        layers.append(
            alt.Chart(stated.assign(said=words("key.stated")))
            .mark_tick(thickness=3, color=INK, size=min(60, 600 / len(picture.periods)))
            .encode(
                x=_x(picture.periods),
                y="stated:Q",
                opacity=alt.Opacity(
                    "said:N",
                    title=None,
                    legend=alt.Legend(
                        symbolType="M-1,-0.2L1,-0.2L1,0.2L-1,0.2Z", symbolFillColor=INK
                    ),
                    scale=alt.Scale(range=[1]),
                ),
            )
        )
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)


def _panels(picture: Picture, words: Wording) -> Any:
    marks = _marks(picture)
    few = len(picture.periods) <= 12
    parts = marks.merge(data(picture, words), how="left", on=["name", "period"])
    years: dict[str, str] = {}
    for period in picture.periods:
        years.setdefault(period[:4], period)
    every = -(-len(years) // 4)
    x = alt.X(
        "period:O",
        title=None,
        scale=alt.Scale(domain=list(picture.periods)),
        axis=alt.Axis(
            values=list(years.values())[::every],
            labelExpr="slice(datum.value, 0, 4)",
            labelAngle=0,
        ),
    )
    base = alt.Chart()
    bars = base.mark_bar(stroke=INK, strokeWidth=0.8).encode(
        x=x,
        y=alt.Y("officers:Q", title=None, stack="zero", axis=None if few else alt.Axis()),
        color=_colour(parts, words),
        order=alt.Order("place:Q"),
    )
    numbers = base.mark_text(dy=-7, fontSize=11, color=INK).encode(
        x=x, y=alt.Y("top:Q", title=None), text="text:N"
    )
    layered = alt.layer(bars, *([numbers] if few else []), data=parts)
    return (
        layered.properties(width=PANEL, height=70)
        .facet(
            alt.Facet(
                "name:N",
                title=None,
                sort=[each.name for each in picture.series],
                header=alt.Header(labelAnchor="start", labelFontSize=12, labelLimit=PANEL),
            ),
            columns=4,
        )
        .resolve_scale(y="independent")
    )


def _stack(picture: Picture, words: Wording) -> Any:
    """Groups by colour, and how sure their numbers are by how full it is."""
    parts = data(picture, words)
    order = [each.name for each in picture.series]
    parts["rank"] = [10 * order.index(name) for name in parts["name"]] + parts["place"]
    known = dict(zip(parts["key"], parts["state"], strict=True))
    keys = [key for key in FULL if key in known]
    full = alt.Opacity(
        "state:N",
        title=None,
        scale=alt.Scale(domain=[known[key] for key in keys], range=[FULL[key] for key in keys]),
        legend=alt.Legend(symbolType="square", symbolFillColor=INK),
    )
    colour = alt.Color(
        "name:N",
        title=None,
        sort=order,
        scale=alt.Scale(domain=order, range=[GROUPS[each.style] for each in picture.series]),
        legend=alt.Legend(symbolType="square"),
    )
    bars = (
        alt.Chart(parts)
        .mark_bar(stroke="white", strokeWidth=1)
        .encode(
            x=_x(picture.periods),
            y=alt.Y("officers:Q", title=None, stack="zero"),
            color=colour,
            opacity=full,
            order=alt.Order("rank:Q"),
        )
    )
    whole = pd.DataFrame(
        [{"period": m.period, "top": m.sum, "text": m.text} for m in picture.together]
    )
    layers = [bars]
    if len(picture.periods) <= MOST_NAMED:
        layers.append(
            alt.Chart(whole)
            .mark_text(dy=-8, fontSize=12, fontWeight="bold", color=INK)
            .encode(x=_x(picture.periods), y="top:Q", text="text:N")
        )
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)


def _map(picture: Picture, words: Wording) -> Any:
    """Circles on the land; who is on no map stands in the subtitle."""
    there = [each for each in picture.series if each.code]
    view = View.around([middles()[each.code] for each in there], WIDTH, HEIGHT * 1.8)
    worst = data(picture, words).sort_values("place").groupby("name", as_index=False).last()
    circles = placed_in(
        [Circle(each.code, each.marks[0].sum, (), 0.0, 0.0) for each in there], view
    )
    texts = [f"{each.marks[0].text} {each.name}" for each in there]
    placed = beside(circles, texts, view)
    discs = pd.DataFrame(
        {
            "name": [each.name for each in there],
            "x": [spot.x for spot in circles],
            "y": [spot.y for spot in circles],
            "size": [math.pi * spot.radius**2 for spot in circles],
            "text": texts,
            "text_x": [x for x, _, _ in placed],
            "text_y": [y for _, y, _ in placed],
            "anchor": [anchor for _, _, anchor in placed],
        }
    ).merge(worst[["name", "key", "state"]], how="left")
    discs = discs.fillna({"key": "open", "state": words("state.open")})

    def along(axis: str, column: str) -> Any:
        return {"x": alt.X, "y": alt.Y}[axis](f"{column}:Q", scale=None, axis=None)

    drawn_circles = (
        alt.Chart(discs)
        .mark_circle(stroke="#0f4c81", strokeWidth=1.25, opacity=1)
        .encode(
            x=along("x", "x"),
            y=along("y", "y"),
            size=alt.Size("size:Q", scale=None),
            color=_colour(discs, words),
        )
    )
    names = [
        alt.Chart(discs[discs["anchor"] == anchor])
        .mark_text(fontSize=11, align=align, color=INK)
        .encode(x=along("x", "text_x"), y=along("y", "text_y"), text="text:N")
        for anchor, align in ENDS
        if (discs["anchor"] == anchor).any()
    ]
    drawn = alt.layer(land(view, "#f8f9fa", "#b9c3cc", 0.8), drawn_circles, *names)
    return drawn.properties(width=view.width, height=view.height)


def _left(picture: Picture) -> list[str]:
    """Who is on no map, a line each."""
    return [
        f"{each.note}: {each.marks[0].text} {each.name}"
        for each in picture.series
        if picture.kind == "map" and not each.code
    ]
