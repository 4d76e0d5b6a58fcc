"""What single cells of a table say, from the page to the deployment."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.extractors.extraction import Deployment
from missiemonitor.extractors.extractor import Found

from tests.conftest import pdf_of, read_deployments, rows_page

Reader = Callable[..., Document]
REST = [("EUAM Oekraïne", "Oekraïne", "4"), ("EUMM Georgië", "Georgië", "2")]


def report(read: Reader, row: tuple[str, str, str], under: str = "") -> tuple[Found, Deployment]:
    """What is read of a table with this row before two others, and the row's deployment."""
    page = rows_page([row, *REST])
    if under:
        page.append((60, page[-1][1] + 20, under))
    found = read_deployments(read(pdf_of(page)))
    assert [each.officers for each in found.deployments[1:]] == [4, 2]
    return found, found.deployments[0]


@pytest.mark.parametrize(
    ("count", "officers", "qualifier"),
    [
        ("meer dan 3", 4, "at_least"),
        ("< 3", 2, "up_to"),
        ("minder dan 3", 2, "up_to"),
        ("max. 5", 5, "up_to"),
        ("3 à 4", 3, "range"),
        ("5, waarvan 1 vrouw", 5, None),
    ],
)
def test_limits_become_what_they_leave(
    read: Reader, count: str, officers: int, qualifier: str | None
) -> None:
    _, row = report(read, ("EULEX Kosovo", "Kosovo", count))
    assert (row.officers, row.qualifier) == (officers, qualifier)


@pytest.mark.parametrize("count", ["2024", "€ 3", "nnb", "n.b.", "onbekend", "5 + 2", "3,5 fte"])
def test_what_is_no_number_of_officers_is_kept_and_doubted(read: Reader, count: str) -> None:
    found, row = report(read, ("EULEX Kosovo", "Kosovo", count))
    assert (row.mission, row.officers) == ("eulex-kosovo", None)
    doubts = {f.code for f in found.findings if f.about.get("deployment") == row.key}
    assert "count-unreadable" in doubts


def test_a_dash_that_a_note_calls_unknown_is_kept_and_doubted(read: Reader) -> None:
    found, row = report(read, ("EULEX Kosovo", "Kosovo", "-"), under="- = nog niet bekend")
    assert row.officers is None
    assert "count-unreadable" in {f.code for f in found.findings}


def test_a_dash_without_a_note_is_none(read: Reader) -> None:
    _, row = report(read, ("EULEX Kosovo", "Kosovo", "-"))
    assert (row.officers, row.qualifier) == (0, "none")


@pytest.mark.parametrize("told", ["afgerond", "vanaf maart", "tot en met april"])
def test_brackets_behind_a_mission_leave_it_known_and_are_kept(read: Reader, told: str) -> None:
    _, row = report(read, (f"EULEX Kosovo ({told})", "Kosovo", "3"))
    assert (row.mission, row.officers, row.note) == ("eulex-kosovo", 3, told)


@pytest.mark.parametrize(
    "place", ["Palestijnse gebieden", "Palestijnse Gebieden", "Bosnië en Herzegovina"]
)
def test_a_country_of_several_words_stays_one_and_is_carried_nowhere(
    read: Reader, place: str
) -> None:
    page = rows_page([("EUPOL COPPS", place, "3"), *REST])
    found = read_deployments(read(pdf_of(page)))
    assert [(row.mission_as_written, row.country_as_written) for row in found.deployments] == [
        ("EUPOL COPPS", place),
        ("EUAM Oekraïne", "Oekraïne"),
        ("EUMM Georgië", "Georgië"),
    ]
