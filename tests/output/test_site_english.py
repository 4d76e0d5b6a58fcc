"""English pages name missions in English, where the list of missions has an English name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from missiemonitor.output.analysis.beside_figure import absence
from missiemonitor.output.analysis.compare import compare
from missiemonitor.output.analysis.over_time import over_time
from missiemonitor.output.analysis.provenance import as_called, find_mission, why
from missiemonitor.output.charts.frame import Figures
from missiemonitor.output.charts.labels import labels_in
from missiemonitor.output.database.connect import open_reading
from missiemonitor.output.names import names_in
from missiemonitor.output.page_images import Crops, Pages
from missiemonitor.output.pages import period_page
from missiemonitor.output.review import beside_rows, desk
from missiemonitor.output.site.address import Address, Served
from missiemonitor.output.site.english import in_english
from missiemonitor.output.site.questions import asked_on_pages
from missiemonitor.output.site.read_world import read_world
from missiemonitor.output.site.site import Site
from missiemonitor.output.site.views import addresses
from missiemonitor.output.site.words import catalogue
from missiemonitor.pipeline.presentation import as_figure
from missiemonitor.pipeline.presentation.comparisons import of_comparison, of_periods


@pytest.mark.parametrize(
    ("read", "english"),
    [
        ("EUCAP Somalië", "EUCAP Somalia"),
        ("EUBAM Moldavië-Oekraïne", "EUBAM Moldova-Ukraine"),
        ("OVSE Missie Skopje", "OSCE Mission to Skopje"),
        ("NAVO-missie Irak", "NATO Mission Iraq"),
        # Without an English name of its own, or with more Dutch words than a country: as read.
        ("OVSE West-Balkan", "OVSE West-Balkan"),
        ("EU SDI Golf van Guinee", "EU SDI Golf van Guinee"),
        ("Politietrainingsmissie Kunduz", "Politietrainingsmissie Kunduz"),
        ("EUCAP Sahel Mali", "EUCAP Sahel Mali"),
        ("EULEX Kosovo", "EULEX Kosovo"),
    ],
)
def test_a_name_is_english_where_the_list_has_one(
    invented_path: Path, read: str, english: str
) -> None:
    db = open_reading(invented_path)
    names = names_in(db, "en")
    (told,) = db.query("SELECT * FROM mission WHERE name = ?", [read])
    assert names.of(told) == names.mission(read) == english
    # What reports alone name is called as they call it.
    assert names.of({**told, "known": 0}) == read
    assert names_in(db, "nl").of(told) == names_in(db, "nl").mission(read) == read
    # Who types it is understood.
    assert find_mission(db, english) == told["mission"]


def test_the_letters_of_organisations_are_those_that_pages_have(invented_path: Path) -> None:
    db = open_reading(invented_path)
    short = {key.split(".")[-1]: told for key, told in catalogue().items() if ".short." in key}
    assert "OVSE" in short
    for language in ("nl", "en"):
        names = names_in(db, language)
        assert {key: names.letters(key) for key in short} == {
            k: t[language] for k, t in short.items()
        }


def test_only_names_differ_and_each_leads_to_its_page(samples_path: Path) -> None:
    world = read_world(open_reading(samples_path))
    english = in_english(world)
    assert {key: f.id for key, f in english.figures.items()} == {key: key for key in world.figures}
    assert english.name_read("eucap-somalia") == world.mission("eucap-somalia") == "EUCAP Somalië"
    for of in ("by_period", "by_mission"):
        for key, figures in getattr(world, of).items():
            theirs = getattr(english, of)[key]
            assert [(f.id, f.text) for f in theirs] == [(f.id, f.text) for f in figures]
    site = Site(samples_path, Served(), Pages([]))
    for name in ("missions_left", "two_periods", "all_officers"):
        for language in ("nl", "en"):
            made = site.html(Address("question", name, language)) or ""
            links = re.findall(r'href="(/(?:en/missions|missies)/[^"]+)">([^<]+)</a>', made)
            for link, shown in links:
                told = site.world(language).mission(link.rsplit("/", 1)[1])
                assert shown == told, (name, language)


def test_no_english_page_has_a_dutch_name_where_there_is_an_english_one(samples_path: Path) -> None:
    site = Site(samples_path, Served(), Pages([]))
    dutch = {
        told["name_read"]
        for told in site.world("en").missions.values()
        if told["name_read"] != told["name"]
    }
    assert "EUCAP Somalië" in dutch
    for at in addresses(site.world(), "en", asked_on_pages()):
        made = site.html(at) or ""
        # What is marked as Dutch is a quotation; a finding quotes what it was written with.
        spoken = re.sub(r'<(\w+)[^>]* lang="nl"[^>]*>.*?</\1>', "", made, flags=re.DOTALL)
        spoken = re.sub(r'<ul class="checks">.*?</ul>', "", spoken, flags=re.DOTALL)
        spoken = re.sub(r'<td class="opt">.*?</td>', "", spoken, flags=re.DOTALL)
        assert not [name for name in dutch if f">{name}<" in spoken], at
    assert ">EUCAP Somalië<" in (site.html(Address("missions")) or "")
    assert "somali" in str(site.html(Address("search", "", "en"), (("q", "Somalië"),))).casefold()


@pytest.mark.parametrize(
    ("message", "english"),
    [
        ("a sentence tells of 4 for EUCAP Somalië", "a sentence tells of 4 for EUCAP Somalia"),
        ("Oekraïne has 3, Kosovo 2", "Ukraine has 3, Kosovo 2"),
        # What it quotes of the report stays as it is written there.
        (
            "'EUCAP Somalië' of \"Oekraïne\" is in doubt",
            "'EUCAP Somalië' of \"Oekraïne\" is in doubt",
        ),
        ("the report's Oekraïne isn't there", "the report's Ukraine isn't there"),
        # A mission without an English name keeps the one of reports, with the place in it.
        ("EU SDI Golf van Guinee lists 3", "EU SDI Golf van Guinee lists 3"),
        ("Oekraïners of EUCAP Somaliërs", "Oekraïners of EUCAP Somaliërs"),
    ],
)
def test_findings_name_missions_and_countries_in_english_but_for_quotations(
    invented_path: Path, message: str, english: str
) -> None:
    db = open_reading(invented_path)
    assert names_in(db, "en").told(message) == english
    assert names_in(db, "nl").told(message) == message


def test_no_way_out_in_english_has_a_dutch_name_of_a_mission(samples_path: Path) -> None:
    db = open_reading(samples_path)
    named = "EUCAP Somalië", "EUCAP Somalia"
    (mission, period) = next(
        db.query("SELECT mission, period FROM officers WHERE mission = 'eucap-somalia'")
    ).values()
    (report,) = db.execute(
        "SELECT report FROM current_report WHERE period = ?", [period]
    ).fetchone()
    for language, here, not_here in (("nl", *named), ("en", *reversed(named))):
        labels = labels_in(language)
        (figure,) = why(db, mission, period, language)[:1]
        assert figure["mission_name"] == named[0]  # for programs names stay those of the reports
        called = as_called(figure, names_in(db, language))
        rows = desk.rows(db, report, language)
        page = period_page(db, period, "x.db", labels, [], Crops(()))
        told = {
            "why": as_figure.figure(called, language).split("\n")[0],
            "no figure": as_figure.no_figure(absence(db, mission, "1999-1", language), language),
            "compare": of_comparison(db, compare(db), "plain", language),
            "all periods": of_periods(db, over_time(db), "mission", "plain", language),
            "report": str(re.findall(r'<th scope="row">(.*?)</th>', page)),
            "charts": "".join(
                map(str, Figures(db, None, language).over_time("mission").rows.values)
            ),
            "desk": " ".join(row["mission_name"] for row in rows),
            "to choose from": str([each["name"] for each in beside_rows.missions(db, language)]),
        }
        for way, text in told.items():
            assert here in text and not_here not in text, (language, way)
        # It is the name of the report: nothing else is written there.
        assert not any(r["mission_otherwise"] for r in rows if r["mission"] == mission)
