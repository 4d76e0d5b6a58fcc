"""The wide grammar of the laboratory: the halves of its words, its draws, what it says is owed."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Extraction
from missiemonitor.extractors.findings import finding

from tests.laboratory import library, typesetter
from tests.laboratory.grammar import draw
from tests.laboratory.report import Invented, Other
from tests.laboratory.split import part, written
from tests.laboratory.wide.draw import draw_wide
from tests.laboratory.wide.figures import held
from tests.laboratory.wide.truth import page_texts, squeezed, truth
from tests.laboratory.words import words

# Names and short words of which there is but one way to write them.
SHARED = {"common"}


def lists(table: dict[str, Any], name: str = "") -> Iterator[tuple[str, list[str]]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from lists(value, f"{name}.{key}")
        elif isinstance(value, list):
            yield f"{name}.{key}", value


def test_no_word_stands_in_both_halves() -> None:
    halves = [
        {file: table for file, table in words(half).items() if file not in SHARED}
        for half in ("fitting", "scoring")
    ]
    fitting, scoring = (dict(lists(half)) for half in halves)
    assert fitting.keys() == scoring.keys()
    assert [name for name in fitting if set(fitting[name]) & set(scoring[name])] == []
    assert [name for name in fitting if not fitting[name] or not scoring[name]] == []


def test_a_word_that_was_dealt_is_not_dealt_again() -> None:
    halves: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
    part({"a": {"b": ["one", "two", "three"]}, "c": 1}, "file", halves)
    before = [written(half) for half in halves]
    part({"a": {"b": ["three", "one", "two"]}, "c": 1}, "file", halves)
    assert [written(half) for half in halves] == before
    part({"a": {"b": ["four", "five"]}}, "file", halves)
    assert [len(half["a"]["b"]) for half in halves] in ([2, 3], [3, 2])


def test_each_draw_is_the_same_again() -> None:
    assert draw_wide(7, "fitting") == draw_wide(7, "fitting")
    assert draw_wide(7, "fitting") != draw_wide(7, "scoring")


def test_no_slot_and_no_place_to_break_a_word_is_left() -> None:
    for number in range(60):
        report = draw_wide(number, "both", longest=40)
        texts = [block.text for block in report.blocks]
        for block in report.blocks:
            if block.table:
                texts += [line for column in block.table.columns for line in column.header]
                texts += [c.text for r in (*block.table.over, *block.table.rows) for c in r if c]
        assert [text for text in texts if {"{", "}", "|"} & set(text)] == []


def set_in_type(number: int) -> tuple[Invented, bytes]:
    producer = ("library", "typesetter")[number % 2]
    report = draw_wide(number, "both", producer, longest=4)
    return report, (library if producer == "library" else typesetter).typeset(report)


@pytest.mark.slow
def test_every_page_says_that_its_figures_are_invented() -> None:
    for number in range(8):
        document = pypdfium2.PdfDocument(io.BytesIO(set_in_type(number)[1]))
        for page in document:
            text = page.get_textpage().get_text_range()
            assert "verzonnen" in text.replace(" ", "").casefold()
        document.close()


@pytest.mark.slow
def test_what_is_owed_stands_on_its_page() -> None:
    for number in range(12):
        report, pdf = set_in_type(number)
        owed = truth(report, pdf)
        assert len(owed["rows"]) == len(report.rows)
        assert len(owed["others"]) == len(report.others)
        pages = [row["page"] for row in owed["rows"]]
        assert pages == sorted(pages)
        texts = page_texts(pdf)
        for row in owed["rows"]:
            assert squeezed(row["mission"].split()[0]) in texts[row["page"] - 1]


@pytest.mark.slow
def test_tables_of_a_whole_report_are_found_on_their_pages() -> None:
    whole = (draw_wide(number, "both", "typesetter", longest=40) for number in range(60))
    report = next(each for each in whole if "form=whole" in each.features and each.rows)
    pdf = typesetter.typeset(report)
    owed, texts = truth(report, pdf), page_texts(pdf)
    for other in owed["others"]:
        assert squeezed(other["rows"][0][0]) in texts[other["page"] - 1]
    for row in owed["rows"]:
        text = texts[row["page"] - 1]
        assert squeezed(row["mission"].split()[0]) in text
    assert len({row["page"] for row in owed["rows"]}) < 4


def test_the_words_are_in_data() -> None:
    folder = Path(__file__).parent / "laboratory" / "words"
    assert {path.name for path in (folder / "fitting").iterdir()} == {
        path.name for path in (folder / "scoring").iterdir()
    }


@pytest.fixture(scope="module")
def read() -> tuple[Invented, Extraction]:
    """A report of the first grammar that is read right, its findings put away."""
    report = draw(3, "typesetter")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "verzonnen-cijfers.pdf"
        path.write_bytes(typesetter.typeset(report))
        return report, replace(extract(read_document(path)), findings=())


def with_rows(found: Extraction, **changes: Any) -> Extraction:
    rows = tuple(replace(row, **changes) for row in found.deployments)
    return replace(found, deployments=rows)


@pytest.mark.slow
def test_what_is_counted_is_told_from_what_is_given(read: tuple[Invented, Extraction]) -> None:
    report, found = read
    pages = [1] * len(report.rows)
    all_right = held(report, with_rows(found, counted=True), pages)
    assert (all_right.given, all_right.counted) == (all_right.rows, all_right.rows)
    assert (all_right.silent, all_right.asked) == ((), False)
    put_by = with_rows(found, counted=False)
    unsaid = held(report, put_by, pages)
    assert (unsaid.given, unsaid.counted) == (unsaid.rows, 0)
    assert len(unsaid.silent) == unsaid.rows
    table = found.deployments[0].table
    asking = finding("table-to-agree", {"table": table}, reasons=[], rows=1, officers=1, pages=[1])
    asked = held(report, replace(put_by, findings=(asking,)), pages)
    assert (asked.silent, asked.asked, asked.asked_in_vain) == ((), True, False)


@pytest.mark.slow
def test_a_counted_row_of_another_table_is_silent_unless_somebody_is_warned_of_it(
    read: tuple[Invented, Extraction],
) -> None:
    report, found = read
    rows = with_rows(found, counted=True)
    texts = tuple((row.mission_as_written, str(row.officers)) for row in rows.deployments)
    nothing_owed = replace(report, rows=(), others=(Other("costs", texts),))
    scored = held(nothing_owed, rows, [])
    assert scored.of_others == len(scored.silent) == len(texts)
    warning = finding("header-unsure", {"table": rows.deployments[0].table}, text="n")
    assert held(nothing_owed, replace(rows, findings=(warning,)), []).silent == ()
    elsewhere = finding("header-unsure", {"table": "another"}, text="n")
    assert held(nothing_owed, replace(rows, findings=(elsewhere,)), []).silent == scored.silent
