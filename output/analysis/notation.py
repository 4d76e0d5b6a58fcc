"""Counts and sums as people read them, with the marks of what they are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

CONTRADICTED = "\N{NOT EQUAL TO}"  # behind a total that may be wrong
UNCHECKED = "^"  # behind a number that nobody has checked, where others were

# Each mark, its label in the catalogue, and what a shown number looks like that has it.
MARKS = (
    ("-", "not_listed", re.compile(r"^-$")),
    ("†", "ended", re.compile("†")),
    ("\N{MULTIPLICATION SIGN}", "rejected", re.compile("\N{MULTIPLICATION SIGN}")),
    ("[n]", "waiting", re.compile(r"\[")),
    ("≥", "at_least", re.compile("≥")),
    ("ca.", "about", re.compile(r"ca\.")),
    ("a–b", "range", re.compile(r"\d–\d")),
    ("(+n)", "shared", re.compile(r"\(\+")),
    ("?", "unread", re.compile(r"^\?( \^| \(\+|$)")),
    ("?", "unsure", re.compile(r"[\d)].* \?")),
    (CONTRADICTED, "total_unsure", re.compile(CONTRADICTED)),
    ("Σ", "sums", re.compile("Σ")),
    (UNCHECKED, "unchecked", re.compile(r"\^")),
    ("*", "invented", re.compile(r"\*")),
    ("°", "unknown", re.compile("°")),
)

NOT_LISTED = "not listed"  # which is not zero
ENDED, ENDED_MARK, WAITING = "ended", "†", "waiting"
REJECTED, REJECTED_MARK = "rejected", "\N{MULTIPLICATION SIGN}"
NO_REPORT, NO_FIGURES = "no report", "no figures"  # the second: of its report none counts
NOT_CHECKED = "not checked"

# The mark of a figure by the origin of its report; the others need none.
ORIGIN_MARKS = {"invented": "*", "unknown": "°"}


def shown(row: Mapping[str, Any]) -> str:
    """A count or sum with its marks, such as `ca. 24–26 ?` or `≥ 5 (+3)`; `-` if not listed, `†` if
    it has ended, `×` if people rejected its rows, `[2]` if two wait in a table to be agreed to, and
    `(+2–3)` where all are shared: they are not zero, but in nobody's number.

    `row` has `officers` and whatever there is of `officers_max`, `officers_shared` with its
    `officers_shared_max`, `unread`, `at_least`, `approximate`, `unsure`, `sums`, `total_unsure` and
    `origin`, as the views of officers_by_... have them; or it is one of `absent`.
    """
    low, high = number(row, "officers"), number(row, "officers_max")
    shared = number(row, "officers_shared")
    if low is None and shared is None:
        return "?" if number(row, "unread") else _absent(row)
    least = number(row, "at_least") or (low is not None and number(row, "unread"))
    marks = ("ca. " if number(row, "approximate") else "") + ("≥ " if least else "")
    if low is None:  # all that is told is of what is shared, but for a number that is not readable
        unread = "? " if number(row, "unread") else ""
        text = f"{unread}(+{marks}{_range(shared, number(row, 'officers_shared_max'))})"
    else:
        text = f"{marks}{_range(low, high)}"
        if shared is not None:
            text += f" (+{_range(shared, number(row, 'officers_shared_max'))})"
    if number(row, "sums"):
        text += " Σ"
    if number(row, "unsure"):
        text += " ?"
    if number(row, "total_unsure"):
        text += f" {CONTRADICTED}"
    if mark := ORIGIN_MARKS.get(row.get("origin") or ""):
        text += f" {mark}"
    return text


def _absent(row: Mapping[str, Any]) -> str:
    if row.get("absent") == WAITING:
        low = number(row, "waiting_officers")
        return f"[{'?' if low is None else _range(low, number(row, 'waiting_officers_max'))}]"
    return {ENDED: ENDED_MARK, REJECTED: REJECTED_MARK}.get(row.get("absent") or "", "-")


def _range(low: int | None, high: int | None) -> str:
    return str(low) if high in (None, low) else f"{low}–{high}"


def words(row: Mapping[str, Any] | None) -> list[str]:
    """The marks of a count or sum in words, for ways out where a number stands alone in its cell.

    `row` is as `shown` has it, and has `unchecked`, the rows that nobody decided on; None where
    there is none, or one of `absent`.
    """
    if row is None:
        return [NOT_LISTED]
    if row.get("absent"):
        least, most = (number(row, f"waiting_officers{end}") for end in ("", "_max"))
        counted = "" if least is None else f" {least}" if most == least else f" {least} to {most}"
        return [f"{WAITING}{counted}" if row["absent"] == WAITING else row["absent"]]
    low, high = number(row, "officers"), number(row, "officers_max")
    found = []
    if number(row, "unread"):
        found.append("not readable" if low is None else "at least: a number is not readable")
    if number(row, "at_least"):
        found.append("at least")
    if low is not None and high is not None and high > low:
        found.append(f"range to {high}")
    if number(row, "approximate"):
        found.append("about")
    if (shared := number(row, "officers_shared")) is not None:
        most = number(row, "officers_shared_max") or shared
        found.append(f"shared {shared}" if most == shared else f"shared {shared} to {most}")
    for name, text in (
        ("sums", "sum over corps"),
        ("unsure", "unsure"),
        ("total_unsure", "total may be wrong"),
    ):
        if number(row, name):
            found.append(text)
    if row.get("origin") in ORIGINS:
        found.append(ORIGINS[row["origin"]])
    if number(row, "unchecked"):
        found.append(NOT_CHECKED)
    return found


ORIGINS = {"invented": "invented", "unknown": "origin unknown", "transcript": "transcript"}


def is_partly_checked(total: Mapping[str, Any]) -> bool:
    """Whether people looked at some rows of a period and not at others; `total` is its row of
    officers_by_period. One that they rejected was looked at too."""
    looked_at = total["deployments"] - total["unchecked"] + total["rejected"]
    return bool(total["unchecked"] and looked_at)


def with_unchecked(shown: str, unchecked: bool, total: Mapping[str, Any]) -> str:
    """A number with its marks, and that nobody looked at it, where somebody did at others of its
    period, of which `total` is the row of officers_by_period."""
    return f"{shown} {UNCHECKED}" if unchecked and is_partly_checked(total) else shown


def marks_of(row: Mapping[str, Any]) -> dict[str, int]:
    """What `shown` reads of a sum, 0 or 1 each, for one row with its `qualifier`,
    `officers` and `scope`."""
    return {
        "unread": int(row["officers"] is None),
        "at_least": int(row["qualifier"] == "at_least"),
        "approximate": int(row["qualifier"] in ("about", "fte")),
        "sums": int(row["scope"] == "sum"),
    }


def fits_stated(total: Mapping[str, Any]) -> bool:
    """Whether a total is the one that the report states, with the rows that name no mission or
    without them; also where it states none. `total` is
    a row of officers_by_period."""
    stated = number(total, "stated_total")
    low = number(total, "officers") or 0
    most = number(total, "officers_max") or low
    beside = number(total, "nameless_officers") or 0
    return stated is None or low <= stated <= most or low <= stated - beside <= most


def is_stated(total: Mapping[str, Any]) -> bool:
    """Whether a total is exactly the one that the report states: no range, and no least number."""
    low, most = number(total, "officers"), number(total, "officers_max")
    loose = any(number(total, name) for name in ("unread", "at_least", "approximate"))
    return not loose and low == number(total, "stated_total") and most in (None, low)


def number(row: Mapping[str, Any], name: str) -> int | None:
    """A whole number of a row, or None where there is none."""
    value = row.get(name)
    return None if value is None or pd.isna(value) else int(value)


def meanings(cells: Iterable[str], labels: Mapping[str, str]) -> list[str]:
    """The marks of shown numbers with what they mean, by the labels of `mark_...`."""
    there = set(cells)
    return [
        f"{sign}  {labels[f'mark_{name}']}"
        for sign, name, looks in MARKS
        if any(looks.search(cell) for cell in there)
    ]
