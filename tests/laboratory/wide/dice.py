"""The dice of the wide grammar: choices that are noted, words with their slots filled, dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, TypeVar

from tests.laboratory.words import words

T = TypeVar("T")


@dataclass(frozen=True)
class Moment:
    """A half-year and the day in it that a table is of."""

    year: int
    half: int
    month: int
    day: int

    def moved(self, halves: int) -> Moment:
        """As many half-years later."""
        at = 2 * self.year + self.half - 1 + halves
        month = (self.month - 1 + 6 * halves) % 12 + 1
        return Moment(at // 2, at % 2 + 1, month, self.day)


class Dice:
    """What one draw knows: its dice, its words and language, its period, the features taken."""

    def __init__(self, number: int, half: str) -> None:
        self.random = Random(f"missiemonitor wide {half} {number}")
        self.words = words(half)
        self.features: set[str] = set()
        self.language = self.weighted("language", {"nl": 84, "en": 12, "fr": 4})
        year, nth = self.random.randint(2008, 2026), self.random.randint(1, 2)
        month = self.random.choice((3, 4, 5, 6) if nth == 1 else (9, 10, 11, 12))
        self.now = Moment(year, nth, month, self.random.choice((1, 1, 1, 15, 20, 28)))

    def chance(self, share: float, feature: str = "") -> bool:
        """Whether something is taken; noted where it has a name."""
        taken = self.random.random() < share
        if taken and feature:
            self.features.add(feature)
        return taken

    def weighted(self, feature: str, options: dict[str, int]) -> str:
        """One of the options by their weights, noted as a feature."""
        chosen = self.random.choices(list(options), list(options.values()))[0]
        self.features.add(f"{feature}={chosen}")
        return chosen

    def one(self, options: Sequence[T]) -> T:
        return self.random.choice(options)

    def number(self) -> int:
        """A number of persons as missions have them."""
        return self.one((1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 9, 11, 12, 15, 21, 34, 57))

    def list(self, file: str, *path: str) -> list[str]:
        """The words under a path, in the report's language."""
        found: Any = self.words[file]
        for key in (
            (*path[:-1], self.language, path[-1]) if len(path) > 1 else (self.language, *path)
        ):
            found = found[key]
        return list(found)

    def word(self, file: str, *path: str, past: int = 0) -> str:
        """One of the words under a path, its slots filled; `past` half-years ago or ahead."""
        return self.fill(self.one(self.list(file, *path)), self.now.moved(past))

    def fill(self, text: str, moment: Moment | None = None, **slots: str) -> str:
        """The text with its slots filled."""
        moment = moment or self.now
        while "{" in text:
            at = text.index("{")
            end = text.index("}", at)
            text = text[:at] + self._slot(text[at + 1 : end], moment, slots) + text[end + 1 :]
        return " ".join(text.split())

    def _slot(self, name: str, moment: Moment, slots: dict[str, str]) -> str:
        if name in slots:
            return slots[name]
        dated = {
            "before": lambda: self.halfyear(moment.moved(-1)),
            "beforedate": lambda: self.date(moment.moved(-1)),
            "next": lambda: self.halfyear(moment.moved(1)),
            "half": lambda: self.halfyear(moment),
            "date": lambda: self.date(moment),
            "monthyear": lambda: f"{self.month(moment)} {moment.year}",
            "pastyears": lambda: f"{moment.year - 5}-{moment.year - 1}",
        }
        if name in dated:
            return dated[name]()
        if name in ("who", "sent", "when", "unit"):
            return self.one(self.list("heads", name))
        return self._number(name, moment)

    def _number(self, name: str, moment: Moment) -> str:
        if name in ("year", "halfword", "Halfword"):
            nth = str(self.words["common"][self.language]["halfwords"][moment.half - 1])
            return {"year": str(moment.year), "halfword": nth}.get(name, nth.capitalize())
        if name == "pct":
            return f"{self.random.randint(1, 40)}"
        return str(self.random.randint(2, 9) if name == "m" else self.random.randint(1, 90))

    def month(self, moment: Moment) -> str:
        return str(self.words["common"][self.language]["months"][moment.month - 1])

    def date(self, moment: Moment) -> str:
        """A date as people write it."""
        day, month, year = moment.day, moment.month, moment.year
        long = f"{day} {self.month(moment)} {year}"
        return self.one((long, long, long, f"{day}-{month}-{year}", f"{day:02}-{month:02}-{year}"))

    def halfyear(self, moment: Moment) -> str:
        """A half-year as people write it."""
        common = self.words["common"][self.language]
        return str(self.one(common["halves"])).format(
            nth=common["halfwords"][moment.half - 1],
            year=moment.year,
            half=moment.half,
            roman="I" * moment.half,
        )
