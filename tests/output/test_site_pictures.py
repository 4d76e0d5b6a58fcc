"""Pictures of the site: no number that the table under them has not, in no form of them."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from missiemonitor.output.database.connect import open_reading
from missiemonitor.output.page_images import Pages
from missiemonitor.output.site import album, drawn, take_away, vega
from missiemonitor.output.site.address import Address, Served
from missiemonitor.output.site.model import STATES
from missiemonitor.output.site.parts import moves
from missiemonitor.output.site.questions import asked_on_pages
from missiemonitor.output.site.read_world import read_world
from missiemonitor.output.site.sheet import Sheet
from missiemonitor.output.site.site import Site
from missiemonitor.output.site.views import addresses
from missiemonitor.output.site.words import Wording

from tests.conftest import SAMPLES


class _Tables(HTMLParser):
    """Tables that say which picture they are of, as rows of texts."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[list[str]]] = {}
        self.name: str | None = None
        self.cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "table":
            self.name = told.get("data-picture")
            if self.name:
                self.found[self.name] = []
        if self.name and tag == "tr":
            self.found[self.name].append([])
        if self.name and tag in ("td", "th"):
            self.cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.name = None
        if self.name and tag in ("td", "th") and self.cell is not None:
            self.found[self.name][-1].append(" ".join("".join(self.cell).split()))
            self.cell = None

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)


def sheet_of(path: Path, language: str = "nl") -> Sheet:
    world = read_world(open_reading(path))
    return Sheet(Address("home", "", language), world, Wording(language), Served())


def spoken(text: str) -> str:
    """What a cell says without the words that are there for the ear."""
    for word in ("gone", "ended", "waiting"):
        text = text.replace(Wording("nl")(f"state.{word}"), "")
    return text.strip()


def test_each_picture_has_the_numbers_of_the_table_under_it(samples_path: Path) -> None:
    site = Site(samples_path, Served(), Pages([SAMPLES]))
    sheet = sheet_of(samples_path)
    tables: dict[str, list[list[str]]] = {}
    for at in addresses(sheet.world, "nl", asked_on_pages()):
        parsed = _Tables()
        parsed.feed(site.html(at) or "")
        tables |= parsed.found
    pictures = list(album.all_pictures(sheet))
    assert len(pictures) > 30
    for picture in pictures:
        told = tables[picture.name][1:]
        for row in [mark for series in picture.series for mark in series.marks]:
            assert row.kind != "none"
        if picture.kind in ("bars", "map"):
            marks = [mark for series in picture.series for mark in series.marks]
            marks = marks if picture.kind == "map" else marks[::-1]  # the newest stands first
            assert [spoken(row[1]) for row in told] == [mark.text for mark in marks], picture.name
        else:
            by_name = {spoken(row[0]): [spoken(cell) for cell in row[1:]] for row in told}
            for series in picture.series:
                texts = [mark.text for mark in series.marks]
                assert by_name[series.name] == texts, (picture.name, series.name)


def test_files_to_take_away_have_the_numbers_of_the_picture(samples_path: Path) -> None:
    sheet = sheet_of(samples_path)
    for picture in album.all_pictures(sheet):
        marks = [mark for series in picture.series for mark in series.marks]
        rows = list(csv.reader(io.StringIO(take_away.as_csv(picture, sheet.words))))[1:]
        assert len(rows) == len(marks)
        for row, mark in zip(rows, marks, strict=True):
            own = sum(number for number, state in mark.parts if state != "shared")
            # What is shared alone or could not be read is no zero, and its number is told.
            none = mark.kind or mark.text.startswith(("(+", "?"))
            assert row[1] == mark.period and row[2] == ("" if none else str(own))
            shared = any(state == "shared" for _, state in mark.parts)
            told = re.search(r"\(\+(.*)\)", mark.text)
            assert (told is not None and f"{told[1]} gedeeld" in row[5]) == shared
            assert row[0]
            # What the page shows, with its marks, and whose report is not official.
            assert row[7] == mark.text
            assert (row[6] == "") == (mark.kind != "" or mark.origin == "official")
        parts = vega.data(picture, sheet.words)
        assert int(parts["officers"].sum()) == sum(mark.sum for mark in marks)


