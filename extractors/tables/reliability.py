"""How sure a row is: the share of right rows among drawn ones that readings saw in the same way.

`reference/reliability.toml` has the shares, counted by `make reliability` on reports of the
laboratory. A pattern that too few drawn rows had is as sure as the wider one above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache

from missiemonitor.extractors.reference import reliability

VOICES = ("structure", "pdfplumber", "content")
# What a pattern is told by, from the widest on.
LEVELS: tuple[tuple[str, ...], ...] = (
    (),
    ("differ", "agree"),
    VOICES,
    (*VOICES, "doubt"),
    (*VOICES, "doubt", "known"),
    (*VOICES, "doubt", "known", "picture"),
    (*VOICES, "doubt", "known", "picture", "ruled"),
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a row was seen.

    `structure` says of the readings by our own structure whether `one` saw it or `more` alike,
    whether they `differ`, or which lines it has is `unsure`. `pdfplumber` and `content` are what
    these say of it: `agrees`, `unsure`, `differs`, or `none` where they have no such row. `doubt`
    is that something of it is told in a finding whatever the readings say: a range, a name that no
    list has, a country that is not understood.
    """

    structure: str
    pdfplumber: str = "none"
    content: str = "none"
    doubt: bool = False
    known: bool = True
    picture: bool = False
    ruled: bool = False

    @property
    def agree(self) -> int:
        """Readings that saw it alike, at most two of them by our own structure."""
        own = 2 if self.structure == "more" else 1
        return own + (self.pdfplumber == "agrees") + (self.content == "agrees")

    @property
    def differ(self) -> bool:
        """Whether a reading speaks against it, or does not know which lines it has."""
        return self.structure in ("differ", "unsure") or "differs" in (
            self.pdfplumber,
            self.content,
        )

    def levels(self) -> Iterator[tuple[tuple[str, object], ...]]:
        """What tells it at each level, from the widest on."""
        told = {**asdict(self), "agree": self.agree, "differ": self.differ}
        for level in LEVELS:
            yield tuple(sorted((name, told[name]) for name in level))


def confidence_of(pattern: Pattern) -> float:
    """The share of right rows (0 to 1) among drawn rows of the narrowest pattern that is listed."""
    shares = _shares()
    return next(shares[key] for key in reversed(list(pattern.levels())) if key in shares)


@lru_cache(maxsize=1)
def _shares() -> dict[tuple[tuple[str, object], ...], float]:
    return {
        tuple(sorted((k, v) for k, v in each.items() if k not in ("n", "right", "share"))): float(
            each["share"]
        )
        for each in reliability()["pattern"]
    }
