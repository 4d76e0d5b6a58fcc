"""Counts as reports write them: "3", "drie", "2 à 3", "tot 5", "ca. 4", "–" become a Count.

What is not understood whole is not read at all: "1 + 2", "2,5" and "3/4" give no number, because
a guess here would be a wrong figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from missiemonitor.corpus.languages import number_in_words
from missiemonitor.corpus.series import per_series
from missiemonitor.extractors.reference import words
from missiemonitor.extractors.thresholds import LINKING


@dataclass(frozen=True, slots=True)
class Count:
    """Officers that a text states; `officers` is None where it states no readable number."""

    officers: int | None
    officers_max: int | None = None
    qualifier: str | None = None
    rest: str = ""


@per_series()
def _patterns() -> dict[str, re.Pattern[str]]:
    data = words()["counts"]

    def either(names: Iterable[str]) -> str:
        return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))

    number = r"(\d{1,3}(?:\.\d{3})+|\d{1,4}|[^\W\d_]+)"
    return {
        "words": re.compile(rf"[^\W\d_]+(?: (?:{either(data['and'])}) [^\W\d_]+)?"),
        "range": re.compile(rf"{number}\s*(?:{either(data['range'])})\s*{number}"),
        "up_to": re.compile(rf"(?:{either(data['up_to'])})\s*{number}"),
        "at_least": re.compile(rf"(?:{either(data['at_least'])})\s*{number}|{number}\+"),
        "about": re.compile(rf"(?:{either(data['about'])})\s*{number}"),
        "units": re.compile(rf"\s+(?:{either(data['units'])})$"),
        "fte": re.compile(rf"\s*(?:{either(data['fte'])})$"),
        "bracket": re.compile(r"\s*\(([^()]*)\)$"),
        "mark": re.compile(r"\s*([*†‡¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[[\da-z]\])$"),
    }


def whole_number(text: str) -> int | None:
    """A whole number in digits or words ("één", "vijfentwintig"), or None."""
    plain = text.strip().casefold()
    if re.fullmatch(r"\d{1,3}(\.\d{3})+|\d{1,4}", plain):
        return int(plain.replace(".", ""))
    if plain in words()["counts"]["one"]:
        return 1
    if not _patterns()["words"].fullmatch(plain):
        return None
    try:
        value = number_in_words(plain)
    except ValueError:
        return None
    return value if value <= LINKING.most_officers else None


def read_count(text: str) -> Count:
    """The count that a whole cell states; what stands beside it goes to `rest`.

    A dash or "geen" is a stated none: 0 with the qualifier `none`.
    """
    plain = " ".join(text.split()).casefold()
    rest: list[str] = []
    patterns = _patterns()
    if plain in words()["counts"]["none"]:
        return Count(0, None, "none")
    qualifier = None
    for name in ("bracket", "mark", "units", "fte", "bracket", "mark"):
        match = patterns[name].search(plain)
        if match and match.start() > 0:
            if name in ("bracket", "mark"):
                rest.append(match.group(1))
            elif name == "fte":
                qualifier = "fte"
            plain = plain[: match.start()]
    if any(word in " ".join(rest) for word in words()["counts"]["part_time"]):
        qualifier = "part_time"
    value = whole_number(plain)
    if value is not None:
        return Count(value, None, qualifier, " ".join(rest))
    match = patterns["range"].fullmatch(plain)
    if match:
        low, high = whole_number(match.group(1)), whole_number(match.group(2))
        if low is not None and high is not None and low < high:
            return Count(low, high, "range", " ".join(rest))
        return Count(None, rest=text)
    for name in ("up_to", "at_least", "about"):
        match = patterns[name].fullmatch(plain)
        if match:
            value = whole_number(next(group for group in match.groups() if group))
            if value is not None:
                return Count(value, value if name == "up_to" else None, name, " ".join(rest))
    return Count(None, rest=text)
