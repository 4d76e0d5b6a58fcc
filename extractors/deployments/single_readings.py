"""Rows that one way of reading saw alone: told where nothing else that is known speaks for them.

What is known of a row is that its mission is in the list, that its country is one of the mission's,
and that the total which the page states is the sum of the rows. Several rows of one table are told
at once: what keeps other readings from one keeps them from all.
"""

from __future__ import annotations

from missiemonitor.extractors.deployments.table_state import TableState, evidence_of
from missiemonitor.extractors.extraction import Deployment, Finding
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.linking.missions import MissionLink, link_mission

CODE = "single-reading"


def fits(deployment: Deployment, link: MissionLink) -> bool:
    """Whether the mission of a row is in the list, and its country one of the mission's."""
    known = link.mission if link.way not in ("similar", "unknown") else None
    return known is not None and bool({*known.countries} & {*deployment.countries})


def _fits(row: Deployment) -> bool:
    return fits(row, link_mission(row.mission_as_written, row.countries))


def told_once(state: TableState) -> list[Finding]:
    """The findings of a table, those of single readings as one where there are several.

    Rows whose mission and country fit need none where the stated total holds as well.
    """
    codes = {each.code for each in state.findings}
    holds = state.stated_total is not None and "total-mismatch" not in codes
    rows = {row.key: row for row in state.deployments}
    single: list[Finding] = []
    others: list[Finding] = []
    for each in state.findings:
        key = str(each.about.get("deployment"))
        if each.code != CODE or key not in rows:
            others.append(each)
        elif not (holds and _fits(rows[key])):
            single.append(each)
    if len(single) < 2:
        return others + single
    page = state.document.page(state.table.page)
    assert page is not None  # tables come from pages of the document
    names = [rows[str(each.about["deployment"])].mission_as_written or "-" for each in single]
    at = evidence_of(page, [state.table.box], state.table.caption)
    told = finding(
        "single-reading",
        {"table": state.key},
        message="several",
        evidence=at,
        number=len(names),
        names=names,
    )
    return [*others, told]
