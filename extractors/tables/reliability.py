"""How sure a row is: the share of right rows among drawn ones that readings saw in the same way.

`reference/reliability.toml` has the shares, counted by `make reliability` on reports of the
laboratory. A pattern that too few drawn rows had is as sure as the wider one above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache

from missiemonitor.extractors.reference import reliability

VOICES = ("unsure", "pdfplumber", "content")
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

    `unsure` says that it may be parted otherwise at a page break. `pdfplumber` and `content` are
    what these readings say of it: `agrees`, `unsure`, `differs`, or `none` where they have no such
    row.
    `doubt` is that something of it is told in a finding whatever the readings say: a range, a name
    that no list has, a country that is not understood. `ruled` is that drawn lines bound its cells.
    """

    unsure: bool
    pdfplumber: str = "none"
    content: str = "none"
    doubt: bool = False
    known: bool = True
    picture: bool = False
    ruled: bool = False

    @property
    def agree(self) -> int:
        """Readings that saw it alike, that of its table among them."""
        return 1 + (self.pdfplumber == "agrees") + (self.content == "agrees")

    @property
    def differ(self) -> bool:
        """Whether a reading speaks against it, or it may be parted otherwise."""
        return self.unsure or "differs" in (self.pdfplumber, self.content)

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
