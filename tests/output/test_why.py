"""`why` tells the figure in force, how it came about, and what stands beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from missiemonitor.extractors.extraction import Extraction, Statement
from missiemonitor.extractors.findings import finding
from missiemonitor.output.analysis.beside_figure import absence, names_by_mission, of_another_place
from missiemonitor.output.analysis.provenance import candidates, why
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.render import labels_of
from missiemonitor.pipeline.cli import main
from missiemonitor.pipeline.presentation import as_figure
from sqlite_utils import Database

from tests.invented import invented_extraction

EULEX = "eulex-kosovo"
ADA = Person("Ada", "staat zo op de bladzijde")


def report(period: str, *statements: dict[str, Any], leave: str = "") -> Extraction:
    """An invented half-year with these statements about EULEX, or without a mission."""
    made = invented_extraction(period, Random(3), {})
    named = {d.mission: d for d in made.deployments}
    row = replace(named.pop(EULEX), officers=8, count_as_written="8")
    told = tuple(
        replace(
            Statement(
                key=f"s{at}",
                kind="deployment",
                mission=row.mission,
                countries=(),
                officers=None,
                officers_max=None,
                qualifier=None,
                nationality="NL",
                status="current",
                details=(),
                sentence=f"Zin {at}.",
                evidence=(row.evidence,),
                confidence=0.9,
            ),
            **changed,
        )
        for at, changed in enumerate(statements)
    )
    rows = tuple(d for d in (row, *named.values()) if d.mission != leave)
    return replace(made, statements=told, deployments=rows, findings=())


def first(db: Database) -> dict[str, Any]:
    return next(db.query("SELECT * FROM deployment WHERE mission = ?", [EULEX]))


def about(db: Database) -> dict[str, Any]:
    (figure,) = why(db, first(db)["mission"], "2024-1")
    return figure


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"officers": 8}, "agrees"),
        ({"officers": 5, "officers_max": 9}, "agrees"),
        ({"officers": 5}, "says otherwise"),
        ({"officers": None}, "no number"),
        ({"officers": 5, "nationality": "SE"}, "of others"),
        ({"officers": 5, "nationality": None}, "of others"),
        ({"officers": 5, "status": "past"}, "not of now"),
        ({"officers": 5, "countries": ("ML",)}, "elsewhere"),
    ],
)
def test_a_sentence_contradicts_only_with_a_number_of_ours_there_and_now(
    db: Database, said: dict[str, Any], says: str
) -> None:
    store(db, report("2024-1", said), "test")
    (statement,) = about(db)["statements"]
    assert (statement["says"], statement["agrees"]) == (says, says == "agrees")
    text = as_figure.figure(about(db))
    assert says in text
    assert ("5 SE" in text) == (said.get("nationality") == "SE")


def test_a_sentence_that_gives_two_statements_is_shown_once_with_both(db: Database) -> None:
    twice = "Acht functionarissen, van wie er vijf in het noorden werken."
    store(
        db,
        report("2024-1", *({"officers": n, "sentence": twice} for n in (5, 8))),
        "test",
    )
    told = {each["officers"]: each["says"] for each in about(db)["statements"]}
    assert told == {5: "says otherwise", 8: "agrees"}
    text = as_figure.figure(about(db))
    assert text.count(twice) == 1 and text.count("(the same sentence)") == 1
    assert "says otherwise: 5 NL" in text and "agrees: 8 NL" in text


def doubted(period: str, officers: int) -> Extraction:
    """An invented half-year with a statement that is unsure for two reasons of one kind."""
    made = report(period, {"officers": officers}, {"officers": 3, "sentence": "Zin 0."})
    doubt = finding(
        "statement-unsure",
        {"statement": "s0"},
        kind="deployment",
        doubts=["the tense is not plain", "a change"],
        sentence="Zin 0.",
    )
    return replace(made, findings=(doubt,))


def test_why_a_sentence_is_doubted_is_told_with_its_number(db: Database) -> None:
    store(db, doubted("2024-1", 5), "test")
    sure, unsure = sorted(about(db)["statements"], key=lambda each: each["officers"])
    assert (sure["doubts"], unsure["doubts"]) == ([], ["the tense is not plain; a change"])
    text = as_figure.figure(about(db), "nl")
    assert "5 NL (bladzijde 1, nu, onzeker: " in text and "3 NL (bladzijde 1, nu): " in text
    db.execute("UPDATE deployment SET counted = 0")
    nothing = absence(db, EULEX, "2024-1", "nl")
    assert [bool(each["doubts"]) for each in nothing["statements"]] == [False, True]
    shown = as_figure.no_figure(nothing, "nl")
    assert "5 NL (bladzijde 1, nu, onzeker: " in shown and shown.count("Zin 0.") == 1


def test_the_figure_in_force_is_told_with_what_was_read(db: Database) -> None:
    store(db, report("2024-1", {"officers": 6}), "test")
    row = first(db)
    decide(db, row["deployment"], "correct", ADA, Correction(officers=6))
    text = as_figure.figure(about(db))
    assert "6 officers [corrected by a person; 8 was read]" in text.splitlines()[0]
    assert "staat zo op de bladzijde" in text and "agrees" in text
    decide(db, row["deployment"], "reject", ADA)
    assert "no figure; 8 was read, and a person rejected it" in as_figure.figure(about(db))


def test_every_line_is_told_in_the_language_that_is_asked(db: Database) -> None:
    said = {"officers": 5, "nationality": None, "sentence": "Vijf."}
    store(db, report("2024-1", said, {"status": "ended", "sentence": "Voorbij."}), "test")
    decide(db, first(db)["deployment"], "correct", ADA, Correction(officers=6))
    decide(db, first(db)["deployment"], "reject", ADA)
    texts = {}
    for language in ("en", "nl"):
        (figure,) = why(db, EULEX, "2024-1", language)
        texts[language] = [
            as_figure.figure(figure, language),
            as_figure.no_figure(absence(db, EULEX, "2023-2"), language),
        ]
    for english, dutch in zip(*texts.values(), strict=True):
        pairs = zip(english.splitlines(), dutch.splitlines(), strict=True)
        same = [one for one, other in pairs if one.split()[0] == other.split()[0]]
        # The head begins with the name of the mission.
        assert same == [english.splitlines()[0]]
    assert "een mens wees het af" in texts["nl"][0] and "besluit" in texts["nl"][0]


def test_a_figure_is_marked_and_added_up_as_everywhere(db: Database) -> None:
    made = report("2024-1")
    row = next(d for d in made.deployments if d.mission == EULEX)
    more = replace(
        row, key="more", countries=("RS",), country_as_written="Servië", qualifier="at_least"
    )
    store(db, replace(made, deployments=(*made.deployments, more)), "test")
    told = why(db, EULEX, "2024-1")
    assert sorted(each["in_force"]["shown"] for each in told) == ["8", "≥ 8"]
    assert all("≥ 16 officers in 2 rows" in as_figure.figure(each) for each in told)
    assert {mark for each in told for mark in each["in_force"]["marks"]} == {
        "at least",
        "invented",
        "not checked",
    }


@pytest.mark.parametrize(
    "package",
    [
        "missiemonitor.output.charts",
        "missiemonitor.pipeline.presentation",
    ],
)
def test_both_languages_have_every_label_with_the_same_slots(package: str) -> None:
    told = [labels_of(package, language) for language in ("nl", "en")]
    slots = [
        {key: sorted(re.findall(r"{(\w*)", text)) for key, text in each.items()} for each in told
    ]
    assert slots[0] == slots[1]


def test_a_row_that_a_person_gave_another_mission_is_told_of_both(db: Database) -> None:
    store(db, report("2024-1"), "test")
    row = first(db)
    decide(db, row["deployment"], "correct", ADA, Correction(mission="minusma"))
    (figure,) = why(db, "minusma", "2024-1")
    assert figure["mission"] == row["mission"] and figure["in_force"]["mission"] == "minusma"
    assert "as MINUSMA" in as_figure.figure(figure)


def test_countries_are_told_by_name(db: Database) -> None:
    store(db, report("2024-1"), "test")
    figure = about(db)
    assert figure["countries"] == ["XK"] and "countries  Kosovo" in as_figure.figure(figure)


def test_a_period_without_a_report_is_missing_and_not_unlisted(db: Database) -> None:
    store(db, report("2024-1"), "test")
    store(db, report("2025-1", leave=EULEX), "test")
    store(db, report("2024-2"), "test")
    states = {period: absence(db, EULEX, period)["state"] for period in ("2023-2", "2025-1")}
    assert states == {"2023-2": "no report", "2025-1": "not listed"}
    text = as_figure.no_figure(absence(db, EULEX, "2023-2"))
    assert "EULEX Kosovo, 2023-2: no figure; the database has no report of it" in text
    assert "not listed" not in text and "after      2024-1: 8" in text
    assert "after      2025-1: not listed" in as_figure.figure(why(db, EULEX, "2024-2")[0])


def test_the_sentence_that_ended_a_mission_is_quoted(db: Database) -> None:
    ended = {"status": "ended", "sentence": "De bijdrage aan EULEX is beëindigd."}
    store(db, report("2024-1"), "test")
    store(db, report("2024-2", ended, leave=EULEX), "test")
    for text in (
        as_figure.figure(about(db)),
        as_figure.no_figure(absence(db, EULEX, "2024-2")),
    ):
        assert text.count(ended["sentence"]) == 1 and "ended      2024-2" in text


def test_a_mission_that_goes_on_ended_for_a_time(db: Database) -> None:
    ended = {"status": "ended", "sentence": "De vier van EULEX zijn in mei teruggekeerd."}
    store(db, report("2023-1"), "test")
    store(db, report("2023-2", ended, leave=EULEX), "test")
    assert "ended      2023-2" in as_figure.figure(why(db, EULEX, "2023-1")[0])
    store(db, report("2024-1"), "test")
    text = as_figure.figure(why(db, EULEX, "2023-1")[0])
    # Of the period itself, which does not list it, the sentence says why; not of the one before.
    assert "ended      2023-2" not in text and "after      2023-2: ended, and not listed" in text
    text = as_figure.no_figure(absence(db, EULEX, "2023-2"))
    assert text.count(ended["sentence"]) == 1 and "ended      2023-2" in text
    # A stated none is no going on.
    row = next(
        db.query(
            "SELECT d.* FROM deployment AS d JOIN report AS r USING (report) "
            "WHERE d.mission = ? AND r.period = '2024-1'",
            [EULEX],
        )
    )
    decide(db, row["deployment"], "correct", ADA, Correction(officers=0))
    assert "ended      2023-2" in as_figure.figure(why(db, EULEX, "2023-1")[0])


def test_a_name_that_several_missions_have_is_asked_about(tmp_path: Path, db: Database) -> None:
    store(db, report("2024-1"), "test")
    assert len(candidates(db, "EUMM")) > 1 and "EULEX Kosovo" in candidates(db, "EULEKS Kosovo")
    result = CliRunner().invoke(main, ["why", "EUMM", "2024-1", "--db", str(tmp_path / "test.db")])
    assert isinstance(result.exception, SystemExit) and result.exit_code == 2
    assert "EUMM Georgië" in result.output


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("In Zuid-Sudan zijn zes politiemensen actief.", True),
        ("In Oekraïne zijn ook zes politiemensen actief.", True),
        ("Er zijn zes politiemensen actief.", False),
        ("In Kosovo zijn zes politiemensen actief.", False),
        ("Bij EULEX Kosovo zijn zes politiemensen actief, van wie een in Servië.", False),
        ("Zes agenten van EULEX werkten vanuit Servië.", False),
        ("Nederland leverde zes politiemensen.", False),
    ],
)
def test_a_sentence_that_names_another_country_alone_is_of_another_place(
    db: Database, sentence: str, expected: bool
) -> None:
    names = names_by_mission(db)["eulex-kosovo"]
    assert of_another_place(sentence, names, ["XK"]) == expected
    assert not of_another_place(sentence, names, [])  # nobody knows where the mission is
