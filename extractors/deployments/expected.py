"""What a report holds, held against what reports of its series may be expected to hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missiemonitor.corpus.series import Expected
from missiemonitor.extractors.extraction import Deployment, Finding
from missiemonitor.extractors.findings import finding


def unexpected(deployments: Sequence[Deployment], expected: Expected) -> Iterator[Finding]:
    """A finding for each expectation of a series that the rows that count do not meet.

    A report without such a row is told of already: it has no table, or one of others.
    """
    counted = [each for each in deployments if each.counted]
    if not counted:
        return
    total = sum(each.officers or 0 for each in counted)
    for message, number, bounds in (
        ("rows", len(counted), expected.rows),
        ("total", total, expected.total),
    ):
        if bounds and not bounds[0] <= number <= bounds[1]:
            yield finding(
                "unexpected",
                {"number": number},
                message=message,
                number=number,
                least=bounds[0],
                most=bounds[1],
            )
    missing = sorted({*expected.missions} - {each.mission for each in counted})
    if missing:
        yield finding("unexpected", {"missions": missing}, message="missions", missions=missing)
