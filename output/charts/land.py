"""The states of the world as a layer of a map."""

from __future__ import annotations

from typing import Any

import altair as alt
from missiemonitor.output.charts.world import View, world


def land(view: View, fill: str, stroke: str, width: float) -> Any:
    """The land in view, in these colours, its borders `width` pixels wide."""
    shapes = alt.InlineData(
        values=world(), format=alt.TopoDataFormat(feature="countries", type="topojson")
    )
    return (
        alt.Chart(shapes)
        .mark_geoshape(fill=fill, stroke=stroke, strokeWidth=width, clip=True)
        .project(
            "equirectangular",
            scale=view.scale,
            center=list(view.middle),
            translate=[view.width / 2, view.height / 2],
        )
    )
