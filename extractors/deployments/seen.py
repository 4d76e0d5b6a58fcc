"""Counts held against the picture of the page: what is drawn is what a reader sees.

The three readings of a table share the text of the file, and a font may call the glyph of 3 an 8.
"""

from __future__ import annotations

from collections.abc import Iterator
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
    for at, seen in zip(claims, told, strict=True):
        row = state.deployments[at]
        if seen.verdict is Verdict.DIFFERS:
            state.deployments[at] = _doubted(row, seen)
            yield _seen_otherwise(row, seen)
        if seen.verdict is Verdict.DIFFERS or not seen.seen:
            yield from _readers_differ(pictures, row, seen.claim)


def _claim(state: TableState, row: Deployment) -> NumberClaim | None:
    """What a row claims that can be looked at: digits that were not read from a picture."""
    at = row.count_evidence
    page = state.document.page(at.page)
    written = row.count_as_written
    if page is None or row.key in state.from_picture or not any(char.isdigit() for char in written):
        return None
    return NumberClaim(written, at.page, at.box, page.turn)


def _doubted(row: Deployment, seen: SeenNumber) -> Deployment:
    return replace(
        row,
        confidence=min(row.confidence, DEPLOYMENTS.seen_otherwise),
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
    pictures: PictureSource, row: Deployment, claim: NumberClaim
) -> Iterator[Finding]:
    """A second reader of the file's characters, for a count that the picture does not bear out."""
    other = pictures.other_reader(claim.page, [claim.box])
    if other is None or _digits(other[0]).startswith(_digits(claim.text)):
        return  # what comes behind the digits may be the mark of a footnote
    yield finding(
        "readers-differ",
        about(row),
        evidence=row.count_evidence,
        name=row.mission_as_written or "(no mission)",
        text=row.count_as_written,
        other=other[0],
    )


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
