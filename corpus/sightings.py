"""Where a particular of a report is seen: values with their places, and the best of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from missiemonitor.corpus.document import Issue, Line, Page, Region, Spot

T = TypeVar("T")

ASIDE = (Region.MARGIN, Region.HEADER, Region.FOOTER)


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """A value and where it stands; lower `rank` is the better place for it."""

    value: T
    place: Spot | None
    rank: int


def settle(
    code: str, which: str, seen: list[Candidate[T]], issues: list[Issue]
) -> Candidate[T] | None:
    """The best sighting, with an issue where there is none or where equally good ones differ.

    `which` begins the names of the issue's messages, where a code is about several particulars.
    """
    if not seen:
        issues.append(Issue(code, f"{which}not-stated"))
        return None
    best = min(seen, key=lambda s: s.rank)
    others = sorted({str(s.value) for s in seen if s.value != best.value and s.rank <= 2})
    if others or best.rank > 2:
        issues.append(
            Issue(
                code,
                f"{which}also-stated" if others else f"{which}in-text-only",
                {"value": str(best.value)} | ({"others": others} if others else {}),
                best.place.page if best.place else None,
                best.place.box if best.place else None,
            )
        )
    return best


def place_of(page: Page, line: Line) -> Spot:
    return Spot(page.number, page.on_paper(line.box))


def either(names: Sequence[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
