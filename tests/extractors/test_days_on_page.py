"""The day of a table that counts, held against the period of its report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.extractors.against_page.days import stands_written
from missiemonitor.extractors.against_page.hold import hold_against_pages
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Extraction

from tests.conftest import pdf_of

Read = Callable[..., Document]


def report(title: str) -> bytes:
    """A report on 2024-1 with a table under this title."""
    rows = [("EULEX Kosovo", "Kosovo", "3"), ("UNMISS", "Zuid-Soedan", "4")]
    texts = [(60.0, 60.0, "Eerste Halfjaarbericht politie 2024"), (60.0, 190.0, title)]
    for at, row in enumerate([("Missie", "Land", "Politie"), *rows]):
        places = (60.0, 260.0, 400.0)
        texts += [(x, 210.0 + 18 * at, text) for x, text in zip(places, row, strict=True)]
    return pdf_of(texts)


def days(found: Extraction) -> list[tuple[str, str]]:
    return [
        (each.message_key, str(each.values["day"]))
        for each in found.findings
        if each.code == "date-unsure" and each.severity != "info"
    ]


def test_a_table_whose_title_is_of_another_time_does_not_count_by_itself(read: Read) -> None:
    found = extract(read(report("Uitgezonden politiemensen op 28 september 2022")))
    assert [table.standing for table in found.tables] == ["to-agree"]
    assert "table-to-agree" in {each.code for each in found.findings}


def test_a_reference_date_of_another_time_is_told_once(read: Read) -> None:
    found = extract(read(report("Uitgezonden politiemensen (peildatum 28 september 2022)")))
    assert [table.standing for table in found.tables] == ["counted"]
    assert days(found) == [("outside-period", "2022-09-28")]


def test_a_counted_table_that_got_a_day_of_another_time_is_told(read: Read) -> None:
    found = extract(read(report("Uitgezonden politiemensen op 28 maart 2024")))
    assert days(found) == []
    (table,) = found.tables
    # (that day stands in the report, as what another table is of)
    document = replace(found.document, texts=(f"{found.document.texts[0]} 1 mei 2022",))
    other = replace(table, reference_date=dt.date(2022, 5, 1))
    held = hold_against_pages(replace(found, document=document, tables=(other,)))
    assert days(held) == [("outside-period", "2022-05-01")]


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("op 1 april 2023", True),
        ("op 01-04-2023", True),
        ("op 1 april 2022", False),  # that is another day
        ("op 01-04-2022, en in 2023", False),
        ("op 1 april; in 2023", True),  # its year stands elsewhere
        ("op 1 april 23 mensen, in 2023", True),
        ("april 2023", True),
        ("april 2022 en mei 2023", False),
        ("April 1, 2023", True),
        ("2023-04-01", True),
    ],
)
def test_a_day_of_another_year_is_another_day(text: str, stands: bool) -> None:
    assert stands_written(dt.date(2023, 4, 1), [text]) is stands
