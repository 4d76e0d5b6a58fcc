"""Languages of reports: month names, ordinals and numerals, and what OCR calls the language.

A file of this folder is named after its ISO 639-1 code. Month names come from babel (CLDR),
numerals from text2num; the file says what those two lack.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from babel import Locale
from missiemonitor.corpus.series import current_series
from text_to_num import text2num


@dataclass(frozen=True, slots=True)
class Language:
    """What reading needs to know of a language; words in lower case.

    `tesseract` is the name of its data for that engine; `years` are words that begin a year,
    `day_at` those before a day on which something was so, `month_ends` those before a month for its
    last day; with words that begin as one of `day_tells` a sentence tells of a count.
    """

    code: str
    months: dict[str, int]
    ordinals: dict[str, int]
    ordinal_endings: tuple[str, ...]
    years: tuple[str, ...]
    tesseract: str
    day_at: tuple[str, ...]
    month_ends: tuple[str, ...]
    day_tells: tuple[str, ...]
    joining: tuple[str, ...]
    """What joins two words that share an end behind the hyphen of the first: "in- en uitvoer"."""

    def __hash__(self) -> int:
        return hash(self.code)


@lru_cache(maxsize=8)
def language_of(code: str) -> Language:
    """The language of that code. Raises FileNotFoundError for one without a file."""
    told = tomllib.loads(files(__package__).joinpath(f"{code}.toml").read_text("utf-8"))
    months: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for number, name in Locale(code).months["format"][width].items():
            months[name.rstrip(".").casefold()] = number
    months.update(told["months"])
    # A report may have a table in English.
    for number, name in Locale("en").months["format"]["wide"].items():
        months.setdefault(name.casefold(), number)
    return Language(
        code,
        months,
        told["ordinals"],
        tuple(told["ordinal_endings"]),
        tuple(told["years"]),
        told["tesseract"],
        tuple(told.get("day_at", ())),
        tuple(told.get("month_ends", ())),
        tuple(told.get("day_tells", ())),
        tuple(told["joining"]),
    )


def current_language() -> Language:
    """The language of the series with whose words is read now."""
    return language_of(current_series().language)


def number_in_words(text: str, code: str | None = None) -> int:
    """A whole number in words of the language at hand, or of `code`. Raises ValueError."""
    return int(text2num(text, code or current_series().language))
