"""Tables are told by what stands in them: whose people, sent where, how many, and when."""

from __future__ import annotations

from dataclasses import replace

import pytest
from missiemonitor.corpus.period import Period
from missiemonitor.extractors.deployments.meaning.concepts import concepts_in
from missiemonitor.extractors.deployments.meaning.explain import explain
from missiemonitor.extractors.deployments.meaning.strange_words import strange_subject
from missiemonitor.extractors.deployments.meaning.understand import understand
from missiemonitor.extractors.deployments.meaning.view import ColumnView, TableView
from missiemonitor.extractors.deployments.meaning.view import OfficersSaid as Said
from missiemonitor.extractors.reasons import reason_text


def table(heads: str, *rows: str, **texts: str) -> TableView:
    parted = [row.split("|") for row in rows]
    return TableView(
        tuple(
            ColumnView(head, tuple(row[at] for row in parted))
            for at, head in enumerate(heads.split("|"))
        ),
        **texts,
    )


PLAIN = table("Missie|Land|Aantal", "EUMM Georgië|Georgië|3", "EULEX Kosovo|Kosovo|4")
PARTS = table(
    "Operatie|Standplaats|Politie|KMar|Krijgsmacht|Burgers|Totale bijdrage",
    "EUAM Oekraïne|Oekraïne|9|4|–|3|16",
    "EUMM|Georgië|7|2|3|4|16",
    "EULEX|Kosovo|5|3|–|6|14",
    "Som||21|9|3|13|46",
)


def test_a_table_of_our_police_on_missions_is_counted() -> None:
    found = understand(replace(PLAIN, caption="Uitgezonden politiefunctionarissen"))
    assert (found.standing, found.roles, found.count) == (
        "counted",
        ("mission", "country", "count"),
        2,
    )


@pytest.mark.parametrize(
    "caption",
    ["A. Europese Unie", "Tabel 2b. Verenigde Naties, 30 juni 2025", "NAVO", "Westelijke Balkan"],
)
def test_names_of_organisations_and_regions_are_no_strange_subject(caption: str) -> None:
    assert not strange_subject(caption, title=True)


def test_a_number_makes_a_label_of_the_word_before_it_and_a_date_does_not() -> None:
    assert not strange_subject("Tabel bij hoofdstuk 3: politie in missies", title=True)
    assert strange_subject("Diefstallen 1 januari 2020", title=True)


LONG = table(
    "Missie|Land|Aantal", "EUMM Georgië|Georgië|3", "EULEX|Kosovo|4", "UNMISS|Zuid-Sudan|8"
)


@pytest.mark.parametrize(
    ("said", "standing"),
    [
        ((), "to-agree"),
        ((Said("eulex-kosovo", ("XK",), 4), Said(None, ("SS",), 8)), "counted"),
        ((Said("eulex-kosovo", ("XK",), 5), Said(None, ("SS",), 7)), "to-agree"),
        # One is said of anybody, and what is said of a mission that no row has tells nothing.
        (
            (Said("eumm-georgia", ("GE",), 1), Said("unficyp", ("CY",), 4)),
            "to-agree",
        ),
    ],
)
def test_sentences_on_our_officers_that_bear_out_rows_tell_whose_they_are(
    said: tuple[Said, ...], standing: str
) -> None:
    assert understand(replace(LONG, caption="Overzicht", said=said)).standing == standing


@pytest.mark.parametrize(
    ("sentence", "standing"),
    [
        ("De tabel toont de missies waaraan de politie op 30 juni 2026 deelnam.", "counted"),
        ("De tabel toont de missies waaraan de politie op 30 juni 2021 deelnam.", "to-agree"),
        ("De tabel toont de missies waaraan de politie destijds deelnam.", "to-agree"),
    ],
)
def test_who_took_part_on_a_day_of_the_period_is_there(sentence: str, standing: str) -> None:
    view = replace(LONG, caption="Politie in missies", before=sentence)
    assert understand(replace(view, period=Period(2026, 1, 2))).standing == standing


