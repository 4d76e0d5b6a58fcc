"""Where the circles of a map are: a country each, those that touch apart, and who is on no map."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from missiemonitor.output.charts.world import View, middles
from missiemonitor.output.site.model import STATES, Figure, World

WIDTH, HEIGHT = 760.0, 600.0  # pixels of the drawing, which grows and shrinks with the page
RADIUS = 6.0  # pixels of the circle of one officer; its area grows with their number
ROOM = 3.0  # pixels between a circle and its words
# Of letters of 13 on a map that is shown three quarters as wide as it is drawn, as on a home page.
LETTER = 9.6  # pixels that a letter is wide
LINE = 21.0  # pixels that a line of words is high
PAGE = 560.0 / WIDTH  # how small the map is on a page, where letters keep their size,
PHONE = 360.0 / WIDTH  # and on a phone
GROWN = 1.6  # how much larger letters are there beside the map than where there is room
INSET = 0.6  # of the height of the map
FAR, NEAR = 14.0, 70.0  # pixels: pushed so far there is an inset, with all circles that are near


@dataclass(frozen=True, slots=True)
class Circle:
    """A country on the map: officers who are there alone, and the figures that say so.

    `moved` is how far it was pushed from where it belongs, in pixels.
    """

    country: str
    officers: int
    figures: tuple[Figure, ...]
    x: float
    y: float
    moved: float = 0.0

    @property
    def radius(self) -> float:
        """Pixels."""
        return RADIUS * math.sqrt(max(self.officers, 0.3))

    @property
    def state(self) -> str:
        """The least sure state of its figures."""
        return max((figure.state for figure in self.figures), key=STATES.index)

    @property
    def invented(self) -> bool:
        """Whether any of its figures is invented."""
        return any(figure.invented for figure in self.figures)


def spots(world: World, period: str) -> tuple[tuple[Circle, ...], tuple[Figure, ...]]:
    """The countries of a period that are on the map, the largest first, and the figures that are
    not: shared between countries, of none that is known, or of one without a shape."""
    alone: dict[str, list[Figure]] = {}
    left: list[Figure] = []
    for figure in world.by_period.get(period, ()):
        if len(figure.countries) == 1 and figure.countries[0] in middles():
            alone.setdefault(figure.countries[0], []).append(figure)
        else:
            left.append(figure)
    view = View.around([middles()[code] for code in alone], WIDTH, HEIGHT)
    found = [
        Circle(code, sum(f.officers or 0 for f in figures), tuple(figures), 0, 0)
        for code, figures in alone.items()
    ]
    return placed_in(sorted(found, key=lambda s: (-s.officers, s.country)), view), tuple(left)


def crowded(found: tuple[Circle, ...]) -> tuple[Circle, ...]:
    """The circles that would be pushed too far, and those that they would be pushed from."""
    far = [s for s in found if s.moved > FAR]
    near = [s for s in found if any(math.hypot(s.x - o.x, s.y - o.y) < NEAR for o in far)]
    return tuple(near)


def closer_view(apart: Sequence[Circle], width: float, height: float) -> View:
    """A view of so many pixels of the part of the world that an inset shows, with room around."""
    points = [middles()[spot.country] for spot in apart]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    across = max(8.0, (max(xs) - min(xs)) * 1.6, (max(ys) - min(ys)) * 1.6 * width / height)
    middle = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
    return View(width, height, middle, width / math.radians(across))


def frame(apart: Sequence[Circle]) -> tuple[float, float, float, float]:
    """Left, top, right and foot of what an inset shows, in pixels of the map."""
    xs, ys = [spot.x for spot in apart], [spot.y for spot in apart]
    return min(xs) - 14, min(ys) - 14, max(xs) + 14, max(ys) + 14


def placed_in(found: Iterable[Circle], view: View) -> tuple[Circle, ...]:
    """Circles where they belong in a view; of those that touch, the smaller are pushed away."""
    placed: list[Circle] = []
    for spot in found:
        own_x, own_y = view.pixel(middles()[spot.country])
        x, y = own_x, own_y
        for _ in range(60):
            over = next(
                (o for o in placed if math.hypot(o.x - x, o.y - y) < o.radius + spot.radius + 1),
                None,
            )
            if over is None:
                break
            away = math.atan2(y - over.y, x - over.x) if (x, y) != (over.x, over.y) else math.pi / 4
            x, y = x + 2 * math.cos(away), y + 2 * math.sin(away)
        placed.append(replace(spot, x=x, y=y, moved=math.hypot(x - own_x, y - own_y)))
    return tuple(placed)


def beside(
    circles: Sequence[Circle], texts: Sequence[str], view: View, grown: float = 1.0
) -> list[tuple[float, float, str]]:
    """Where the words of each circle stand, and which end of them: start, middle or end.

    On the side where they lie over no circle and no other words, if there is one. Letters are so
    many times as large as usual beside the map.
    """
    line, room = LINE * grown, ROOM * grown
    taken = [(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in circles]
    out = []
    for spot, text in zip(circles, texts, strict=True):
        wide, aside, low = LETTER * grown * len(text), spot.radius + room, 5 * grown
        places = (
            (spot.x + aside, spot.y + low, "start", spot.x + aside),
            (spot.x - aside, spot.y + low, "end", spot.x - aside - wide),
            (spot.x, spot.y + aside + 12 * grown, "middle", spot.x - wide / 2),
            (spot.x, spot.y - aside - 2, "middle", spot.x - wide / 2),
            (spot.x + aside, spot.y + low + line, "start", spot.x + aside),
            (spot.x - aside, spot.y + low - line, "end", spot.x - aside - wide),
        )
        x, y, anchor, left = min(places, key=lambda p: _cost(p[3], p[1], wide, line, taken, view))
        taken.append((left, y - line + 3, left + wide, y + 3))
        out.append((x, y, anchor))
    return out


def _cost(
    left: float,
    foot: float,
    wide: float,
    line: float,
    taken: list[tuple[float, float, float, float]],
    view: View,
) -> float:
    """How much a label lies over what is there, or off the map."""
    right, top, bottom = left + wide, foot - line + 3, foot + 3
    over = sum(
        max(0.0, min(right, x1) - max(left, x0)) * max(0.0, min(bottom, y1) - max(top, y0))
        for x0, y0, x1, y1 in taken
    )
    off = max(0.0, -left) + max(0.0, right - view.width)
    off += max(0.0, -top) + max(0.0, bottom - view.height)
    return over + 100 * off
