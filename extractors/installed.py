"""Extractors of other packages, found by their entry points (group `missiemonitor.extractors`).

They are asked after those of this package. A fault of one costs what it would have found, and is
told as the finding `extractor-failed`.
"""

from __future__ import annotations

import json
import logging
import math
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points

from missiemonitor.extractors.extraction import Evidence, Item
from missiemonitor.extractors.extractor import DocumentReading, Extractor, Found, WantsPages
from missiemonitor.extractors.findings import finding

GROUP = "missiemonitor.extractors"
SEVERITIES = ("error", "warning", "info")
LONGEST = 200  # characters of an error's text in a finding


@dataclass(frozen=True, slots=True)
class Installed:
    """An extractor of another package; where it cannot be loaded, why (`fault`)."""

    name: str
    version: str
    extractor: Extractor | None
    fault: str = ""


def installed() -> tuple[Installed, ...]:
    """The extractors of other packages that are installed, by name."""
    return _installed(tuple(sys.path))


@lru_cache(maxsize=4)
def _installed(path: tuple[str, ...]) -> tuple[Installed, ...]:
    points = sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))
    again = {name for name, number in Counter(p.name for p in points).items() if number > 1}
    return tuple(_loaded(point, point.name in again) for point in points)


def _loaded(point: EntryPoint, again: bool) -> Installed:
    version = point.dist.version if point.dist else ""
    try:
        if again:
            raise ValueError("two packages have an extractor of this name")
        named = point.load()
        extractor: Extractor = named() if isinstance(named, type) else named
        if extractor.name != point.name or not callable(extractor):
            raise TypeError(f"{point.value} is no extractor that is called {point.name!r}")
    except Exception as error:  # a stranger's code; it is told on every report
        return Installed(point.name, version, None, _line(error))
    return Installed(point.name, version, extractor)


def names_with_versions() -> str:
    """All of them as one word, for what a reading depends on; nothing where there are none."""
    return "+".join(f"{each.name}-{each.version}" for each in installed())


def wanted_outside(texts: Sequence[str]) -> set[int]:
    """Numbers of pages (from 1) that extractors of other packages want to be read with care."""
    extractors = [each.extractor for each in installed()]
    wanting = [each for each in extractors if each and isinstance(each, WantsPages)]
    return {
        number
        for number, text in enumerate(texts, start=1)
        if any(_wants(each, text) for each in wanting)
    }


def _wants(extractor: WantsPages, text: str) -> bool:
    try:
        return bool(extractor.wants(text))
    except Exception:  # it is asked for what stands there, and told of, if it fails again
        logging.getLogger(__name__).debug("while picking pages", exc_info=True)
        return True


def found_outside(one: Installed, reading: DocumentReading) -> Found:
    """What an extractor of another package found, or that it failed."""
    if one.extractor is None:
        return _failed(one.name, one.fault)
    if one.name in reading.found:
        return _failed(one.name, "an extractor of this name is there already")
    try:
        return _checked(one.name, one.extractor(reading), reading.document.page_count)
    except (MemoryError, KeyboardInterrupt):
        raise  # the limit of the process, whoever met it, and a person who has enough
    except BaseException as error:  # SystemExit too, which would end the batch
        logging.getLogger(__name__).debug("extractor %s", one.name, exc_info=True)
        return _failed(one.name, _line(error))


def _failed(name: str, why: str) -> Found:
    return Found(
        findings=(finding("extractor-failed", {"extractor": name}, extractor=name, error=why),)
    )


def _line(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:LONGEST]


def _checked(name: str, found: Found, pages: int) -> Found:
    """What can be stored, with its extractor's name. Raises ValueError, TypeError."""
    if not isinstance(found, Found):
        raise TypeError(f"gave {type(found).__name__} and not Found")
    if found.tables or found.deployments or found.statements or found.stated_total is not None:
        raise TypeError("deployments and statements are given by missiemonitor's own alone")
    items = tuple(replace(item, extractor=name) for item in found.items)
    again = [key for key, number in Counter(item.key for item in items).items() if number > 1]
    if again:
        raise ValueError(f"two items have the key {again[0]!r}")
    for item in items:
        _check_item(item, pages)
    for one in found.findings:
        if one.severity not in SEVERITIES:
            raise ValueError(f"no severity: {one.severity!r}")
        json.dumps([one.about, one.values])
        if one.evidence:
            _check_place(one.evidence, pages)
    return replace(found, items=items, findings=tuple(found.findings))


def _check_item(item: Item, pages: int) -> None:
    texts = (item.key, item.kind, item.label, item.as_written)
    if not all(isinstance(text, str) for text in texts) or not item.key or not item.kind:
        raise ValueError("an item's key, kind, label and as_written are texts")
    for text in (item.mission, item.unit):
        if text is not None and (not isinstance(text, str) or not text):
            raise ValueError(f"mission and unit are texts or None: {item.key}")
    if item.value is not None and not math.isfinite(item.value):
        raise ValueError(f"a value is a number: {item.key}")
    if not 0 <= item.confidence <= 1:
        raise ValueError(f"confidence lies between 0 and 1: {item.key}")
    if not all(isinstance(text, str) for pair in item.details for text in pair):
        raise ValueError(f"details are pairs of texts: {item.key}")
    _check_place(item.evidence, pages)


def _check_place(evidence: Evidence, pages: int) -> None:
    box = evidence.box
    if not 1 <= evidence.page <= pages:
        raise ValueError(f"there is no page {evidence.page}")
    if not all(math.isfinite(edge) for edge in (box.x0, box.top, box.x1, box.bottom)):
        raise ValueError("a box has four numbers")
