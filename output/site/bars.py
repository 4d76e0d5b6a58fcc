"""Bars as inline SVG, one a period: x in percent, y in pixels.

Places have four digits, which is finer than a screen. Few bars have a number each and are links;
more have a scale, very many are drawn as one shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup, escape
from missiemonitor.output.site.pictures import Mark, key
from missiemonitor.output.site.words import Wording

FEW = 12  # bars with a number each; more have a scale on the left
MANY = 40  # bars that are told as invented by a strip under the axis
WIDEST = 20.0  # percent of a panel that a bar takes
NAMED = 6  # periods named one by one; more by their years
UNITS = 50  # of the width of a bar with its gap, where bars are drawn as one shape
LINE = 13.0  # pixels between two numbers one over the other
LETTER = 3.1  # percent of a panel that a letter over a bar takes
Box = tuple[float, float, float, float]  # left, foot, wide and high
STEPS = (5, 10, 20, 50, 100, 200, 500, 1000, 5000)  # of the scale, officers


def shapes(boxes: Mapping[str, Sequence[Box]]) -> str:
    """Boxes by what fills them, all that look the same as one shape, each told from where the one
    before began: two hundred are a small page then.

    A half fill lies over the whole of its shape, so that those that wait have one each.
    """
    return "".join(
        f'<path class="{look}" d="{_outlines(some)}"/>'
        for look, found in boxes.items()
        for some in ([[each] for each in found] if "wait" in look else [found])
    )


def _outlines(boxes: Sequence[Box]) -> str:
    at_x = at_y = 0.0
    told = []
    for box in boxes:
        x, foot, wide, high = (round(number, 1) for number in box)
        told.append(f"m{x - at_x:.5g} {foot - at_y:.5g}v-{high:.5g}h{wide:.5g}v{high:.5g}z")
        at_x, at_y = x, foot
    return "".join(told)


def bars(
    marks: Sequence[Mark],
    words: Wording,
    label: str,
    height: int = 200,
    *,
    links: bool = True,
) -> Markup:
    """Bars from zero, one a period in order of time, with a key of what occurs in them."""
    if not marks:
        return Markup("")
    drawing = Bars(marks, height)
    wide = "" if drawing.dense else f"max-width:{max(len(marks) * 9.4, 20):.0f}rem"
    dense = " dense" if drawing.dense else ""
    svg = (
        f'<svg class="chart{dense}" height="{height}" style="{wide}" role="group" '
        f'aria-label="{escape(label)}">{drawing.drawn(links)}</svg>'
    )
    return Markup(svg) + key(drawing.seen, words)


class Bars:
    """A drawing under way: where things are, and which fills occur (`seen`)."""

    def __init__(self, marks: Sequence[Mark], height: int, small: bool = False) -> None:
        self.marks, self.small = marks, small
        self.base, self.head = height - (18 if small else 24), 22
        self.dense, self.many = len(marks) > FEW, len(marks) > MANY
        self.most = max([mark.top for mark in marks] + [1])
        self.left = 3.2 if self.dense else 0.0
        self.slot = (100 - self.left) / len(marks)
        self.wide = self.slot * (0.74 if self.dense else 0.56)
        if small:
            self.wide = min(self.wide, WIDEST)
        self.seen: dict[str, None] = {}
        self.joined: dict[str, list[Box]] = {}  # very many bars by what fills them
        sums = [mark.sum for mark in marks]
        self.told = (
            {len(marks) - 1, sums.index(max(sums))} if self.dense else set(range(len(marks)))
        )
        if small:
            self.told = {at for at in self.told if not self._covered(at)}

    def drawn(self, links: bool = True) -> str:
        """The scale, the bars, and the axis with what stands under it."""
        drawn = "".join(self.bar(at, mark, links) for at, mark in enumerate(self.marks))
        return f"{self.scale()}{self.outlines()}{drawn}{self.below()}"

    def rect(self, look: str, x: float, y: float, wide: float, high: float) -> str:
        """A filled part of a bar; of very many bars it is drawn with all that look like it."""
        if not self.many:
            return (
                f'<rect class="{look}" x="{x:.4g}%" y="{y:.4g}" width="{wide:.4g}%" '
                f'height="{max(high, 1):.4g}"/>'
            )
        high = max(round(high), 1)
        x, wide = (round(UNITS * part / self.slot) for part in (x, wide))
        box = x, round(y) + high, wide, high
        self.joined.setdefault(look, []).append(box)
        return ""

    def outlines(self) -> str:
        """All bars that look the same as one shape: two hundred of them are a small page then."""
        high = self.base + 24
        paths = shapes(self.joined)
        return paths and (
            f'<svg width="100%" height="{high}" viewBox="0 0 {100 * UNITS / self.slot:.6g} {high}" '
            f'preserveAspectRatio="none">{paths}</svg>'
        )

    def _covered(self, at: int) -> bool:
        """Whether a number of a panel would run into a longer one or into the last, beside it.

        The table and what is spoken have it.
        """

        def reach(mark: Mark) -> float:
            return 0.0 if mark.kind else LETTER * len(mark.text) / 2

        def over(other: int) -> bool:
            if not 0 <= other < len(self.marks) or abs(at - other) != 1:
                return False
            mine, its = self.marks[at], self.marks[other]
            close = abs(self.y(mine.top) - self.y(its.top)) < LINE
            first = (
                other > at if len(mine.text) == len(its.text) else len(its.text) > len(mine.text)
            )
            return bool(close and first and reach(mine) + reach(its) > self.slot and not its.kind)

        last = len(self.marks) - 1
        return at != last and not self.marks[at].kind and (over(at - 1) or over(at + 1))

    def y(self, value: float) -> float:
        return self.base - (self.base - self.head) * value / self.most

    def middle(self, at: float) -> float:
        return self.left + (at + 0.5) * self.slot

    def scale(self) -> str:
        """Lines and numbers on the left, where there are too many bars to tell each."""
        if not self.dense:
            return ""
        step = next((s for s in STEPS if self.most / s <= 4), STEPS[-1])
        return "".join(
            f'<line class="grid" x1="0" x2="100%" y1="{self.y(t):.4g}" y2="{self.y(t):.4g}"/>'
            f'<text class="tick" x="0" y="{self.y(t) - 3:.4g}">{t}</text>'
            for t in range(step, self.most + 1, step)
        )

    def bar(self, at: int, mark: Mark, links: bool) -> str:
        body = "".join(self._parts(at, mark))
        if self.many:
            return body
        said = escape(mark.said)
        if links and mark.href and not self.dense:
            return f'<a href="{escape(mark.href)}" aria-label="{said}">{body}</a>'
        return f"<g><title>{said}</title>{body}</g>"

    def _parts(self, at: int, mark: Mark) -> Iterable[str]:
        x, middle = self.middle(at) - self.wide / 2, self.middle(at)
        if mark.kind == "none":
            self.seen["none"] = None
            left = middle - self.slot / 2
            yield self.rect("none", left, self.head, self.slot, self.base - self.head)
            return
        if mark.kind == "gone":
            self.seen[mark.why] = None
            if not self.many:
                at_foot = f'x="{middle:.4g}%" y="{self.base - 5}"'
                yield f'<text class="value" {at_foot}>{mark.text}</text>'
            return
        yield from self._body(at, mark, x, middle)

    def _body(self, at: int, mark: Mark, x: float, middle: float) -> Iterable[str]:
        """A bar of a period that has figures."""
        striped = mark.invented and not self.many
        up = 0
        for number, state in mark.parts:
            if number:
                self.seen[state + ("+" if striped else "")] = None
                up += number
                yield self.box(x, self.y(up), self.base - self.y(number), state, striped)
        if mark.high is not None and mark.high > up:
            self.seen["range"] = None
            yield self.box(x, self.y(mark.high), self.y(up) - self.y(mark.high), "shared", False)
            up = mark.high
        if mark.stated is not None:
            self.seen["stated"] = None
            if mark.stated > up:
                self.seen["gap"] = None
                yield self.box(
                    x, self.y(mark.stated), self.y(up) - self.y(mark.stated), "bad", True
                )
            over, line = self.slot * 0.1, self.y(mark.stated)
            if self.many:
                yield self.rect("line", x - over, line, self.wide + 2 * over, 2)
            else:
                yield (
                    f'<line class="stated" x1="{x - over:.4g}%" x2="{x + self.wide + over:.4g}%" '
                    f'y1="{line:.4g}" y2="{line:.4g}"/>'
                )
            up = max(up, mark.stated)
        if at in self.told:
            yield self.number(at, up, middle, mark.text)

    def box(self, x: float, y: float, high: float, state: str, striped: bool) -> str:
        """A part of a bar in the fill of a state, with stripes where it is invented."""
        if not striped:
            return self.rect(f"f {state}", x, y, self.wide, high)
        plain = self.rect(f"f {state} v", x, y, self.wide, high)
        return plain + self.rect(f"o {state}", x, y, self.wide, high)

    def number(self, at: int, up: float, middle: float, text: str) -> str:
        """The number over a bar; that of the last of many ends where the picture does."""
        end = self.dense and at == len(self.marks) - 1
        x, where = (100.0, "value end") if end else (middle, "value")
        return f'<text class="{where}" x="{x:.4g}%" y="{self.y(up) - 6:.4g}">{escape(text)}</text>'

    def below(self) -> str:
        """The axis, and the periods or years under it."""
        out = []
        if len(self.marks) <= NAMED and not self.small:
            for at, mark in enumerate(self.marks):
                out.append(self._name(self.middle(at), self.base + 17, mark.period))
        else:
            years: dict[str, list[int]] = {}
            for at, mark in enumerate(self.marks):
                years.setdefault(mark.period[:4], []).append(at)
            every = 1 if len(years) <= FEW else 5 if len(years) <= MANY else 10
            for year, places in years.items():
                if int(year) % every == 0:
                    text = f"\N{RIGHT SINGLE QUOTATION MARK}{year[2:]}" if self.small else year
                    middle = self.middle((places[0] + places[-1]) / 2)
                    out.append(self._name(middle, self.base + (20 if self.many else 15), text))
        if self.many:
            for is_invented, run in groupby(enumerate(self.marks), lambda each: each[1].invented):
                places = [at for at, _ in run]
                if is_invented:
                    self.seen["ribbon"] = None
                    out.append(
                        f'<rect x="{self.middle(places[0] - 0.5):.4g}%" y="{self.base + 1}" '
                        f'width="{len(places) * self.slot:.4g}%" height="6" fill="url(#p-dark)"/>'
                    )
        axis = f'x1="{self.left}%" x2="100%" y1="{self.base}" y2="{self.base}"'
        return "".join(out) + f'<line class="axis" {axis}/>'

    @staticmethod
    def _name(x: float, y: float, text: str) -> str:
        return f'<text class="lab" x="{x:.4g}%" y="{y:.4g}">{escape(text)}</text>'
