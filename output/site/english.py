"""What English pages tell: a `World` with the English names of missions, where there are any.

How these are made stands in `output/names.py`; findings come with them already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from missiemonitor.output.names import MissionNames
from missiemonitor.output.site.model import Figure, World


def in_english(world: World) -> World:
    """The same world with English names; the name of a report stays as `name_read`."""
    every = (world.missions, world.countries, world.organisations)
    called = MissionNames("en", *(each.values() for each in every))
    names = {key: called.of(told) for key, told in world.missions.items()}

    def named(figure: Figure) -> Figure:
        return replace(figure, mission_name=names.get(figure.mission, figure.mission_name))

    figures = {key: named(figure) for key, figure in world.figures.items()}
    return replace(
        world,
        figures=figures,
        by_period=_grouped(world.by_period, figures),
        by_mission=_grouped(world.by_mission, figures),
        missions={
            key: {**told, "name": names[key], "name_read": told["name"]}
            for key, told in world.missions.items()
        },
        changes=lambda period: tuple(
            {**row, "mission_name": names.get(row["mission"], row["mission_name"])}
            for row in world.changes(period)
        ),
        successions=tuple(
            {**row, **{f"{each}_name": names.get(row[each], row[f"{each}_name"])
                       for each in ("predecessor", "successor")}}
            for row in world.successions
        ),
    )  # fmt: skip


def _grouped(
    groups: Mapping[str, tuple[Figure, ...]], figures: Mapping[str, Figure]
) -> dict[str, tuple[Figure, ...]]:
    return {key: tuple(figures[each.id] for each in group) for key, group in groups.items()}
