"""Pictures of officers over time and over the world: figures go in, Altair charts come out.

Colours are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), which colour-blind readers
can tell apart; what has no colour left is `other`. A half-year without a report is a grey band, not
a zero. A period with invented figures has `*` at its name, one with open findings `?`, and one of
which nobody has checked every figure `°`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd
import vl_convert
from missiemonitor.output.analysis import notation
from missiemonitor.output.analysis.compare import compare, periods, records, series
from missiemonitor.output.charts.words import Words
from missiemonitor.output.charts.world import View, apart, middles, world
from sqlite_utils import Database

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
OTHER = "#999999"
INK = "#1b1b1b"
WIDTH, FONT = 760, "DejaVu Sans, Arial, sans-serif"
MOST_PANELS = 60


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its title, what must be known to read it, and the table of what it shows."""

    name: str
    title: str
    notes: tuple[str, ...]
    chart: alt.TopLevelMixin
    table: pd.DataFrame

    def svg(self) -> str:
        """The picture as SVG, with title and notes for who cannot see it."""
        return vl_convert.vegalite_to_svg(self._spec())

    def png(self, scale: float = 2.0) -> bytes:
        """The picture as PNG, at `scale` pixels to the point."""
        return vl_convert.vegalite_to_png(self._spec(), scale=scale)

    def _spec(self) -> str:
        spec = self.chart.to_dict()
        spec["description"] = ". ".join((self.title, *self.notes))
        return json.dumps(spec)


class _Figures:
    """The series of a database up to a period."""

    def __init__(self, db: Database, upto: str | None) -> None:
        self.db = db
        self.periods = [each for each in periods(db) if upto is None or each <= upto]
        rows = db.query(
            "SELECT period FROM officers GROUP BY period "
            "HAVING sum(decided IS NULL OR decided = 'conflict') > 0"
        )
        self.unchecked = {row["period"] for row in rows}

    def series(self, by: str) -> pd.DataFrame:
        table = series(self.db, by)
        kept = table[table["period"].isin(self.periods)].reset_index(drop=True)
        kept.attrs["missing"] = [p for p in table.attrs["missing"] if p < self.periods[-1]]
        kept.attrs["unchecked"] = self.unchecked
        return kept


def pictures(db: Database, told: Words, upto: str | None = None) -> Iterator[Picture]:
    """All pictures of the periods of a database, or of those up to one of them."""
    figures = _Figures(db, upto)
    if not figures.periods:
        return
    yield _total(figures, told)
    for by in ("mission", "organisation", "region", "country"):
        yield _multiples(figures, told, by)
        yield _stacked(figures, told, by)
    yield _map(figures, told)
    yield _timeline(figures, told)
    if len(figures.periods) > 1:
        yield _changes(figures, told)


# --- periods ----------------------------------------------------------------------------------


def _axis(table: pd.DataFrame) -> tuple[list[str], dict[str, str]]:
    """All half-years from the first to the last, and their names with marks."""
    order = sorted({*table["period"], *table.attrs["missing"]})
    named = {}
    for period in order:
        rows = table[table["period"] == period]
        mark = "*" if (rows["origin"] == "invented").any() else ""
        mark += "?" if (rows["unsure"].fillna(0) > 0).any() else ""
        mark += "°" if period in table.attrs["unchecked"] else ""
        named[period] = period + mark
    return order, named


def _notes(table: pd.DataFrame, told: Words) -> tuple[str, ...]:
    notes = []
    if (table["origin"] == "invented").any():
        notes.append(told["invented"])
    if (table["unsure"].fillna(0) > 0).any():
        notes.append(told["unsure"])
    if set(table["period"]) & table.attrs["unchecked"]:
        notes.append(told["unchecked"])
    if table["officers_shared"].notna().any():
        notes.append(told["shared"])
    if table.attrs["missing"]:
        notes.append(told["missing"].format(periods=", ".join(table.attrs["missing"])))
    return tuple(notes)


def _labels(order: Sequence[str], named: dict[str, str]) -> str:
    """A Vega expression that names a place on the axis."""
    return f"{json.dumps([named[period] for period in order])}[datum.value]"