def test_a_title_close_below_running_text_is_the_caption() -> None:
    caption = "Of all officers 31 per cent were women. Table 1. Secondments as at 30 June 2024"
    view = replace(LONG, caption=caption, before="The mission in Niger has ended.")
    found = understand(replace(view, period=Period(2024, 1, 2)))
    assert "sent" in {each.values.get("concept") for each in found.reasons}


def test_a_sentence_on_a_table_of_another_number_tells_nothing_of_this_one() -> None:
    before = "In tabel {} is ter vergelijking de stand van de marechaussee vermeld."
    view = replace(LONG, caption="Tabel 3. Politie in missies")
    assert understand(replace(view, before=before.format(4))).standing == "counted"
    assert understand(replace(view, before=before.format(3))).standing != "counted"


def test_a_section_on_a_country_does_not_outweigh_sentences_that_bear_out_rows() -> None:
    said = (Said("eulex-kosovo", ("XK",), 4), Said(None, ("SS",), 8))
    view = replace(LONG, caption="Politie in missies", heading="Mali")
    assert understand(replace(view, said=said)).standing == "counted"
    assert understand(view).standing != "counted"


def test_sentences_that_bear_out_rows_do_not_make_soldiers_ours() -> None:
    said = (Said("eulex-kosovo", ("XK",), 4), Said(None, ("SS",), 8))
    caption = "Uitgezonden personeel van de Koninklijke Marechaussee"
    assert understand(replace(LONG, caption=caption, said=said)).standing != "counted"


def test_civil_and_military_missions_are_missions_and_no_civilians() -> None:
    names = {each.name for each in concepts_in("Functionarissen in civiele en vredesmissies")}
    assert "civil" not in names and "mission" in names


@pytest.mark.parametrize(
    "caption",
    [
        "Uitgezonden personeel van de Koninklijke Marechaussee",
        "Belgische politiefunctionarissen in missies",
        "Gemiddelde inzet in de jaren 2015 tot 2019",
        "Kosten per missie in euro's",
        "Verbindingsofficieren bij ambassades",
    ],
)
def test_a_table_of_something_else_is_another(caption: str) -> None:
    assert understand(replace(PLAIN, caption=caption)).standing == "other"


@pytest.mark.parametrize(
    "before",
    [
        "De aanmeldingen zijn met 4 procent gestegen. Het gaat om medewerkers van de Douane.",
        "De vraag blijft groot. Het betreft burgers uit de civiele pool, niet om politie.",
    ],
)
def test_what_a_sentence_says_of_the_table_below_it_is_heard(before: str) -> None:
    counted = understand(replace(PLAIN, caption="Uitgezonden personeel"))
    assert counted.standing != "other"
    assert understand(replace(PLAIN, before=before)).standing != "counted"


def test_a_title_of_another_time_over_a_head_of_now_is_asked_about() -> None:
    dated = table("Missie|Land|Aanwezig op 1 april 2009", "EUMM|Georgië|3", "EULEX|Kosovo|4")
    plain = replace(dated, caption="Uitgezonden politiemensen")
    ended = replace(dated, caption="Beëindigde missies en destijds uitgezonden politiemensen")
    assert understand(plain).standing == "counted"
    assert understand(ended).standing != "counted"


def test_a_mission_called_by_its_kind_is_known_by_the_country_of_its_row() -> None:
    heads = "Name|Theatre|Dutch police officers deployed"
    rows = ("European Union Monitoring Mission|Georgia|8", "Capacity Building Mission|Somalia|2")
    found = understand(table(heads, *rows))
    assert found.roles == ("mission", "country", "count")
    assert ("names-missions", 2) in [(r.code, r.values.get("n")) for r in found.reasons]


def test_a_number_with_people_behind_it_is_a_count() -> None:
    rows = ("EUMM|Georgië|6 politiemensen", "EULEX|Kosovo|1 politiemens")
    assert understand(table("Missie|Land|", *rows)).count == 2


def test_police_go_before_the_sum_beside_them() -> None:
    found = understand(PARTS)
    assert found.count == 2
    assert found.scopes == ("", "", "police", "marechaussee", "defence", "civil", "sum")
    assert found.corps == "police"


