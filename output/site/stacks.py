"""Stacked bars per half-year: all officers over a few groups, which are named at their side."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape
from missiemonitor.output.site.album import Picture, PictureSeries
from missiemonitor.output.site.bars import Bars
from missiemonitor.output.site.model import STATES
from missiemonitor.output.site.pictures import Mark, swatch
from missiemonitor.output.site.words import Wording

HEIGHT = 260  # pixels
BARS = 78.0  # percent of the width; the names stand in the rest
LINE = 17.0  # pixels between two names
TELLING = 0.09  # of the highest bar: a part that is at least so high has its number in it
DARK_ON = ("vn", "ovse")  # colours on which dark letters are read best


def stack(picture: Picture, words: Wording) -> Markup:
    """The bars of a picture, the first series at the foot, with what fills mean under them."""
    drawing = _Stack(picture)
    dense = " dense" if drawing.dense else ""
    svg = (
        f'<svg class="chart{dense}" height="{HEIGHT}" role="group" '
        f'aria-label="{escape(picture.title)}">'
        f'<svg x="0" y="0" width="{BARS}%" height="{HEIGHT}" style="overflow:visible">'
        f"{drawing.drawn()}</svg>{''.join(_beside(picture, drawing))}</svg>"
    )
    phone = "".join(
        f'<li><svg aria-hidden="true"><rect class="o-{each.style}" x="1" y="1" width="20" '
        f'height="12"/></svg>{escape(each.name)} {escape(each.marks[-1].text)}</li>'
        for each in picture.series
    )
    said = "".join(
        f'<li><svg aria-hidden="true">{swatch(state, state == "invented", "org")}</svg>'
        f"{escape(words(f'key.org.{state}'))}</li>"
        for state in (*STATES, "invented")
        if state in drawing.seen
    )
    gone = "".join(
        f"<li>{escape(words(f'key.{n}'))}</li>" for n in ("none", "ribbon") if n in drawing.seen
    )
    label = escape(words("key"))
    return Markup(
        f'{svg}<ul class="key only-phone">{phone}</ul>'
        f'<ul class="key" aria-label="{label}">{said}{gone}</ul>'
    )


class _Stack(Bars):
    """Bars of the totals, whose parts are the groups and not the states."""

    def __init__(self, picture: Picture) -> None:
        super().__init__(picture.together, HEIGHT)
        self.series = picture.series
        self.slot = (100 - self.left) / len(self.marks)
        self.wide = self.slot * (0.8 if self.dense else 0.6)

    def _body(self, at: int, mark: Mark, x: float, middle: float) -> Iterator[str]:
        up = 0
        for each in self.series:
            own = each.marks[at]
            if not own.sum:
                continue
            for number, state in own.parts:
                up += number
                yield self._part(each, own, number, state, x, self.y(up))
            if own.sum >= self.most * TELLING and not self.dense:
                ink = "#16202b" if each.style in DARK_ON or own.parts[0][1] != "ok" else "#fff"
                yield (
                    f'<text class="value in" x="{middle:.4g}%" '
                    f'y="{self.y(up - own.sum / 2) + 5:.4g}" style="fill:{ink}">'
                    f"{escape(own.text)}</text>"
                )
        if at in self.told:
            yield self.number(at, up, middle, mark.text)

    def _part(
        self, each: PictureSeries, own: Mark, number: int, state: str, x: float, top: float
    ) -> str:
        self.seen[state] = None
        high = max(self.base - self.y(number) - 1.5, 1)
        if self.many:
            return self.rect(f"org o-{each.style} is-{state}", x, top, self.wide, high)
        at = f'x="{x:.4g}%" y="{top:.4g}" width="{self.wide:.4g}%" height="{high:.4g}"'
        said = escape(f"{each.name}, {own.period}: {own.text}")
        drawn = f'<rect class="org o-{each.style} is-{state}" {at}'
        drawn += "/>" if self.dense else f"><title>{said}</title></rect>"
        if own.invented and not self.dense:
            self.seen["invented"] = None
            drawn += f'<rect class="o ok" {at}/>'
        return drawn


def _beside(picture: Picture, drawing: _Stack) -> Iterator[str]:
    """The name of each series at the height of its part of the last bar, none over another."""
    up, floor = 0, drawing.base + LINE
    for each in picture.series:
        number = each.marks[-1].sum
        at = drawing.y(up + number / 2) + 4 if number else drawing.head
        up += number
        floor = at = min(at, floor - LINE)
        name = f"{escape(each.name)} {escape(each.marks[-1].text)}"
        linked = f'<a href="{escape(each.href)}">{name}</a>' if each.href else name
        yield (
            f'<g class="side"><rect class="o-{each.style}" x="{BARS + 1}%" y="{at - 9:.4g}" '
            f'width="10" height="10"/><text x="{BARS + 1}%" dx="15" y="{at:.4g}">'
            f"{linked}</text></g>"
        )
