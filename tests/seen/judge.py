"""Whether what was read of a case is right, doubted or silently wrong.

A case says what a reader sees: `rows` (mission, country, count, and the page if it is not the
first; a count that nobody can know is null), `must` ("right", or "doubt" where only an engine or a
person could read it), `box` (the middle of the first row's count, points from the top left of the
page as it is shown), `owes` (a finding), `refuse`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Any

# Findings that are never a doubt about a row.
IDLE = {
    "period-unsure",
    "date-unsure",
    "origin-unsure",
    "series-unsure",
    "unknown-mission",
    "statement-unsure",
    "statement-single-reading",
    "statement-readings-differ",
}
OF_ROWS = {
    "count-unreadable",
    "similar-name",
    "table-against-text",
    "readings-differ",
    "single-reading",
}
NEAR = 6.0  # points between the middle of a count and where it is said to be


@dataclass(frozen=True, slots=True)
class Verdict:
    """`told` is right, doubted or SILENT; `warnings` are those given; `why` says what is off."""

    told: str
    warnings: int
    why: str = ""


def judged(case: dict[str, Any], found: dict[str, Any]) -> Verdict:
    """What was extracted (as `extract --json` gives it) held against what a reader sees."""
    rows = [row for row in found["deployments"] if row.get("counted", True)]
    doubts = [f for f in found["findings"] if f["severity"] != "info" and f["code"] not in IDLE]
    missing = Counter(_key(*row[:3]) for row in case["rows"])
    pages = {_key(*row[:3]): (row[3] if len(row) > 3 else 1) for row in case["rows"]}
    wrong = []
    for row in rows:
        key = _key(row["mission_as_written"], row["country_as_written"], row["officers"])
        unread = row["officers"] is None and not any(_names(f, row) for f in doubts)
        ranged = row.get("officers_max") not in (None, row["officers"])
        if missing[key] > 0 and not unread and not ranged:
            missing[key] -= 1
        else:
            wrong.append(row)
    missing = +missing
    faults = list(_faults(case, found, rows))
    off = f"{[(r['mission_as_written'], r['officers']) for r in wrong]} missing {list(missing)}"
    if not wrong and not missing and not faults:
        return Verdict("right", len(doubts))
    if not rows and not faults and any(f["code"] == "no-table" for f in doubts):
        return Verdict("doubted", len(doubts), off)
    all_told = all(any(_names(f, row) for f in doubts) for row in wrong) and all(
        any(key[0] in _said(f) or _on_page(f, pages[key]) for f in doubts)
        or any(key[0] == _plain(row["mission_as_written"]) for row in wrong)
        for key in missing
    )
    told = "doubted" if all_told and not faults else "SILENT"
    return Verdict(told, len(doubts), f"{off} {faults or ''}")


def _faults(case: dict[str, Any], found: dict[str, Any], rows: list[dict[str, Any]]) -> list[str]:
    faults = []
    if case.get("box") and rows:
        name = _plain(case["rows"][0][0])
        first = next((r for r in rows if _plain(r["mission_as_written"]) == name), rows[0])
        x0, top, x1, bottom = first.get("count_box") or (0, 0, 0, 0)
        x, y = case["box"]
        if abs((x0 + x1) / 2 - x) > NEAR or abs((top + bottom) / 2 - y) > NEAR:
            faults.append("box")
    if case.get("owes") and case["owes"] not in {f["code"] for f in found["findings"]}:
        faults.append(case["owes"])
    if found["officers_total"] not in (None, sum(row["officers"] or 0 for row in rows)):
        faults.append("officers_total")
    return faults


def _plain(text: object) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", str(text or ""))).lower()


def _key(mission: str, country: str, count: str | int | None) -> tuple[str, str, int | None]:
    return _plain(mission), _plain(country), int(count) if count not in (None, "") else None


def _said(finding: dict[str, Any]) -> str:
    return _plain(finding["message"] + json.dumps(finding.get("about") or {}, ensure_ascii=False))


def _names(finding: dict[str, Any], row: dict[str, Any]) -> bool:
    """Whether a finding is about a row: by its mission, or by lying on it."""
    names = (_plain(row["mission_as_written"]), _plain(row["mission"]))
    if any(len(name) > 3 and name in _said(finding) for name in names):
        return True
    one, two = finding.get("box"), row.get("box")
    if not one or not two or finding.get("page") != row.get("page"):
        return False
    shared = min(one[3], two[3]) - max(one[1], two[1])
    return shared > 0.3 * (two[3] - two[1]) and one[3] - one[1] < 6 * (two[3] - two[1])


def _on_page(finding: dict[str, Any], page: int) -> bool:
    about = finding.get("about") or {}
    said = re.search(rf"\b(?:page|pages|bladzijde|blz\.?) {page}\b", finding["message"])
    here = finding.get("page") == page or about.get("page") == page
    return finding["code"] not in OF_ROWS and (here or bool(said))
