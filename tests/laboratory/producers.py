"""All producers under one roof: numbers of reports go in, their PDFs come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.laboratory import browser, library, office, typesetter
from tests.laboratory.report import Invented


def available() -> tuple[str, ...]:
    """The producers that are installed here."""
    outside = [
        name for name, module in (("browser", browser), ("office", office)) if module.available()
    ]
    return ("library", "typesetter", *outside)


def typeset(reports: Iterable[Invented], batch: int = 40) -> Iterator[tuple[Invented, bytes]]:
    """The PDFs of these reports, made in batches, in another order than they came in."""
    waiting: dict[str, list[Invented]] = {"browser": [], "office": []}
    for report in reports:
        if report.producer == "library":
            yield report, library.typeset(report)
        elif report.producer == "typesetter":
            yield report, typesetter.typeset(report)
        else:
            waiting[report.producer].append(report)
            if len(waiting[report.producer]) >= batch:
                yield from _flush(report.producer, waiting)
    for name in waiting:
        yield from _flush(name, waiting)


def _flush(name: str, waiting: dict[str, list[Invented]]) -> Iterator[tuple[Invented, bytes]]:
    reports, waiting[name] = waiting[name], []
    if reports:
        made = (browser if name == "browser" else office).typeset_all(reports)
        for report in reports:
            yield report, made[report.number]
