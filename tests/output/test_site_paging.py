"""Lists of very many half-years: in parts that together hold all, each with its own address."""

from __future__ import annotations

import asyncio
import math
import re
from collections import Counter
from pathlib import Path

import httpx
import pytest
from missiemonitor.output.charts.world import View, middles
from missiemonitor.output.database.connect import open_reading
from missiemonitor.output.page_images import Pages
from missiemonitor.output.site.address import Address, Served
from missiemonitor.output.site.album import picture
from missiemonitor.output.site.bars import Bars, shapes
from missiemonitor.output.site.map import GROWN, Circle, beside
from missiemonitor.output.site.map_drawing import EDGE, _beside, _clipped, _thinned
from missiemonitor.output.site.paging import PART, further, listed_runs
from missiemonitor.output.site.questions import asked_on_pages
from missiemonitor.output.site.serve import site_of
from missiemonitor.output.site.sheet import Sheet
from missiemonitor.output.site.site import Site
from missiemonitor.output.site.views import addresses
from missiemonitor.output.site.words import Wording

BUDGET = 60_000  # bytes of any page, of the samples and of two hundred half-years


@pytest.fixture(scope="module")
def many(invented_path: Path) -> Site:
    return Site(invented_path, Served(), Pages([]))


@pytest.mark.parametrize(
    ("kind", "of"),
    [("missions", "mission"), ("countries", "country"), ("periods", "period"),
     ("reports", "report")],
)  # fmt: skip
def test_the_parts_of_a_list_hold_each_of_its_things_once(many: Site, kind: str, of: str) -> None:
    every = [at for at in addresses(many.world(), "nl") if at.kind == kind]
    assert len(every) == further(many.world())[kind] > 1
    wanted = {f"/{at.path}" for at in addresses(many.world(), "nl") if at.kind == of}
    told: list[str] = []
    head = "td" if kind == "reports" else 'th scope="row"|h3'
    for at in every:
        page = many.html(at)
        assert page and len(page.encode()) < BUDGET, at
        main = page.split("<main", 1)[1].split("</main>", 1)[0]
        links = set(re.findall(r'href="([^"]+)"', main)) & wanted
        heads = set(re.findall(rf'<(?:{head})><a href="([^"]+)"', main)) & wanted
        assert links and len(heads) <= 2 * PART[kind], at
        told += heads
        for other in every:
            assert other == at or f'href="/{other.path}"' in main, (at, other)
    assert set(told) == wanted and len(told) == len(set(told))


def test_no_page_is_larger_than_its_budget(many: Site, samples_path: Path) -> None:
    samples = Site(samples_path, Served(), Pages([]))
    kinds = {at.kind: at for at in addresses(many.world(), "nl", asked_on_pages())}
    first = [Address(kind) for kind in PART] + [Address("home"), Address("organisation", "EU")]
    longest = Counter(f.mission for f in many.world().figures.values()).most_common(1)[0][0]
    asked = [Address("question", name) for name in asked_on_pages()]
    for site, pages in (
        (samples, list(addresses(samples.world(), "nl", asked_on_pages()))),
        (many, [*kinds.values(), *first, Address("mission", longest), *asked]),
    ):
        for at in (each for page in pages for each in (page, page.other)):
            made = site.html(at)
            assert made and len(made.encode()) < BUDGET, at


def test_a_map_without_what_lies_outside_it_shows_the_same_land() -> None:
    view = View(100, 100, (0.0, 0.0), 100 / math.radians(60))
    inside = [(10.0, 10.0), (90.0, 10.0), (90.0, 90.0)]
    assert set(_clipped(inside, view)) == set(inside)
    assert _clipped([(300.0, 10.0), (400.0, 10.0), (400.0, 90.0)], view) == []
    across = _clipped([(50.0, 0.0), (500.0, 0.0), (500.0, 100.0), (50.0, 100.0)], view)
    assert set(across) == {(50.0, 0.0), (100.0 + EDGE, 0.0), (100.0 + EDGE, 100.0), (50.0, 100.0)}


