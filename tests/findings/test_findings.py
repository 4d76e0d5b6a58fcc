"""The score of findings tells what is true, what is found, and what it takes a person to judge."""

from __future__ import annotations

from typing import Any

import pytest

from tests.findings.score import fits_thing, judge, key_of, sums

GENERAL = {"id": "1", "kind": "missing", "page": None, "mission": "", "where": "whole"}
ROW = {"id": "2", "kind": "contradiction", "page": 3, "mission": "EUMM Georgië", "where": "table"}


def found(code: str, page: int | None = None, row: str | None = None, said: str = "x") -> Any:
    return {"code": code, "page": page, "mission_as_written": row, "message": said}


@pytest.mark.parametrize(
    ("finding", "thing", "fits"),
    [
        (found("period-unsure"), GENERAL, True),
        (found("table-against-text", 3, "EUMM Georgië"), ROW, True),
        (found("table-against-text", 3, "Georgië (EUMM)"), ROW, True),
        (found("table-against-text", 2, "EUMM Georgië"), ROW, False),
        (found("table-against-text", 3, "EULEX Kosovo"), ROW, False),
        (found("table-against-text", 3, "EULEX Kosovo", "not EUMM Georgië"), ROW, False),
        (found("readings-differ", 3, "EUMM Georgië"), ROW, False),
    ],
)
def test_a_finding_fits_a_thing_of_its_page_row_and_kind(
    finding: Any, thing: Any, fits: bool
) -> None:
    assert fits_thing(finding, thing) is fits


def test_what_fits_nothing_waits_for_a_person_whose_word_goes_before_what_fits() -> None:
    alike, other = found("table-against-text", 3, "EUMM Georgië"), found("row-outside", 3)
    judged = judge([GENERAL, ROW], [alike, other], {})
    assert [each.thing for each in judged] == ["2", None]
    said = {key_of(alike): "", key_of(other): "2"}
    judged = judge([GENERAL, ROW], [alike, other], said)
    assert [each.thing for each in judged] == ["", "2"]


def test_sums_tell_what_is_true_found_and_told_twice() -> None:
    alike, besides = (
        found("table-against-text", 3, "EUMM Georgië"),
        found("row-twice", 3, "EUMM Georgië"),
    )
    judged = judge([GENERAL, ROW], [alike, besides, found("row-outside", 1)], {})
    one = sums([([GENERAL, ROW], judged)])
    assert (one.findings, one.true, one.unjudged) == (3, 2, 1)
    assert (one.things, one.found, one.repeated) == (2, 1, 1)
