"""Which of several tables of deployments count, and the total that a report states by them."""

from __future__ import annotations

from collections.abc import Sequence

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
    clear = not left or all(r.reference_date not in (days[-1], None) for r in left if days)
    return chosen, [
        finding(
            "several-tables",
            {"counted": [r.key for r in chosen], "left": [r.key for r in left]},
            severity="info" if clear and days and len(chosen) == 1 else "warning",
            tables=len(states),
            counted=len(chosen),
            pages=list(dict.fromkeys(r.table.page for r in chosen)),
        )
    ]


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
