"""Pictures of the album in Vega-Lite, for the files that people take away."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
from missiemonitor.output.site.album import Picture
from missiemonitor.output.site.vega_data import FONT, INK, colour_of, data
from missiemonitor.output.site.vega_map import map_of
from missiemonitor.output.site.words import Wording

# Colours of groups as the style sheet has them.
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
MOST_NAMED = 20  # periods named on an axis


def chart(picture: Picture, words: Wording) -> Any:
    """The picture as an Altair chart."""
    kind = picture.kind if picture.kind != "map" or picture.series[0].code else "bars"
    drawn = {"stack": _stack, "panels": _panels, "map": map_of, "changes": _changes}.get(
        kind, _bars
    )(picture, words)
    return (
        drawn.properties(
            title=alt.TitleParams(
                picture.title,
                subtitle=_under(picture, words),
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
            color=colour_of(parts, words),
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
        color=colour_of(parts, words),
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


def _changes(picture: Picture, words: Wording) -> Any:
    """Differences left and right of zero, as far as they are certain, a bar a mission."""
    rows = pd.DataFrame(
        [
            {
                "name": each.name,
                "difference": each.difference,
                "text": each.note,
            }
            for each in picture.series
        ]
    )
    y = alt.Y("name:N", title=None, sort=[each.name for each in picture.series])
    reach = 1.4 * max(1, *abs(rows["difference"]))  # room for what is said beside the bars
    x = alt.X(
        "difference:Q", title=None, axis=None, scale=alt.Scale(domain=[-reach, reach], nice=False)
    )
    bars = alt.Chart(rows).mark_bar(color=GROUPS["eu"], height=14).encode(x=x, y=y)
    said = (
        alt.Chart(rows[rows["difference"] >= 0])
        .mark_text(align="left", dx=5, color=INK)
        .encode(x=x, y=y, text="text:N")
    )
    less = (
        alt.Chart(rows[rows["difference"] < 0])
        .mark_text(align="right", dx=-5, color=INK)
        .encode(x=x, y=y, text="text:N")
    )
    return alt.layer(bars, said, less).properties(width=WIDTH, height=alt.Step(22))


def _under(picture: Picture, words: Wording) -> list[str]:
    """Who is on no map, a line each; that changes are invented, for which they have no stripes."""
    marks = [mark for each in picture.series for mark in each.marks]
    if picture.kind == "changes" and any(mark.invented for mark in marks):
        return [words("cite.invented")]
    return [
        f"{each.note}: {each.marks[0].text} {each.name}"
        for each in picture.series
        if picture.kind == "map" and not each.code
    ]