def test_the_newest_of_two_dates_is_the_count() -> None:
    heads = "Missie|Land|1 december 2014|1 juni 2014"
    found = understand(table(heads, "EUMM|Georgië|8|7", "EULEX|Kosovo|6|8"))
    assert found.count == 2


def test_parts_of_compounds_are_known() -> None:
    names = {concept.name for concept in concepts_in("Politiemissiewaarnemers")}
    assert {"police", "officers"} <= names


def test_what_is_left_out_is_not_spoken_of() -> None:
    names = {c.name for c in concepts_in("Inzet van politie, exclusief marechaussee")}
    assert "police" in names
    assert "marechaussee" not in names


def test_reasons_are_told_in_two_languages() -> None:
    found = understand(PLAIN)
    texts = [
        reason_text(reason.code, reason.values, language)
        for reason in found.reasons
        for language in ("nl", "en")
    ]
    assert "2 of 2 rows name a known mission" in texts
    assert "2 van 2 rijen noemen een bekende missie" in texts
    assert "known" in explain(PLAIN)


LISTED = table("Missie|Land|Bezet", "EUMM|Georgië|14", "EULEX|Kosovo|9", "UNMISS|Zuid-Sudan|11")


def test_a_sentence_that_states_the_sum_of_a_table_tells_whose_it_is() -> None:
    ours = replace(LISTED, report="Op 1 juli waren 34 politiemensen uitgezonden.")
    others = replace(LISTED, report="De krijgsmacht had op 1 juli 34 militairen in missies.")
    assert understand(ours).clear > understand(LISTED).clear > understand(others).clear
    assert understand(ours).standing == "counted" != understand(others).standing


def test_missions_that_had_all_ended_are_no_deployments_of_now() -> None:
    rows = ("EUPOL Afghanistan|Afghanistan|31", "EUJUST LEX Irak|Irak|4", "EUPM|Bosnië|12")
    caption = "Politiemensen in missies"
    old = table("Missie|Land|Politiemensen", *rows, caption=caption)
    assert understand(replace(old, period=Period(2011, 1, 2))).standing == "counted"
    assert understand(replace(old, period=Period(2024, 1, 2))).standing != "counted"


@pytest.mark.parametrize(
    ("before", "standing"),
    [
        ("Er waren ook politiemensen. Hun aantal per missie was als volgt.", "counted"),
        # It may speak of another table: a table of known missions is asked about.
        ("Er waren ook militairen. Hun aantal per missie was als volgt.", "to-agree"),
        ("Er waren ook militairen. De politiemensen staan hieronder.", "counted"),
    ],
)
def test_a_sentence_that_goes_on_about_others_leads_in_a_table_of_them(
    before: str, standing: str
) -> None:
    caption = "Tabel 2. Aantal per missie"
    assert understand(replace(LISTED, caption=caption, before=before)).standing == standing


def test_who_gave_the_figures_is_not_whose_they_are() -> None:
    view = replace(LISTED, caption="Politiemensen in missies")
    given = replace(view, after="De cijfers zijn door de eenheid Oost-Nederland aangeleverd.")
    assert understand(given).standing == "counted"
    assert understand(given).clear == understand(view).clear


def test_what_is_plainly_denied_near_a_table_is_to_be_agreed_whatever_its_title_says() -> None:
    caption = "Uitgezonden politiemensen per missie, in fte"
    assert understand(replace(LISTED, caption=caption)).standing == "to-agree"


def test_what_reports_of_the_series_are_called_is_no_strange_subject() -> None:
    assert not strange_subject("Bijlage 5 bij het eerste halfjaarbericht 2024", title=True)
    assert strange_subject("Bijlage 5 bij het eerste hondenoverzicht 2024", title=True)


def test_a_column_without_a_head_that_may_be_the_count_is_told_by_its_place() -> None:
    rows = ("EUMM Georgië|3|5", "EULEX Kosovo|4|2", "UNMISS|7|1")
    found = understand(table("||", *rows, caption="Uitgezonden politiefunctionarissen"))
    told = [reason_text(each.code, each.values) for each in found.reasons]
    assert "column 3, which has no head, may be the count as well" in told
