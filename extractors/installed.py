"""Extractors of other packages, found by their entry points (group `missiemonitor.extractors`).

They are asked after those of this package. A fault of one costs what it would have found, and is
told as the finding `extractor-failed`.
"""

from __future__ import annotations

import logging
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points

from missiemonitor.extractors.checked_found import checked
from missiemonitor.extractors.extractor import DocumentReading, Extractor, Found, WantsPages
from missiemonitor.extractors.findings import finding

GROUP = "missiemonitor.extractors"
LONGEST = 200  # characters of an error's text in a finding

_listener: ContextVar[Callable[[str], None] | None] = ContextVar("listener", default=None)


@contextmanager
def asked_told(listener: Callable[[str], None]) -> Iterator[None]:
    """Tell the listener by name which extractor is at work, and by nothing when it is ready.

    So that who waits for a process knows which of them ended it.
    """
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


@contextmanager
def _asked(name: str) -> Iterator[None]:
    listener = _listener.get() or (lambda name: None)
    listener(name)
    try:
        yield
    finally:
        listener("")


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
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a stranger's code; it is told on every report
        return Installed(point.name, version, None, _line(error))
    return Installed(point.name, version, extractor)


def names_with_versions() -> str:
    """All of them as one word, for what a reading depends on; nothing where there are none."""
    return "+".join(f"{each.name}-{each.version}" for each in installed())


def wanted_outside(texts: Sequence[str]) -> set[int]:
    """Numbers of pages (from 1) that extractors of other packages want to be read with care."""
    wanted: set[int] = set()
    for one in installed():
        with _asked(one.name):
            wanted.update(at for at, text in enumerate(texts, start=1) if _wants(one, text))
    return wanted


def _wants(one: Installed, text: str) -> bool:
    extractor: object = one.extractor
    try:
        return isinstance(extractor, WantsPages) and bool(extractor.wants(text))
    except KeyboardInterrupt:
        raise
    except BaseException:  # it is asked for what stands there, and told of, if it fails again
        logging.getLogger(__name__).debug("while picking pages", exc_info=True)
        return True


def found_outside(one: Installed, reading: DocumentReading) -> Found:
    """What an extractor of another package found, or that it failed."""
    if one.extractor is None:
        return _failed(one.name, one.fault)
    if one.name in reading.found:
        return _failed(one.name, "an extractor of this name is there already")
    try:
        with _asked(one.name):
            return checked(one.name, one.extractor(reading), reading.document.page_count)
    except KeyboardInterrupt:
        raise  # a person who has enough
    except BaseException as error:  # SystemExit too, which would end the batch
        logging.getLogger(__name__).debug("extractor %s", one.name, exc_info=True)
        return _failed(one.name, _line(error))


def _failed(name: str, why: str) -> Found:
    return Found(
        findings=(finding("extractor-failed", {"extractor": name}, extractor=name, error=why),)
    )


def _line(error: BaseException) -> str:
    """An error in a line that can be stored, whatever is wrong with the error too."""
    try:
        text = " ".join(str(error).split())
    except Exception:
        text = "its text cannot be had"
    line = f"{type(error).__name__}: {text}"[:LONGEST]
    return line.encode("utf-8", "backslashreplace").decode("utf-8")
