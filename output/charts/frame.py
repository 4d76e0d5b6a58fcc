"""What charts have in common: colours, the axis of periods, grey bands, notes and the table beside.

Colours are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), which colour-blind readers
can tell apart; what has no colour left is `other`. A half-year without a report is a grey band, not
a zero. A period with invented figures has `*` at its name, one of unknown origin `°`, one with
open findings `?`, one whose total may be wrong `!`, and
one of which nobody has checked every figure `^`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import pandas as pd
import vl_convert
from missiemonitor.output.analysis import notation
from missiemonitor.output.analysis.absent import absent_here
from missiemonitor.output.analysis.notation import NO_FIGURES, NO_REPORT, WAITING
from missiemonitor.output.analysis.over_time import in_order, over_time, periods, records, totals
from missiemonitor.output.charts.labels import Labels
from missiemonitor.output.names import names_in
from sqlite_utils import Database

# What stands in the place of a period without figures.
WITHOUT = {WAITING: "waits", NO_FIGURES: "no_figures", NO_REPORT: "no_report"}
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
OTHER = "#999999"
INK = "#1b1b1b"
WIDTH, FONT = 760, "DejaVu Sans, Arial, sans-serif"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its title, what must be known to read it, and the table of what it shows."""

    name: str
    title: str
    notes: tuple[str, ...]
    chart: alt.TopLevelMixin
    table: pd.DataFrame

    def svg(self) -> str:
        """The chart as SVG, with title and notes for who cannot see it."""
        return vl_convert.vegalite_to_svg(self._spec())

    def png(self, scale: float = 2.0) -> bytes:
        """The chart as PNG, at `scale` pixels to the point."""
        return vl_convert.vegalite_to_png(self._spec(), scale=scale)

    def _spec(self) -> str:
        spec = self.chart.to_dict()
        spec["description"] = ". ".join((self.title, *self.notes))
        return json.dumps(spec)


@dataclass(frozen=True, slots=True)
class PeriodRows:
    """Rows as `over_time` gives them, with what is known of their periods: those without figures
    between the first and the last, why those and others that wait have none, those
    not checked whole, the totals of all, and by key and period why there are no figures."""

    rows: pd.DataFrame
    missing: tuple[str, ...]
    without: Mapping[str, str]
    unchecked: frozenset[str]
    totals: Mapping[str, Mapping[str, Any]]
    absent: Mapping[tuple[str, str], Mapping[str, Any]]

    def only(self, periods: Collection[str], missing: Sequence[str] = ()) -> PeriodRows:
        """The same of these periods alone."""
        kept = self.rows[self.rows["period"].isin(list(periods))]
        return replace(self, rows=kept.reset_index(drop=True), missing=tuple(missing))


IN_LANGUAGES = ("organisation", "region", "country")  # with names of their own in the database


class Figures:
    """The figures of a database up to a period, with names in a language."""

    def __init__(self, db: Database, upto: str | None, language: str = "nl") -> None:
        self.db, self.upto, self.language = db, upto, language
        self.names = names_in(db, language)
        self.periods = [each for each in periods(db) if self._upto(each)]
        rows = db.query(
            "SELECT period FROM officers GROUP BY period "
            "HAVING sum(decided IS NULL OR decided = 'conflict') > 0"
        )
        self.unchecked = frozenset(row["period"] for row in rows)
        self.totals = totals(db, tuple(self.periods))

    def _upto(self, period: str) -> bool:
        return self.upto is None or in_order(period) <= in_order(self.upto)

    def over_time(self, by: str) -> PeriodRows:
        rows = over_time(self.db, by)
        if by in IN_LANGUAGES:
            told = self.db.execute(f"SELECT {by}, name_{self.language} FROM {by}")
            named = dict(told.fetchall())
            rows[f"{by}_name"] = [
                named.get(key, name) for key, name in zip(rows[by], rows[f"{by}_name"], strict=True)
            ]
        elif by == "mission":
            rows["mission_name"] = rows["mission_name"].map(self.names.mission)
        missing = [p for p in rows.attrs["missing"] if in_order(p) < in_order(self.periods[-1])]
        waits = {p: why for p, why in rows.attrs["without"].items() if self._upto(p)}
        gone = absent_here(self.db, by)
        table = PeriodRows(rows, (), waits, self.unchecked, self.totals, gone)
        return table.only(self.periods, missing)


