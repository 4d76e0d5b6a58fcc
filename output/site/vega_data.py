"""What Vega-Lite draws of a picture, and the fills of states."""

from __future__ import annotations

import altair as alt
import pandas as pd
from missiemonitor.output.site.album import Picture
from missiemonitor.output.site.model import STATES
from missiemonitor.output.site.words import Wording

FONT, INK = "DejaVu Sans, Arial, sans-serif", "#16202b"
# Fill and line of each state as the style sheet has them.
FILLS = {
    "ok": ("#0f4c81", "#0f4c81"),
    "wait": ("#7ea5c8", "#0f4c81"),
    "open": ("#b9d5ec", "#0f4c81"),
    "doubt": ("#ffe0ad", "#9a4300"),
    "bad": ("#ffffff", "#9c0f2e"),
    "shared": ("#fdfdfd", "#0f4c81"),
}
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


def colour_of(parts: pd.DataFrame, words: Wording) -> alt.Color:
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
