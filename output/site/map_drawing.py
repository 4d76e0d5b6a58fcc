"""The map of the site: a circle a country by area, and a line that counts who is not on it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache

from markupsafe import Markup, escape
from missiemonitor.output.charts.world import Point, View, middles, rings
from missiemonitor.output.site import marks
from missiemonitor.output.site.map import (
    GROWN,
    HEIGHT,
    INSET,
    PAGE,
    PHONE,
    RADIUS,
    WIDTH,
    Circle,
    beside,
    closer_view,
    crowded,
    frame,
    placed_in,
    spots,
)
from missiemonitor.output.site.model import Figure, World
from missiemonitor.output.site.pictures import key
from missiemonitor.output.site.words import Wording

# Pixels that an outline may run beside its place: of land that is ground alone, and of countries
# with a circle. What is left out is not seen at the size that the map has on a page.
COARSE, FINE = 3.0, 1.0
EDGE = 20  # pixels outside the map at which land is cut off, so that no cut is seen


def draw(
    world: World,
    period: str,
    words: Wording,
    country_link: Callable[[str], str],
    figure_link: Callable[[Figure], str],
) -> Markup:
    """The map of a period, an inset where it is crowded, its keys, and the line under it."""
    on_map, left = spots(world, period)
    if not on_map:
        return _under(world, on_map, left, words, figure_link)
    apart = crowded(on_map)
    label = words("map.label", period=period)
    view = View.around([middles()[spot.country] for spot in on_map], WIDTH, HEIGHT)
    main = tuple(spot for spot in on_map if spot not in apart)
    drawn = _map(world, main, view, label, words, country_link, apart)
    if apart:
        closer = closer_view(apart, WIDTH, HEIGHT * INSET)
        names = words.listed([world.country(spot.country, words.language) for spot in apart])
        drawn += Markup('<h4 class="inset">{}</h4>').format(words("map.inset"))
        near, label = placed_in(apart, closer), f"{label}: {names}"
        drawn += _map(world, near, closer, label, words, country_link)
    seen = dict.fromkeys(spot.state + ("+" if spot.invented else "") for spot in on_map)
    return (
        drawn
        + _sizes(max(s.officers for s in on_map), words)
        + key(seen, words)
        + _under(world, on_map, left, words, figure_link)
    )


def _map(
    world: World,
    circles: tuple[Circle, ...],
    view: View,
    label: str,
    words: Wording,
    link: Callable[[str], str],
    apart: tuple[Circle, ...] = (),
) -> Markup:
    """One map: the land under it, circles with names and numbers, and a frame around an inset."""
    drawn = "".join(_circle(spot, view) for spot in circles)
    labels = "".join(_labels(world, circles, words, link, view))
    ground = _ground(view, frozenset(s.country for s in (*circles, *apart)))
    return Markup(
        f'<div class="map"><svg class="ground" viewBox="0 0 {view.width:.0f} {view.height:.0f}" '
        f'aria-hidden="true">{ground}{_frame(apart)}</svg>'
        f'<svg class="over" role="group" aria-label="{escape(label)}">{drawn}{labels}</svg></div>'
    )


def _circle(spot: Circle, view: View) -> str:
    at = f'{_at(spot.x, spot.y, view, "c")} r="{_long(spot.radius, view.width, view.height)}"'
    if not spot.invented:
        return f'<circle class="f {spot.state}" {at}/>'
    return f'<circle class="f {spot.state} v" {at}/><circle class="o {spot.state}" {at}/>'


def _frame(apart: tuple[Circle, ...]) -> str:
    """Where an inset belongs, as a frame with the number of officers in it."""
    if not apart:
        return ""
    left, top, right, foot = frame(apart)
    number = sum(s.officers for s in apart)
    return (
        f'<rect x="{left:.0f}" y="{top:.0f}" width="{right - left:.0f}" '
        f'height="{foot - top:.0f}" fill="#fff" fill-opacity=".7" stroke="#16202b"/>'
        f'<text class="m" style="font-size:19px" x="{(left + right) / 2:.0f}" '
        f'y="{(top + foot) / 2 + 5:.0f}" '
        f'text-anchor="middle">{number}</text>'
    )


def _labels(
    world: World,
    on_map: tuple[Circle, ...],
    words: Wording,
    link: Callable[[str], str],
    view: View,
) -> list[str]:
    """A name and a number beside each circle, on the side where no other stands."""
    names = [world.country(spot.country, words.language) for spot in on_map]
    numbers = [marks.text_of(spot.figures) for spot in on_map]
    texts = [f"{number} {name}" for number, name in zip(numbers, names, strict=True)]
    wide = beside(on_map, texts, view)
    narrow = beside(on_map, numbers, view, GROWN)  # a phone has room for numbers alone
    out = []
    for spot, name, number, here, there in zip(on_map, names, numbers, wide, narrow, strict=True):
        page, phone = _from_edge(spot, here, view, PAGE), _from_edge(spot, there, view, PHONE)
        told = f'<tspan class="m">{escape(number)}</tspan>'
        out.append(
            f'<a href="{escape(link(spot.country))}" aria-label="{escape(f"{name}: {number}")}">'
            f'<text class="place nm" {page}>{told} {escape(name)}</text>'
            f'<text class="place few" {phone}>{told}</text></a>'
        )
    return out


def _from_edge(spot: Circle, place: tuple[float, float, str], view: View, shrunk: float) -> str:
    """A place of words, told from the edge of their circle, which shrinks with the map as letters
    do not."""
    x, y, anchor = place
    dx, dy = x - spot.x, y - spot.y
    out_x = 0 if anchor == "middle" else math.copysign(spot.radius, dx)
    out_y = math.copysign(spot.radius, dy) if anchor == "middle" else 0
    return (
        f'{_at(spot.x + out_x, spot.y + out_y, view)} dx="{(dx - out_x) * shrunk:.0f}" '
        f'dy="{(dy - out_y) * shrunk:.0f}" text-anchor="{anchor}"'
    )


def _at(x: float, y: float, view: View, of: str = "") -> str:
    """A place on the map in percent, so that letters keep their size when the map grows."""
    return f'{of}x="{100 * x / view.width:.2f}%" {of}y="{100 * y / view.height:.2f}%"'


@lru_cache(maxsize=16)
def _ground(view: View, here: frozenset[str]) -> str:
    """The land, with the countries that have a circle a little darker."""
    drawn: dict[bool, list[str]] = {False: [], True: []}
    for code, ring in rings():
        points = _clipped([view.pixel(point) for point in ring], view)
        if points:
            drawn[code in here].append(_path(_thinned(points, FINE if code in here else COARSE)))
    return (
        f'<path fill="#f8f9fa" stroke="#b9c3cc" stroke-width=".8" d="{"".join(drawn[False])}"/>'
        f'<path fill="#dbe8f2" stroke="#7d93a8" stroke-width=".8" d="{"".join(drawn[True])}"/>'
    )


def _clipped(points: list[Point], view: View) -> list[Point]:
    """An outline without what lies outside the map, cut side by side (Sutherland and Hodgman)."""
    sides = ((0, -EDGE, 1), (0, view.width + EDGE, -1), (1, -EDGE, 1), (1, view.height + EDGE, -1))
    for axis, bound, sign in sides:
        kept: list[Point] = []
        for last, point in zip([*points[-1:], *points[:-1]], points, strict=True):
            inside = (point[axis] - bound) * sign >= 0
            if inside != ((last[axis] - bound) * sign >= 0):
                part = (bound - last[axis]) / (point[axis] - last[axis])
                x, y = (last[at] + part * (point[at] - last[at]) for at in (0, 1))
                kept.append((x, y))
            if inside:
                kept.append(point)
        points = kept
    return points


def _thinned(points: list[Point], most: float) -> list[Point]:
    """An outline without the points that lie within so many pixels of a line between others
    (Douglas and Peucker)."""
    round_about = [*points, points[0]]
    kept, parts = {0, len(points)}, [(0, len(points))]
    while parts:
        first, last = parts.pop()
        beside = [
            (_beside(round_about[at], round_about[first], round_about[last]), at)
            for at in range(first + 1, last)
        ]
        far, at = max(beside, default=(0.0, 0))
        if far > most:
            kept.add(at)
            parts += [(first, at), (at, last)]
    return [round_about[at] for at in sorted(kept)][:-1]


def _beside(point: Point, one: Point, other: Point) -> float:
    """How far a point lies from the line through two others; from the one, where they are alike."""
    (x, y), (dx, dy) = (
        (point[0] - one[0], point[1] - one[1]),
        (other[0] - one[0], other[1] - one[1]),
    )
    long = math.hypot(dx, dy)
    return abs(dx * y - dy * x) / long if long else math.hypot(x, y)


def _path(points: Sequence[Point]) -> str:
    """An outline in whole pixels, each point told from the one before: that is short."""
    x, y = round(points[0][0]), round(points[0][1])
    steps: list[int] = []
    for right, down in points[1:]:
        dx, dy = round(right) - x, round(down) - y
        if dx or dy:
            steps += (dx, dy)
            x, y = x + dx, y + dy
    # A minus keeps two numbers apart as well as a space does.
    told = "".join(f"{step}" if step < 0 or not at else f" {step}" for at, step in enumerate(steps))
    return f"M{round(points[0][0])} {round(points[0][1])}l{told}z" if len(steps) > 2 else ""


def _sizes(most: int, words: Wording) -> Markup:
    """A key of the areas of circles, as wide as the map, so that it shrinks with it."""
    high = 2 * RADIUS * math.sqrt(most) + 4
    x, out = 0.0, []
    for number in sorted({1, max(1, most // 2), most}):
        radius = RADIUS * math.sqrt(number)
        x += radius + 2
        out.append(
            f'<circle cx="{100 * x / WIDTH:.2f}%" cy="{100 - 100 * (radius + 2) / high:.2f}%" '
            f'r="{_long(radius, WIDTH, high)}" fill="#fff" stroke="#0f4c81"/>'
            f'<text x="{100 * (x + radius) / WIDTH:.2f}%" dx="4" y="100%" dy="-3">{number}</text>'
        )
        x += radius + 30 + 16 * len(str(number))  # letters are twice as wide on a phone
    return Markup(
        f'<p class="meta"><svg class="sizes" style="aspect-ratio:{WIDTH:.0f}/{high:.0f}" '
        f'aria-hidden="true">{"".join(out)}</svg>{escape(words("map.sizes"))}</p>'
    )


def _long(length: float, width: float, height: float) -> str:
    """A length in percent of a drawing, as SVG has it: of the root of the mean of both squares."""
    return f"{100 * length / math.sqrt((width**2 + height**2) / 2):.2f}%"


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
