"""What sentences say: counts, nationality, status, mission and country; and what says nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.read import read_document
from extractors.extract import extract
from extractors.extraction import Statement
from extractors.statements import _counted, read_statements, sentences, status_of
from tests.conftest import SAMPLES, Text, pdf_of, rows_page

Read = Callable[..., Document]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Nederland neemt met één politiefunctionaris deel", [(1, None)]),
        ("drie Nederlandse en drie Zweedse politiefunctionarissen", [(3, "NL"), (3, "SE")]),
        ("de vijf overgebleven trainers", [(5, None)]),
        ("beide functionarissen keerden terug", [(2, None)]),
        ("een tiental adviseurs", [(10, None)]),
        ("in de derde missie dienen geen agenten", []),
        ("in 2024 functionarissen", []),
        ("een functionaris van het ministerie", []),
        ("na drie maanden kosten de agenten 4 miljoen euro", []),
    ],
)
def test_counts_of_officers(text: str, counted: list[tuple[int, str | None]]) -> None:
    assert list(_counted(text)) == counted


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Nederland neemt deel aan EULEX Kosovo.", "current"),
        ("Nederland neemt niet langer deel.", "ended"),
        ("De bijdrage is per 1 maart 2025 beëindigd.", "ended"),
        ("Nederland zal naar verwachting drie trainers leveren.", "planned"),
        ("Er werken geen Nederlandse agenten.", "negated"),
        ("In 2019 waren daar twee adviseurs.", "past"),
    ],
)
def test_status(text: str, status: str) -> None:
    assert status_of(text) == status


def test_a_full_stop_behind_an_abbreviation_ends_no_sentence() -> None:
    text = "In (o.a.) Mali werken ca. Drie man. Dat is nr. 5 van 2. Juni volgt. Klaar."
    assert len(list(sentences(text))) == 3


def said(statements: tuple[Statement, ...], kind: str) -> list[tuple[object, ...]]:
    return [
        (s.mission, s.countries, s.officers, s.nationality, s.status)
        for s in statements
        if s.kind == kind
    ]


def test_the_transcript() -> None:
    found = read_statements(read_document(SAMPLES / "2024-1-bijlage-5.pdf"))
    assert said(found, "deployment") == [
        ("eubam-moldova-ukraine", ("MD", "UA"), 1, "NL", "current"),
        ("eulex-kosovo", ("XK",), 3, "NL", "past"),
        ("eulex-kosovo", ("XK",), 3, "SE", "past"),
    ]
    assert said(found, "liaison") == [(None, ("CO",), 1, None, "current")]
    assert len(said(found, "priority")) == 3
    assert all(s.evidence and s.evidence[0].page for s in found)


def test_every_statement_says_that_it_was_read_in_one_way_only(tmp_path: Path) -> None:
    found = extract(read_document(SAMPLES / "2024-1-bijlage-5.pdf"))
    told = [f.about["statement"] for f in found.findings if f.code == "statement-single-reading"]
    assert told == [s.key for s in found.statements]


def test_a_sentence_that_contradicts_the_table_is_told(read: Read) -> None:
    lines: list[Text] = [
        (60, 400, "Nederland neemt met vijf politiefunctionarissen deel aan EULEX Kosovo in"),
        (60, 414, "Kosovo en dat blijft in de komende periode zo volgens de minister."),
    ]
    rows = [("EULEX Kosovo", "Kosovo", "3"), ("EUMM Georgië", "Georgië", "4")]
    found = extract(read(pdf_of([*rows_page(rows), *lines])))
    assert [f.about["mission"] for f in found.findings if f.code == "table-against-text"] == [
        "eulex-kosovo"
    ]
