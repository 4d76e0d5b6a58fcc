"""Which of several tables of deployments count, and the total that a report states by them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from missiemonitor.extractors.deployments.continued import total_of_both
from missiemonitor.extractors.deployments.table_state import TableState
from missiemonitor.extractors.deployments.total_sentences import total_of_all
from missiemonitor.extractors.extraction import Finding
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.trace import trace


def chosen_of(states: Sequence[TableState]) -> tuple[list[TableState], list[Finding]]:
    """Of several tables those that count: the newest reference date, no mission twice."""
    if len(states) == 1:
        return list(states), []
    days = sorted({r.reference_date for r in states if r.reference_date})
    newest = [r for r in states if not days or r.reference_date in (days[-1], None)]
    chosen: list[TableState] = []
    seen: set[str] = set()
    for state in sorted(newest, key=lambda r: -len(r.deployments)):
        own = {d.mission for d in state.deployments}
        if not own & seen:
            chosen.append(state)
            seen |= own
        else:
            twice = ", ".join(sorted(own & seen))
            tell(state, f"left: counted in another table: {twice}", taken=False)
    for state in states:
        if state not in newest:
            tell(state, f"left: {state.reference_date} is not the newest day", taken=False)
    chosen.sort(key=lambda r: (r.table.page, r.table.box.top))
    left = [r for r in states if r not in chosen]
    return chosen, [_told(states, chosen, left)]


def _told(
    states: Sequence[TableState], chosen: Sequence[TableState], left: Sequence[TableState]
) -> Finding:
    """That there are several tables: for a person where one that is left out may be of the same
    moment, and has other counts."""
    newest = max((r.reference_date for r in states if r.reference_date), default=None)
    rivals = [r for r in left if newest is None or r.reference_date in (newest, None)]
    counted = {d.mission: d for state in chosen for d in state.deployments}
    differing = [
        {"name": row.mission_as_written, "one": row.officers, "other": here.officers}
        for state in rivals
        for row in state.deployments
        if (here := counted.get(row.mission)) and here.officers != row.officers
    ]
    more = any(row.mission not in counted for state in rivals for row in state.deployments)
    told: dict[str, Any] = {"differing": differing} if differing else {}
    return finding(
        "several-tables",
        {"counted": [r.key for r in chosen], "left": [r.key for r in left]},
        message="differ" if differing else "default",
        severity="warning" if differing or more else "info",
        tables=len(states),
        counted=len(chosen),
        pages=list(dict.fromkeys(r.table.page for r in chosen)),
        **told,
    )


def stated_by(chosen: Sequence[TableState]) -> int | None:
    """The total that a report states: the sum of what each of its tables states, or what a sentence
    says that they make together."""
    totals = [state.stated_total for state in chosen if state.stated_total is not None]
    if totals and len(totals) == len(chosen):
        return sum(totals)
    if (both := total_of_both(chosen)) is not None:
        return both
    whole = sum(row.officers or 0 for state in chosen for row in state.deployments)
    return whole if len(chosen) > 1 and total_of_all(chosen, whole) else None


def tell(state: TableState, text: str, taken: bool = True) -> None:
    """Note why a table counts or not."""
    if seen := trace():
        seen.note("table", state.table.page, f"{state.key}: {text}", [state.table.box], taken)
