"""The map of the world: shapes of countries, where their middle is, and places for labels.

world.json is countries-110m of world-atlas 2.0.2 (ISC licence), made from Natural Earth (public
domain), with ISO codes for ids and without Antarctica. Degrees are east and north.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

Point = tuple[float, float]


@lru_cache(maxsize=1)
def world() -> dict[str, Any]:
    """The shapes as TopoJSON."""
    shapes: dict[str, Any] = json.loads(
        files("missiemonitor.output.charts").joinpath("world.json").read_text("utf-8")
    )
    return shapes


@lru_cache(maxsize=1)
def middles() -> dict[str, Point]:
    """The middle of the largest part of each country, in degrees."""
    found: dict[str, Point] = {}
    for shape in world()["objects"]["countries"]["geometries"]:
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        measured = [_centroid(list(_ring(part[0]))) for part in parts]
        if shape["id"]:
            found[shape["id"]] = max(measured, key=lambda each: each[0])[1]
    return found


@lru_cache(maxsize=1)
def rings() -> tuple[tuple[str, tuple[Point, ...]], ...]:
    """The outline of each part of each country, in degrees, with the code of the country."""
    found = []
    for shape in world()["objects"]["countries"]["geometries"]:
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        found += [(shape["id"] or "", tuple(_ring(ring))) for part in parts for ring in part]
    return tuple(found)


def _ring(arcs: Sequence[int]) -> Iterator[Point]:
    """The points of a ring of arcs; a negative arc is one backwards."""
    (sx, sy), (tx, ty) = world()["transform"]["scale"], world()["transform"]["translate"]
    for arc in arcs:
        x = y = 0
        points = []
        for dx, dy in world()["arcs"][~arc if arc < 0 else arc]:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield from reversed(points) if arc < 0 else points


def _centroid(ring: Sequence[Point]) -> tuple[float, Point]:
    """Area and middle of a ring."""
    area = x = y = 0.0
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    if not area:
        return 0.0, ring[0]
    return abs(area), (x / (3 * area), y / (3 * area))


@dataclass(frozen=True, slots=True)
class View:
    """An equirectangular map of so many pixels around a middle; `scale` is pixels a radian."""

    width: float
    height: float
    middle: Point
    scale: float

    @classmethod
    def around(cls, points: Sequence[Point], width: float, height: float) -> View:
        """The part of the world with all these points and some room, never less than 60 degrees."""
        xs, ys = [p[0] for p in points] or [0.0], [p[1] for p in points] or [20.0]
        across = max(60.0, (max(xs) - min(xs)) * 1.35)
        up = max(60.0 * height / width, (max(ys) - min(ys)) * 1.35)
        degrees = min(360.0, max(across, up * width / height))
        return cls(
            width,
            height,
            ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2),
            width / math.radians(degrees),
        )

    def pixel(self, point: Point) -> Point:
        """Where a point of the world is on the map."""
        return (
            self.width / 2 + self.scale * math.radians(point[0] - self.middle[0]),
            self.height / 2 - self.scale * math.radians(point[1] - self.middle[1]),
        )


def apart(places: Sequence[Point], texts: Sequence[str], size: float = 11.0) -> list[Point]:
    """Places for labels right of these points, moved down until none lies over another."""
    taken: list[tuple[float, float, float, float]] = []
    found: dict[int, Point] = {}
    for at in sorted(range(len(places)), key=lambda i: (places[i][1], places[i][0])):
        x, y = places[at][0], places[at][1]
        wide = 0.66 * size * len(texts[at])
        while any(
            x < right and left < x + wide and y - size / 2 < bottom and top < y + size / 2
            for left, top, right, bottom in taken
        ):
            y += 2
        taken.append((x, y - size / 2 - 1, x + wide, y + size / 2 + 1))
        found[at] = (x, y)
    return [found[at] for at in range(len(places))]
