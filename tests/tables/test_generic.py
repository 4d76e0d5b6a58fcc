"""Tables of whatever kind, with and without rules."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from missiemonitor.corpus.document import Box, Document
from missiemonitor.extractors.tables.generic import AnyTable, Span, any_tables
from missiemonitor.pipeline.cli import main
from missiemonitor.pipeline.presentation import table_formats
from openpyxl import load_workbook
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import SAMPLES, Text, pdf_of

Read = Callable[..., Document]
ROWS = [("Jaar", "Meldingen", "Aangiften"), ("2022", "1.204", "87"), ("2023", "998", "91")]
PLACES: list[Text] = [
    (x, 200 + 20 * number, cell)
    for number, row in enumerate(ROWS)
    for x, cell in zip((80, 220, 360), row, strict=True)
]


def test_a_table_without_rules(read: Read) -> None:
    (table,) = any_tables(read(pdf_of(PLACES)))
    assert table.rows == tuple(ROWS)
    x0, top, _, bottom = table.box.rounded()
    assert (round(x0), round(top), round(bottom)) == (80, 192, 242)


def test_a_table_with_rules_keeps_its_empty_cells(read: Read) -> None:
    def grid(canvas: Canvas) -> None:
        for x in (70, 210, 350, 490):
            canvas.line(x, 842 - 185, x, 842 - 245)
        for y in (185, 205, 225, 245):
            canvas.line(70, 842 - y, 490, 842 - y)

    places = [place for place in PLACES if place[2] != "998"]
    (table,) = any_tables(read(pdf_of(places, draw=grid)))
    assert table.rows == (ROWS[0], ROWS[1], ("2023", "", "91"))


def test_running_text_is_no_table(read: Read) -> None:
    lines: list[Text] = [
        (80, 100 + 14 * n, "Dit is een regel gewone tekst die nergens kolommen heeft staan")
        for n in range(12)
    ]
    assert any_tables(read(pdf_of(lines))) == ()


@pytest.mark.slow
def test_the_command_prints_text_csv_and_json(tmp_path: Path) -> None:
    annex = str(SAMPLES / "2024-1-bijlage-5.pdf")
    found = json.loads(CliRunner().invoke(main, ["tables", annex, "--json"]).stdout)
    (table,) = [each for each in found if each["rows"][0][0] == "Missienaam"]
    assert table["page"] == 2
    assert len(table["rows"]) == 13
    assert table["rows"][6] == ["EUBAM Moldavië-Oekraïne", "Moldavië en Oekraïne", "1"]
    text = CliRunner().invoke(main, ["tables", annex]).stdout
    assert "EUCAP SAHEL Mali" in text
    rows = list(
        csv.reader(io.StringIO(CliRunner().invoke(main, ["tables", annex, "--csv"]).stdout))
    )
    assert ["2", "1", "USSC", "Palestijns gebied/Westbank", "1"] in rows
    assert CliRunner().invoke(main, ["tables", annex, "--csv", "--json"]).exit_code == 2
    assert CliRunner().invoke(main, ["tables", annex, "--format", "xlsx"]).exit_code == 2
    assert table["caption"].startswith("Overzicht uitgezonden")
    assert table["head_rows"] == 1


TWO_COLUMNS = AnyTable(
    2,
    Box(0, 0, 1, 1),
    (("Jaar", "Aantal", ""), ("", "M", "=V"), ("2023", "9", "1")),
    "Inzet <b>",
    2,
    (Span(0, 0, 2, 1), Span(0, 1, 1, 2)),
    7,
)


def test_html_and_workbooks_keep_cells_over_several_columns_and_rows() -> None:
    html = table_formats.as_html([TWO_COLUMNS])
    assert "<caption>Inzet &lt;b&gt;</caption>" in html
    assert '<tr><th rowspan="2">Jaar</th><th colspan="2">Aantal</th></tr>' in html
    assert "<tr><th>M</th><th>=V</th></tr>" in html
    sheet = load_workbook(io.BytesIO(table_formats.as_workbook([TWO_COLUMNS]))).active
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A3:A4", "B3:C3"}
    assert (sheet["C4"].value, sheet["C4"].data_type) == ("=V", "s")


def test_json_says_what_spans_and_how_many_words_stand_outside() -> None:
    (plain,) = table_formats.as_json([TWO_COLUMNS])
    assert plain["spans"][1] == {"row": 0, "column": 1, "rows": 1, "columns": 2}
    assert plain["words_outside_tables"] == 7


def test_words_in_no_table_are_counted(read: Read) -> None:
    (table,) = any_tables(read(pdf_of([*PLACES, (80, 500, "Dit staat er los van")])))
    assert table.outside == 5


def test_a_raised_mark_that_the_text_of_its_cell_leaves_out_is_counted(read: Read) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 6)
        canvas.drawString(330, 842 - 116, "2")

    places: list[Text] = [(x, 100 + 20 * n, t) for n, r in enumerate(MARKED) for x, t in r]
    (table,) = any_tables(read(pdf_of(places, draw=draw)))
    assert table.rows[1] == ("KFOR", "124")
    assert table.outside == 1


MARKED = [[(80, "Missie"), (312, "Aantal")], [(80, "KFOR"), (312, "124")]]
MARKED += [[(80, "MFO"), (312, "4")], [(80, "EUAM"), (312, "7")]]


def test_lines_made_of_characters_are_no_cells(read: Read) -> None:
    lines = ["Missie        | Land    | Aantal", "--------------+---------+-------"]
    lines += ["EULEX Kosovo  | Kosovo  |      3", "EUAM          | Irak    |     12"]
    lines += ["MFO           | Egypte  |      4"]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Courier", 10)
        for number, line in enumerate(lines):
            canvas.drawString(80, 742 - 12 * number, line)

    (table,) = any_tables(read(pdf_of([], draw=draw)))
    assert table.rows[:2] == (("Missie", "Land", "Aantal"), ("EULEX Kosovo", "Kosovo", "3"))
    assert len(table.rows) == 4
    assert table.outside == 0
