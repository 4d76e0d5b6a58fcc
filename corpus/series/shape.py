"""What a series file must hold: the text of one goes in, its tables come out, or a SeriesError.

The error names the file, the table and the key, so that who edits a file knows where to look.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from missiemonitor.corpus.errors import SeriesError

Kind = tuple[str, Callable[[object], bool]]


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _are_lists(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(v and _are_texts(v) for v in value)


def _is_range(value: object) -> bool:
    match value:
        case [int(least), int(most)]:
            return 0 <= least <= most
    return False


def _are_parts(value: object) -> bool:
    return type(value) is int and 1 <= value <= len(READ_FOR)


READ_FOR = ("years", "half-years")  # by how many periods make a year
TEXT: Kind = ("a text", _is_text)
ANY_TEXT: Kind = ("a text, which may be empty", lambda value: isinstance(value, str))
TEXTS: Kind = ("a list of texts", _are_texts)
SOME_TEXTS: Kind = ("a list of texts, one at least", lambda v: bool(v) and _are_texts(v))
LISTS: Kind = ("a list of lists of texts", _are_lists)
RANGE: Kind = ("two whole numbers, the least first", _is_range)
PARTS: Kind = ("1 for years or 2 for half-years", _are_parts)
SIDE: Kind = ("'before' or 'after'", lambda value: value in ("before", "after"))
CODE: Kind = (
    "a code of two capitals",
    lambda value: isinstance(value, str) and re.fullmatch("[A-Z]{2}", value) is not None,
)

OWN: Mapping[str, Kind] = {
    "language": TEXT,
    "country": CODE,
    "nationality": CODE,
    "parts": PARTS,
    "key": ANY_TEXT,
}
TABLES: Mapping[str, Mapping[str, Kind]] = {
    "name": {"nl": TEXT, "en": TEXT},
    "title": {"nl": TEXT, "en": TEXT},
    "told_by": {"any": LISTS},
    "officers": {
        "no_people": TEXTS,
        "from": TEXTS,
        "of": TEXTS,
        "people": TEXTS,
        "adjectives": SIDE,
        "other_corps": TEXTS,
        "other_police": TEXTS,
        "pointing": TEXTS,
        "notes": TEXTS,
        "without": TEXTS,
    },
    "period": {"nouns": SOME_TEXTS},
    "annex": {"names": SOME_TEXTS, "fillers": TEXTS},
    "document_date": {"labels": SOME_TEXTS, "cities": TEXTS},
    "reference_date": {"labels": SOME_TEXTS, "fillers": TEXTS},
    "reference": {"labels": SOME_TEXTS},
    "origin": {"invented": TEXTS, "official": TEXTS, "transcript": TEXTS},
    "headings": {
        "mission": TEXTS,
        "country": TEXTS,
        "count": SOME_TEXTS,
        "organisation": TEXTS,
        "other": TEXTS,
    },
    "headings_of_counts": {"vetoes": TEXTS},
}
MAY_BE_LEFT_OUT: Mapping[str, Mapping[str, Kind]] = {
    "expected": {"rows": RANGE, "total": RANGE, "missions": TEXTS},
    "captions": {"ours": TEXTS, "others": TEXTS},
    "replaces": {"words": SOME_TEXTS, "fillers": TEXTS},
}
OF_HALF_YEARS: Mapping[str, Kind] = {"first": SOME_TEXTS, "second": SOME_TEXTS}


def tables_of(file: str, data: bytes) -> dict[str, Any]:
    """The tables of a series file of that name, all of them as they must be. Raises SeriesError."""
    try:
        told = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _error(file, "", "", f"byte {error.start + 1} is no UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise _no_toml(file, data.decode("utf-8"), str(error)) from None
    _check(file, "", told, OWN)
    for table, shape in TABLES.items():
        if table not in told:
            raise _error(file, table, "", "the table is missing")
        _check(file, table, told[table], shape)
    for table, shape in MAY_BE_LEFT_OUT.items():
        part = told.get(table, {})
        _check(file, table, part, {key: shape[key] for key in shape if key in part})
    if told["parts"] > 1:
        _check(file, "period", told["period"], OF_HALF_YEARS)
    for table in ("name", "title"):
        _check(file, table, told[table], dict.fromkeys(told[table], TEXT))
    return told


def _check(file: str, table: str, part: object, shape: Mapping[str, Kind]) -> None:
    if not isinstance(part, dict):
        raise _error(file, table, "", f"it is a table and not {part!r:.40}")
    for key, (what, right) in shape.items():
        if key not in part:
            raise _error(file, table, key, f"it is missing; it is {what}")
        if not right(part[key]):
            raise _error(file, table, key, f"it is {what} and not {part[key]!r:.40}")


def _no_toml(file: str, text: str, why: str) -> SeriesError:
    """What is no TOML, such as a key that stands there twice: at which table and key."""
    at = re.search(r"\(at line (\d+)", why)
    lines = text.splitlines()[: int(at[1])] if at else text.splitlines()
    tables = [
        match[1] for line in lines if (match := re.match(r"\s*\[+([^\[\]]+)\]+\s*(#|$)", line))
    ]
    keys = [match[1] for line in lines if (match := re.match(r"\s*([\w-]+)\s*=", line))]
    last = re.match(r"\s*([\w-]+)\s*=", lines[-1]) if lines else None
    key = (
        last[1] if last else "" if not lines or lines[-1].strip()[:1] == "[" else (keys or [""])[-1]
    )
    return _error(file, tables[-1] if tables else "", key, f"this is no TOML: {why}")


def _error(file: str, table: str, key: str, what: str) -> SeriesError:
    where = ", ".join(
        (file, *([f"table [{table}]"] if table else []), *([f"key {key}"] if key else []))
    )
    return SeriesError(
        f"{where}: {what}",
        "mend the file in corpus/series; the other files there show how it is",
    )
