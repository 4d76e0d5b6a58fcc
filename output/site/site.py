"""The site over one database: its pages by address, kept as long as the database stays the same."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from markupsafe import Markup
from missiemonitor.output.database.connect import open_reading, state_of
from missiemonitor.output.database.one_series import one_series
from missiemonitor.output.page_images import Pages
from missiemonitor.output.render import render
from missiemonitor.output.site import (
    album,
    drawn,
    marks,
    parts,
    pictures,
    questions,
    search,
    small_pictures,
    views,
)
from missiemonitor.output.site.address import Address, Links
from missiemonitor.output.site.crops import Crop, crop
from missiemonitor.output.site.english import in_english
from missiemonitor.output.site.model import Figure, World
from missiemonitor.output.site.read_world import read_world
from missiemonitor.output.site.sheet import Sheet, View
from missiemonitor.output.site.words import Wording, catalogue

# The entry of the menu that each kind of page belongs to.
ENTRIES = {
    "mission": "missions",
    "organisation": "missions",
    "figure": "missions",
    "country": "countries",
    "period": "periods",
    "report": "reports",
    "question": "questions",
    "audit": "review",
    "sign_in": "review",
}
ALONE = ("home", "questions", "meaning")  # pages of one part
Given = tuple[tuple[str, str], ...]
MOST_KEPT = 2_000  # pages


@dataclass(frozen=True, slots=True)
class _Kept:
    """A world and all that was made of it; when the database changes, another takes its place."""

    world: World
    seen: object  # the state of the file that it was read from
    english: World
    pages: dict[tuple[Address, Given], str] = field(default_factory=dict)
    crops: dict[str, Crop | None] = field(default_factory=dict)
    taken: dict[tuple[str, str, str], bytes | None] = field(default_factory=dict)

    def of(self, language: str) -> World:
        """The world as pages in a language tell it."""
        return self.english if language == "en" else self.world


class Site:
    """The pages of a database; what was made is kept until the database changes."""

    def __init__(
        self,
        path: Path,
        links: Links,
        pages: Pages,
        series: str | None = None,
        review: bool = False,
    ) -> None:
        self.path, self.links, self.pages, self.series = path, links, pages, series
        self.review = review  # whether there is a desk
        self._lock = threading.Lock()
        self._kept: _Kept | None = None

    def world(self, language: str = "nl") -> World:
        """What there is to tell now, in a language. Raises DatabaseError, SeriesError."""
        return self._now().of(language)

    def known(self) -> World:
        """What is kept, be it of a moment ago: for links, which need no newer one."""
        return self._kept.world if self._kept else self.world()

    def _now(self) -> _Kept:
        """What is kept of the database as it is now.

        Where somebody else is reading it anew this moment, what was kept before is shown: nobody
        waits for a decision of another.
        """
        kept = self._kept
        if kept is not None and kept.seen == state_of(self.path):
            return kept
        if not self._lock.acquire(blocking=kept is None):
            return kept or self._now()
        try:
            seen = state_of(self.path)
            if self._kept is None or self._kept.seen != seen:
                with closing(open_reading(self.path)) as db:
                    seen_alone = one_series(db, self.series)
                    world = read_world(seen_alone)
                    self._kept = _Kept(world, seen, in_english(world))
                    if seen_alone is not db:
                        seen_alone.close()
            return self._kept
        finally:
            self._lock.release()

    def html(self, at: Address, given: Given = ()) -> str | None:
        """A page, or None where there is no such sheet.

        `given` are names and values that were asked with: what to search for, or what to pick.
        """
        kept = self._now()
        made = kept.pages.get((at, given))
        if made is None:
            sheet = Sheet(at, kept.of(at.language), Wording(at.language), self.links)
            told = self._told(sheet, dict(given))
            if told is None:
                return None
            made = self._rendered(sheet, *told)
            if len(kept.pages) < MOST_KEPT:
                kept.pages[at, given] = made
        return made

    def _told(self, sheet: Sheet, given: Mapping[str, str]) -> View | None:
        if sheet.at.kind == "search":
            return search.view(sheet, given.get("q", ""))
        if sheet.at.kind in ALONE and sheet.at.name:
            return None  # it has no further part
        if sheet.at.kind == "questions":
            return questions.overview(sheet)
        if sheet.at.kind == "home" and (told := views.home(sheet)):
            return told[0], {**told[1], **questions.often(sheet)}
        if sheet.at.kind == "question":
            return questions.answer(sheet, self.path, self.series, given)
        return views.VIEWS[sheet.at.kind](sheet)

    def missing(self, language: str) -> str:
        """The page for an address that has none."""
        home = Address("home", "", language)
        sheet = Sheet(home, self.world(language), Wording(language), self.links)
        return self._rendered(sheet, "missing.html", {})

    def frame(self, language: str) -> tuple[str, str]:
        """What stands in the body of a page before its own part, and after it."""
        at = Address("home", "frame", language)
        kept = self._now()
        if (at, ()) not in kept.pages:
            home = Address("home", "", language)
            sheet = Sheet(home, kept.of(language), Wording(language), self.links)
            kept.pages[at, ()] = self._rendered(sheet, "frame.html", {"here": "tables"})
        body = kept.pages[at, ()].split("<body>", 1)[1].split("</body>", 1)[0]
        before, after = body.split("<!-- here -->", 1)
        return before, after

    def framed(self, at: Address, template: str, told: dict[str, Any]) -> str:
        """A page that the desk tells, in the frame of the site. It is not kept."""
        sheet = Sheet(at, self.world(at.language), Wording(at.language), self.links)
        return self._rendered(sheet, template, told)

    def crop(self, figure: Figure) -> Crop | None:
        """The spot of a figure on its sheet."""
        kept = self._now()
        told = kept.world.reports.get(figure.report)
        if told is None:
            return None  # it went while this was asked
        if figure.id not in kept.crops:
            kept.crops[figure.id] = crop(self.pages, told["sha256"], figure)
        return kept.crops[figure.id]

    def taken(self, language: str, name: str, ending: str) -> bytes | None:
        """A picture as a file to take away (svg, png, csv); None where there is no such picture."""
        key = (language, name, ending)
        kept = self._now()
        if key not in kept.taken:
            words = Wording(language)
            home = Address("home", "", language)
            found = album.picture(Sheet(home, kept.of(language), words, self.links), name)
            # Of missions that were listed before there may be none, as with a first report.
            kept.taken[key] = drawn.file(found, words, ending) if found and found.series else None
        return kept.taken[key]

    def _rendered(self, sheet: Sheet, template: str, told: dict[str, Any]) -> str:
        world, words, at = sheet.world, sheet.words, sheet.at
        if figure := told.get("figure"):
            told = {**told, "crop": self._shown(at, figure)}
        return render(
            "site/templates",
            template,
            **{"here": ENTRIES.get(at.kind, at.kind), **told},
            **self._ways_out(at, words),
            w=words,
            live=self.links.live,
            world=world,
            at=at,
            sheet=sheet,
            href=sheet.href,
            to_figure=sheet.figure,
            other=self.links.page(at, at.other),
            file=partial(self.links.file, at),
            definitions=pictures.definitions,
            picture=partial(album.picture, sheet),
            part_of=album.part_of,
            draw=partial(drawn.inline, sheet),
            endings=drawn.endings(self.links.live),
            spark=small_pictures.spark,
            draw_moves=lambda rows, label: small_pictures.moves(
                rows, lambda mission: sheet.href("mission", mission), label
            ),
            text_of=marks.text_of,
            since=partial(parts.since, sheet),
            places=lambda f: (
                words.listed([world.country(c, words.language) for c in f.countries])
                if f.countries
                else words("no_country")
            ),
            kind_name=lambda kind: world.kinds.get(kind, {}).get(f"name_{words.language}", kind),
            way=lambda name: words(f"way.{name}" if f"way.{name}" in catalogue() else "way.other"),
            newest=marks.LATEST,
            window=small_pictures.window,
            invented=sum(total.invented for total in world.totals.values()),
            checked=sum(f.state == "ok" for f in world.figures.values()),
            doubts=len(world.findings[words.language]),
            version=version("missiemonitor"),
            file_name=self.path.name,
        )

    def _ways_out(self, at: Address, words: Wording) -> dict[str, Any]:
        """Links that lead out of the pages: downloads, Datasette, the desk."""
        name = self.path.stem
        if not self.links.live:
            there = [
                (words("downloads.csv"), "officers.csv"),
                (words("downloads.db"), f"{name}.db"),
            ]
            return {
                "downloads": [(label, self.links.file(at, file)) for label, file in there],
                "tables": "",
                "review": "",
            }
        there = [(words("downloads.csv"), f"/{name}/officers.csv?_stream=on")]
        if self.links.whole:
            there.append((words("downloads.db"), f"/{name}.db"))
        return {
            "downloads": there,
            "tables": f"/{name}",
            "review": self.links.page(at, at.to("review")) if self.review else "",
        }

    def _shown(self, at: Address, figure: Figure) -> dict[str, Any] | None:
        cut = self.crop(figure)
        if cut is None:
            return None
        return {
            "src": self.links.file(at, f"crops/{figure.address}.png"),
            "width": cut.width,
            "height": cut.height,
            "boxes": [Markup(style) for style in cut.boxes],
            "from": {"name": f"{cut.name_from:.1f}%", "count": f"{cut.count_from:.1f}%"},
        }
