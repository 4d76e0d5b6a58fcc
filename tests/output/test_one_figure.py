"""One figure, told everywhere: every way out gives the same numbers with the same marks."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from missiemonitor.corpus.document import Box
from missiemonitor.extractors.extraction import CountPart, Deployment, Evidence, Extraction
from missiemonitor.extractors.findings import finding
from missiemonitor.output.analysis import notation
from missiemonitor.output.analysis.beside_figure import absence as why_not
from missiemonitor.output.analysis.differences import of_totals
from missiemonitor.output.analysis.over_time import over_time, periods, records, totals
from missiemonitor.output.analysis.provenance import why
from missiemonitor.output.charts import charts_of, labels_in
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.decisions.decide_report import settle_finding, settle_table
from missiemonitor.output.export.excel import excel
from missiemonitor.output.export.files import csv_files
from missiemonitor.output.names import names_in
from missiemonitor.output.page_images import Crops
from missiemonitor.output.pages import period_page
from missiemonitor.output.review import desk, head
from missiemonitor.output.site.address import Address, Served
from missiemonitor.output.site.marks import text_of
from missiemonitor.output.site.model import World
from missiemonitor.output.site.read_world import read_world
from missiemonitor.output.site.sheet import Sheet
from missiemonitor.output.site.words import Wording
from missiemonitor.pipeline.cli import main
from sqlite_utils import Database

from tests.invented import invented_extraction

ADA, BOB = Person("Ada", "staat zo op de bladzijde"), Person("Bob", eyes=2)
# 2023-2 is missing: the database has no report of it.
PERIODS = ("2022-2", "2023-1", "2024-1", "2024-2")
Figures = dict[tuple[str, str], str]  # what is shown of a mission in a period

MARKS: tuple[dict[str, Any], ...] = (
    {"officers_max": 9, "officers": 5, "qualifier": "range", "count_as_written": "5-9"},
    {"qualifier": "at_least", "count_as_written": "minstens 4", "officers": 4},
    {"qualifier": "about", "count_as_written": "ca. 6", "officers": 6},
    {"qualifier": "fte", "count_as_written": "3 fte", "officers": 3},
    {"officers": None, "count_as_written": "#"},
    {"scope": "sum", "of_which": (CountPart("marechaussee", 2, "Marechaussee", "2"),)},
    {"officers": 0, "count_as_written": "-"},
)


def marked(period: str, dice: Random, counts: dict[str, int]) -> Extraction:
    """A half-year with a row of each mark, findings, a row without a mission, one mission in two
    rows, and a table that is to be agreed."""
    made = invented_extraction(period, dice, counts)
    rows = [replace(d, officers_max=None, qualifier=None) for d in made.deployments]
    for at, changed in enumerate(MARKS):
        rows[at] = replace(rows[at], **changed)
    more = replace(rows[8], key="more", row=90, country_as_written="Elders", countries=("FJ",))
    more = moved(more, 30)
    nameless = replace(
        moved(rows[9], 31),
        key="none",
        mission="unknown-unnamed",
        mission_as_written="",
        known=False,
    )
    waits = replace(made.tables[0], key="w", caption="Anderen", standing="to-agree", cells=())
    waiting = [
        replace(moved(d, 40 + at), key=f"w{at}", table="w", counted=False)
        for at, d in enumerate(rows[10:12])
    ]
    del rows[11]  # so that one of them is listed nowhere else
    told = [
        finding("similar-name", {"deployment": d.key}, evidence=d.evidence, **NAMED)
        for d in dice.sample(rows, 4)
    ]
    told.append(finding("total-mismatch", {"table": "t"}, stated=500, counted=1))
    stated = Evidence(1, Box(50, 700, 480, 712), "Totaal | 500")
    table = replace(made.tables[0], stated_total=500, stated_evidence=stated)
    return replace(
        made,
        tables=(table, waits),
        deployments=(*rows, more, nameless, *waiting),
        findings=tuple(told),
        stated_total=500,
    )


NAMED = {"name": "X", "mission": "Y", "score": 86}


def moved(row: Deployment, line: int) -> Deployment:
    """The same row elsewhere on its page."""
    top = 100.0 + 14 * line
    box, count = row.evidence.box, row.count_evidence.box
    return replace(
        row,
        evidence=replace(row.evidence, box=replace(box, top=top, bottom=top + 12)),
        count_evidence=replace(row.count_evidence, box=replace(count, top=top, bottom=top + 12)),
    )


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return every_mark(tmp_path_factory.mktemp("figures") / "figures.db")


def every_mark(made: Path) -> Path:
    """A new database with every mark, and with decisions of every kind on it."""
    db = open_database(made, create=True)
    dice, counts = Random(7), dict[str, int]()
    for period in PERIODS:
        store(db, marked(period, dice, counts), "test")
    ids = [row["deployment"] for row in db.query("SELECT deployment FROM officers ORDER BY 1")]
    for at, deployment in enumerate(dice.sample(ids, 15)):
        person = BOB if at % 5 == 4 else ADA
        if at % 3 == 0:
            decide(db, deployment, "correct", person, Correction(officers=at + 20))
        else:
            decide(db, deployment, "approve" if at % 3 == 1 else "reject", person)
    told = db.execute(
        "SELECT finding FROM to_review WHERE period = '2023-1' "
        "AND code IN ('total-mismatch', 'decided-total-mismatch')"
    )
    for (each,) in told.fetchall():
        settle_finding(db, each, "agree", ADA)
    agreed = db.execute(
        "SELECT extracted_table FROM table_standing WHERE standing = 'to-agree' "
        "AND period = '2024-2'"
    )
    settle_table(db, agreed.fetchone()[0], "agree", ADA)
    db.conn.commit()
    db.close()
    return made


@pytest.fixture
def db(path: Path) -> Iterator[Database]:
    found = open_reading(path)
    yield found
    found.close()


def by_mission(db: Database) -> Figures:
    """What the view has, as it is shown: what all others are held against."""
    return {
        (row["mission"], row["period"]): notation.shown({**row, "origin": None})
        for row in db.query("SELECT * FROM officers_by_mission")
    }


SIGNS = {"ended": "†", "rejected": "\N{MULTIPLICATION SIGN}"}


def gone(db: Database, words: bool = False) -> Figures:
    """What is shown, or said in words, of missions without a figure of which more is known."""
    rows = db.query("SELECT * FROM absent_mission WHERE standing <> 'not listed'")
    return {
        (row["mission"], row["period"]): (
            (row["standing"] if words else SIGNS[row["standing"]])
            if row["standing"] in SIGNS
            else f"waiting {row['waiting_officers']}"
            if words
            else f"[{row['waiting_officers']}]"
        )
        for row in rows
    }


def names(db: Database, language: str = "nl") -> dict[str, str]:
    called = names_in(db, language)
    return {called.of(row): row["mission"] for row in db.query("SELECT * FROM mission")}


def in_words(db: Database, view: str = "officers_by_mission", key: str = "mission") -> Figures:
    return {
        (row[key], row["period"]): "; ".join(notation.words(row))
        for row in db.query(f"SELECT * FROM {view}")
    }


def ask(path: Path, *words: str) -> str:
    outcome = CliRunner().invoke(main, [*words, "--db", str(path)], catch_exceptions=False)
    assert outcome.exit_code in (0, 1), outcome.output
    return outcome.stdout


def test_the_database_has_every_mark(db: Database) -> None:
    shown = set(by_mission(db).values())
    for sign in ("–", "≥", "ca.", "Σ", "?"):
        assert any(sign in each for each in shown), sign
    assert "?" in shown and "0" in shown  # what could not be read, and a stated none
    whole = totals(db).values()
    assert {bool(row["total_unsure"]) for row in whole} == {True, False}
    assert {bool(row["waiting"]) for row in whole} == {True, False}
    assert all(row["nameless"] for row in whole)


def test_sums_are_those_of_their_rows_in_every_view(db: Database) -> None:
    rows = [row for row in db.query("SELECT * FROM marked_officers") if row["named"]]
    assert all(row["mission"] != "unknown-unnamed" for row in rows)
    for view in ("mission", "organisation", "period"):
        for sum_ in db.query(f"SELECT * FROM officers_by_{view}"):
            of = [
                row for row in rows if row["period"] == sum_["period"] and row[view] == sum_[view]
            ]
            assert (sum_["officers"] or 0) == sum(row["officers"] or 0 for row in of)
            for mark in ("unread", "at_least", "approximate", "unsure", "sums", "unchecked"):
                assert sum_[mark] == sum(row[mark] for row in of), (view, mark)


def test_the_view_and_what_is_worked_out_of_sums_tell_the_same_difference(
    db: Database,
) -> None:
    sums = {
        (row["mission"], row["period"]): row
        for row in db.query("SELECT * FROM officers_by_mission")
    }
    seen = set()
    for row in db.query("SELECT * FROM comparison WHERE difference IS NOT NULL"):
        one, two = (sums[row["mission"], row[name]] for name in ("previous_period", "period"))
        found = of_totals(one, two)
        assert (found.least, found.most) == (row["difference_least"], row["difference_most"])
        if row["change"] in ("more", "fewer", "same", "uncertain"):
            assert row["change"] == found.change
        seen.add(row["change"])
    assert {"more", "fewer", "same", "uncertain"} <= seen


def test_compare_tells_them_in_pairs_and_all_in_a_row(db: Database, path: Path) -> None:
    expected, said, named = {**gone(db), **by_mission(db)}, in_words(db), names(db)
    said |= gone(db, words=True)
    assert {"†", "-"} < {expected.get((m, p), "-") for m in named.values() for p in periods(db)}
    assert any(shown.startswith("[") for shown in gone(db).values())
    known = periods(db)
    for before, after in pairwise(known):
        told = json.loads(ask(path, "compare", before, after, "--json"))
        for row in told["missions"]:
            for side, period in (("before", before), ("after", after)):
                key = (row["mission"], period)
                assert row[f"{side}_shown"] == expected.get(key, "-"), key
                assert row[f"{side}_marks"] == said.get(key, "not listed"), key
        for language in ("nl", "en"):
            asked = ask(path, "compare", before, after, "--markdown", "--language", language)
            for name, _, one, two, *_ in csv.reader(_table(asked)):
                if name in named:
                    assert looked_at(db, one, named[name], before) == expected.get(
                        (named[name], before), "-"
                    )
                    assert looked_at(db, two, named[name], after) == expected.get(
                        (named[name], after), "-"
                    )
    table = list(csv.reader(_table(ask(path, "compare", "--all", "--markdown"))))
    first = table[0]
    for row in table[1:]:
        for period, cell in zip(first[1:], row[1:], strict=True):
            if row[0] in named and period in known:
                shown = looked_at(db, cell, named[row[0]], period)
                assert shown == expected.get((named[row[0]], period), "-"), (row[0], period)


def looked_at(db: Database, cell: str, mission: str, period: str) -> str:
    """What is shown but for the mark that nobody looked at it, which is where others were."""
    unchecked = [
        row["unchecked"]
        for view in ("mission", "period")
        for row in db.query(f"SELECT * FROM officers_by_{view} WHERE period = ?", [period])
        if row.get("mission", mission) == mission
    ]
    total = totals(db)[period]
    rows = total["deployments"] + total["rejected"]
    marked = len(unchecked) == 2 and bool(unchecked[0]) and unchecked[1] < rows
    assert cell.endswith(" ^") == marked, (cell, mission, period)
    return cell.removesuffix(" ^")


def _table(text: str) -> list[str]:
    """The rows of a Markdown table, for the csv module."""
    lines = [line.strip().strip("|") for line in text.splitlines() if line.startswith("|")]
    return [
        ",".join(f'"{cell.strip()}"' for cell in line.split("|"))
        for line in lines
        if set(line) - set("-:| ")
    ]


def test_a_mission_has_ended_only_where_it_was_listed_before_and_not_since(db: Database) -> None:
    told = {
        (row["mission"], row["period"])
        for row in db.query(
            "SELECT * FROM statement JOIN current_report USING (report) WHERE status = 'ended'"
        )
    }
    listed = {(row["mission"], row["period"]) for row in db.query("SELECT * FROM officers")}
    waits = {
        (row["mission"], row["period"]) for row in db.query("SELECT * FROM waiting_deployment")
    }
    known = periods(db)
    standings = set()
    for row in db.query("SELECT * FROM absent_mission"):
        mission, at = row["mission"], known.index(row["period"])
        assert (mission, row["period"]) not in listed
        assert (row["standing"] == "waiting") == ((mission, row["period"]) in waits)
        if row["standing"] == "ended":
            assert any((mission, each) in listed for each in known[:at])
            here = max(i for i in range(at) if (mission, known[i]) in listed | waits)
            since = any((mission, each) in told for each in known[here + 1 : at + 1])
            again = any((mission, each) in listed | waits for each in known[at:])
            assert since or not again
        standings.add(row["standing"])
        state = why_not(db, mission, row["period"])["state"]
        assert state == row["standing"] or state == "not counted"
    assert standings == {"waiting", "rejected", "ended", "not listed"}


def test_why_tells_each_and_their_sum(db: Database) -> None:
    for (mission, period), shown in by_mission(db).items():
        told = [each for each in why(db, mission, period) if each["in_force"]]
        assert told
        whole = told[0]["together"]
        assert notation.shown({**whole, "origin": None}) == shown
        if len(told) == 1:
            assert told[0]["in_force"]["shown"] == shown
        before, after = told[0]["neighbours"]
        for each in (before, after):
            other = by_mission(db).get((mission, each["period"]))
            assert (each["state"] == "listed") == (other is not None)
            if other is not None:
                assert notation.shown({**each, "origin": None}) == other
        if period == "2024-1":
            assert before["state"] == "no report"


def test_the_page_of_a_period_and_the_charts_tell_them(db: Database) -> None:
    expected, named = {**gone(db), **by_mission(db)}, names(db, "en")
    labels = labels_in("en")
    for chart in charts_of(db, labels):
        if chart.name not in ("mission", "mission-each"):
            continue
        rows = list(records(chart.table))
        assert rows
        for row in rows:
            mission = named[row.pop(labels["name"])]
            for titled, cell in row.items():
                period = re.sub(r"[^\d-].*$", "", titled)
                if cell != labels["no_report"]:
                    assert cell == expected.get((mission, period), "-"), (mission, period)
    for period in periods(db):
        page = period_page(db, period, "x.db", labels, [], Crops(()))
        body = page[page.index("<tbody>") : page.index("</tfoot>")]
        rows_of = defaultdict(list)
        for name, cell in re.findall(
            r'<th scope="row">(.*?)</th>.*?<td class="n">(.*?)(?:<br>.*?)?</td>', body
        ):
            rows_of[name].append(cell)
        total = rows_of.pop(labels["total_one"])
        whole = totals(db)[period]
        shown = notation.shown({**whole, "origin": None})
        assert total == [notation.with_unchecked(shown, bool(whole["unchecked"]), whole)]
        missions = {named[name] for name in rows_of}
        assert missions == {mission for mission, of in by_mission(db) if of == period}
        for name, cells in rows_of.items():
            if len(cells) == 1:
                cell = looked_at(db, cells[0], named[name], period)
                assert cell == expected[named[name], period], (name, period)


def test_files_hold_them_with_their_marks(db: Database, tmp_path: Path) -> None:
    said = {**gone(db, words=True), **in_words(db)}
    expected = {**gone(db), **by_mission(db)}
    files = dict(csv_files(db))
    wide = list(csv.DictReader(io.StringIO(files["officers_by_mission_wide.csv"].decode())))
    cells = {
        (row["mission"], period): (row[period], row[f"{period} marks"])
        for row in wide
        for period in periods(db)
    }
    for key, (_, marks) in cells.items():
        assert marks == said.get(key, "not listed"), key
    # 2023-2 has no report, which stands behind all else.
    assert list(wide[0])[-1] == "2023-2 marks"
    assert {row["2023-2 marks"] for row in wide} == {"no report"}
    excel(db, tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    sheet = list(book["mission, periods across"].iter_rows())
    heads = [cell.value for cell in sheet[0]]
    for row in sheet[1:]:
        of = dict(zip(heads, row, strict=True))
        for period in periods(db):
            key = (of["mission"].value, period)
            assert _comment(of[period]) == said.get(key, ""), key
            assert of[period].value == _number(expected.get(key)), key
        assert of["2023-2"].value == "no report"
    for view, column in (("officers_by_mission", "officers"), ("changes", "previous_officers")):
        sheet = list(book[view].iter_rows())
        heads = [cell.value for cell in sheet[0]]
        for row in sheet[1:]:
            of = dict(zip(heads, row, strict=True))
            when = of["period" if column == "officers" else "previous_period"].value
            key = (of["mission"].value, when)
            assert _comment(of[column]) == in_words(db).get(key, ""), key
            assert of[column].value == _number(by_mission(db).get(key)), key
            assert (of[column].fill.fill_type == "solid") == bool(_comment(of[column]))
    rows = {row["deployment"]: row for row in db.query("SELECT * FROM marked_officers")}
    sheet = list(book["officers"].iter_rows())
    heads = [cell.value for cell in sheet[0]]
    for row in sheet[1:]:
        of = dict(zip(heads, row, strict=True))
        known = rows[of["deployment"].value]
        assert _comment(of["officers"]) == "; ".join(notation.words(known))


def _comment(cell: Any) -> str:
    return str(cell.comment.text) if cell.comment else ""


def _number(shown: str | None) -> int | str | None:
    """The least number of what is shown; `?` where none could be read."""
    if shown is None or shown[0] in "†\N{MULTIPLICATION SIGN}[":
        return shown
    found = re.search(r"\d+", shown)
    return int(found.group()) if found else "?"


def test_the_desk_and_the_site_tell_them(db: Database) -> None:
    expected = by_mission(db)
    world = read_world(db)
    on_site = {
        (mission, period): text_of(world.of(mission, period)).replace(" ≠", " ?")
        for mission in world.by_mission
        for period in world.periods
        if world.of(mission, period)
    }
    assert on_site == expected
    page = Sheet(Address("home"), world, Wording("en"), Served())
    for row in db.query("SELECT * FROM officers_by_country"):
        marks = page.bars_of_country(row["country"])
        (bar,) = [each for each in marks if each.period == row["period"]]
        assert bar.text.replace(" ≠", " ?") == notation.shown({**row, "origin": None})
    at_desk: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for report in db.query("SELECT report, period FROM current_report"):
        for row in desk.rows(db, report["report"]):
            if row["counted"] and row["state"] != "rejected" and row["mission"] in names_of(world):
                at_desk[row["mission"], report["period"]].append(row)
    assert set(at_desk) == set(expected)
    for key, rows in at_desk.items():
        if len(rows) == 1:
            # (findings stand beside the number there, so that no sign of them is needed)
            assert rows[0]["shown"] == expected[key].removesuffix(" ?"), key


def names_of(world: World) -> set[str]:
    return set(world.by_mission)


def test_totals_are_told_alike_everywhere(db: Database, path: Path) -> None:
    expected = {
        period: notation.shown({**row, "origin": None}) for period, row in totals(db).items()
    }
    for row in db.query("SELECT * FROM officers_by_period"):
        assert notation.shown({**row, "origin": None}) == expected[row["period"]]
    (line,) = [
        line
        for line in csv.reader(_table(ask(path, "compare", "--all", "--markdown")))
        if line[0] == "Total"
    ]
    assert [cell.removesuffix(" ^") for cell in line[1:] if cell] == list(expected.values())
    chart = next(iter(charts_of(db, labels_in("en"))))
    (cells,) = records(chart.table)
    assert [c for c in list(cells.values())[1:] if c != "no report"] == list(expected.values())
    for report in list(db.query("SELECT * FROM current_report")):
        assert head.told(db, report, "en")["sum"] == expected[report["period"]]
    for period, total in read_world(db).totals.items():
        text = expected[period].replace(" ≠", "").replace(" ?", "")
        assert total.text == text
        worst = "bad" if "≠" in expected[period] else "doubt" if "?" in expected[period] else "open"
        assert total.state == worst, period
    labels = labels_in("en")
    for period, row in totals(db).items():
        page = period_page(db, period, "x.db", labels, [], Crops(()))
        assert (labels["total_unsure"] in page) == bool(row["total_unsure"])
        beside = f"rows {row['nameless']}, officers {row['nameless_officers']}"
        assert beside in page
    assert sum(row["officers"] for row in records(over_time(db, "total"))) == sum(
        row["officers"] or 0
        for row in records(over_time(db, "mission"))
        if row["officers"] == row["officers"]
    )
