"""What sentences say: two readings, held together, stored with their doubts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Statement
from missiemonitor.extractors.statements.errors import ModelError
from missiemonitor.extractors.statements.extract import read_statements
from missiemonitor.extractors.statements.fact import COUNTS, NAMES, Fact
from missiemonitor.extractors.statements.pipeline import dutch
from missiemonitor.extractors.statements.reconcile import Reconciled, reconcile
from spacy.tokens import Doc

from tests.conftest import SAMPLES, Text, pdf_of, rows_page

Read = Callable[..., Document]


def read_text(text: str, heading: str = "") -> Doc:
    nlp = dutch()
    doc = nlp.make_doc(text)
    doc._.missie_heading = heading
    return nlp(doc)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Nederland neemt met één politiefunctionaris deel", [1]),
        ("drie Nederlandse en drie Zweedse politiefunctionarissen", [3, 3]),
        ("de vijf overgebleven trainers", [5]),
        ("beide functionarissen keerden terug", [2]),
        ("een tiental adviseurs", [10]),
        ("twee Belgen en tweeëntwintig motoragenten", [2, 22]),
        ("in de derde missie dienen geen agenten", []),
        ("in 2024 functionarissen", []),
        ("na drie maanden kosten de agenten 4 miljoen euro", []),
        ("artikel 5 van de wet en week 14", []),
        ("op 12 maart met drie landen", []),
    ],
)
def test_numbers_of_officers(text: str, counted: list[int]) -> None:
    doc = read_text(text)
    spans = [s for s in doc.spans[COUNTS] if s.label_ == "OFFICERS"]
    assert [s._.missie_count.officers for s in spans] == counted


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("tien tot twaalf agenten", 10, 12, "range"),
        ("10-12 agenten", 10, 12, "range"),
        ("tussen de twintig en vijfentwintig agenten", 20, 25, "range"),
        ("ruim twintig agenten", 20, None, "at_least"),
        ("ongeveer tien agenten", 10, None, "about"),
        ("maximaal vijf agenten", 5, 5, "up_to"),
    ],
)
def test_numbers_that_are_not_exact(text: str, low: int, high: int | None, qualifier: str) -> None:
    doc = read_text(text)
    count = doc.spans[COUNTS][0]._.missie_count
    assert (count.officers, count.officers_max, count.qualifier) == (low, high, qualifier)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("aan EUBAM in Moldavië", [("EUBAM", "eubam-moldova-ukraine"), ("Moldavië", "MD")]),
        ("de OVSE-missie in Kosovo", [("OVSE-missie in Kosovo", "osce-kosovo")]),
        ("een Oekraïense delegatie", [("Oekraïense", "UA")]),
        ("met twee Zweden naar Zweden", [("Zweden", "SE"), ("Zweden", "SE")]),
        ("op de Westelijke Balkan", [("Westelijke Balkan", "Westelijke Balkan")]),
        ("de missie EUXYZ Togo", [("EUXYZ Togo", "unknown-euxyz-togo")]),
        ("in Bogota", [("Bogota", "CO")]),
    ],
)
def test_names(text: str, names: list[tuple[str, str]]) -> None:
    doc = read_text(text)
    assert [(s.text, s.kb_id_) for s in doc.spans[NAMES]] == names


def test_an_acronym_that_a_text_introduces_is_known_from_there_on() -> None:
    doc = read_text(
        "De Regional Police Support Mission (RPSM) begon in mei. Drie agenten dienen in RPSM."
    )
    missions = [s.kb_id_ for s in doc.spans[NAMES] if s.label_ == "MISSION"]
    assert missions == ["unknown-regional-police-support-mission"] * len(missions)
    assert len(missions) >= 2


def test_sentences_end_behind_no_abbreviation() -> None:
    text = "In (o.a.) Mali werken ca. Drie man. Dat is nr. 5 van 2. Juni volgt. Klaar."
    doc = read_text(text)
    assert len(list(doc.sents)) == 3


def test_what_both_readings_see_is_sure_and_the_rest_is_not() -> None:
    one, other = Fact("deployment", 0, 3, "kfor", ("XK",)), Fact("deployment", 0, 9)
    later = Fact("deployment", 0, 3, "kfor", ("XK",), status="past")
    assert [h.sure for h in reconcile([one], [one])] == [True]
    (reconciled,) = reconcile([one], [later])
    assert reconciled.differing == ("status",) and reconciled.other == later
    assert reconcile([one], [other]) == [Reconciled(one, lone=True), Reconciled(other, lone=True)]
    assert reconcile([one], None) == [Reconciled(one, lone=True)]


def test_regions_stay_regions_and_are_kept() -> None:
    doc = read_text("Op de Westelijke Balkan werken voor de OVSE drie Nederlandse adviseurs.")
    (fact,) = doc._.missie_by_rules
    assert fact.countries == ()
    assert fact.detail("region") == "Westelijke Balkan"
    assert fact.detail("organisation") == "OVSE"


def test_a_pipeline_that_is_not_there_is_told() -> None:
    with pytest.raises(ModelError, match="cannot be loaded"):
        dutch("nl_core_news_that_nobody_has")


def test_the_transcript_says_what_a_careful_reader_finds() -> None:
    owed = json.loads((Path(__file__).parent.parent / "truth/statements/2024-1.json").read_text())
    found = read_statements(read_document(SAMPLES / "2024-1-bijlage-5.pdf"))
    told = [_plain(s) for s in found.statements]
    assert all(s.evidence and s.evidence[0].page for s in found.statements)
    missing = [fact for fact in owed["statements"] if fact not in told]
    extra = [fact for fact in told if fact not in owed["statements"]]
    # What the readings do not get yet stands in the truth file, so that it cannot grow unseen.
    assert missing == owed["not_yet_found"]
    assert extra == owed["wrongly_found"]


def _plain(statement: Statement) -> dict[str, object]:
    return {
        "kind": statement.kind,
        "mission": statement.mission,
        "countries": sorted(statement.countries),
        "officers": statement.officers,
        "nationality": statement.nationality,
        "status": statement.status,
        "page": statement.evidence[0].page,
        "roles": {role: v for role, v in statement.details if role in ("by", "to", "from")},
        "begins": " ".join(statement.sentence.split()[:6]),
    }


def test_what_is_not_sure_has_a_finding(read: Read) -> None:
    found = extract(read_document(SAMPLES / "2024-1-bijlage-5.pdf"))
    about = {f.about["statement"] for f in found.findings if f.code.startswith("statement-")}
    for statement in found.statements:
        if statement.kind != "priority" and statement.confidence < 0.9:
            assert statement.key in about


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


def test_components_are_entry_points_that_any_pipeline_can_take() -> None:
    import spacy

    nlp = spacy.blank("nl")
    for name in ("missie_sentences", "missie_names", "missie_counts", "missie_by_rules"):
        nlp.add_pipe(name)
    doc = nlp("Nederland levert drie trainers aan EUMM Georgië.")
    (fact,) = doc._.missie_by_rules
    assert (fact.mission, fact.count.officers, fact.nationality) == ("eumm-georgia", 3, "NL")
    assert doc._.missie_by_syntax is None


@pytest.mark.parametrize(
    "text",
    [
        "De missie " + "A" * 400 + "! (ABCD) stuurt drie agenten.",
        "De missie " + "Ab " * 700 + "x (ABCD)",
        "((((((" * 100 + " missie",
        "drie " * 500,
        "",
        ".",
    ],
)
def test_a_hostile_text_is_read_in_no_time(text: str) -> None:
    assert isinstance(read_text(text)._.missie_by_rules, tuple)


def test_what_is_too_long_for_a_sentence_is_not_parsed() -> None:
    from missiemonitor.extractors.statements.triggers import told_of

    assert told_of("drie agenten " * 1000) == ()
    assert len(told_of("Er zijn drie agenten in Mali. Het regent. Twee trainers in Irak.")) == 2
