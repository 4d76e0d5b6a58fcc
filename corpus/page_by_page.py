"""The unit of failure is the page: one that cannot be read costs itself, not the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from missiemonitor.corpus.errors import ReportError

Read = TypeVar("Read")


def each_that_can(
    numbers: Sequence[int], read: Callable[[Sequence[int]], Iterable[Read]]
) -> tuple[list[Read], list[ReportError]]:
    """What `read` gives of these pages, one each in their order, and the errors of the others.

    `read` is asked again for those after one that it raises an error for. Raises ReportError where
    it is no page's.
    """
    found: list[Read] = []
    lost: list[ReportError] = []
    left = list(numbers)
    while left:
        done = 0
        try:
            for each in read(left):
                found.append(each)
                done += 1
            break
        except ReportError as error:
            if error.page is None:
                raise
            lost.append(error)
            left = left[done + 1 :]
    return found, lost
