"""What an extractor of another package gave, made plain: only what can be stored, sent and shown.

A Found goes in, and one of exact types comes out; ValueError, TypeError and the like where a part
of it cannot be stored.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from typing import Any

from missiemonitor.corpus.document import Box
from missiemonitor.extractors.extraction import Evidence, Finding, Item
from missiemonitor.extractors.extractor import Found

SEVERITIES = ("error", "warning", "info")


def checked(name: str, found: Found, pages: int) -> Found:
    """What can be stored, with its extractor's name. Raises ValueError, TypeError."""
    if not isinstance(found, Found):
        raise TypeError(f"gave {type(found).__name__} and not Found")
    if found.tables or found.deployments or found.statements or found.stated_total is not None:
        raise TypeError("deployments and statements are given by missiemonitor's own alone")
    items = tuple(_item(item, name, pages) for item in found.items)
    again = [key for key, number in Counter(item.key for item in items).items() if number > 1]
    if again:
        raise ValueError(f"two items have the key {again[0]!r}")
    return Found(items=items, findings=tuple(_finding(one, pages) for one in found.findings))


def _item(item: Item, name: str, pages: int) -> Item:
    if not isinstance(item, Item):
        raise TypeError(f"gave {type(item).__name__} among its items")
    key = _text(item.key, "an item's key")
    place = f"of the item {key!r}"
    if not key or not item.kind:
        raise ValueError("an item's key and kind are not empty")
    confidence = _number(item.confidence, f"the confidence {place}")
    if not 0 <= confidence <= 1:
        raise ValueError(f"confidence lies between 0 and 1: {key}")
    for text in (item.mission, item.unit):
        if text is not None and not _text(text, f"the mission or unit {place}"):
            raise ValueError(f"mission and unit are texts or None: {key}")
    return Item(
        key=key,
        kind=_text(item.kind, f"the kind {place}"),
        label=_text(item.label, f"the label {place}"),
        as_written=_text(item.as_written, f"as_written {place}"),
        evidence=_place(item.evidence, pages),
        confidence=float(confidence),
        mission=None if item.mission is None else _text(item.mission, f"the mission {place}"),
        value=None if item.value is None else _number(item.value, f"the value {place}"),
        unit=None if item.unit is None else _text(item.unit, f"the unit {place}"),
        details=tuple(
            (_text(role, f"details {place}"), _text(told, f"details {place}"))
            for role, told in item.details
        ),
        extractor=name,
    )


def _finding(one: Finding, pages: int) -> Finding:
    if not isinstance(one, Finding):
        raise TypeError(f"gave {type(one).__name__} among its findings")
    if one.severity not in SEVERITIES:
        raise ValueError(f"no severity: {one.severity!r}")
    code = _text(one.code, "a finding's code")
    return Finding(
        code=code,
        severity=_text(one.severity, f"the severity of {code!r}"),
        message=_text(one.message, f"the message of {code!r}"),
        about=_plain(one.about, f"what {code!r} is about"),
        evidence=_place(one.evidence, pages) if one.evidence else None,
        message_key=_text(one.message_key, f"the message of {code!r}"),
        values=_plain(one.values, f"the values of {code!r}"),
    )


def _place(evidence: Evidence, pages: int) -> Evidence:
    page, box = evidence.page, evidence.box
    if type(page) is not int or not 1 <= page <= pages:
        raise ValueError(f"there is no page {page!r}")
    x0, top, x1, bottom = (float(_number(edge, "an edge of a box")) for edge in box.sides())
    return Evidence(page, Box(x0, top, x1, bottom), _text(evidence.text, "an evidence's text"))


def _text(text: object, what: str) -> str:
    """A plain text of what claims to be one; a lone surrogate is none."""
    if not isinstance(text, str):
        raise TypeError(f"{what} is a text and not {type(text).__name__}")
    try:
        return text.encode("utf-8").decode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(f"{what} cannot be written: {text!a}") from None


def _number(value: object, what: str) -> float:
    """A plain number that can be kept; a bool is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{what} is a number and not {type(value).__name__}")
    if isinstance(value, int):
        # Databases and JSON keep whole numbers exactly as far as floats do.
        if value.bit_length() > sys.float_info.mant_dig:
            raise ValueError(f"{what} is too large a number")
        return int(value)
    if not math.isfinite(value):
        raise ValueError(f"{what} is no number: {value}")
    return float(value)


def _plain(told: object, what: str) -> dict[str, Any]:
    """A dict of texts, numbers and lists of them, as JSON can say it."""
    if not isinstance(told, dict):
        raise TypeError(f"{what} is a dict and not {type(told).__name__}")
    text = json.dumps(told, ensure_ascii=False, allow_nan=False)
    plain: dict[str, Any] = json.loads(_text(text, what))
    return plain
