"""The index of the search page of a written site: what can be found, within a budget of bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from missiemonitor.corpus.text import slug
from missiemonitor.output.site.parts import sorted_countries
from missiemonitor.output.site.sheet import Sheet, sentences

BUDGET = 300_000  # bytes of one index; what a phone loads without anybody waiting


def entries(sheet: Sheet) -> dict[str, object]:
    """Missions and countries, and as many sentences as fit, the newest first.

    `left` says how many sentences are left out. An entry has what is shown, where it leads, and
    the words by which it is found.
    """
    world = sheet.world
    found = []
    for key in sorted(world.by_mission, key=world.mission):
        told = world.missions[key]
        words = [
            told["name"],
            world.name_read(key),
            told["full_name_nl"],
            told["full_name_en"],
            *told["aliases"],
        ]
        found.append(
            {
                "kind": sheet.words("mission"),
                "text": told["name"],
                "href": sheet.href("mission", key),
                "words": slug(" ".join(filter(None, words))),
            }
        )
    for code in sorted_countries(sheet):
        found.append(
            {
                "kind": sheet.words("country"),
                "text": world.country(code, sheet.words.language),
                "href": sheet.href("country", code),
                "words": slug(f"{world.country(code, 'nl')} {world.country(code, 'en')}"),
            }
        )
    size = len(json.dumps(found, ensure_ascii=False).encode())
    left = 0
    for row in reversed(list(sentences(iter(world.statements)))):
        entry = {
            "kind": f"{row['period']}, {sheet.words('page_short')} {row['page']}"
            + _unsure(sheet, row),
            "text": row["sentence"],
            "href": sheet.href("period", row["period"]),
            "words": slug(row["sentence"]),
        }
        more = len(json.dumps(entry, ensure_ascii=False).encode()) + 2
        if size + more > BUDGET:
            left += 1
            continue
        size += more
        found.append(entry)
    nothing = sheet.words("search.nothing", asked="{asked}")
    told_left = sheet.words("search.left", n=left) if left else ""
    return {"found": found, "nothing": nothing, "left": told_left}


def _unsure(sheet: Sheet, row: Mapping[str, Any]) -> str:
    """That the reading of a sentence is unsure, with its mark and why."""
    found = [x["doubts"][sheet.words.language] for x in row["told"]]
    why = "; ".join(dict.fromkeys(doubt for doubts in found for doubt in doubts))
    said = sheet.words("said.unsure", why=why)
    return f". {sheet.words('sign.doubt')} {said}" if why else ""
