"""Reasons of tables are told whole in both languages, and never lost where they are of later."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from missiemonitor.extractors.findings import finding, retold, stored_values
from missiemonitor.extractors.reasons import reason_text
from missiemonitor.extractors.reference import table_reasons


@pytest.mark.parametrize("code", table_reasons()["reasons"])
def test_a_reason_has_the_same_slots_in_both_languages(code: str) -> None:
    told = table_reasons()["reasons"][code]
    slots = [
        sorted(name for _, name, _, _ in Formatter().parse(told[tag]) if name)
        for tag in ("en", "nl")
    ]
    assert slots[0] == slots[1]
    assert set(told.get("words", {})) <= set(slots[0])
    assert re.fullmatch(r"[a-z][a-z-]*", code)


def test_a_reason_that_this_version_does_not_know_is_told_by_its_code() -> None:
    assert reason_text("of-another-version", {"n": 3}, "nl") == "of-another-version (n 3)"
    assert reason_text("of-another-version", {}) == "of-another-version"


def test_the_reasons_of_a_table_to_be_agreed_stand_in_its_finding_in_both_languages() -> None:
    reasons = [{"code": "no-longer-read"}, {"code": "of-another-version", "n": 3}]
    made = finding(
        "table-to-agree", {"table": "t"}, reasons=reasons, rows=2, officers=7, pages=[3, 4]
    )
    assert "page 3, 4" in made.message and "; of-another-version (n 3)" in made.message
    dutch = retold(made.code, made.message, stored_values(made), "nl")
    assert reason_text("no-longer-read", {}, "nl") in dutch
