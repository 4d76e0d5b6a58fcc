"""What missions are called in a language, on every page and in every text.

The list of missions has a full English name of each, and the Dutch short name that reports use. An
English short name is made of that where only names of countries differ ("EUCAP Somalië"); where the
short name begins with the Dutch letters of its organisation, the full name stands for it ("OSCE
Mission to Skopje"). Others, and missions that are not on the list, keep the name of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from sqlite_utils import Database

Row = Mapping[str, Any]

# What a finding quotes of a report, between the quotation marks of repr().
QUOTED = r"""(?<!\w)'(?:[^'\\]|\\.)*'(?!\w)|(?<!\w)"(?:[^"\\]|\\.)*"(?!\w)"""


class MissionNames:
    """Names in a language (nl, en), of rows of the tables mission, country and organisation."""

    def __init__(
        self,
        language: str,
        missions: Iterable[Row],
        countries: Iterable[Row],
        organisations: Iterable[Row],
    ) -> None:
        self.language = language
        self._places = {str(c["name_nl"]): str(c["name_en"]) for c in countries}
        self._organisations = {str(o["organisation"]): str(o["name_en"]) for o in organisations}
        self._place = re.compile(rf"\b(?:{_alternatives(self._places)})\b")
        if language == "en":
            # Of two that go by one name, the one on the list is last.
            ordered = sorted(missions, key=lambda told: bool(told["known"]))
            self._missions = {str(told["name"]): self.of(told) for told in ordered}

    def of(self, told: Row) -> str:
        """The name of a mission, of its row in the table mission."""
        name, full = str(told["name"]), told["full_name_en"] or ""
        if self.language != "en" or not told["known"] or not full:
            return name
        dutch = told["organisation"] or ""
        long = self._organisations.get(dutch, dutch)
        short = self.letters(dutch)
        if dutch != short and re.match(rf"{re.escape(dutch)}\b", name):
            return full if full.startswith((short, long)) else name
        rest = self._place.sub(" ", name)
        # What is left must be letters of the mission, or words that its English name has too.
        if not all(word.isupper() or word in full for word in re.findall(r"\w+", rest)):
            return name
        return self._place.sub(lambda place: self._places[place[0]], name)

    def letters(self, organisation: str | None) -> str:
        """By which letters an organisation goes: in English the capitals of its name."""
        code = organisation if isinstance(organisation, str) else ""  # a table has NaN for none
        if self.language != "en" or not code.isupper() or code not in self._organisations:
            return code
        return "".join(re.findall(r"[A-Z]", self._organisations[code]))

    def mission(self, name: str) -> str:
        """What a mission is called that reports call by this name."""
        return self._missions.get(name, name) if self.language == "en" else name

    def told(self, message: str) -> str:
        """A finding that names missions and countries by these names, but for what it quotes."""
        if self.language != "en":
            return message
        return self._said.sub(lambda match: self._all.get(match[0], match[0]), message)

    @cached_property
    def _all(self) -> dict[str, str]:
        # Missions that keep their name are among them, so that no country within it is changed.
        return {**self._places, **self._missions}

    @cached_property
    def _said(self) -> re.Pattern[str]:
        return re.compile(rf"{QUOTED}|(?<![\w-])(?:{_alternatives(self._all)})(?![\w-])")


def names_in(db: Database, language: str) -> MissionNames:
    """The names of a database in a language."""
    tables = ("mission", "country", "organisation")
    return MissionNames(language, *(list(db.query(f'SELECT * FROM "{table}"')) for table in tables))


def _alternatives(names: Iterable[str]) -> str:
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    return "|".join(map(re.escape, longest_first)) or "(?!)"