def period_axis(table: PeriodRows) -> tuple[list[str], dict[str, str]]:
    """All periods from the first to the last, and their names with marks."""
    order = sorted({*table.rows["period"], *table.missing}, key=in_order)
    origins: dict[str, set[str]] = {period: set() for period in order}
    unsure = set()
    for row in records(table.rows):
        origins[row["period"]].add(row["origin"])
        if notation.number(row, "unsure"):
            unsure.add(row["period"])
    named = {}
    for period in order:
        mark = "".join(m for o, m in notation.ORIGIN_MARKS.items() if o in origins[period])
        mark += "?" if period in unsure else ""
        mark += notation.CONTRADICTED if table.totals.get(period, {}).get("total_unsure") else ""
        mark += "^" if period in table.unchecked else ""
        named[period] = period + mark
    return order, named


def notes_of(table: PeriodRows, labels: Labels) -> tuple[str, ...]:
    rows = table.rows
    origins = set(rows["origin"])
    notes = [labels[origin] for origin in notation.ORIGIN_MARKS if origin in origins]
    if (rows["unsure"].fillna(0) > 0).any():
        notes.append(labels["unsure"])
    of_all = [table.totals[each] for each in sorted(set(rows["period"]), key=in_order)]
    if any(row["total_unsure"] for row in of_all):
        notes.append(labels["total_unsure"])
    if waiting := [row["period"] for row in of_all if row["waiting"]]:
        notes.append(labels["waiting"].format(periods=", ".join(waiting)))
    if nameless := [row["period"] for row in of_all if row["nameless"]]:
        notes.append(labels["nameless_in"].format(periods=", ".join(nameless)))
    if set(rows["period"]) & table.unchecked:
        notes.append(labels["unchecked"])
    if rows["officers_shared"].notna().any():
        notes.append(labels["shared"])
    for why, name in ((NO_REPORT, "missing"), (NO_FIGURES, "none_counts"), (WAITING, "waiting")):
        there = (p for p, each in table.without.items() if each == why)
        if of := [p for p in there if p in table.missing or why == WAITING]:
            notes.append(labels[name].format(periods=", ".join(sorted(of, key=in_order))))
    return tuple(notes)


def label_expression(order: Sequence[str], named: dict[str, str]) -> str:
    """A Vega expression that names a place on the axis."""
    return f"{json.dumps([named[period] for period in order])}[datum.value]"


def x_axis(order: Sequence[str], named: dict[str, str], labels: Labels) -> alt.X:
    every = max(1, len(order) // 20)
    return alt.X(
        "place:Q",
        title=labels["period"] if labels else None,
        scale=alt.Scale(domain=[-0.5, len(order) - 0.5], nice=False),
        axis=alt.Axis(
            values=list(range(0, len(order), every)),
            labelExpr=label_expression(order, named),
            labelAngle=-40 if len(order) > 6 else 0,
            grid=False,
        ),
    )


def gap_bands(order: Sequence[str], table: PeriodRows, labels: Labels) -> Any:
    """Grey bands where there is no report, or one that waits, as a chart; None if there is none
    missing."""
    missing = table.missing
    if not missing:
        return None
    bands = pd.DataFrame(
        [
            {
                "from": order.index(p) - 0.5,
                "to": order.index(p) + 0.5,
                "text": labels[WITHOUT[table.without[p]]],
            }
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


def with_places(rows: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    found = rows.copy()
    found["place"] = [order.index(period) for period in found["period"]]
    found["officers"] = found["officers"].astype("Float64").astype(float)
    found["officers_max"] = found["officers_max"].astype("Float64").astype(float)
    return found


def finished(chart: Any, title: str, notes: Sequence[str]) -> Any:
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


def table_beside(table: PeriodRows, by: str, labels: Labels) -> pd.DataFrame:
    """The table beside a chart: names down, periods across, counts with their marks."""
    order, named = period_axis(table)
    rows = records(table.rows)
    cells = {
        (row[f"{by}_name"], row["period"]): notation.shown({**row, "origin": None}) for row in rows
    }
    keys = {row[f"{by}_name"]: "" if pd.isna(row[by]) else row[by] for row in rows}
    without = {p: labels[WITHOUT[table.without[p]]] for p in table.missing}

    def cell(name: str, period: str) -> str:
        gone = notation.shown(table.absent.get((keys[name], period), {}))
        return without.get(period) or cells.get((name, period), gone)

    return pd.DataFrame(
        [
            {labels["name"]: name, **{named[period]: cell(name, period) for period in order}}
            for name in sorted(keys)
        ]
    )
