"""A decision from a file, held to what a person may say at the desk and to the types of the schema.

In: a row of `decision` that another program may have written. Out: the same row, or a ValueError
that says what is wrong with it. What is once in the chain cannot be taken out again.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Collection, Mapping
from typing import Any

from missiemonitor.output.decisions.bounds import (
    FARTHEST,
    LONGEST_REASON,
    LONGEST_SAID,
    MOST_DECISIONS,
    name_of,
    officers_of,
    on_page,
    plain,
    stored_officers,
    whole,
)
from missiemonitor.output.decisions.decide_report import HEADINGS
from missiemonitor.output.decisions.facts import FACTS, stored_fact
from missiemonitor.output.decisions.hash_chain import HASHED

ACTIONS = ("approve", "correct", "reject", "undo", "add", "confirm", "agree")
WITH_FIELD = ("correct", "add")
HASH = re.compile(r"[0-9a-f]{64}")
COLUMNS = ("number", *HASHED, "hash")

Row = Mapping[str, Any]


def checked(row: Row, countries: Collection[str]) -> dict[str, Any]:
    """The columns of a decision, if each is what it can be; `countries` are the codes there are.

    Raises ValueError.
    """
    told = {name: row[name] for name in COLUMNS if name in row}
    if missing := [name for name in COLUMNS if name not in told]:
        raise ValueError(f"it has no {missing[0]}")
    whole(told["number"], "the number of the decision", MOST_DECISIONS, 1)
    told["eyes"] = whole(row.get("eyes", 1), "the number of people it takes", 2, 1)
    for name in ("subject", "action", "reviewer", "decided_at", "previous", "hash"):
        _text(told, name)
    for name in ("field", "value", "count_as_written", "reason"):
        if told[name] is not None:
            _text(told, name)
    _subject(told["subject"])
    name_of(told["reviewer"])
    if told["reason"] is not None:
        plain(told["reason"], "the reason", LONGEST_REASON)
    if told["count_as_written"] is not None:
        on_page(told["count_as_written"], "count_as_written", LONGEST_SAID)
    _day(told["decided_at"])
    for name in ("previous", "hash"):
        if not HASH.fullmatch(told[name]):
            raise ValueError(f"{name} is no SHA-256")
    _content(told, countries)
    return told


def _text(row: Row, name: str) -> None:
    if type(row[name]) is not str:
        raise ValueError(f"{name} {_short(row[name])} is no text")


def _subject(subject: str) -> None:
    """A subject is the key of a report, its annex and what is said, of letters, digits and signs:
    see subject_key.py."""
    plain(subject, "the subject", LONGEST_SAID)
    key, _, rest = subject.partition("/")
    if not key or "/" not in rest:
        raise ValueError(f"the subject {_short(subject)} names nothing in a report")


def _day(text: str) -> None:
    try:
        zone = dt.datetime.fromisoformat(text).tzinfo
    except ValueError:
        zone = None
    if zone is None:
        raise ValueError(f"decided_at {_short(text)} is no time with its zone")


def _content(row: Row, countries: Collection[str]) -> None:
    """What is decided: an action, and what is right where it says so."""
    action, field, value = row["action"], row["field"], row["value"]
    if action not in ACTIONS:
        raise ValueError(f"{_short(action)} is no action")
    if (action in WITH_FIELD) != (field is not None) or (action == "add") != (field == "row"):
        raise ValueError(f"the action {action} does not go with the field {_short(field)}")
    if field is None:
        if value is not None:  # the number of the decision that is taken back or confirmed
            whole(_number(value), "the number of another decision", MOST_DECISIONS, 1)
    elif value is None:
        raise ValueError(f"the field {_short(field)} has no value")
    elif field in FACTS:
        stored_fact({"series": None}, field, value)
    elif field == "officers":
        stored_officers(value)
    elif field == "mission":
        plain(value, "the mission", LONGEST_SAID)
    elif field == "countries":
        _countries(_json(value), countries)
    elif field == "row":
        _added(_json(value), countries)
    elif field != "heading" or value not in HEADINGS:
        raise ValueError(f"the field {_short(field)} cannot be {_short(value)}")


def _added(told: Any, countries: Collection[str]) -> None:
    """A row that a person added, as `missed_rows.add_row` stores it."""
    if not isinstance(told, dict):
        raise ValueError("the row that it adds is none")
    officers_of(told.get("officers"))
    for name in ("mission", "name", "text", "report"):
        if not isinstance(told.get(name), str) or not told[name].strip():
            raise ValueError(f"the row that it adds has no {name}")
    plain(told["mission"], "the mission", LONGEST_SAID)
    on_page(told["name"], "the name of the mission", LONGEST_SAID)
    plain(told["report"], "the report", LONGEST_SAID)
    on_page(told["text"], "the row", LONGEST_SAID)
    _countries(told.get("countries"), countries)
    whole(told.get("page"), "the page", MOST_DECISIONS, 1)
    box = told.get("box")
    if not isinstance(box, list) or len(box) != 4 or not all(map(_length, box)):
        raise ValueError("its box is not four lengths in points")


def _countries(told: Any, countries: Collection[str]) -> None:
    if not isinstance(told, list) or not told:
        raise ValueError("it names no countries")
    for code in told:
        if type(code) is not str or code not in countries:
            raise ValueError(f"there is no country {_short(code)}")


def _length(value: object) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return abs(value) < FARTHEST  # which NaN is not


def _number(text: str) -> object:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else text


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("its value is no JSON") from None


def _short(value: object) -> str:
    """A value as an error cites it: on one line and without what steers a terminal."""
    return ascii(value if isinstance(value, str | int | float | None) else type(value).__name__)[
        :40
    ]
