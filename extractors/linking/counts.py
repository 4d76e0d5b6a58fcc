"""Counts as reports write them: "3", "drie", "2 à 3", "tot 5", "meer dan 3", "–" become a Count.

What is not understood whole is not read at all: "1 + 2", "2,5" and "3/4" give no number, because
a guess here would be a wrong figure; nor does a year that stands alone, or an amount of money.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from missiemonitor.corpus.languages import number_in_words
from missiemonitor.corpus.series import language, per_series
from missiemonitor.corpus.text import SOFT_HYPHEN, clean
from missiemonitor.extractors.reference import words
from missiemonitor.extractors.thresholds import LINKING

YEAR = re.compile(r"(?:19|20)\d\d")
DASH = re.compile("[-–—−]")
BEYOND = {"more_than": ("at_least", 1), "less_than": ("up_to", -1)}
"""Limits that are not among what they limit: more than 3 are at least 4."""


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
        "more_than": re.compile(rf"(?:{either(data['more_than'])})\s*{number}"),
        "less_than": re.compile(rf"(?:{either(data['less_than'])})\s*{number}"),
        "up_to": re.compile(rf"(?:{either(data['up_to'])})\s*{number}"),
        "at_least": re.compile(rf"(?:{either(data['at_least'])})\s*{number}|{number}\+"),
        "about": re.compile(rf"(?:{either(data['about'])})\s*{number}"),
        # "6 politiemensen": whatever people are called whose name ends as one of these.
        "units": re.compile(
            rf"\s+(?:{either(data['units'])}|[^\W\d]+(?:{either(data['unit_ends'])}))$"
        ),
        "of_which": re.compile(rf"[,;]?\s+((?:{either(data['of_which'])})\s.+)$"),
        "fte": re.compile(rf"\s*(?:{either(data['fte'])})$"),
        "bracket": re.compile(r"\s*\(([^()]*)\)$"),
        "unknown": re.compile(
            rf"(?:^|[\s(])(\S{{1,6}})\s*(?:{either(data['means'])})\s*(?:{either(data['unknown'])})\b"
        ),
        "dash_unknown": re.compile(
            rf"\b(?:{either(data['dash'])})\b[^.]*\b(?:{either(data['unknown'])})\b"
        ),
        "mark": re.compile(r"\s*([*†‡¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[[\da-z]\])$"),
    }


def whole_number(text: str) -> int | None:
    """A whole number in digits or words ("één", "vijfentwintig"), or None."""
    plain = text.strip().casefold()
    if re.fullmatch(r"\d{1,3}(\.\d{3})+|\d{1,4}", plain):
        return int(plain.replace(".", ""))
    if plain in words()["counts"]["one"]:
        return 1
    return _in_words(plain, language())


def _in_words(plain: str, code: str) -> int | None:
    if not _patterns()["words"].fullmatch(plain):
        return None
    value = _spoken(plain, code)
    return value if value is not None and value <= LINKING.most_officers else None


@lru_cache(maxsize=4096)
def _spoken(plain: str, code: str) -> int | None:
    try:
        return number_in_words(plain, code)
    except ValueError:
        return None


def _number(text: str) -> int | None:
    """A whole number of a cell; annexes have English ones too."""
    value = whole_number(text)
    return _in_words(text.strip().casefold(), "en") if value is None else value


def unknown_signs(text: str) -> frozenset[str]:
    """The signs that a note says to stand for a count that is not known: "- = nog niet bekend".

    A dash among them is any dash.
    """
    plain = " ".join(clean(text).split()).casefold()
    signs = {match.group(1).strip("\"'‘’“”()") for match in _patterns()["unknown"].finditer(plain)}
    if _patterns()["dash_unknown"].search(plain) or any(map(DASH.fullmatch, signs)):
        signs |= {"-", "–", "—", "−"}
    return frozenset(signs)


@per_series(maxsize=8_192)
def read_count(text: str, unknown: frozenset[str] = frozenset()) -> Count:
    """The count that a whole cell states; what stands beside it goes to `rest`.

    A dash or "geen" is a stated none: 0 with the qualifier `none`; but not where it is one of the
    signs that are said to be `unknown`.
    """
    plain = " ".join(clean(text).replace(SOFT_HYPHEN, "").split()).casefold()
    rest: list[str] = []
    patterns = _patterns()
    if plain in unknown:
        return Count(None, rest=text)
    if plain in words()["counts"]["none"]:
        return Count(0, None, "none")
    qualifier, counted = None, False
    for name in ("of_which", "bracket", "mark", "units", "fte", "bracket", "mark"):
        match = patterns[name].search(plain)
        if match and match.start() > 0:
            if name in ("of_which", "bracket", "mark"):
                rest.append(match.group(1))
            elif name == "fte":
                qualifier = "fte"
            counted = counted or name in ("units", "fte")
            plain = plain[: match.start()]
    if YEAR.fullmatch(plain) and not counted:
        return Count(None, rest=text)
    if any(word in " ".join(rest) for word in words()["counts"]["part_time"]):
        qualifier = "part_time"
    value = _number(plain)
    if value is not None:
        return Count(value, None, qualifier, " ".join(rest))
    match = patterns["range"].fullmatch(plain)
    if match:
        low, high = _number(match.group(1)), _number(match.group(2))
        if low is not None and high is not None:
            if low < high:
                return Count(low, high, "range", " ".join(rest))
            return Count(None, rest=text)
    for name in ("more_than", "less_than", "up_to", "at_least", "about"):
        match = patterns[name].fullmatch(plain)
        if match:
            value = _number(next(group for group in match.groups() if group))
            qualifier, more = BEYOND.get(name, (name, 0))
            if value is not None and value + more >= 0:
                value += more
                most = value if qualifier == "up_to" else None
                return Count(value, most, qualifier, " ".join(rest))
    return Count(None, rest=text)