def test_an_outline_runs_nowhere_far_from_its_place_and_keeps_its_corners() -> None:
    round_about = [(50 + 40 * math.cos(a / 20), 50 + 40 * math.sin(a / 20)) for a in range(126)]
    for most in (0.5, 1.0, 3.0):
        kept = _thinned(round_about, most)
        assert 3 < len(kept) < len(round_about) / 3 and set(kept) <= set(round_about)
        ends = list(zip(kept, [*kept[1:], kept[0]], strict=True))
        for point in round_about:
            assert min(_beside(point, *each) for each in ends) <= most
    square = [(0.0, 0.0), (5.0, 0.1), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    assert _thinned(square, 1.0) == [square[0], *square[2:]]


def test_half_filled_shapes_stand_alone() -> None:
    boxes = [(0.0, 100.0, 10.0, 40.0), (20.0, 100.0, 10.0, 30.0)]
    drawn = shapes({"f ok": boxes, "f wait": boxes})
    assert drawn.count('class="f ok"') == 1 and drawn.count('class="f wait"') == 2
    assert 'd="m0 100v-40h10v40zm20 0v-30h10v30z"' in drawn and 'd="m20 100v-30h10v30z"' in drawn


def test_a_list_has_no_part_that_there_is_not_and_short_ones_have_none(
    invented_path: Path, samples_path: Path
) -> None:
    server = site_of(open_reading(invented_path), invented_path, [])

    async def statuses() -> list[int]:
        await server.invoke_startup()
        transport = httpx.ASGITransport(app=server.app())
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            targets = ("perioden/4", "en/half-years/2", "perioden/5", "perioden/1", "perioden/0",
                       "vragen/2", "betekenis/2", "organisaties/2", "missies/99")  # fmt: skip
            return [(await client.get(f"/{target}")).status_code for target in targets]

    assert asyncio.run(statuses()) == [200, 200, *[404] * 7]
    short = Site(samples_path, Served(), Pages([]))
    assert set(further(short.world()).values()) == {1}
    assert 'class="parts"' not in (short.html(Address("periods")) or "")


def test_half_years_that_do_not_list_a_mission_are_told_together(many: Site) -> None:
    sheet = Sheet(Address("missions"), many.world(), Wording("nl"), Served())
    for mission in many.world().by_mission:
        runs = listed_runs(sheet, mission)
        told = [p for first, last in runs[::-1] for p in _between(sheet, first, last)]
        assert tuple(told) == many.world().periods
        for first, last in runs:
            gone = not sheet.world.of(mission, first)
            assert gone or first == last
            assert all(gone is not bool(sheet.world.of(mission, p))
                       for p in _between(sheet, first, last))  # fmt: skip


def _between(sheet: Sheet, first: str, last: str) -> tuple[str, ...]:
    periods = sheet.world.periods
    return periods[periods.index(first) : periods.index(last) + 1]


def test_bars_that_are_drawn_as_one_shape_are_as_many_and_as_high_as_their_numbers(
    many: Site,
) -> None:
    sheet = Sheet(Address("home"), many.world(), Wording("nl"), Served())
    totals = picture(sheet, "totals")
    assert totals
    drawing = Bars(totals.series[0].marks, 220)
    paths = re.findall(r'<path class="f (\w+)" d="([^"]+)"', drawing.drawn())
    drawn = sorted(
        int(high)
        for state, outline in paths
        if state != "shared"
        for high in re.findall(r"v(\d+)z", outline)
    )
    wanted = sorted(
        max(round(drawing.base - drawing.y(number)), 1)
        for mark in totals.series[0].marks
        for number, _ in mark.parts
        if number
    )
    assert drawn == wanted and len(drawn) >= len(many.world().periods)


def test_words_on_a_phone_are_set_for_letters_that_do_not_shrink() -> None:
    view = View.around([middles()["XK"], middles()["MK"]], 760, 600)
    here = [Circle("XK", 4, (), 100, 100), Circle("MK", 1, (), 113, 110)]
    wide, narrow = beside(here, ["4", "1"], view), beside(here, ["4", "1"], view, GROWN)
    for (x, y, _), (far_x, far_y, _), spot in zip(wide, narrow, here, strict=True):
        assert math.hypot(far_x - spot.x, far_y - spot.y) <= 1.7 * math.hypot(
            x - spot.x, y - spot.y
        )
    # Neither number lies over the other.
    (x, _, one), (other_x, _, other) = narrow
    assert (one, other) == ("end", "start") and x < other_x
