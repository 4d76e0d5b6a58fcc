"""A page of the site under way: where it is, what there is to tell, its words, and how it links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from missiemonitor.output.site import marks, pictures
from missiemonitor.output.site.address import Address, Links
from missiemonitor.output.site.model import Figure, World
from missiemonitor.output.site.words import Wording

View = tuple[str, dict[str, Any]]  # a template, and what it tells


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page under way: where it is, what there is to tell, in which words, and how it links."""

    at: Address
    world: World
    words: Wording
    links: Links

    def href(self, kind: str, name: str = "") -> str:
        """The link to another page in this language."""
        return self.links.page(self.at, self.at.to(kind, name))

    def figure(self, figure: Figure) -> str:
        """The link to the page of a figure."""
        return self.href("figure", figure.address)

    def period(self, period: str) -> str:
        """The link to the page of a period."""
        return self.href("period", period)

    def bars_of_mission(self, mission: str) -> list[pictures.Mark]:
        """A mission by period; a bar links to its figure."""
        return marks.of_group(
            self.world,
            self.words,
            lambda p: self.world.of(mission, p),
            self._to_figure,
            "mission",
            mission,
        )

    def gone(self, mission: str, period: str) -> pictures.Mark:
        """What stands where a half-year has no figure of a mission."""
        return marks.gone(self.world, self.words, "mission", mission, period)

    def bars_of_country(self, country: str) -> list[pictures.Mark]:
        """A country by period, what it shares apart."""
        return marks.of_group(
            self.world,
            self.words,
            lambda p: [f for f in self.world.by_period.get(p, ()) if country in f.countries],
            self._to_figure,
            "country",
            country,
        )

    def bars_of_organisation(self, organisation: str) -> list[pictures.Mark]:
        """An organisation by period."""
        return self.bars_of(lambda f: f.organisation == organisation, organisation)

    def bars_of(
        self, wanted: Callable[[Figure], bool], organisation: str = ""
    ) -> list[pictures.Mark]:
        """The figures that are wanted by period; of an organisation, where they are that."""
        return marks.of_group(
            self.world,
            self.words,
            lambda p: [f for f in self.world.by_period.get(p, ()) if wanted(f)],
            self._to_figure,
            "organisation",
            organisation,
        )

    def bars_of_totals(self) -> list[pictures.Mark]:
        """All officers by period."""
        return marks.totals(self.world, self.words, self.period)

    def _to_figure(self, period: str, figures: Sequence[Figure]) -> str:
        return self.figure(figures[0]) if len(figures) == 1 else self.period(period)

    def open_of(self, **wanted: object) -> list[Mapping[str, Any]]:
        """Open findings with these values, the weightiest first."""
        return [
            row
            for row in self.world.findings[self.words.language]
            if all(row[name] == value for name, value in wanted.items())
        ]

    def said_of(self, **wanted: object) -> list[Mapping[str, Any]]:
        """Sentences of deployments and events with these values, each once with all it tells."""
        return list(
            sentences(
                s
                for s in self.world.statements
                if all(s[name] == value for name, value in wanted.items())
            )
        )


def sentences(statements: Iterator[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Statements of one sentence joined: the sentence once, with each thing that it tells."""
    found: dict[tuple[str, int, str], dict[str, Any]] = {}
    for row in statements:
        key = (row["report"], row["page"], row["sentence"])
        found.setdefault(key, {**row, "told": []})["told"].append(row)
    yield from found.values()
