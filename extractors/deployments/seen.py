"""Counts held against the picture of the page: what is drawn is what a reader sees.

The three readings of a table share the text of the file, and a font may call the glyph of 3 an 8.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from missiemonitor.corpus.document import PictureSource
from missiemonitor.corpus.pdf.seen_numbers import NumberClaim, SeenNumber, Verdict, seen_numbers
from missiemonitor.extractors.deployments.findings import about
from missiemonitor.extractors.deployments.table_state import TableState
from missiemonitor.extractors.extraction import Deployment, Finding, Reading
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.thresholds import DEPLOYMENTS

WAY = "seen"


def hold_against_pictures(state: TableState) -> Iterator[Finding]:
    """Look at each count of a table that counts; rows whose picture says otherwise are doubted.

    Changes the deployments of `state`: a lower confidence, and what was seen among the readings.
    """
    pictures = state.document.pictures
    if pictures is None:
        return
    claims = {
        at: claim for at, each in enumerate(state.deployments) if (claim := _claim(state, each))
    }
    told = seen_numbers(pictures, list(claims.values()))
    doubted: list[tuple[Deployment, NumberClaim]] = []
    for at, seen in zip(claims, told, strict=True):
        row = state.deployments[at]
        if seen.verdict is Verdict.DIFFERS:
            yield _seen_otherwise(row, seen)
        if seen.verdict is Verdict.DIFFERS or seen.witness not in ("", "shapes"):
            state.deployments[at] = _with_reading(row, seen)
        if seen.verdict is Verdict.DIFFERS or not seen.seen:
            doubted.append((row, seen.claim))
    yield from _readers_differ(pictures, doubted)


def _claim(state: TableState, row: Deployment) -> NumberClaim | None:
    """What a row claims that can be looked at: digits that were not read from a picture."""
    at = row.count_evidence
    page = state.document.page(at.page)
    written = row.count_as_written
    if page is None or row.key in state.from_picture or not any(char.isdigit() for char in written):
        return None
    return NumberClaim(written, at.page, at.box, page.turn)


def _with_reading(row: Deployment, seen: SeenNumber) -> Deployment:
    """The row with what was seen among its readings, and less sure where that is another number."""
    differs = seen.verdict is Verdict.DIFFERS
    return replace(
        row,
        confidence=min(row.confidence, DEPLOYMENTS.seen_otherwise) if differs else row.confidence,
        readings=(*row.readings, Reading(WAY, "", "", seen.seen)),
    )


def _seen_otherwise(row: Deployment, seen: SeenNumber) -> Finding:
    clear = seen.seen.isdigit()
    return finding(
        "seen-otherwise",
        about(row),
        message=seen.witness if seen.witness in ("shapes", "alike") else "engine",
        severity="error" if clear else "warning",
        evidence=row.count_evidence,
        name=row.mission_as_written or "(no mission)",
        text=row.count_as_written,
        seen=seen.seen,
        witness=seen.witness,
    )


def _readers_differ(
    pictures: PictureSource, doubted: Sequence[tuple[Deployment, NumberClaim]]
) -> Iterator[Finding]:
    """A second reader of the file's characters, for counts that the picture does not bear out."""
    for page in sorted({claim.page for _, claim in doubted}):
        mine = [(row, claim) for row, claim in doubted if claim.page == page]
        others = pictures.other_reader(page, [claim.box for _, claim in mine])
        for (row, claim), other in zip(mine, others or (), strict=others is not None):
            # What comes behind the digits may be the mark of a footnote.
            if not _digits(other).startswith(_digits(claim.text)):
                yield finding(
                    "readers-differ",
                    about(row),
                    evidence=row.count_evidence,
                    name=row.mission_as_written or "(no mission)",
                    text=row.count_as_written,
                    other=other,
                )


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
