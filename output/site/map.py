"""The map of the site: a circle a country by area, and a line that counts who is not on it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape
from missiemonitor.output.charts.world import View, middles, rings
from missiemonitor.output.site import marks
from missiemonitor.output.site.model import Figure, World
from missiemonitor.output.site.words import Wording

WIDTH, HEIGHT = 760.0, 600.0  # pixels of the drawing, which grows and shrinks with the page
RADIUS = 6.0  # pixels of the circle of one officer; its area grows with their number
ROOM = 3.0  # pixels between a circle and its words
LETTER = 7.2  # pixels that a letter of 13 is wide
LINE = 16.0  # pixels that a line of words is high


@dataclass(frozen=True, slots=True)
class Circle:
    """A country on the map: officers who are there alone, and the figures that say so."""

    country: str
    officers: int
    figures: tuple[Figure, ...]
    x: float
    y: float

    @property
    def radius(self) -> float:
        """Pixels."""
        return RADIUS * math.sqrt(max(self.officers, 0.3))


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
    found = []
    for code, figures in alone.items():
        x, y = view.pixel(middles()[code])
        found.append(Circle(code, sum(f.officers or 0 for f in figures), tuple(figures), x, y))
    return tuple(_apart(sorted(found, key=lambda s: (-s.officers, s.country)))), tuple(left)


def _apart(found: list[Circle]) -> list[Circle]:
    """Spots whose circles do not lie over each other: the smaller ones are pushed away."""
    placed: list[Circle] = []
    for spot in found:
        x, y = spot.x, spot.y
        for _ in range(40):
            over = next(
                (o for o in placed if math.hypot(o.x - x, o.y - y) < o.radius + spot.radius + 1),
                None,
            )
            if over is None:
                break
            away = math.atan2(y - over.y, x - over.x) if (x, y) != (over.x, over.y) else math.pi / 4
            x, y = x + 2 * math.cos(away), y + 2 * math.sin(away)
        placed.append(Circle(spot.country, spot.officers, spot.figures, x, y))
    return placed


def draw(
    world: World,
    period: str,
    words: Wording,
    country_link: Callable[[str], str],
    figure_link: Callable[[Figure], str],
) -> Markup:
    """The map of a period, its key of sizes, and the line under it."""
    on_map, left = spots(world, period)
    if not on_map:
        return _under(world, on_map, left, words, figure_link)
    view = View.around([middles()[spot.country] for spot in on_map], WIDTH, HEIGHT)
    circles = "".join(
        f'<circle class="c" {_at(s.x, s.y, "c")} r="{s.radius:.1f}"/>' for s in on_map
    )
    labels = "".join(_labels(world, on_map, words, country_link))
    ground = _ground(view, frozenset(s.country for s in on_map))
    svg = (
        f'<svg class="ground" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" aria-hidden="true">'
        f"{ground}</svg>"
        f'<svg class="over" role="group" aria-label="{escape(words("map.label", period=period))}">'
        f"{circles}{labels}</svg>"
    )
    return (
        Markup(f'<div class="map">{svg}</div>')
        + _sizes(max(s.officers for s in on_map), words)
        + _under(world, on_map, left, words, figure_link)
    )


def _labels(
    world: World, on_map: tuple[Circle, ...], words: Wording, link: Callable[[str], str]
) -> list[str]:
    """A name and a number beside each circle, on the side where no other stands."""
    taken = [(s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius) for s in on_map]
    out = []
    for spot in on_map:
        name = world.country(spot.country, words.language)
        number = marks.text_of(spot.figures)
        wide = LETTER * (len(name) + len(number) + 1)
        aside = spot.radius + ROOM
        places = (
            (spot.x + aside, spot.y + 5, "start", spot.x + aside),
            (spot.x - aside, spot.y + 5, "end", spot.x - aside - wide),
            (spot.x, spot.y + aside + 12, "middle", spot.x - wide / 2),
            (spot.x, spot.y - aside - 2, "middle", spot.x - wide / 2),
            (spot.x + aside, spot.y + 5 + LINE, "start", spot.x + aside),
            (spot.x - aside, spot.y + 5 - LINE, "end", spot.x - aside - wide),
        )
        x, y, anchor, left = min(places, key=lambda p: _cost(p[3], p[1], wide, taken))
        taken.append((left, y - LINE + 3, left + wide, y + 3))
        said = escape(f"{name}: {number}")
        out.append(
            f'<a href="{escape(link(spot.country))}" aria-label="{said}"><text class="place" '
            f'{_at(spot.x, spot.y)} dx="{x - spot.x:.0f}" dy="{y - spot.y:.0f}" '
            f'text-anchor="{anchor}"><tspan class="m">{escape(number)}'
            f"</tspan> {escape(name)}</text></a>"
        )
    return out


def _at(x: float, y: float, of: str = "") -> str:
    """A place on the map in percent, so that letters keep their size when the map grows."""
    return f'{of}x="{100 * x / WIDTH:.2f}%" {of}y="{100 * y / HEIGHT:.2f}%"'


def _cost(
    left: float, foot: float, wide: float, taken: list[tuple[float, float, float, float]]
) -> float:
    """How much a label lies over what is there, or off the map."""
    right, top, bottom = left + wide, foot - LINE + 3, foot + 3
    over = sum(
        max(0.0, min(right, x1) - max(left, x0)) * max(0.0, min(bottom, y1) - max(top, y0))
        for x0, y0, x1, y1 in taken
    )
    off = max(0.0, -left) + max(0.0, right - WIDTH) + max(0.0, -top) + max(0.0, bottom - HEIGHT)
    return over + 100 * off


@lru_cache(maxsize=16)
def _ground(view: View, here: frozenset[str]) -> str:
    """The land, with the countries that have a circle a little darker."""
    drawn: dict[bool, list[str]] = {False: [], True: []}
    for code, ring in rings():
        points = [view.pixel(point) for point in ring]
        if not any(-80 < x < WIDTH + 80 and -80 < y < HEIGHT + 80 for x, y in points):
            continue
        path = "".join(f"{'L' if at else 'M'}{x:.0f} {y:.0f}" for at, (x, y) in enumerate(points))
        drawn[code in here].append(f"{path}z")
    return (
        f'<path fill="#f8f9fa" stroke="#b9c3cc" stroke-width=".8" d="{"".join(drawn[False])}"/>'
        f'<path fill="#dbe8f2" stroke="#7d93a8" stroke-width=".8" d="{"".join(drawn[True])}"/>'
    )


def _sizes(most: int, words: Wording) -> Markup:
    """A key of the areas of circles."""
    numbers = sorted({1, max(1, most // 2), most})
    x, out = 0.0, []
    tallest = 2 * RADIUS * math.sqrt(most) + 2
    for number in numbers:
        radius = RADIUS * math.sqrt(number)
        x += radius + 2
        out.append(
            f'<circle cx="{x:.1f}" cy="{tallest - radius - 1:.1f}" r="{radius:.1f}" '
            f'fill="#0f4c81" fill-opacity=".85"/>'
            f'<text x="{x + radius + 4:.1f}" y="{tallest - 3:.1f}" font-size="13">{number}</text>'
        )
        x += radius + 14 + 8 * len(str(number))
    return Markup(
        f'<ul class="key"><li><svg style="width:{x:.0f}px;height:{tallest:.0f}px" '
        f'aria-hidden="true">{"".join(out)}</svg>{escape(words("map.sizes"))}</li></ul>'
    )


def _under(
    world: World,
    on_map: tuple[Circle, ...],
    left: tuple[Figure, ...],
    words: Wording,
    link: Callable[[Figure], str],
) -> Markup:
    """Who is on the map and who is not, and why."""
    there = sum(spot.officers for spot in on_map)
    every = there + sum(figure.officers or 0 for figure in left)
    said = escape(words("map.on", n=there, total=every))
    rest = []
    for figure in left:
        names = [world.country(code, words.language) for code in figure.countries]
        where = (
            words("map.shared", names=words.listed(names))
            if figure.shared
            else (words("map.no_shape", name=names[0]) if names else words("map.no_country"))
        )
        rest.append(
            Markup('<a href="{}">{}</a> {} ({})').format(
                link(figure), figure.shown, where, figure.mission_name
            )
        )
    if rest:
        said += Markup(" {}: {}.").format(words("map.not_on"), Markup(", ").join(rest))
    return Markup('<p class="meta">{}</p>').format(said)
