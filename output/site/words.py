"""The texts of the site in one language, from words.toml; days, numbers and half-years in words."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from babel.dates import format_date
from babel.numbers import format_decimal
from missiemonitor.corpus.period import Period

MINUS = "\N{MINUS SIGN}"


@lru_cache(maxsize=1)
def catalogue() -> dict[str, dict[str, str]]:
    """Each text by its key, by language; those of the desk are in a file of their own."""
    texts: dict[str, dict[str, str]] = {}
    for name in ("words.toml", "desk.toml"):
        texts |= tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))
    return texts


class Wording:
    """Texts in one language (nl, en)."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """A text with its slots filled. Raises KeyError for one that is not there."""
        return catalogue()[key][self.language].format(**values)

    @property
    def templates(self) -> Mapping[str, str]:
        """Texts with their slots still open, by key."""
        return {key: texts[self.language] for key, texts in catalogue().items()}

    def desk(self) -> dict[str, str]:
        """The texts of the desk by the last part of their key, for what runs in the browser."""
        start = "desk."
        return {
            key.removeprefix(start): texts[self.language]
            for key, texts in catalogue().items()
            if key.startswith(start)
        }

    def many(self, key: str, n: int, **values: object) -> str:
        """A text about `n` of something: `key.one` where it is one."""
        return self(f"{key}.one" if n == 1 else f"{key}.many", n=self.number(n), **values)

    def day(self, iso: str | None) -> str:
        """A day such as 17 april 2024, or that none is known."""
        if not iso:
            return self("day.none")
        return format_date(dt.date.fromisoformat(iso), "d MMMM y", locale=self.language)

    def period(self, period: str) -> str:
        """A period as a title says it, such as eerste halfjaar 2024."""
        told = Period.parse(period)
        if told.parts == 1:
            return str(told.year)
        named = {2: "half", 4: "quarter", 12: "month"}[told.parts]
        return self(f"period.{named}", nth=self(f"nth.{told.part}"), year=told.year)

    def listed(self, names: Sequence[str]) -> str:
        """Names as a sentence lists them."""
        *first, last = names
        return f"{', '.join(first)} {self('and')} {last}" if first else last

    def number(self, value: float) -> str:
        """A number as it is written in the language."""
        return format_decimal(value, locale=self.language).replace("-", MINUS)

    def signed(self, value: int) -> str:
        """A difference, always with its sign."""
        return (
            f"+{self.number(value)}"
            if value > 0
            else f"{MINUS}{self.number(-value)}"
            if value
            else "0"
        )
