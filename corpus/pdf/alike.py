"""Glyphs of one font held against each other: the same digit looks the same, another does not.

For digits that no template is like: whatever a font draws, it draws an 8 in one way, and no 3 so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from missiemonitor.corpus.pdf.digit_shapes import Glyph, vectors
from missiemonitor.corpus.thresholds import SHAPES


@dataclass(frozen=True, slots=True, eq=False)
class ClaimedGlyph:
    """A glyph that the text says is `digit`, and the name of the font that draws it."""

    font: str
    digit: int
    glyph: Glyph


def contradicting(claims: Sequence[ClaimedGlyph]) -> set[int]:
    """Which claims (by index) another one of the same font contradicts.

    Two glyphs that claim one digit and are unlike, or claim two and are alike. Of glyphs with one
    claim those that most of them are like are believed; where there is no most, none is.
    """
    found: set[int] = set()
    for font in {claim.font for claim in claims}:
        mine = [at for at, claim in enumerate(claims) if claim.font == font]
        found |= {mine[at] for at in _in_one_font([claims[at] for at in mine])}
    return found


def _in_one_font(claims: Sequence[ClaimedGlyph]) -> set[int]:
    drawn = vectors(np.stack([claim.glyph.ink for claim in claims]))
    like = np.einsum("ni,mi->nm", drawn, drawn)
    digit = np.array([claim.digit for claim in claims])
    high = np.array([claim.glyph.pixels for claim in claims])
    # A raised mark may have shapes of its own.
    as_high = np.minimum.outer(high, high) >= SHAPES.as_high * np.maximum.outer(high, high)
    one = digit[:, None] == digit[None, :]
    unlike = one & as_high & (like < SHAPES.other)
    borne = (one & as_high & (like >= SHAPES.other)).sum(axis=1)  # itself too
    outvoted = unlike.any(axis=1) & (borne <= unlike.sum(axis=1))
    alike = ~one & as_high & (like > SHAPES.same)
    return {int(at) for at in np.flatnonzero(outvoted | alike.any(axis=1))}