def test_a_stack_adds_up_to_the_totals_of_the_view(samples_path: Path) -> None:
    db = open_reading(samples_path)
    picture = album.picture(sheet_of(samples_path), "organisations")
    assert picture is not None
    totals = {row["period"]: row for row in db.query("SELECT * FROM officers_by_period")}
    for at, mark in enumerate(picture.together):
        parts = sum(series.marks[at].sum for series in picture.series)
        assert parts == mark.sum == totals[mark.period]["officers"]
    for row in db.query("SELECT * FROM officers_by_organisation WHERE organisation = 'EU'"):
        eu = next(series for series in picture.series if series.style == "eu")
        mark = next(mark for mark in eu.marks if mark.period == row["period"])
        assert mark.sum == row["officers"]


def test_no_panel_is_empty_and_the_first_is_the_largest_now(samples_path: Path) -> None:
    sheet = sheet_of(samples_path)
    for name in ("missions", "countries"):
        picture = album.picture(sheet, name)
        assert picture is not None
        for series in picture.series:
            assert any(mark.text.strip("\N{EN DASH}") for mark in series.marks), series.name
        latest = [series.marks[-1].sum for series in picture.series]
        assert latest[0] == max(latest)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_fill_of_a_picture_is_in_its_key(samples_path: Path, language: str) -> None:
    sheet = sheet_of(samples_path, language)
    for picture in album.all_pictures(sheet):
        html = str(drawn.inline(sheet, picture))
        body, _, keys = html.partition('<ul class="key"')
        said = re.sub(r"<[^>]+>", " ", keys)
        for state in (*STATES, "shared"):
            striped = f'class="f {state} v"' in body
            if f'class="f {state}"' in body or striped:
                assert sheet.words(f"state.{state}") in said, (picture.name, state)
            if striped:
                assert sheet.words("invented") in said, picture.name
            if f"is-{state}" in body:
                assert sheet.words(f"key.org.{state}") in said, (picture.name, state)


def test_files_are_pictures_and_have_no_colour_that_stands_for_stripes(samples_path: Path) -> None:
    site = Site(samples_path, Served(), Pages([]))
    for name in ("totals", "missions", "organisations"):
        svg = (site.taken("nl", name, "svg") or b"").decode()
        assert svg.startswith("<svg") and '"#0000' not in svg
        assert "url(#v-open)" in svg or name == "organisations"
    assert (site.taken("nl", "totals", "png") or b"").startswith(b"\x89PNG")
    assert site.taken("nl", "mission-none", "svg") is None
    last = site.world().last
    for name in ("totals", "organisations", f"map-{last}", f"changes-{last}"):
        written = (site.taken("nl", name, "json") or b"").decode()
        assert "vega-lite" in json.loads(written)["$schema"] and '"#0000' not in written
    changes = (site.taken("nl", f"changes-{last}", "svg") or b"").decode()
    assert "cijfers verzonnen" in changes and "+2" in changes


def test_a_map_that_is_crowded_has_an_inset_with_those_who_are_there(samples_path: Path) -> None:
    from dataclasses import replace

    from missiemonitor.output.site.map import crowded, spots

    world = read_world(open_reading(samples_path))
    last = world.last
    assert last is not None
    codes = ("XK", "MK", "AL", "ME", "BA", "RS", "SI", "HR")
    base = world.by_period[last][0]
    many = tuple(replace(base, id=code, countries=(code,), officers=12) for code in codes)
    packed = replace(world, by_period={**world.by_period, last: many})
    on_map, left = spots(packed, last)
    assert not left and len(crowded(on_map)) > 1
    sheet = Sheet(Address("home"), packed, Wording("nl"), Served())
    picture = album.picture(sheet, f"map-{last}")
    assert picture is not None
    html = str(drawn.inline(sheet, picture))
    assert html.count('<div class="map">') == 2
    taken = json.loads(drawn.file(picture, sheet.words, "json"))
    main, inset = taken["vconcat"]
    assert inset["title"]["text"] == sheet.words("map.inset")
    said = {
        row["name"]: row["size"]
        for layer in (*main["layer"], *inset["layer"])
        for row in taken["datasets"].get((layer.get("data") or {}).get("name", ""), ())
        if "size" in row
    }
    assert set(said) == {world.country(code, "nl") for code in codes}
    for code in codes:
        assert html.count(f'href="/landen/{code.lower()}"') == 1, code


