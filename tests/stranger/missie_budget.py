"""Budgets in euro of missions: a line that names a mission and an amount, in a text or a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from missiemonitor.corpus.document import Region
from missiemonitor.extractors.extraction import Evidence, Finding, Item
from missiemonitor.extractors.extractor import DocumentReading, Found
from missiemonitor.extractors.linking.missions import known_mission

AMOUNT = re.compile(r"(?:EUR|€)\s*(\d{1,3}(?:\.\d{3})+|\d+)(?![\d.,]*\d)")
BEGUN = re.compile(r"(?:EUR|€)\s*\S+")


class Budget:
    """One item a line with a known mission before its amount; a finding for an unread amount."""

    name = "budget"

    def wants(self, text: str) -> bool:
        return "EUR" in text or "€" in text

    def __call__(self, reading: DocumentReading) -> Found:
        items: list[Item] = []
        findings: list[Finding] = []
        for text, evidence in _lines(reading):
            mission = _mission(text)
            amount = AMOUNT.search(text)
            key = f"p{evidence.page}y{evidence.box.top:.0f}"
            if mission and amount:
                items.append(
                    Item(
                        key=key,
                        kind="budget",
                        label=mission[1],
                        mission=mission[0],
                        value=float(amount.group(1).replace(".", "")),
                        unit="EUR",
                        as_written=text,
                        evidence=evidence,
                        confidence=0.8,
                        details=(("currency", "euro"),),
                    )
                )
            elif mission and BEGUN.search(text):
                message = f"{mission[1]}: the budget cannot be read: {text!r}"
                findings.append(
                    Finding("budget-unread", "warning", message, {"line": key}, evidence)
                )
        return Found(tuple(items), tuple(findings))


def _lines(reading: DocumentReading) -> Iterator[tuple[str, Evidence]]:
    for page, line in reading.document.lines(Region.BODY):
        yield line.text, Evidence(page.number, page.on_paper(line.box), line.text)


def _mission(text: str) -> tuple[str, str] | None:
    """The id and name of the longest mission that is named before the amount."""
    words = text.split("EUR")[0].split("€")[0].split()
    for end in range(min(len(words), 6), 0, -1):
        for start in range(len(words) - end + 1):
            found = known_mission(" ".join(words[start : start + end]).strip(":,"))
            if found and found.mission:
                return found.mission.mission, found.mission.name
    return None
