"""What is told of a table once: doubts about several of its rows that have one cause.

What keeps other readings from one row keeps them from all, and so does the way in which a table
leaves names out or has a row for each function of a mission.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.table_state import TableState, evidence_of
from missiemonitor.extractors.extraction import Deployment, Finding
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.linking.missions import MissionLink, link_mission

SCAN = "ocr-unsure"
# What follows from it that letters of a picture were taken for others, or lines for letters.
MISREAD = (
    *(SCAN, "single-reading", "readings-differ", "name-cut", "unknown-mission", "unknown-country"),
    *("similar-name", "footnote-on-count", "country-inferred"),
)
SINGLE, TWICE, ALIKE = "single-reading", "row-twice", "similar-name"
UNKNOWN, ABOVE, COLUMN = "unknown-mission", "name-from-above", "other-column"
DIFFER, INFERRED, PLACE = "readings-differ", "country-inferred", "unknown-country"
# Findings about rows that have one cause in a table: their codes and messages.
SEVERAL = {
    (SINGLE, "default"),
    (TWICE, "default"),
    (PLACE, "default"),
    *((DIFFER, message) for message in (ABOVE, COLUMN)),
}
# Those that a total that holds speaks against, where the mission is in its country.
BORNE_OUT = {(SINGLE, "default"), (DIFFER, COLUMN)}
# What follows from it that a row is not read as it stands, where its count cannot be read.
FOLLOWING = (SINGLE, DIFFER, INFERRED, PLACE)


def fits(deployment: Deployment, link: MissionLink) -> bool:
    """Whether the mission of a row is in the list, and its country one of the mission's."""
    known = link.mission if link.way not in ("similar", "unknown") else None
    return known is not None and bool({*known.countries} & {*deployment.countries})


def _fits(row: Deployment) -> bool:
    return fits(row, link_mission(row.mission_as_written, row.countries))


def told_once(state: TableState, findings: Iterable[Finding]) -> list[Finding]:
    """The findings of a table, those of one cause as one where there are several.

    Rows that one way of reading saw alone, counts that another column has otherwise, and missions
    with several rows, need none where the total that the page states is the sum of the rows; a row
    of the first two kinds has to fit as well. A name that no list has is told at the first of its
    rows. Of a row whose count cannot be read that is told, and nothing that follows from it.
    """
    rows = {row.key: row for row in state.deployments}
    findings = list(_without_following([*findings], rows))
    findings = [*_scan_once(state, findings, rows)]
    holds = state.stated_total is not None and all(
        each.code != "total-mismatch" for each in (*state.findings, *findings)
    )
    kept: list[Finding] = []
    groups: dict[tuple[str, str], list[Finding]] = {}
    named: dict[tuple[str, str], int] = {}
    for each in findings:
        row = rows.get(str(each.about.get("deployment")))
        kind = (each.code, each.message_key)
        if row and each.code in (UNKNOWN, INFERRED):
            if (first := named.get((each.code, row.mission))) is None:
                named[each.code, row.mission] = len(kept)
                kept.append(each)
            else:
                kept[first] = _of_this_row_too(kept[first], row)
        elif kind not in SEVERAL or row is None or each.severity == "info":
            kept.append(each)
        elif not (holds and (each.code == TWICE or (kind in BORNE_OUT and _fits(row)))):
            groups.setdefault(kind, []).append(each)
    for kind, group in groups.items():
        kept += group if len(group) == 1 else [_as_one(state, kind, group, rows)]
    return kept


def _of_this_row_too(told: Finding, row: Deployment) -> Finding:
    """A finding at the first of its rows, with one more that it is about."""
    keys = told.about.get("deployments", [told.about["deployment"]])
    return replace(told, about={**told.about, "deployments": [*keys, row.key]})


def _scan_once(
    state: TableState, findings: Sequence[Finding], rows: Mapping[str, Deployment]
) -> Iterator[Finding]:
    """What is unsure of a table that was read from a picture once, with the rows that it is about;
    counts that could not be read and what the page has wrong are told at their rows."""

    def at(each: Finding) -> str:
        return str(each.about.get("deployment"))

    unsure = {at(each) for each in findings if each.code == SCAN and at(each) in rows}
    if len(unsure) < 2:
        yield from findings
        return
    unsure |= {key for key, row in rows.items() if not normal(row.mission_as_written)}
    kept = []
    for each in findings:
        nameless = at(each) in rows and not normal(rows[at(each)].mission_as_written)
        if at(each) in unsure and (each.code in MISREAD or (nameless and each.code == TWICE)):
            continue
        kept.append(each)
    page = state.document.page(state.table.page)
    assert page is not None  # tables come from pages of the document
    read = [row for key, row in rows.items() if key in unsure]
    yield finding(
        "ocr-unsure",
        {"table": state.key, "deployments": [row.key for row in read]},
        message="table",
        evidence=evidence_of(page, [state.table.box], state.table.caption),
        number=len(read),
        rows=[row.evidence.text or "-" for row in read],
    )
    yield from kept


def _without_following(
    findings: Sequence[Finding], rows: Mapping[str, Deployment]
) -> Iterator[Finding]:
    """Without what follows from a count that is not read, or a name taken from the row above."""

    def about(code: str, *messages: str) -> set[str]:
        return {
            str(each.about["deployment"])
            for each in findings
            if each.code == code and each.message_key in (messages or (each.message_key,))
            if each.about.get("deployment") in rows
        }

    unread = about("count-unreadable")
    # A name that every reading saw is not misread with its count.
    misread = {rows[key].mission for key in unread & about(DIFFER, "default")}
    above = about(DIFFER, ABOVE)
    twice = about(TWICE, "two-names")
    for each in findings:
        key = str(each.about.get("deployment"))
        follows = key in unread and each.code in FOLLOWING
        if key in rows and rows[key].mission in misread:
            follows = follows or each.code in (UNKNOWN, INFERRED)
        # That it is the mission of a row above tells what its name was taken for.
        follows = follows or (each.code == ALIKE and key in twice)
        if not follows and not (each.code == TWICE and key in above):
            yield each


def _as_one(
    state: TableState,
    kind: tuple[str, str],
    group: list[Finding],
    rows: dict[str, Deployment],
) -> Finding:
    page = state.document.page(state.table.page)
    assert page is not None  # tables come from pages of the document
    keys = [str(each.about["deployment"]) for each in group]
    names = [rows[key].mission_as_written or "-" for key in keys]
    about = {"table": state.key, "deployments": keys}
    told: dict[str, Any] = {
        "evidence": evidence_of(page, [state.table.box], state.table.caption),
        "number": len(names),
        "names": list(dict.fromkeys(names)),
    }
    if kind[0] == SINGLE:
        return finding("single-reading", about, message="several", **told)
    if kind[0] == TWICE:
        return finding("row-twice", about, message="several", **told)
    if kind[0] == PLACE:
        written = [rows[key].country_as_written for key in keys]
        told["written"] = list(dict.fromkeys(written))
        return finding("unknown-country", about, message="several", **told)
    if kind[1] == ABOVE:
        return finding("readings-differ", about, message="names-from-above", **told)
    return finding("readings-differ", about, message="other-columns", **told)
