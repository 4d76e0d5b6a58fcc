"""What a page hides at a count: one finding tells it, and no other of what is seen there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from missiemonitor.extractors.extraction import Deployment, Evidence, Finding


def is_hidden_at(count: Evidence, findings: Iterable[Finding]) -> bool:
    """Whether a finding tells of hidden text where a count stands."""
    return any(
        each.code == "text-hidden"
        and each.evidence is not None
        and each.evidence.page == count.page
        and each.evidence.box.overlap_x(count.box) > 0
        and each.evidence.box.overlap_y(count.box) > 0
        for each in findings
    )


def told_as_hidden(rows: Iterable[Deployment], findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings but for counts that are unsure because the page hides another number there."""
    hidden = {row.key for row in rows if is_hidden_at(row.count_evidence, findings)}
    for each in findings:
        if each.code != "ocr-unsure" or each.about.get("deployment") not in hidden:
            yield each
