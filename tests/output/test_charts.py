"""Pictures, pages of them, and a period on one page, in a real browser where there is one."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from missiemonitor.output.charts import LANGUAGES, charts_of, labels_in
from missiemonitor.output.charts.changes import CHANGE_LABELS
from missiemonitor.output.charts.plot import plot
from missiemonitor.output.charts.world import apart, middles
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.page_images import Crops
from missiemonitor.output.pages import period_page
from missiemonitor.pipeline.cli import main
from missiemonitor.pipeline.presentation.print_pdf import find_browser

from tests.browser import browser, shot
from tests.conftest import SAMPLES
from tests.invented import invented_database

VIEWS = Path(__file__).parents[2] / "output/database/schema/views"

NAMES = [
    "total",
    *(
        f"{by}{form}"
        for by in ("mission", "organisation", "region", "country")
        for form in ("-each", "")
    ),
    "map",
    "timeline",
    "changes",
]


def texts(svg: str) -> list[str]:
    return [t.text or "" for t in ET.fromstring(svg).iter() if t.tag.endswith("}text")]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_has_its_marks_and_its_table(samples_path: Path, language: str) -> None:
    labels = labels_in(language)
    drawn = list(charts_of(open_reading(samples_path), labels))
    assert [chart.name for chart in drawn] == NAMES
    for chart in drawn:
        svg = chart.svg()
        assert labels["invented"] in svg, chart.name
        assert not chart.table.empty
        assert chart.title in svg
    total = drawn[0]
    assert {"27", "29", "26", "31 ?"} <= set(texts(total.svg()))
    assert any(text == "2024-2*?^" for text in texts(total.svg()))
    assert list(total.table.columns)[1:] == [
        "2022-2*^",
        "2023-1*^",
        "2023-2*^",
        "2024-1^",
        "2024-2*?^",
    ]
    assert total.png(1.0).startswith(b"\x89PNG")


def test_labels_are_the_same_in_both_languages() -> None:
    assert set(labels_in("nl")) == set(labels_in("en"))
    with pytest.raises(ValueError, match="nl or en"):
        labels_in("fy")


@pytest.mark.slow
def test_a_half_year_without_a_report_is_a_band_and_no_zero(tmp_path: Path) -> None:
    db = invented_database(tmp_path / "verzonnen.db", 6, first_year=2000)
    db.execute("DELETE FROM report WHERE period = '2001-1'")
    drawn = {chart.name: chart for chart in charts_of(db, labels_in("en"))}
    for name in ("total", "organisation", "timeline"):
        assert "no report" in texts(drawn[name].svg()), name
        assert any("2001-1" in note for note in drawn[name].notes)
    assert drawn["total"].table.loc[0, "2001-1"] == "no report"


@pytest.mark.slow
def test_one_period_and_none_are_drawn_too(tmp_path: Path) -> None:
    db = open_database(tmp_path / "empty.db", create=True)
    assert list(charts_of(db, labels_in("nl"))) == []
    one = invented_database(tmp_path / "one-verzonnen.db", 1)
    drawn = [chart.svg() for chart in charts_of(one, labels_in("nl"))]
    assert len(drawn) == len(NAMES) - 1  # nothing to compare with


@pytest.mark.slow
def test_many_periods_still_make_readable_charts(invented_path: Path) -> None:
    for chart in charts_of(open_reading(invented_path), labels_in("nl")):
        svg = ET.fromstring(chart.svg())
        assert float(svg.attrib["width"]) < 1_400, chart.name
        assert float(svg.attrib["height"]) < 3_500, chart.name


def test_countries_have_a_middle_within_them() -> None:
    assert 20 < middles()["XK"][0] < 22 and 42 < middles()["XK"][1] < 43.5
    assert 4 < middles()["NL"][0] < 7


def test_labels_do_not_lie_over_each_other() -> None:
    places = apart([(0, 0), (3, 1), (2, 2)], ["UA 4", "MD 3", "RO 1"])
    heights = sorted(y for _, y in places)
    assert all(b - a >= 11 for a, b in pairwise(heights))


def test_a_plot_without_rows_says_so() -> None:
    assert any("no rows" in text for text in texts(plot([], "Officers", "bar", "period", "n")))


def run(*arguments: str) -> str:
    outcome = CliRunner().invoke(main, list(arguments))
    assert outcome.exit_code == 0, outcome.output
    return outcome.output


@pytest.mark.slow
def test_the_page_of_trends_needs_nothing_and_reads_well(
    samples_path: Path, tmp_path: Path
) -> None:
    page_path = tmp_path / "trends.html"
    run("trends", str(page_path), "--db", str(samples_path))
    text = page_path.read_text("utf-8")
    assert "<script" not in text and "default-src 'none'" in text
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", text)
    with browser() as opened:
        page = opened.new_page(viewport={"width": 1000, "height": 800})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        problems: list[str] = []
        page.on("console", lambda message: problems.append(message.text))
        page.goto(page_path.as_uri())
        assert page.locator("figure svg").count() == len(NAMES)
        page.get_by_text(re.compile("Dezelfde cijfers als tabel: Per missie")).click()
        assert page.get_by_role("rowheader", name="EULEX Kosovo").first.is_visible()
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert problems == []
        shot(page, "trends")
        page.set_viewport_size({"width": 380, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 380
        shot(page, "trends-narrow")


@pytest.mark.slow
def test_a_folder_of_trends_holds_every_chart(samples_path: Path, tmp_path: Path) -> None:
    run("trends", str(tmp_path / "out"), "--language", "en", "--db", str(samples_path))
    for name in NAMES:
        assert {f"{name}.{e}" for e in ("svg", "png", "csv")} <= {
            path.name for path in (tmp_path / "out").iterdir()
        }


@pytest.mark.slow
def test_a_period_on_one_page(samples_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "2024-1.html"
    arguments = ["report", "2024-1", str(target), "--db", str(samples_path)]
    run(*arguments, "--reports", str(SAMPLES))
    text = target.read_text("utf-8")
    assert text.count("data:image/png;base64,") == 12  # the spot of each figure
    with browser() as opened:
        page = opened.new_page(viewport={"width": 1000, "height": 800})
        page.goto(target.as_uri())
        assert page.locator(".figures b").first.inner_text() == "26"
        assert page.get_by_text("EUAM Oekraïne kromp van 4 naar 2").is_visible()
        page.get_by_role("row", name="EULEX Kosovo").get_by_role("link").click()
        assert page.evaluate("location.hash").startswith("#spot-")
        shot(page, "report-2024-1")


@pytest.mark.slow
def test_a_page_says_where_pictures_are_missing_and_escapes_names(
    samples_path: Path, tmp_path: Path
) -> None:
    path = tmp_path / "hostile.db"
    path.write_bytes(samples_path.read_bytes())
    db = open_database(path)
    db.execute("UPDATE deployment SET mission_as_written = '<script>alert(1)</script>'")
    db.execute("UPDATE mission SET name = '<b onload=x>' WHERE mission = 'eulex-kosovo'")
    db.conn.commit()
    target = tmp_path / "page.html"
    # The reference data come back when a database is opened for writing, so it is only read here.
    run("report", "2024-1", str(target), "--language", "en", "--db", str(path))
    text = target.read_text("utf-8")
    assert "<script" not in text and "<b onload" not in text
    assert "Without a picture of the page" in text and "2024-1-bijlage-5.pdf" in text


def test_a_period_that_is_not_there_is_refused(samples_path: Path, tmp_path: Path) -> None:
    outcome = CliRunner().invoke(main, ["report", "1999-1", "--db", str(samples_path)])
    assert outcome.exit_code == 2 and "it has 2022-2" in outcome.output


@pytest.mark.slow
@pytest.mark.skipif(find_browser() is None, reason="no Chromium on this machine")
def test_a_period_as_pdf(samples_path: Path, tmp_path: Path) -> None:
    target = tmp_path / "p.html"
    run("report", "2024-2", str(target), "--pdf", "--db", str(samples_path))
    assert target.with_suffix(".pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.slow
def test_a_count_that_a_person_corrected_is_shown(samples_path: Path, tmp_path: Path) -> None:
    from missiemonitor.output.decisions.chain import Person
    from missiemonitor.output.decisions.correction import Correction
    from missiemonitor.output.decisions.decide import decide

    path = tmp_path / "decided.db"
    path.write_bytes(samples_path.read_bytes())
    db = open_database(path)
    row = next(db.query("SELECT * FROM officers WHERE mission = 'ussc' AND period = '2024-1'"))
    decide(db, row["deployment"], "correct", Person("Jansen"), Correction(9))
    target = tmp_path / "p.html"
    run("report", "2024-1", str(target), "--db", str(path))
    assert "gecorrigeerd" in target.read_text("utf-8")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_change_has_a_word_and_a_sentence(language: str) -> None:
    labels = labels_in(language)
    for change, name in CHANGE_LABELS.items():
        assert labels[name], change
        if change != "same":
            assert labels[f"change_{name}"].format(name="X", before="1", after="2"), change


def test_charts_and_reports_name_countries_and_regions_in_their_language(
    samples_path: Path,
) -> None:
    db = open_reading(samples_path)
    for language, names in (
        ("nl", ("Oekraïne", "Europese Unie")),
        ("en", ("Ukraine", "European Union")),
    ):
        labels = labels_in(language)
        tables = {chart.name: chart.table for chart in charts_of(db, labels)}
        assert names[0] in set(tables["country"][labels["name"]])
        assert names[1] in set(tables["organisation"][labels["name"]])
        assert any(each.startswith(names[0]) for each in tables["map"][labels["country"]])
        page = period_page(db, "2024-1", "x.db", labels, [], Crops(()))
        assert f"<td>{names[0]}</td>" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_state_of_a_figure_has_its_words_on_the_page_of_a_period(language: str) -> None:
    view = (VIEWS / "officers.sql").read_text()
    states = re.findall(r"(?:THEN|ELSE) '(\w+)'", view.split("AS decided")[0])
    assert {"approved", "corrected", "added", "conflict"} == {*states}
    assert all(labels_in(language)[state] for state in (*states, "nobody"))
