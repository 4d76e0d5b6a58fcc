"""Stated totals: which rows and sentences are totals, of what, and whether they hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.extractors.deployments.total_sentences import stated_in
from missiemonitor.extractors.extraction import Finding
from missiemonitor.extractors.extractor import Found
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import Text, pdf_of, read_deployments, rows_page

Reader = Callable[..., Document]
Rows = Sequence[tuple[str, str, str]]
ROWS = [
    ("EULEX Kosovo", "Kosovo", "3"),
    ("EUAM Oekraïne", "Oekraïne", "4"),
    ("EUMM Georgië", "Georgië", "2"),
]


def table(read: Reader, *more: tuple[str, str, str], rows: Rows = ROWS, under: str = "") -> Found:
    """What is read of a page with these rows, more rows behind them, and a sentence under them."""
    page = rows_page([*rows, *more])
    if under:
        page.append((60, page[-1][1] + 24, under))
    return read_deployments(read(pdf_of(page)))


def mismatches(found: Found) -> list[Finding]:
    return [each for each in found.findings if each.code == "total-mismatch"]


@pytest.mark.parametrize(
    "label",
    [
        "Totaal",
        "Alle missies samen",
        "Alles bij elkaar",
        "Opgeteld",
        "Overall",
        "Som der inzet",
        "",
    ],
)
def test_the_last_row_that_is_the_sum_is_a_total_whatever_it_is_called(
    read: Reader, label: str
) -> None:
    found = table(read, (label, "", "9"))
    assert [row.officers for row in found.deployments] == [3, 4, 2]
    assert found.stated_total == 9
    assert mismatches(found) == []


def test_a_total_under_a_word_never_heard_is_known_by_its_sum(read: Reader) -> None:
    found = table(read, ("Wereldwijd present", "", "9"))
    assert len(found.deployments) == 3
    assert found.stated_total == 9


@pytest.mark.parametrize("label", ["Totaal", "Gezamenlijk"])
def test_a_total_that_does_not_match_is_an_error(read: Reader, label: str) -> None:
    found = table(read, (label, "", "11"))
    (wrong,) = mismatches(found)
    assert (wrong.severity, wrong.values["stated"], wrong.values["counted"]) == ("error", 11, 9)
    assert len(found.deployments) == 3


@pytest.mark.parametrize(
    "row",
    [
        ("UNMISS", "Zuid-Soedan", "9"),
        ("UNMISS", "", "9"),
        ("Vredesmacht Atlantis", "Mali", "9"),
        ("EUXAM Vanuatu", "", "9"),
    ],
)
def test_a_row_that_equals_the_sum_above_it_stays_a_row(
    read: Reader, row: tuple[str, str, str]
) -> None:
    found = table(read, row)
    assert [each.officers for each in found.deployments] == [3, 4, 2, 9]
    assert found.stated_total is None


@pytest.mark.parametrize("label", ["Samen", "Wereldwijd", "Missies bij elkaar", "Alle missies"])
def test_a_total_called_so_under_the_countries_is_of_no_mission_above_it(
    read: Reader, label: str
) -> None:
    found = table(read, ("", label, "9"))
    assert [row.officers for row in found.deployments] == [3, 4, 2]
    assert found.stated_total == 9


def test_a_count_that_is_not_known_leaves_the_total_what_the_others_make(read: Reader) -> None:
    found = table(read, ("UNFICYP", "Cyprus", "nnb"), ("Wereldwijd present", "", "9"))
    assert [row.officers for row in found.deployments] == [3, 4, 2, None]
    assert found.stated_total == 9


@pytest.mark.parametrize(
    ("behind", "total"),
    [
        ("In de telling zijn 9 politiemensen begrepen.", 9),
        ("In de telling zijn 4 politiemensen begrepen.", None),
        ("In 2019 waren er gemiddeld 9 politiemensen.", None),
        ("Er zijn 9 dienstauto's geschonken.", None),
    ],
)
def test_a_sentence_with_no_word_for_a_total_states_one_where_it_is_the_sum(
    read: Reader, behind: str, total: int | None
) -> None:
    found = table(read, under=behind)
    assert found.stated_total == total
    assert mismatches(found) == []


@pytest.mark.parametrize(("stated", "wrong"), [("9", 0), ("12", 1)])
def test_a_total_alone_overleaf_is_that_of_the_table(read: Reader, stated: str, wrong: int) -> None:
    overleaf: list[Text] = [(60, 60, "Optelling van alle collega's"), (440, 60, stated)]
    overleaf.append((60, 90, "Naast deze missies nam de politie deel aan trainingen."))
    found = read_deployments(read(pdf_of(rows_page(ROWS), overleaf)))
    assert [row.officers for row in found.deployments] == [3, 4, 2]
    assert found.stated_total == int(stated)
    assert len(mismatches(found)) == wrong


def test_a_number_overleaf_is_no_total_where_the_table_has_text_below_it(read: Reader) -> None:
    page = [*rows_page(ROWS), (60, 260, "De inzet in Mali loopt af.")]
    overleaf: list[Text] = [(60, 60, "Optelling van alle zaken"), (440, 60, "12")]
    found = read_deployments(read(pdf_of(page, overleaf)))
    assert found.stated_total is None and mismatches(found) == []


def test_a_number_alone_under_all_rows_is_a_total_that_may_differ(read: Reader) -> None:
    found = table(read, ("", "", "11"))
    assert [row.officers for row in found.deployments] == [3, 4, 2]
    assert [each.values["stated"] for each in mismatches(found)] == [11]


def test_one_row_is_no_sum(read: Reader) -> None:
    found = table(read, ("Bijzondere post", "", "3"), rows=ROWS[:1])
    assert [each.officers for each in found.deployments] == [3, 3]


def test_a_last_row_alone_in_bold_without_mission_or_country_is_a_total(read: Reader) -> None:
    def bold(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(60, 842 - 192, "Wereldwijd present")
        canvas.drawString(440, 842 - 192, "12")

    found = read_deployments(read(pdf_of(rows_page(ROWS), draw=bold)))
    assert [each.officers for each in found.deployments] == [3, 4, 2]
    assert [each.values["stated"] for each in mismatches(found)] == [12]


@pytest.mark.parametrize(
    "label",
    [
        "Totaal inclusief liaison officers",
        "Totaal politie en marechaussee",
        "Totaal alle korpsen",
        "Totaal incl. douane",
    ],
)
def test_a_total_of_another_scope_is_told_as_such_and_is_no_error(read: Reader, label: str) -> None:
    found = table(read, ("Totaal", "", "9"), (label, "", "14"))
    (told,) = mismatches(found)
    assert (told.severity, told.message_key) == ("info", "other-scope")
    assert label in told.message
    assert found.stated_total == 9


def test_totals_by_continent_are_held_against_their_own_rows(read: Reader) -> None:
    rows = [*ROWS[:2], ("Totaal Europa", "", "7"), ("UNMISS", "Zuid-Soedan", "5")]
    found = table(read, ("Totaal Afrika", "", "5"), ("Totaal", "", "12"), rows=rows)
    assert mismatches(found) == []
    assert found.stated_total == 12


def test_a_total_that_leads_a_table_is_of_the_rows_under_it(read: Reader) -> None:
    found = table(read, rows=[("Totaal", "", "9"), *ROWS])
    assert mismatches(found) == []
    assert found.stated_total == 9


def test_at_least_so_many_leave_room_above(read: Reader) -> None:
    rows = [("EULEX Kosovo", "Kosovo", "minimaal 3"), *ROWS[1:]]
    (told,) = mismatches(table(read, ("Totaal", "", "10"), rows=rows))
    # It is no error, and tells how many they are.
    assert (told.message_key, told.severity) == ("at-least", "warning")
    assert mismatches(table(read, ("Totaal", "", "9"), rows=rows)) == []


def test_a_sentence_under_a_table_states_its_total(read: Reader) -> None:
    found = table(read, under="In totaal zijn 9 politiefunctionarissen uitgezonden.")
    assert found.stated_total == 9
    assert mismatches(found) == []


def test_a_sentence_that_states_another_total_is_doubted(read: Reader) -> None:
    found = table(read, under="In totaal zijn 12 politiefunctionarissen uitgezonden.")
    (wrong,) = mismatches(found)
    assert (wrong.severity, wrong.message_key) == ("warning", "sentence")
    assert found.stated_total == 12
    (owned,) = found.tables
    assert owned.stated_evidence and owned.stated_evidence.text.startswith("In totaal zijn 12")


@pytest.mark.parametrize(
    ("sentence", "stated"),
    [
        ("In totaal zijn 32 politiefunctionarissen uitgezonden.", 32),
        ("Op de peildatum waren in totaal tweeëndertig Nederlandse agenten in missies actief.", 32),
        ("Totaal: 14", 14),
        ("Daarmee komt het totaal op 27 politiemensen in negen landen.", 27),
        ("In total 21 police officers were deployed.", 21),
        ("Er zijn 32 politiefunctionarissen uitgezonden.", None),
        ("In totaal zijn negen landen bezocht.", None),
        ("In totaal is 32 miljoen euro besteed.", None),
        ("Sinds 2003 zijn in totaal ruim 300 politiefunctionarissen uitgezonden.", None),
        ("In totaal mogen er maximaal 40 politiefunctionarissen worden uitgezonden.", None),
    ],
)
def test_a_sentence_states_a_total_of_officers_or_none(sentence: str, stated: int | None) -> None:
    assert stated_in(sentence) == stated
