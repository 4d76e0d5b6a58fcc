"""Warnings and errors held against what a person marked in a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from missiemonitor.corpus.text import normal
from missiemonitor.extractors.linking.missions import link_mission

Json = Mapping[str, Any]

# What several reports tell together is of no page.
ACROSS = ("count-jumped", "left-without-notice", "earlier-otherwise", "revised-report")
# Which codes can tell of a thing of a kind. A kind that is not here, and codes that tell how a row
# was read and not what the page says, are left to a person.
CODES = {
    "figure-wrong-in-report": (
        "total-mismatch",
        "decided-total-mismatch",
        "table-against-text",
        "seen-otherwise",
        "overprinted",
        "unexpected",
        "count-jumped",
    ),
    "contradiction": (
        "total-mismatch",
        "total-against-text",
        "table-against-text",
        "statement-against-statement",
        "period-unsure",
        "date-unsure",
        "row-twice",
        "several-tables",
        "seen-otherwise",
        "revised-report",
        "mission-outside-its-years",
        "country-unexpected",
        "unexpected",
    ),
    "missing": (
        "count-unreadable",
        "period-unsure",
        "date-unsure",
        "series-unsure",
        "no-table",
        "page-unread",
        "file-cut-short",
        "left-without-notice",
        "country-inferred",
        "unknown-country",
        "name-cut",
        "numbers-unsure",
        "unexpected",
    ),
    "unclear": (
        "count-unreadable",
        "count-is-a-range",
        "count-is-a-sum",
        "several-counts",
        "several-tables",
        "nationality-unsure",
        "table-to-agree",
        "header-unsure",
        "footnote-on-count",
        "unknown-mission",
        "unknown-country",
        "country-unexpected",
        "similar-name",
        "statement-unsure",
        "statement-single-reading",
        "statement-readings-differ",
        "numbers-unsure",
        "period-unsure",
        "date-unsure",
        "series-unsure",
        "struck-through",
        "overprinted",
        "drawn-over",
        "seen-otherwise",
        "ocr-unsure",
        "text-layer-of-scan",
        "row-outside",
        "row-twice",
        "name-cut",
    ),
    "total": ("total-mismatch", "total-against-text", "decided-total-mismatch", "unexpected"),
    "date": ("date-unsure", "period-unsure"),
    "scope": ("row-of-others", "count-is-a-sum", "nationality-unsure"),
    "unknown": ("unknown-mission", "similar-name", "unknown-country"),
    "changed": (
        *ACROSS,
        "table-against-text",
        "table-no-longer-counted",
        "statement-unsure",
        "mission-outside-its-years",
    ),
}
KEPT = 80  # characters of a message that tell it from others
# What is told of a whole report, on whatever page it was read.
WHOLE = (
    "period-unsure",
    "date-unsure",
    "series-unsure",
    "no-table",
    "file-cut-short",
    "unexpected",
)


@dataclass(frozen=True)
class Judged:
    """A finding of a report, and what it tells of: the id of a thing, what was misread, "" for
    nothing, None where it takes a person to tell."""

    key: str
    finding: Json
    thing: str | None


@dataclass(frozen=True)
class Sums:
    """Over reports: warnings and errors, those that are `true`, those nobody `judged` yet, things
    and those `found`, and what more than one finding tells of."""

    findings: int
    true: int
    unjudged: int
    things: int
    found: int
    repeated: int


def key_of(finding: Json) -> str:
    """By what a judgement is kept: version and order play no part, nor how far a sentence is
    quoted."""
    said = finding["message"][:KEPT]
    return " | ".join(
        (finding["code"], str(finding.get("page") or "-"), _row(finding) or "-", said)
    )


def judge(
    things: Sequence[Json], findings: Iterable[Json], said: Mapping[str, str | None]
) -> list[Judged]:
    """Each finding with its thing: as a person `said` by its key, else where one thing fits."""
    judged = []
    for finding in findings:
        key = key_of(finding)
        thing = said.get(key)
        if thing is None:
            fits = [each["id"] for each in things if fits_thing(finding, each)]
            thing = str(fits[0]) if len(fits) == 1 else None
        judged.append(Judged(key, finding, thing))
    return judged


def sums(reports: Iterable[tuple[Sequence[Json], Sequence[Judged]]]) -> Sums:
    """The sums over things and judged findings of each report."""
    findings = true = unjudged = things = found = repeated = 0
    for marked, judged in reports:
        told = Counter(each.thing for each in judged if each.thing)
        findings += len(judged)
        true += told.total()
        unjudged += sum(each.thing is None for each in judged)
        things += len(marked)
        found += sum(bool(told[str(each["id"])]) for each in marked)
        repeated += sum(times > 1 for times in told.values())
    return Sums(findings, true, unjudged, things, found, repeated)


def fits_thing(finding: Json, thing: Json) -> bool:
    """Whether a finding tells of a thing, as far as its page, mission and code show."""
    if finding["code"] not in CODES.get(thing["kind"], ()):
        return False
    if finding["code"] in ACROSS and not finding.get("page"):
        return bool(thing.get("mission")) and _of_mission(finding, thing["mission"])
    pages = (finding.get("page"), thing.get("page"))
    whole = thing.get("where") == "whole" or finding["code"] in WHOLE
    if (thing.get("where") == "whole") != (finding["code"] in WHOLE or not pages[0]):
        return False
    if not whole and None not in pages and pages[0] != pages[1]:
        return False
    return whole or _of_mission(finding, thing.get("mission") or "")


def _of_mission(finding: Json, mission: str) -> bool:
    row = _row(finding)
    if not mission:
        return not row
    if f" {normal(mission)} " in f" {normal(row or finding['message'])} ":
        return True
    linked = link_mission(mission).mission
    return bool(row and linked and linked == link_mission(row).mission)


def _row(finding: Json) -> str:
    return finding.get("mission_as_written") or ""