def test_differences_are_those_of_the_figures_in_the_table_beside_them(samples_path: Path) -> None:
    sheet = sheet_of(samples_path)
    world, drawn_any = sheet.world, 0
    for period in world.periods[1:]:
        before = world.before(period)
        assert before is not None
        for each in moves(sheet, period):
            now = sum(f.officers or 0 for f in world.of(each.mission, period))
            then = sum(f.officers or 0 for f in world.of(each.mission, before))
            assert each.sure == now - then, (period, each.name)
            assert sheet.words.signed(each.sure) in each.told
            drawn_any += 1
    assert drawn_any > 10


def test_each_number_of_an_answer_leads_to_a_figure_or_to_its_half_year(
    samples_path: Path,
) -> None:
    site = Site(samples_path, Served(), Pages([]))
    at = Address("question", "two_periods")
    made = site.html(at, (("before", "2023-2"), ("after", "2024-1"))) or ""
    rows = re.findall(r"<tr><td>.*?</tr>", made)
    eulex = next(row for row in rows if "EULEX Kosovo" in row)
    assert 'href="/missies/eulex-kosovo"' in eulex
    for period in ("2023-2", "2024-1"):
        figure = site.world().of("eulex-kosovo", period)[0]
        assert f'<a href="/cijfers/{figure.address}">{figure.officers}</a>' in eulex


def test_tables_of_very_many_half_years_have_the_newest_numbers_of_their_picture(
    invented_path: Path,
) -> None:
    site = Site(invented_path, Served(), Pages([]))
    sheet = sheet_of(invented_path)
    last = sheet.world.last
    longest = max(sheet.world.by_mission, key=lambda key: len(sheet.world.by_mission[key]))
    shown = [at for at in addresses(sheet.world, "nl")
             if at.kind in ("home", "missions", "countries")
             or at.name in (longest, "EU", last)]  # fmt: skip
    compared = 0
    for at in shown:
        parsed = _Tables()
        parsed.feed(site.html(at) or "")
        for name, (_, *rows) in parsed.found.items():
            picture = album.picture(sheet, name)
            if picture is None:  # a table alone
                continue
            by_name = {series.name: series.marks for series in picture.series}
            if picture.kind in ("bars", "map"):
                marks = [mark for series in picture.series for mark in series.marks]
                wanted = [mark.text for mark in (marks if picture.kind == "map" else marks[::-1])]
                assert [spoken(row[1]) for row in rows] == wanted[: len(rows)], name
                assert len(rows) == len(wanted) or len(rows) == 50, name
            elif picture.kind == "panels" and len(picture.periods) > 12 and name != "countries":
                for series, period, number in rows:
                    mark = next(each for each in by_name[series] if each.period == period)
                    assert mark.text == number, (name, series, period)
            else:
                for series, *numbers in rows:
                    wanted = [mark.text for mark in by_name[spoken(series)][-12:]]
                    assert [spoken(each) for each in numbers] == wanted, (name, series)
            compared += len(rows)
    assert compared > 300


def test_two_half_years_are_the_newest_and_the_earlier_comes_first(samples_path: Path) -> None:
    site = Site(samples_path, Served(), Pages([]))
    first, *_, before, newest = site.world().periods
    at = Address("question", "two_periods", "en")
    assert f"<strong>{before} → {newest}</strong>" in (site.html(at) or "")
    for one, two in ((before, first), (before, before)):
        asked = site.html(at, (("before", one), ("after", two))) or ""
        assert "the earlier first" in asked
    whole = site.html(Address("questions", "", "en")) or ""
    assert f'<option value="{newest}" selected>' not in whole  # the first of a list is chosen