def _x(order: Sequence[str], named: dict[str, str], told: Words, labels: bool = True) -> alt.X:
    every = max(1, len(order) // 20)
    return alt.X(
        "place:Q",
        title=told["period"] if labels else None,
        scale=alt.Scale(domain=[-0.5, len(order) - 0.5], nice=False),
        axis=alt.Axis(
            values=list(range(0, len(order), every)),
            labelExpr=_labels(order, named),
            labelAngle=-40 if len(order) > 6 else 0,
            grid=False,
        ),
    )


def _gaps(order: Sequence[str], missing: Sequence[str], told: Words) -> Any:
    """Grey bands where there is no report, as a chart; None if there is none missing."""
    if not missing:
        return None
    bands = pd.DataFrame(
        [
            {"from": order.index(p) - 0.5, "to": order.index(p) + 0.5, "text": told["no_report"]}
            for p in missing
        ]
    )
    band = alt.Chart(bands).mark_rect(color="#dddddd", opacity=1).encode(x="from:Q", x2="to:Q")
    if len(missing) > 3:
        return alt.layer(band)
    label = (
        alt.Chart(bands)
        .transform_calculate(middle="(datum.from + datum.to) / 2")
        .mark_text(angle=270, color="#555555", fontSize=10)
        .encode(x="middle:Q", y=alt.value(70), text="text:N")
    )
    return alt.layer(band, label)


def _placed(table: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    found = table.copy()
    found["place"] = [order.index(period) for period in found["period"]]
    found["officers"] = found["officers"].astype("Float64").astype(float)
    found["officers_max"] = found["officers_max"].astype("Float64").astype(float)
    return found


def _finish(chart: Any, title: str, notes: Sequence[str]) -> Any:
    return (
        chart.properties(
            title=alt.TitleParams(
                title, subtitle=list(notes), anchor="start", subtitleColor="#444444"
            ),
            background="white",
        )
        .configure(font=FONT)
        .configure_title(fontSize=16, subtitleFontSize=11, color=INK, offset=14)
        .configure_axis(labelFontSize=11, titleFontSize=11, labelColor=INK, titleColor=INK)
        .configure_legend(labelFontSize=11, titleFontSize=11, labelLimit=320)
        .configure_view(stroke=None)
    )


def _wide(table: pd.DataFrame, by: str, told: Words) -> pd.DataFrame:
    """The table beside a picture: names down, periods across, counts with their marks."""
    order, named = _axis(table)
    cells = {
        (row[f"{by}_name"], row["period"]): notation.shown({**row, "origin": None})
        for row in records(table)
    }
    there = set(table["period"])
    rows = [
        {
            told["name"]: name,
            **{
                named[p]: cells.get((name, p), "-") if p in there else told["no_report"]
                for p in order
            },
        }
        for name in sorted(set(table[f"{by}_name"]))
    ]
    return pd.DataFrame(rows)


# --- the pictures -----------------------------------------------------------------------------


def _total(figures: _Figures, told: Words) -> Picture:
    table = figures.series("total")
    order, named = _axis(table)
    data = _placed(table, order)
    data["text"] = [notation.shown({**row, "origin": None}) for row in records(table)]
    data["invented"] = data["origin"] == "invented"
    base = alt.Chart(data).encode(x=_x(order, named, told))
    y = alt.Y("officers:Q", title=told["officers"], scale=alt.Scale(zero=True))
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
    gaps = _gaps(order, table.attrs["missing"], told)
    chart = alt.layer(*([gaps] if gaps else []), *layers).properties(width=WIDTH, height=260)
    notes = _notes(table, told)
    return Picture(
        "total",
        told["total"],
        notes,
        _finish(chart, told["total"], notes),
        _wide(table, "total", told),
    )


def _multiples(figures: _Figures, told: Words, by: str) -> Picture:
    """Small multiples: one panel each, all to one scale; what is shared is in none of them."""
    table = figures.series(by)
    name = f"{by}_name"
    order, named = _axis(table)
    data = _placed(table, order)
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
            labelExpr=_labels(order, named),
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
    notes = (*_notes(table, told), told["points"])
    return Picture(
        f"{by}-each",
        told[f"{by}_each"],
        notes,
        _finish(chart, told[f"{by}_each"], notes),
        _wide(table, by, told),
    )


def _stacked(figures: _Figures, told: Words, by: str) -> Picture:
    """Stacked areas; what is shared between several is in none of them."""
    table = figures.series(by)
    order, named = _axis(table)
    name = f"{by}_name"
    data = _placed(table, order)[["place", name, "officers"]].copy()
    most = data.groupby(name)["officers"].sum().sort_values(ascending=False)
    kept = list(most.index[: len(COLOURS)])
    if len(most) > len(kept):
        data[name] = data[name].where(data[name].isin(kept), told["other"])
    data = data.groupby(["place", name])[["officers"]].sum().reset_index()
    shown = [*kept, *([told["other"]] if len(most) > len(kept) else [])]
    listed = [order.index(period) for period in sorted(set(table["period"]))]
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
        x=_x(order, named, told),
        y=alt.Y("officers:Q", stack=True, title=told["officers"]),
        color=colour,
        order=alt.Order("rank:Q", sort="descending"),
    )
    gaps = _gaps(order, table.attrs["missing"], told)
    # The bands lie over the areas, which would otherwise run on where nothing is known.
    chart = alt.layer(areas, *([gaps] if gaps else [])).properties(width=WIDTH - 160, height=280)
    notes = _notes(table, told)
    title = told[f"{by}_stacked"]
    return Picture(by, title, notes, _finish(chart, title, notes), _wide(table, by, told))


def _map(figures: _Figures, told: Words) -> Picture:
    """A map with a disc a country, its area as the number of officers, and its code and number."""
    table = figures.series("country")
    named = _axis(table)[1]
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
    labels = (
        alt.Chart(data)
        .mark_text(fontSize=11, align="left", color=INK, fontWeight="bold")
        .encode(
            x=alt.X("text_x:Q", scale=None, axis=None),
            y=alt.Y("text_y:Q", scale=None, axis=None),
            text="text:N",
        )
    )
    chart = alt.layer(land, discs, labels).properties(width=view.width, height=view.height)
    notes = list(_notes(table, told))
    outside = [row["country_name"] for row in rows if row["country"] not in middles()]
    if outside:
        notes.append(told["not_on_map"].format(names=", ".join(outside)))
    title = told["map"].format(period=named[period])
    shown = pd.DataFrame(
        {
            told["country"]: [f"{row['country_name']} ({row['country']})" for row in rows],
            told["officers"]: [notation.shown({**row, "origin": None}) for row in rows],
        }
    )
    return Picture("map", title, tuple(notes), _finish(chart, title, notes), shown)


def _timeline(figures: _Figures, told: Words) -> Picture:
    """A bar for each run of periods that list a mission; gaps stay open."""
    table = figures.series("mission")
    order, named = _axis(table)
    data = table[["mission_name", "period", "officers", "origin"]].copy()
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
                title=told["period"],
                scale=alt.Scale(domain=[-0.5, len(order) - 0.5], nice=False),
                axis=alt.Axis(
                    values=list(range(0, len(order), max(1, len(order) // 20))),
                    labelExpr=_labels(order, named),
                    labelAngle=-40 if len(order) > 6 else 0,
                    grid=False,
                ),
            ),
            x2="to:Q",
            y=alt.Y("mission_name:N", sort=sort, title=None, axis=alt.Axis(labelLimit=260)),
            fillOpacity=alt.condition("datum.none", alt.value(0.15), alt.value(1)),
        )
    )
    gaps = _gaps(order, table.attrs["missing"], told)
    chart = alt.layer(*([gaps] if gaps else []), bars).properties(
        width=WIDTH - 220, height=alt.Step(17)
    )
    runs = data.groupby("mission_name")["period"].agg(["min", "max", "count"]).reset_index()
    runs = runs.sort_values(["min", "mission_name"])
    runs.columns = pd.Index([told["mission"], told["first"], told["last"], told["number"]])
    notes = _notes(table, told)
    return Picture(
        "timeline",
        told["timeline"],
        notes,
        _finish(chart, told["timeline"], notes),
        runs,
    )


CHANGES = {"new": "new", "ended": "ended", "more": "more", "fewer": "fewer", "same": "same",
           "unread": "unread", "not listed": "gone"}  # fmt: skip


def _changes(figures: _Figures, told: Words) -> Picture:
    """Before and after of each mission that changed between the last two periods."""
    table = compare(figures.db, *figures.periods[-2:])
    before, after = table.attrs["before"], table.attrs["after"]
    table = table.assign(
        told=[told[CHANGES[change]] for change in table["change"]],
        one=table["before"].astype("Float64").astype(float),
        two=table["after"].astype("Float64").astype(float),
    )
    moved = table[table["change"] != "same"]
    data = moved[["mission_name", "told", "one", "two"]]
    y = alt.Y("mission_name:N", sort=None, title=None, axis=alt.Axis(labelLimit=260))
    base = alt.Chart(data).encode(y=y)
    rule = base.mark_rule(color="#888888", strokeWidth=2).encode(
        x=alt.X("one:Q", title=told["officers"], axis=alt.Axis(tickMinStep=1)), x2="two:Q"
    )
    one = base.mark_point(size=70, color="#555555", fill="white", opacity=1).encode(x="one:Q")
    two = base.mark_point(size=70, filled=True, color=COLOURS[0], opacity=1).encode(x="two:Q")
    text = base.mark_text(align="left", fontSize=11, color=INK).encode(
        x=alt.value(WIDTH - 300), text="told:N"
    )
    chart = alt.layer(rule, one, two, text).properties(width=WIDTH - 320, height=alt.Step(22))
    both = figures.series("total")
    names = _axis(both)[1]
    pair = both[both["period"].isin([before, after])].copy()
    pair.attrs["missing"] = table.attrs["missing"]
    notes = (f"○ {before}   ● {after}", *_notes(pair, told))
    title = told["changes"].format(before=names[before], after=names[after])
    shown = pd.DataFrame(
        {
            told["mission"]: table["mission_name"],
            before: table["before"].astype(str).replace("<NA>", "-"),
            after: table["after"].astype(str).replace("<NA>", "-"),
            told["change"]: table["told"],
        }
    )
    return Picture("changes", title, notes, _finish(chart, title, notes), shown)
