"""The index of the search page of a written site: what can be found, within a budget of bytes."""

from __future__ import annotations

import json

from missiemonitor.corpus.text import slug
from missiemonitor.output.site.views import Sheet, sentences, sorted_countries

BUDGET = 300_000  # bytes of one index; what a phone loads without anybody waiting


def entries(page: Sheet) -> dict[str, object]:
    """Missions and countries, and as many sentences as fit, the newest first.

    `left` says how many sentences are left out. An entry has what is shown, where it leads, and
    the words by which it is found.
    """
    world = page.world
    found = []
    for key in sorted(world.by_mission, key=world.mission):
        told = world.missions[key]
        words = [told["name"], told["full_name_nl"], told["full_name_en"], *told["aliases"]]
        found.append(
            {
                "kind": page.words("mission"),
                "text": told["name"],
                "href": page.href("mission", key),
                "words": slug(" ".join(filter(None, words))),
            }
        )
    for code in sorted_countries(page):
        found.append(
            {
                "kind": page.words("country"),
                "text": world.country(code, page.words.language),
                "href": page.href("country", code),
                "words": slug(f"{world.country(code, 'nl')} {world.country(code, 'en')}"),
            }
        )
    size = len(json.dumps(found, ensure_ascii=False).encode())
    left = 0
    for row in reversed(list(sentences(iter(world.statements)))):
        entry = {
            "kind": f"{row['period']}, {page.words('page_short')} {row['page']}",
            "text": row["sentence"],
            "href": page.href("period", row["period"]),
            "words": slug(row["sentence"]),
        }
        more = len(json.dumps(entry, ensure_ascii=False).encode()) + 2
        if size + more > BUDGET:
            left += 1
            continue
        size += more
        found.append(entry)
    nothing = page.words("search.nothing", asked="{asked}")
    told_left = page.words("search.left", n=left) if left else ""
    return {"found": found, "nothing": nothing, "left": told_left}
