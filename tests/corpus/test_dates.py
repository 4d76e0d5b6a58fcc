"""Dutch dates in words and figures, and what is no date."""

from __future__ import annotations

import datetime as dt

import pytest
from missiemonitor.corpus.dates import dates, first_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("peildatum 17 april 2024", "2024-04-17"),
        ("per 1 maart 2025.", "2025-03-01"),
        ("1 okt. '23", "2023-10-01"),
        ("eerste april 2024", "2024-04-01"),
        ("zeventien april tweeduizend vierentwintig", "2024-04-17"),
        ("17-04-2024", "2024-04-17"),
        ("17/4/2024", "2024-04-17"),
        ("17.04.2024", "2024-04-17"),
        ("2024-04-17", "2024-04-17"),
        ("1e juli 2023", "2023-07-01"),
    ],
)
def test_a_date_is_read(text: str, day: str) -> None:
    assert first_date(text) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "31-02-2024",
        "eind 2023",
        "april 2024",
        "17 april",
        "versie 1.2.3",
        "12-2024-1",
        "de 3e missie",
    ],
)
def test_what_is_no_day_is_left_out(text: str) -> None:
    assert first_date(text) is None


def test_several_dates_come_in_order_with_their_places() -> None:
    text = "van 1 mei 2024 tot 3-6-2024"
    found = list(dates(text))
    assert [text[date.start : date.end] for date in found] == ["1 mei 2024", "3-6-2024"]
