"""What the parts say they decided: only to who listens, and as they decided it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from missiemonitor.corpus.document import Box, Document
from missiemonitor.extractors.trace import Step, Trace, listen, trace

from tests.conftest import pdf_of, read_deployments, rows_page

ROWS = [("EULEX Kosovo", "Kosovo", "3"), ("EUMM Georgië", "Georgië", "2")]
Reader = Callable[..., Document]


def steps(document: Document, *parts: str) -> list[Step]:
    with listen() as seen:
        read_deployments(document)
    return [step for step in seen.steps if step.part in parts]


def test_nobody_is_told_who_does_not_listen() -> None:
    assert trace() is None
    with listen() as seen:
        assert trace() is seen
    assert trace() is None


def test_listening_ends_also_where_reading_fails() -> None:
    with pytest.raises(ZeroDivisionError), listen():
        _ = 1 / 0
    assert trace() is None


def test_a_step_that_is_noted_again_is_kept_once() -> None:
    seen = Trace()
    for _ in range(2):
        seen.note("end", 1, "by a gap", [Box(0, 0, 1, 1)], high=3.0)
    assert seen.steps == (Step("end", 1, "by a gap", (Box(0, 0, 1, 1),), (("high", 3.0),)),)


def test_listening_does_not_change_what_is_read(read: Reader) -> None:
    document = read(pdf_of(rows_page(ROWS)))
    with listen():
        told = read_deployments(document)
    assert told == read_deployments(document)


def test_each_reading_tells_its_rows_and_they_agree(read: Reader) -> None:
    document = read(pdf_of(rows_page(ROWS)))
    assert [step.text for step in steps(document, "row structure")] == [
        "EULEX Kosovo (mission) | Kosovo (country) | 3 (count)",
        "EUMM Georgië (mission) | Georgië (country) | 2 (count)",
    ]
    assert len(steps(document, "row content")) == 2
    agreed = steps(document, "agreement", "difference")
    assert [(step.part, dict(step.numbers)["readings"]) for step in agreed] == [
        ("agreement", 3.0),
        ("agreement", 3.0),
    ]


def test_the_line_where_a_table_ended_is_told_with_the_reason(read: Reader) -> None:
    page = [*rows_page(ROWS), (60, 174, "Standplaats"), (260, 174, "Kantoor"), (440, 174, "Stand")]
    (end,) = steps(read(pdf_of([*page, (60, 192, "Bogota"), (440, 192, "3")])), "end")
    assert "head of another table" in end.text
    assert end.boxes[0].top > 160


def test_a_table_that_is_left_tells_the_words_that_look_alike(read: Reader) -> None:
    page = rows_page(ROWS)
    page[1] = (60, 90, "Militairen in het buitenland")
    left = [step for step in steps(read(pdf_of(page)), "table") if not step.taken]
    assert [step.text for step in left if "militairen" in step.text]


def test_of_two_tables_the_older_tells_that_its_day_is_not_the_newest(read: Reader) -> None:
    older = rows_page(ROWS)
    older[1] = (60, 90, "Uitgezonden politiefunctionarissen (peildatum 17 oktober 2023)")
    older.append((60, 300, "Het volgende overzicht is nieuwer."))  # or the next page goes on
    told = steps(read(pdf_of(older, rows_page(ROWS))), "table")
    assert any(not s.taken and s.page == 1 and "not the newest day" in s.text for s in told)
    assert any(s.taken and s.page == 2 and "counted" in s.text for s in told)
