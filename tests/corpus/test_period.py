"""Periods of any length: how they are written, when they are, and in which order."""

from __future__ import annotations

import datetime as dt

import pytest
from missiemonitor.corpus.errors import PeriodError
from missiemonitor.corpus.period import Period


@pytest.mark.parametrize("text", ["2024-1", "2024-2", "2023", "2024-q3", "2024-m11"])
def test_a_period_is_written_as_it_is_read(text: str) -> None:
    assert str(Period.parse(text)) == text


@pytest.mark.parametrize("text", ["2024-3", "2024-0", "24-1", "2024-", "2024-q5", "x", "", "٢٠٢٤"])
def test_what_is_no_period_is_refused_with_how_one_is_written(text: str) -> None:
    with pytest.raises(PeriodError, match="2024-1"):
        Period.parse(text)


def test_a_period_knows_its_first_and_last_day() -> None:
    half = Period.parse("2024-2")
    assert (half.first_day, half.last_day) == (dt.date(2024, 7, 1), dt.date(2024, 12, 31))
    assert Period.parse("2024-1").last_day == dt.date(2024, 6, 30)
    assert Period.parse("2023").last_day == dt.date(2023, 12, 31)
    assert Period.parse("2024-q1").last_day == dt.date(2024, 3, 31)


def test_what_lies_between_two_periods_is_counted_in_their_own_length() -> None:
    between = Period.parse("2022-2").between(Period.parse("2024-1"))
    assert [str(each) for each in between] == ["2023-1", "2023-2"]
    assert [str(p) for p in Period.parse("2021").between(Period.parse("2024"))] == ["2022", "2023"]
    assert list(Period.parse("2023-2").between(Period.parse("2024-1"))) == []


def test_a_day_lies_in_one_period_of_each_length() -> None:
    day = dt.date(2024, 7, 1)
    assert [str(Period.of(day, parts)) for parts in (1, 2, 4, 12)] == [
        "2024",
        "2024-2",
        "2024-q3",
        "2024-m7",
    ]
