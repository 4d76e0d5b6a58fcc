"""English pages name missions in English, where the list of missions has an English name."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from missiemonitor.output.database.connect import open_reading
from missiemonitor.output.page_images import Pages
from missiemonitor.output.site.address import Address, Served
from missiemonitor.output.site.english import english_name, in_english
from missiemonitor.output.site.questions import asked_on_pages
from missiemonitor.output.site.read_world import read_world
from missiemonitor.output.site.site import Site
from missiemonitor.output.site.views import addresses


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
    world = read_world(open_reading(invented_path))
    told = next(told for told in world.missions.values() if told["name"] == read)
    assert english_name(told, world) == english
    # What reports alone name is called as they call it.
    assert english_name({**told, "known": 0}, world) == read


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
    world = read_world(open_reading(invented_path))
    told = {"nl": ({"message": message},), "en": ({"message": message},)}
    made = in_english(replace(world, findings=told, closed=told))
    for each in (made.findings, made.closed):
        assert each["en"][0]["message"] == english
        assert each["nl"][0]["message"] == message
