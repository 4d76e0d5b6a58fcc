"""Pictures as files to take away: SVG and PNG by Vega-Lite, CSV; from the marks that pages draw."""

from __future__ import annotations

import csv
import io
import json
import re

import vl_convert
from missiemonitor.output.site.album import Picture
from missiemonitor.output.site.pictures import Mark
from missiemonitor.output.site.vega import chart
from missiemonitor.output.site.vega_data import FILLS, STRIPE
from missiemonitor.output.site.words import Wording

HEADS = (
    "name",
    "period",
    "officers",
    "officers_max",
    "stated_total",
    "state",
    "origin",
    "shown",
    "waiting_officers",
)


def table(picture: Picture, words: Wording) -> list[list[str]]:
    """The figures of a picture with their heads, a row a mark, as its pages show it with its marks;
    what is not listed, or of which there is no report, has no number."""
    rows = [[words(f"column.{head}") for head in HEADS]]
    for each in picture.series:
        for mark in each.marks:
            states = [_state(mark, state, words) for number, state in mark.parts if number]
            if mark.contradicted:
                states = list(dict.fromkeys([words("state.bad"), *states]))
            own = sum(number for number, state in mark.parts if state != "shared")
            rows.append(
                [
                    each.name or picture.title,
                    mark.period,
                    "" if mark.kind or not mark.counted else str(own),
                    str(mark.high) if mark.high is not None else "",
                    str(mark.stated) if mark.stated is not None else "",
                    mark.said.partition(": ")[2] if mark.kind else ", ".join(states),
                    "" if mark.origin in ("", "official") else words(f"origin.{mark.origin}"),
                    mark.text,
                    "" if mark.waiting is None else str(mark.waiting),
                ]
            )
    return rows


def _state(mark: Mark, state: str, words: Wording) -> str:
    """A state in words; what is shared stands in no column of numbers, so its number is told."""
    said = words(f"state.{state}")
    shared = re.search(r"\(\+(.*?)\)", mark.text)
    return f"{shared[1]} {said}" if state == "shared" and shared else said


def as_csv(picture: Picture, words: Wording) -> str:
    """The table of a picture as CSV."""
    written = io.StringIO()
    csv.writer(written).writerows(table(picture, words))
    return written.getvalue()


def as_svg(picture: Picture, words: Wording) -> str:
    """The picture as SVG, with its title in it."""
    drawn = vl_convert.vegalite_to_svg(json.dumps(chart(picture, words).to_dict()))
    return _striped(drawn)


def as_vega_lite(picture: Picture, words: Wording) -> str:
    """The picture as Vega-Lite, with its data, to be changed; it knows no stripes, so that what is
    invented is pale in it."""
    written = json.dumps(chart(picture, words).to_dict(), ensure_ascii=False)
    for at, (fill, line) in enumerate(FILLS.values()):
        written = written.replace(STRIPE.format(at), _pale(line if fill == "#ffffff" else fill))
    return written


def _pale(colour: str) -> str:
    """A colour half way to white."""
    return "#" + "".join(f"{(int(colour[at : at + 2], 16) + 255) // 2:02x}" for at in (1, 3, 5))


def as_png(picture: Picture, words: Wording) -> bytes:
    """The picture as PNG, two pixels to the point."""
    return vl_convert.svg_to_png(as_svg(picture, words), scale=2.0)


def _striped(svg: str) -> str:
    """The SVG with stripes where a colour stood for them."""
    patterns = []
    for at, (state, (fill, line)) in enumerate(FILLS.items()):
        colour = STRIPE.format(at)
        if colour not in svg:
            continue
        ground, over = (fill, "#ffffff") if state == "ok" else ("#ffffff", line)
        if state == "doubt":
            ground = fill
        turn = -45 if state == "shared" else 45
        patterns.append(
            f'<pattern id="v-{state}" width="6" height="6" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate({turn})"><rect width="6" height="6" fill="{ground}"/>'
            f'<rect width="1.6" height="6" fill="{over}"/></pattern>'
        )
        svg = re.sub(rf'fill="{colour}"', f'fill="url(#v-{state})"', svg)
    return (
        svg.replace("<defs>", f"<defs>{''.join(patterns)}", 1)
        if "<defs>" in svg
        else re.sub(r"(<svg[^>]*>)", rf"\1<defs>{''.join(patterns)}</defs>", svg, count=1)
    )
