"""The reference data itself: complete, consistent, each line with its source."""

from __future__ import annotations

from collections import defaultdict

from missiemonitor.corpus.text import normal
from missiemonitor.extractors.linking.countries import link_countries
from missiemonitor.extractors.linking.missions import known_mission, link_organisation
from missiemonitor.extractors.reference import countries, headings, missions, organisations, words


def test_there_are_at_least_sixty_missions_each_with_everything() -> None:
    assert len(missions()) >= 60
    known = {organisation.organisation for organisation in organisations()}
    codes = {country.country for country in countries()}
    for mission in missions():
        assert mission.name and mission.full_name_nl and mission.full_name_en and mission.source
        assert mission.organisation in known, mission
        assert set(mission.countries) <= codes, mission
        assert mission.first_year is None or mission.first_year >= 1945
        assert (mission.last_year or 9999) >= (mission.first_year or 0), mission
        assert mission.mission.isascii() and " " not in mission.mission


def test_ids_are_unique_and_no_alias_means_two_missions() -> None:
    assert len({mission.mission for mission in missions()}) == len(missions())
    owners: dict[str, set[str]] = defaultdict(set)
    for mission in missions():
        for name in (mission.name, *mission.aliases):
            owners[normal(name)].add(mission.mission)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_every_mission_is_found_by_each_of_its_names() -> None:
    for mission in missions():
        for name in (mission.name, *mission.aliases, mission.full_name_nl, mission.full_name_en):
            link = known_mission(name)
            assert link is not None and link.mission is not None, name
            assert link.mission.mission == mission.mission, name


def test_all_countries_of_iso_3166_and_kosovo_are_there() -> None:
    codes = {country.country for country in countries()}
    assert len(codes) == 250  # 249 of ISO 3166-1, and Kosovo
    assert {"XK", "PS", "MK", "NL", "SS"} <= codes


def test_every_country_name_and_variant_links_to_its_own_country() -> None:
    for country in countries():
        for name in (country.name_nl, *(variant for variant, _ in country.variants)):
            assert link_countries(name).codes == (country.country,), name
        assert all(source for _, source in country.variants)


def test_organisations_have_names_and_sources() -> None:
    for organisation in organisations():
        assert organisation.source
        assert link_organisation(organisation.name_nl) == organisation.organisation


def test_no_heading_has_two_roles() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for role, phrases in headings().items():
        for phrase in phrases:
            owners[normal(phrase)].add(role)
    assert {phrase: roles for phrase, roles in owners.items() if len(roles) > 1} == {}
    assert words()["counts"]["none"]
