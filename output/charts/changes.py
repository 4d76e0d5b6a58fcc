"""What changed between the last two periods."""

from __future__ import annotations

import altair as alt
import pandas as pd
from missiemonitor.output.analysis.compare import compare
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

CHANGE_LABELS = {"new": "new", "ended": "ended", "more": "more", "fewer": "fewer", "same": "same",
           "uncertain": "uncertain", "waiting": "waits", "unread": "unread",
           "not listed": "gone", "rejected": "rejected"}  # fmt: skip


def changes_chart(figures: Figures, labels: Labels) -> Chart:
    """Before and after of each mission that changed between the last two periods."""
    table = compare(figures.db, *figures.periods[-2:])
    before, after = table.attrs["before"], table.attrs["after"]
    table = table.assign(
        told=[labels[CHANGE_LABELS[change]] for change in table["change"]],
        one=table["before"].astype("Float64").astype(float),
        two=table["after"].astype("Float64").astype(float),
        mission_name=table["mission_name"].map(figures.names.mission),
    )
    moved = table[table["change"] != "same"]
    data = moved[["mission_name", "told", "one", "two"]]
    y = alt.Y("mission_name:N", sort=None, title=None, axis=alt.Axis(labelLimit=260))
    base = alt.Chart(data).encode(y=y)
    rule = base.mark_rule(color="#888888", strokeWidth=2).encode(
        x=alt.X("one:Q", title=labels["officers"], axis=alt.Axis(tickMinStep=1)), x2="two:Q"
    )
    one = base.mark_point(size=70, color="#555555", fill="white", opacity=1).encode(x="one:Q")
    two = base.mark_point(size=70, filled=True, color=COLOURS[0], opacity=1).encode(x="two:Q")
    text = base.mark_text(align="left", fontSize=11, color=INK).encode(
        x=alt.value(WIDTH - 300), text="told:N"
    )
    chart = alt.layer(rule, one, two, text).properties(width=WIDTH - 320, height=alt.Step(22))
    both = figures.over_time("total")
    names = period_axis(both)[1]
    pair = both.only([before, after], table.attrs["missing"])
    notes = (f"○ {before}   ● {after}", *notes_of(pair, labels))
    title = labels["changes"].format(before=names[before], after=names[after])
    shown = pd.DataFrame(
        {
            labels["mission"]: table["mission_name"],
            names[before]: table["before_shown"],
            names[after]: table["after_shown"],
            labels["change"]: table["told"],
        }
    )
    return Chart("changes", title, notes, finished(chart, title, notes), shown)
