"""An error on a total marks that total in every way out, and no other total."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from missiemonitor.corpus.document import Box
from missiemonitor.extractors.extraction import Evidence, Extraction
from missiemonitor.extractors.findings import finding
from missiemonitor.output.analysis.over_time import totals
from missiemonitor.output.charts import charts_of, labels_in
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.decide_report import settle_finding
from missiemonitor.output.export.account import account
from missiemonitor.output.export.excel import excel
from missiemonitor.output.export.files import csv_files
from missiemonitor.output.export.package import package_files
from missiemonitor.output.page_images import Crops, Pages
from missiemonitor.output.pages import period_page, trends_page
from missiemonitor.output.review import head
from missiemonitor.output.site.address import Address, Served
from missiemonitor.output.site.album import picture
from missiemonitor.output.site.read_world import read_world
from missiemonitor.output.site.sheet import Sheet
from missiemonitor.output.site.site import Site
from missiemonitor.output.site.take_away import as_csv
from missiemonitor.output.site.words import Wording
from missiemonitor.pipeline.cli import main
from sqlite_utils import Database

from tests.invented import invented_extraction

pytestmark = pytest.mark.slow
PERIODS = ("2023-2", "2024-1", "2024-2")
WRONG = "2024-1"  # the one in which an error is planted
STATED = Evidence(1, Box(50, 700, 480, 712), "Totaal | 500")

# An error on a total, by what tells it: what the rows do not make, a sentence, a row that is wrong.
PLANTED: dict[str, Callable[[Extraction], Any]] = {
    "total-mismatch": lambda made: finding("total-mismatch", {"table": "t"}, stated=500, counted=1),
    "total-against-text": lambda made: finding(
        "total-against-text", {"stated": 500}, stated=500, counted=1, sentence="Er waren er 500."
    ),
    "count-unreadable": lambda made: finding(
        "count-unreadable",
        {"deployment": made.deployments[0].key},
        evidence=made.deployments[0].evidence,
        name="X",
        written="#",
    ),
}


@dataclass(frozen=True)
class Kept:
    """A database with an error in one period, and where it is."""

    db: Database
    path: Path


def stored(path: Path, code: str | None) -> Kept:
    db = open_database(path, create=True)
    dice, counts = Random(5), dict[str, int]()
    for period in PERIODS:
        made = invented_extraction(period, dice, counts)
        rows = tuple(replace(d, officers_max=None, qualifier=None) for d in made.deployments)
        table = made.tables[0]
        told: tuple[Any, ...] = ()
        if period == WRONG and code:
            told = (PLANTED[code](replace(made, deployments=rows)),)
            if code == "total-mismatch":
                table = replace(table, stated_total=500, stated_evidence=STATED)
        made = replace(
            made, deployments=rows, tables=(table,), findings=told, stated_total=table.stated_total
        )
        store(db, made, "test")
    return Kept(db, path)


def ask(kept: Kept, *words: str) -> str:
    outcome = CliRunner().invoke(main, [*words, "--db", str(kept.path)], catch_exceptions=False)
    assert outcome.exit_code in (0, 1), outcome.output
    return outcome.stdout


Marked = Iterator[tuple[str, bool]]  # a period, and whether its total is marked


def compared(kept: Kept) -> Marked:
    for language, total in (("nl", "Totaal"), ("en", "Total")):
        for by in ("mission", "organisation", "region", "country"):
            asked = ("compare", "--all", "--by", by, "--markdown", "--language", language)
            lines = ask(kept, *asked).splitlines()
            (row,) = [line for line in lines if line.startswith(f"| {total}")]
            cells = [cell.strip() for cell in row.strip("|").split("|")][1:]
            yield from zip(PERIODS, ["≠" in cell for cell in cells], strict=True)
            asked = ("compare", "2023-2", WRONG, "--by", by, "--markdown", "--language", language)
            lines = ask(kept, *asked).splitlines()
            (row,) = [line for line in lines if line.startswith(f"| {total}")]
            before, after = [cell.strip() for cell in row.strip("|").split("|")][-4:-2]
            yield from (("2023-2", "≠" in before), (WRONG, "≠" in after))
            assert ("≠  " in "\n".join(lines)) == ("≠" in after)  # its meaning is told
    told = json.loads(ask(kept, "compare", "2023-2", WRONG, "--json"))["totals"]
    yield from ((period, bool(row["total_unsure"])) for period, row in told.items())


def reported(kept: Kept) -> Marked:
    for language in ("nl", "en"):
        labels = labels_in(language)
        for period in PERIODS:
            page = period_page(kept.db, period, "x.db", labels, [], Crops(()))
            (opening,) = re.findall(r'<ul class="figures">\s*<li><b>(.*?)</b>', page)
            (foot,) = re.findall(r'<tfoot>.*?<td class="n">(.*?)</td>', page)
            yield from ((period, "≠" in text) for text in (opening, foot))
            yield period, labels["total_unsure"] in page


def drawn(kept: Kept) -> Marked:
    labels = labels_in("en")
    for upto in PERIODS:
        for chart in charts_of(kept.db, labels, upto=upto):
            shown = [upto] if chart.name == "map" else PERIODS[: PERIODS.index(upto) + 1]
            if chart.name == "changes":
                shown = shown[-2:]
            noted = labels["total_unsure"] in chart.notes
            assert noted == any(marks(kept.db)[period] for period in shown), (chart.name, upto)
            heads = [head for head in chart.table.columns if head[:6] in PERIODS]
            yield from ((head[:6], "≠" in head) for head in heads)
    charts = list(charts_of(kept.db, labels))
    page = trends_page(kept.db, "x.db", labels, charts)
    yield WRONG, labels["total_unsure"] in page
    (cells,) = next(c for c in charts if c.name == "total").table.to_dict("records")
    yield from ((h[:6], "≠" in cell) for h, cell in cells.items() if h[:6] in PERIODS)


def exported(kept: Kept) -> Marked:
    for files in (csv_files(kept.db), package_files(kept.db)):
        (content,) = [content for name, content in files if name.endswith("officers_by_period.csv")]
        for row in csv.DictReader(io.StringIO(content.decode())):
            yield row["period"], row["total_unsure"] != "0"
    written = io.BytesIO()
    excel(kept.db, written)
    sheet = list(openpyxl.load_workbook(written)["officers_by_period"].iter_rows())
    heads = [cell.value for cell in sheet[0]]
    for row in sheet[1:]:
        of = dict(zip(heads, row, strict=True))
        comment = of["officers"].comment
        yield of["period"].value, "total may be wrong" in (comment.text if comment else "")
    for line in account(kept.db, set(), "x.db", "-", "en").splitlines():
        if (cells := line.strip("|").split("|"))[0].strip() in PERIODS and len(cells) == 4:
            yield cells[0].strip(), "≠" in cells[1]


def at_the_desk(kept: Kept) -> Marked:
    for report in list(kept.db.query("SELECT * FROM current_report")):
        yield report["period"], "≠" in head.told(kept.db, report, "en")["sum"]


def on_the_site(kept: Kept) -> Marked:
    world = read_world(kept.db)
    yield from ((period, "≠" in total.shown) for period, total in world.totals.items())
    sheet = Sheet(Address("home"), world, Wording("en"), Served())
    totals_picture = picture(sheet, "totals")
    assert totals_picture is not None
    for mark in totals_picture.series[0].marks:
        yield mark.period, "≠" in mark.text
    for row in csv.DictReader(io.StringIO(as_csv(totals_picture, Wording("en")))):
        period, state = list(row.values())[1], list(row.values())[5]
        yield period, "contradicted" in state
    site = Site(kept.path, Served(), Pages(()))
    for key, report in world.reports.items():
        page = site.html(Address("report", key, "en")) or ""
        (told,) = re.findall(r">Our sum</th><td>(.*?)</td>", page)
        yield report["period"], "≠" in told
    for kind in ("periods", "reports"):
        page = site.html(Address(kind, "", "en")) or ""
        for row in re.findall(r"<tr><th.*?</tr>", page, re.DOTALL):
            period = re.search("|".join(PERIODS), row)
            number = re.search(r'<td class="n lead-n">(.*?)</td>', row)
            if period and number:
                yield period.group(), "≠" in number.group(1)
    for period in PERIODS:
        page = site.html(Address("period", period, "en")) or ""
        (opening,) = re.findall(r'<p class="number">(.*?)</p>', page)
        (foot,) = re.findall(r'<tfoot>.*?<td class="n lead-n">(.*?)</td>', page)
        yield from ((period, "≠" in text) for text in (opening, foot))


WAYS = (compared, reported, drawn, exported, at_the_desk, on_the_site)


def marks(db: Database) -> dict[str, bool]:
    return {period: bool(row["total_unsure"]) for period, row in totals(db).items()}


def _planted(db: Database) -> list[str]:
    return [row["finding"] for row in db.query("SELECT * FROM finding") if row["code"] in PLANTED]


@pytest.fixture(scope="module", params=[*PLANTED, None])
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return stored(tmp_path_factory.mktemp("wrong") / "x.db", request.param)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_total_is_marked_wherever_it_is_shown_if_it_has_an_error(
    kept: Kept, way: Callable[[Kept], Marked]
) -> None:
    expected = marks(kept.db)
    planted = _planted(kept.db)
    assert expected == {period: period == WRONG and bool(planted) for period in PERIODS}
    found = list(way(kept))
    assert {period for period, _ in found} >= {WRONG}
    assert [each for each in found if each[1] != expected[each[0]]] == []


def test_an_error_that_a_person_settled_marks_no_total(tmp_path: Path) -> None:
    kept = stored(tmp_path / "x.db", "total-mismatch")
    (told,) = _planted(kept.db)
    settle_finding(kept.db, told, "agree", Person("Ada", "it adds up wrongly there"))
    for way in WAYS:
        assert not any(marked for _, marked in way(kept)), way.__name__


def test_a_stated_total_has_the_spot_where_it_stands(tmp_path: Path) -> None:
    kept = stored(tmp_path / "x.db", "total-mismatch")
    told = json.loads(ask(kept, "compare", "2023-2", WRONG, "--json"))["totals"][WRONG]
    sides = [told[f"stated_{side}"] for side in ("page", "x0", "top", "x1", "bottom")]
    assert sides == [1, 50.0, 700.0, 480.0, 712.0] and told["stated_report"]
    page = period_page(kept.db, WRONG, "x.db", labels_in("en"), [], Crops(()))
    assert '<a href="#spot-total">' in page and "50.0, 700.0, 480.0, 712.0 pt" in page
    other = period_page(kept.db, "2024-2", "x.db", labels_in("en"), [], Crops(()))
    assert "spot-total" not in other
