"""The search box: missions, countries and sentences with all words that are asked for."""

from __future__ import annotations

from typing import Any

from missiemonitor.corpus.text import slug
from missiemonitor.output.site.parts import sorted_countries
from missiemonitor.output.site.sheet import Sheet, View, sentences

MOST = 50  # sentences that are shown


def view(sheet: Sheet, asked: str) -> View:
    """What there is of the words of `asked`; the newest sentences first."""
    world = sheet.world
    words = [word for word in slug(asked).split("-") if word]

    def has(*texts: object) -> bool:
        text = slug(" ".join(str(each) for each in texts if each))
        return bool(words) and all(word in text for word in words)

    missions = [
        key
        for key in world.by_mission
        if has(
            world.mission(key),
            world.name_read(key),
            world.missions[key]["full_name_nl"],
            world.missions[key]["full_name_en"],
            *world.missions[key]["aliases"],
        )
    ]
    countries = [
        code
        for code in sorted_countries(sheet)
        if has(world.country(code, "nl"), world.country(code, "en"))
    ]
    said = [row for row in sentences(iter(world.statements)) if has(row["sentence"])]
    told: dict[str, Any] = {
        "asked": asked,
        "missions": sorted(missions, key=world.mission),
        "countries": countries,
        "said": said[::-1][:MOST],
    }
    return "search.html", told
