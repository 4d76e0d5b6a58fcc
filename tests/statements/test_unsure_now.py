"""Unsure numbers of ours that nothing else tells are told once a report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from missiemonitor.corpus.document import Box
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Deployment, Evidence, Finding, Statement
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.statements.extract import SURE
from missiemonitor.extractors.statements.unsure_now import one_a_sentence, unsure_now

from tests.conftest import pdf_of

SPOT = Evidence(2, Box(0, 0, 1, 1), "")


def statement(**changed: Any) -> Statement:
    values: dict[str, Any] = {
        "key": "s",
        "kind": "deployment",
        "mission": "eulex-kosovo",
        "countries": ("XK",),
        "officers": 5,
        "officers_max": None,
        "qualifier": None,
        "nationality": "NL",
        "status": "current",
        "details": (),
        "sentence": "Het aantal bij EULEX is met vijf afgenomen.",
        "evidence": (SPOT,),
        "confidence": 0.7,
    }
    return Statement(**{**values, **changed})


def doubt(severity: str = "info", key: str = "s", sentence: str = "") -> Finding:
    return finding(
        "statement-unsure",
        {"statement": key},
        severity=severity,
        evidence=SPOT,
        kind="deployment",
        doubts=["a change"],
        sentence=sentence or statement().sentence,
    )


def row(mission: str, country: str) -> Deployment:
    made = Deployment.__new__(Deployment)
    object.__setattr__(made, "mission", mission)
    object.__setattr__(made, "countries", (country,))
    return made


KFOR = row("kfor", "XK")


@pytest.mark.parametrize(
    ("changed", "rows", "told"),
    [
        ({}, [], True),
        ({"status": "past"}, [], True),
        ({}, [row("euam-ukraine", "UA")], True),
        ({"status": "past"}, [row("euam-ukraine", "UA")], False),
        ({}, [row("eulex-kosovo", "XK")], False),
        ({}, [KFOR], True),
        ({"mission": None}, [KFOR], False),
        ({"mission": None, "countries": ()}, [KFOR], False),
        ({"nationality": "SE"}, [], False),
        ({"officers": None}, [], False),
        ({"kind": "liaison"}, [], False),
        ({"status": "negated"}, [], False),
    ],
)
def test_what_counts_ours_and_has_no_row_is_told(
    changed: dict[str, Any], rows: list[Deployment], told: bool
) -> None:
    found = list(unsure_now([statement(**changed)], [doubt()], rows))
    assert [each.severity for each in found] == ["warning"] * told


def test_what_is_sure_or_has_a_warning_already_needs_none() -> None:
    assert list(unsure_now([statement()], [], [])) == []
    assert list(unsure_now([statement()], [doubt("warning", "other")], [])) == []


def test_all_of_a_report_are_told_at_once_those_of_now_first() -> None:
    past = statement(key="p", status="past", officers=9)
    said = [past, statement(), statement(key="again")]
    doubts = [doubt(key=each.key) for each in said]
    (found,) = unsure_now(said, doubts, [])
    assert found.about == {"statements": ["s", "again", "p"]}
    assert found.message.endswith(
        "(1): EULEX Kosovo 5 (current, page 2), EULEX Kosovo 9 (past, page 2)"
    )


def test_a_sentence_has_one_warning() -> None:
    doubts = [doubt("warning"), doubt("warning", "t"), doubt("warning", "u", "Een andere zin.")]
    assert [each.severity for each in one_a_sentence(doubts)] == ["warning", "info", "warning"]


def test_a_report_about_home_matters_says_what_was_taken_from_it(tmp_path: Path) -> None:
    """A name of an action that is one of a mission too: nothing told of it but the record."""
    texts = [
        (60.0, 60.0, "Jaarverslag 2025"),
        (60.0, 120.0, "Operatie Artemis, een grote actie tegen drugshandel, werd uitgevoerd"),
        (60.0, 134.0, "door veertig agenten en twaalf marechaussees."),
    ]
    path = tmp_path / "home.pdf"
    path.write_bytes(pdf_of(texts))
    found = extract(read_document(path))
    shown = {each.code for each in found.findings if each.severity != "info"}
    assert any(each.officers and each.confidence < SURE for each in found.statements)
    assert "numbers-unsure" in shown
