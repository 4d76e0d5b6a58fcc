"""The day that a table's counts hold for, by what stands in it and around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.corpus.period import Period
from missiemonitor.corpus.series import series_named, using
from missiemonitor.extractors.deployments.reference_dates import reference_date_of

from tests.conftest import Text, pdf_of, read_deployments, rows_page

Reader = Callable[..., Document]
HALF = Period(2023, 2, 2)


@pytest.mark.parametrize(
    ("caption", "day"),
    [
        ("Missies (peildatum 17 april 2024)", dt.date(2024, 4, 17)),
        ("Inzet, stand 1 november 2023", dt.date(2023, 11, 1)),
        ("Inzet, stand 1 november", dt.date(2023, 11, 1)),
        ("Inzet, stand op 1 februari", dt.date(2024, 2, 1)),
        ("Situatie per 1-7-2023", dt.date(2023, 7, 1)),
        ("Op dit moment (1 december 2023) in het buitenland", dt.date(2023, 12, 1)),
        ("Police officers abroad as of 2023-05-01", dt.date(2023, 5, 1)),
        ("Uitgezonden sinds 3 oktober 2022", None),
        ("Overzicht van de inzet", None),
    ],
)
def test_a_caption_states_a_day_where_a_word_says_so(caption: str, day: dt.date | None) -> None:
    told = reference_date_of(["Aantal"], caption, period=HALF)
    assert (told and told.day) == day
    assert told is None or (told.place, told.text) == ("caption", caption)


@pytest.mark.parametrize(
    ("caption", "day"),
    [
        ("Wie doet wat in het veld? (opgave korpsstaf, 1 juli 2023)", dt.date(2023, 7, 1)),
        ("De telling is van 15 november 2023.", dt.date(2023, 11, 15)),
        ("Situatie eind december 2023", dt.date(2023, 12, 31)),
        ("Strength on 1 October 2023 against the ceiling", dt.date(2023, 10, 1)),
        ("Officers in post on October 1, 2023", dt.date(2023, 10, 1)),
        ("Mandaat tot 31 december 2023", None),
        ("Uitgezonden vanaf 1 september 2023", None),
        ("Gegevens van 1 juli 2023 en van 1 oktober 2023", None),
        ("Overzicht van 3 maart 2011", dt.date(2011, 3, 3)),  # far off, and told so
        ("Overzicht van 1 juli 2023, anders dan dat van 3 maart 2011", dt.date(2023, 7, 1)),
    ],
)
def test_a_day_on_which_something_was_so_is_that_of_a_short_text_at_a_table(
    caption: str, day: dt.date | None
) -> None:
    told = reference_date_of(["Aantal"], caption, period=HALF)
    assert (told and told.day) == day and (told is None or not told.labelled or "eind" in caption)


@pytest.mark.parametrize(
    ("before", "day"),
    [
        ("Hieronder staat wie er op 1 november 2023 in dienst van een missie waren, naar land, "
         "naar organisatie en naar de functie die zij daar hadden.", dt.date(2023, 11, 1)),
        ("Het debat over de inzet was op 1 november 2023 en duurde tot diep in de nacht, waarna "
         "de Kamer een motie aannam over de wijze van tellen.", None),
        ("Tabel 3 is van 1 december 2023. Het debat was op 1 november 2023 en duurde tot diep in "
         "de nacht, waarna de Kamer een motie aannam.", dt.date(2023, 12, 1)),
        ("I am pleased to give you the state of affairs as it was on 1 September 2023, which "
         "concerns members of the national police only.", dt.date(2023, 9, 1)),
        ("Where a rotation was under way on the reference date of 15 October 2023, the table "
         "says so.", dt.date(2023, 10, 15)),
        ("Den Haag, 27 november 2023", None),
    ],
)  # fmt: skip
def test_a_sentence_before_a_table_states_its_day_where_it_tells_of_a_count(
    before: str, day: dt.date | None
) -> None:
    told = reference_date_of([], before=before, period=HALF)
    assert (told and told.day) == day


def test_a_day_that_a_word_says_to_be_the_reference_date_goes_before_a_nearer_one() -> None:
    told = reference_date_of([], "Inzet op 1 juli 2023", before="Peildatum 1 november 2023.")
    assert told and told.day == dt.date(2023, 11, 1) and told.labelled


def test_a_day_without_its_year_is_near_the_day_of_the_letter() -> None:
    told = reference_date_of([], "Inzet op 7 juni", written=dt.date(2023, 6, 27))
    assert told and told.day == dt.date(2023, 6, 7)
    assert reference_date_of([], "Inzet op 7 juli 2023", written=dt.date(2023, 6, 27)) is None


def test_french_captions_state_a_day() -> None:
    with using(series_named("rapport-annuel-police-federale-belge")):
        told = reference_date_of(["Nombre"], "Policiers en mission, situation au 1er mai 2023")
    assert told and told.day == dt.date(2023, 5, 1)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Bezetting per 1 juli 2023", dt.date(2023, 7, 1)),
        ("Aantal op 1-7-2023", dt.date(2023, 7, 1)),
        ("Aantal 1 juli", dt.date(2023, 7, 1)),
    ],
)
def test_a_day_in_the_head_of_the_counts_goes_before_all_others(head: str, day: dt.date) -> None:
    told = reference_date_of([head], "Peildatum 17 april 2024", period=HALF)
    assert told and (told.day, told.place) == (day, "head")


def test_a_note_below_goes_before_the_text_above() -> None:
    told = reference_date_of([], "", "Peildatum: 5 mei 2023.", "Stand per 1 januari 2023.")
    assert told and (told.day, told.place) == (dt.date(2023, 5, 5), "note")


def test_a_paragraph_farther_up_is_of_another_table() -> None:
    assert reference_date_of([], before="Stand per 1 januari 2023.\nHieronder de missies.") is None


def test_a_day_without_a_year_is_no_day_where_the_period_is_not_known() -> None:
    assert reference_date_of(["Aantal"], "Inzet, stand 1 november") is None


def test_a_day_that_no_month_has_is_left_out() -> None:
    assert reference_date_of([], "stand 31 februari", period=HALF) is None


@pytest.mark.parametrize("place", ["caption", "head", "note"])
def test_the_day_printed_at_a_table_goes_before_that_of_the_report(
    read: Reader, place: str
) -> None:
    page: list[Text] = rows_page([("EULEX Kosovo", "Kosovo", "3"), ("MINUSMA", "Mali", "4")])
    page[1] = (60, 90, "Uitgezonden politiefunctionarissen")
    if place == "caption":
        page[1] = (60, 90, "Uitgezonden politiefunctionarissen, stand 1 juli 2024")
    if place == "head":
        page[4] = (420, 120, "Aantal per 1 juli 2024")
    if place == "note":
        page.append((60, 176, "Peildatum van deze cijfers: 1 juli 2024."))
    first: list[Text] = [
        (60, 60, "Halfjaarbericht politie, eerste halfjaar 2024"),
        (60, 90, "Peildatum 1 maart 2024"),
    ]
    (table,) = read_deployments(read(pdf_of(first, page))).tables
    assert table.reference_date == dt.date(2024, 7, 1)


@pytest.mark.parametrize(
    ("below", "told"),
    [
        ("Bron: personeelsregistratie, peildatum 1 maart 2024.", True),
        ("Bron: personeelsregistratie, peildatum 17 april 2024.", False),
        ("Bron: personeelsregistratie, peildatum 18 april 2024.", False),
        ("* Peildatum 1 maart 2024.", False),
    ],
)
def test_another_day_at_a_table_is_told_but_for_the_day_after_and_notes_on_a_row(
    read: Reader, below: str, told: bool
) -> None:
    rows = [("EULEX Kosovo", "Kosovo", "6"), ("EUAM Irak", "Irak", "4"), ("UNMISS", "Mali", "5")]
    found = read_deployments(read(pdf_of([*rows_page(rows), (60, 300, below)]))).findings
    assert ("table-also-stated" in [each.message_key for each in found]) is told
