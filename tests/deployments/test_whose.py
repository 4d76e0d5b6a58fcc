"""Whose officers a table lists, on pages that somebody drew who had not seen the reader.

The PDFs of whose/ are invented (make_traps.py); truth.json tells what a careful reader sees there.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Extraction
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import Text, pdf_of

WHOSE = Path(__file__).parent / "whose"
TRUTH: dict[str, dict[str, Any]] = json.loads((WHOSE / "truth.json").read_text("utf-8"))
OF_TWO_COLUMNS = [name for name in TRUTH if name[:2] in ("04", "05")]


def read(name: str) -> Extraction:
    return extract(read_document(WHOSE / name))


@pytest.mark.parametrize("name", sorted(TRUTH.keys() - {*OF_TWO_COLUMNS}))
def test_only_officers_of_the_series_are_counted(name: str) -> None:
    found, truth = read(name), TRUTH[name]
    assert (found.officers_total or 0) == truth["dutch_officers_total"]
    assert found.document.series == truth["series"]
    told = {f.code for f in found.findings}
    if not truth["dutch_officers_total"]:
        # Nothing is left out without a word.
        assert told & {"nationality-unsure", "series-unsure"}


@pytest.mark.parametrize("name", OF_TWO_COLUMNS)
def test_two_columns_that_can_be_the_count_are_never_chosen_between_in_silence(name: str) -> None:
    found = read(name)
    assert found.deployments and not any(row.counted for row in found.deployments)
    assert "table-to-agree" in {f.code for f in found.findings}
    assert "rival" in {code for table in found.tables for code, _ in table.reasons}
    (only,) = (table for table in found.tables if table.standing == "to-agree")
    told = {f.about["deployment"] for f in only.doubts if f.code == "several-counts"}
    assert found.deployments and told == {row.key for row in found.deployments}
    assert all(row.note for row in found.deployments)  # the other number is kept


def test_rows_of_another_nation_are_kept_under_it() -> None:
    rows = read("01-bijschrift-belgisch-verzonnen-cijfers.pdf").deployments
    assert [(row.nationality, row.counted) for row in rows] == [("BE", False)] * len(rows)


def test_a_table_of_others_beside_our_own_is_told_for_the_record_only() -> None:
    found = read("11-nederlands-en-belgisch-verzonnen-cijfers.pdf")
    assert [f.severity for f in found.findings if f.code == "nationality-unsure"] == ["info"]
    assert [row.officers for row in found.deployments if not row.counted]


INVENTED = "Alle cijfers zijn verzonnen"
ROWS = [("EULEX Kosovo", "Kosovo", "3"), ("EUPOL COPPS", "Palestijnse gebieden", "4")]


@pytest.mark.parametrize(
    ("caption", "counted"),
    [
        ("Uitgezonden Nederlandse politiefunctionarissen", 7),
        ("Inzet van politiefunctionarissen in Palestijnse gebieden", 7),
        ("Ondersteuning van de Palestijnse politie", 7),
        ("Politie en marechaussee in missies", None),  # which of them a row counts is not told
        ("Inzet in de Amerikaanse missie", 7),
        ("Inzet van politie in de Centraal-Afrikaanse Republiek", 7),
        ("Overzicht uitzendingen ter ondersteuning van Moldavië", 7),
        ("Nederlandse politie naast Belgische collega's", 7),
        ("Nederlandse en Duitse politiefunctionarissen", None),
        ("German police officers abroad", None),
        ("Overzicht van Franse gendarmes", None),
        ("Uitgezonden Zweedse agenten", None),
        ("Politiefunctionarissen uit België", None),
        ("Uitgezonden functionarissen (exclusief Belgische collega's)", 7),
        ("Politiefunctionarissen uit de Verenigde Staten", None),
        ("Politiefunctionarissen van Duitsland", None),
        ("Duitse en Nederlandse politiefunctionarissen", None),
        ("Belgen in missies", None),
        ("Zuid-Koreaanse politiefunctionarissen", None),
        ("Marechaussees in politiemissies", None),
        ("Politiemensen van de Federale Politie", None),
    ],
)
def test_a_caption_decides_whose_officers_they_are(
    tmp_path: Path, caption: str, counted: int | None
) -> None:
    assert drawn(tmp_path, [(60, 120, caption)]).officers_total == counted


def drawn(
    tmp_path: Path, above: list[Text], count: str = "Aantal", below: str = "", large: str = ""
) -> Extraction:
    """What is read of a page with these texts above a table, one as a title, and one below it."""
    texts: list[Text] = [(60, 30, "Halfjaarbericht politie 2024-1"), (60, 780, INVENTED), *above]
    for line, row in enumerate([("Missie", "Land", count), *ROWS]):
        texts += [(x, 150 + 18 * line, text) for x, text in zip((60, 260, 400), row, strict=True)]
    if below:
        texts.append((60, 150 + 18 * (len(ROWS) + 1), below))
    path = tmp_path / "verzonnen-cijfers.pdf"

    def title(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(60, A4[1] - 60, large)

    path = tmp_path / "verzonnen-cijfers.pdf"
    path.write_bytes(pdf_of(texts, draw=title))
    return extract(read_document(path))


SHARES = [
    ("Missie", "Land", "Percentage"),
    ("UNIFIL", "Libanon", "7"),
    ("MINUSCA", "Centraal-Afrikaanse Republiek", "2"),
    ("Totaal", "Duitse politie", "9"),
]


def test_rows_of_another_table_are_no_sentence_over_a_table(tmp_path: Path) -> None:
    above: list[Text] = [(60, 50, "Het overzicht volgt hieronder.")]
    for line, row in enumerate(SHARES):
        above += [(x, 66 + 13 * line, text) for x, text in zip((60, 200, 440), row, strict=True)]
    above.append((60, 130, "Overzicht uitgezonden politiefunctionarissen"))
    assert drawn(tmp_path, above).officers_total == 7


def test_the_last_sentence_over_a_table_that_speaks_of_it_decides(tmp_path: Path) -> None:
    sentence = "Er is veel gebeurd. De tabel hieronder noemt de Duitse politiefunctionarissen."
    caption: Text = (60, 130, "Overzicht van uitzendingen")
    assert drawn(tmp_path, [(60, 80, sentence), caption]).officers_total is None
    other = "De Duitse politie was er ook. Het overzicht hieronder is van dit voorjaar."
    assert drawn(tmp_path, [(60, 80, other), caption]).officers_total == 7


def test_a_larger_heading_over_the_last_one_names_them_too(tmp_path: Path) -> None:
    above: list[Text] = [
        (60, 100, "Toelichting"),
        (60, 118, "Dit deel is geschreven door de directie en gaat over het hele voorjaar."),
    ]
    found = drawn(tmp_path, above, large="Inzet van Belgische politie")
    assert found.officers_total is None
    assert drawn(tmp_path, above, large="Inzet van politie").officers_total == 7


@pytest.mark.parametrize(
    ("count", "counted"),
    [
        ("Aantal Nederlandse politiefunctionarissen", 7),
        ("Aantal Belgische functionarissen", None),
        ("Duitse bijdrage", None),
    ],
)
def test_the_head_of_the_counts_says_whose_officers_they_are(
    tmp_path: Path, count: str, counted: int | None
) -> None:
    found = drawn(tmp_path, [(60, 120, "Uitzendingen in het buitenland")], count)
    assert [row.officers for row in found.deployments] == [3, 4]
    assert found.officers_total == counted
    assert ("nationality-unsure" in {f.code for f in found.findings}) == (counted is None)


@pytest.mark.parametrize(
    ("below", "count", "counted"),
    [
        ("Betreft Duitse politiefunctionarissen", "Aantal", None),
        ("Het betreft hier uitsluitend functionarissen van de Duitse politie.", "Aantal", None),
        ("De tabel betreft Nederlandse politiefunctionarissen.", "Aantal", 7),
        ("De samenwerking met de Duitse politie verloopt goed.", "Aantal", 7),
        ("*) Betreft een Duitse collega", "Aantal", 7),  # of a row with that mark, which none has
        ("*) Betreft Duitse politiefunctionarissen", "Aantal*", None),
    ],
)
def test_a_note_directly_below_a_table_says_whose_officers_they_are(
    tmp_path: Path, below: str, count: str, counted: int | None
) -> None:
    found = drawn(tmp_path, [(60, 120, "Uitzendingen in het buitenland")], count, below)
    assert found.officers_total == counted
    told = [f.message for f in found.findings if f.code == "nationality-unsure"]
    assert [("the note" in text) for text in told] == ([True] if counted is None else [])
