"""Series: reports of one kind. A file of this folder says all that is particular to one.

Its language, whose officers are counted, how long a period is, by which words a report names its
own particulars and the columns of its tables, and what may be expected of it. Nothing of that
stands in code. A document is told to be of a series by what stands in it; what is read of it is
read with the words of its series, which `using` sets for the time of the reading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, wraps
from importlib.resources import files
from itertools import pairwise
from typing import Any, ParamSpec, TypeVar

from missiemonitor.corpus.errors import SeriesError
from missiemonitor.corpus.series.shape import tables_of

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a report of a series may hold: rows, officers in all, missions by their id."""

    rows: tuple[int, int] | None = None
    total: tuple[int, int] | None = None
    missions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """Reports of one kind.

    `names`, and `titles` of pages about it, are by language; `language` is an ISO 639-1 code;
    `country` and `nationality` are ISO 3166-1 codes; `parts` tells how many periods make a year;
    `key` is what subjects of decisions begin with. `told_by` holds lists of words in normal form:
    all of one list stand in a document of the series; one with * behind it may go on.
    """

    series: str
    names: dict[str, str]
    titles: dict[str, str]
    language: str
    country: str
    nationality: str
    parts: int
    key: str
    told_by: tuple[tuple[str, ...], ...]
    expected: Expected
    words: dict[str, Any]
    """The tables of its file by name: period, annex, document_date, headings and so on."""

    def __hash__(self) -> int:
        return hash(self.series)

    def decision_key(self, period: str) -> str:
        """What subjects of decisions on reports of a period begin with."""
        return f"{self.key}:{period}" if self.key else period


def _read(file: str, data: bytes) -> Series:
    told = tables_of(file, data)
    expected = told.get("expected", {})
    return Series(
        series=file.removesuffix(".toml"),
        names=told["name"],
        titles=told["title"],
        language=told["language"],
        country=told["country"],
        nationality=told["nationality"],
        parts=told["parts"],
        key=told["key"],
        told_by=tuple(tuple(map(plain, each)) for each in told["told_by"]["any"]),
        expected=Expected(
            tuple(expected["rows"]) if "rows" in expected else None,
            tuple(expected["total"]) if "total" in expected else None,
            tuple(expected.get("missions", ())),
        ),
        words=told,
    )


@lru_cache(maxsize=1)
def all_series() -> dict[str, Series]:
    """Every series by its id, which is the name of its file; the one without a key comes first.

    Raises SeriesError where a file is not as it must be, or two have the same key.
    """
    return _in_order(
        _read(item.name, item.read_bytes())
        for item in files(__package__).iterdir()
        if item.name.endswith(".toml")
    )


def _in_order(found: Iterable[Series]) -> dict[str, Series]:
    ordered = sorted(found, key=lambda series: (series.key, series.series))
    for one, other in pairwise(ordered):
        if one.key == other.key:
            raise SeriesError(
                f"{other.series}.toml, key key: {one.series}.toml has {one.key!r} too",
                "give it one of its own; subjects of decisions begin with it",
            )
    return {each.series: each for each in ordered}


def series_named(name: str) -> Series:
    """The series of that id. Raises SeriesError."""
    try:
        return all_series()[name]
    except KeyError:
        known = ", ".join(all_series())
        raise SeriesError(f"{name!r} is no series", f"there are {known}") from None


def first_series() -> Series:
    """The series whose words are used where a document is of none."""
    return next(iter(all_series().values()))


def plain(text: str) -> str:
    """A text in lower case without accents, each stretch of space as one."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def told_series(texts: Sequence[str]) -> tuple[Series, ...]:
    """The series that the texts of a document's pages tell it to be of; most have one or none."""
    text = plain(" ".join(texts))
    return tuple(
        series
        for series in all_series().values()
        if any(
            all(_has(text, word) for word in words) or _run_together(words, text)
            for words in series.told_by
        )
    )


def _run_together(words: Sequence[str], text: str) -> bool:
    """Whether words stand behind each other without a space in a text: OCR may lose it."""
    return len(words) > 1 and "".join(word.rstrip("*") for word in words) in text


def _has(text: str, word: str) -> bool:
    """Whether a text has a word; one that ends in * may go on."""
    end = "" if word.endswith("*") else r"(?!\w)"
    return re.search(rf"(?<!\w){re.escape(word.rstrip('*'))}{end}", text) is not None


_current: ContextVar[Series | None] = ContextVar("series", default=None)


def current_series() -> Series:
    """The series with whose words is read now; the first one where none was set."""
    return _current.get() or first_series()


def language() -> str:
    """The language of the reports that are read now, as ISO 639-1 has it."""
    return current_series().language


def home_country() -> str:
    """The country whose officers they tell of, as ISO 3166-1 alpha-2 has it."""
    return current_series().country


@contextmanager
def using(series: Series | None) -> Iterator[None]:
    """Read with the words of this series, or of the first one, as long as the context lasts."""
    token = _current.set(series)
    try:
        yield
    finally:
        _current.reset(token)


def per_series(maxsize: int = 1) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep what a function gives, apart for each series; it may go by `current_series`."""

    def keep(function: Callable[P, T]) -> Callable[P, T]:
        kept: dict[Series, Any] = {}

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            series = current_series()
            if series not in kept:
                kept[series] = lru_cache(maxsize=maxsize)(function)
            found: T = kept[series](*args, **kwargs)
            return found

        return call

    return keep
