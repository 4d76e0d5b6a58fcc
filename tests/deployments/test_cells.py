"""What single cells of a table say, from the page to the deployment."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.extractors.extraction import Deployment
from missiemonitor.extractors.extractor import Found
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import pdf_of, read_deployments, rows_page
from tests.laboratory.library import fonts

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


@pytest.mark.parametrize("ruled", [False, True])
def test_a_small_figure_set_low_behind_a_count_is_a_mark_of_it(read: Reader, ruled: bool) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 6)
        canvas.drawString(446, 842 - 141, "2")
        if ruled:
            canvas.grid([56, 256, 436, 520], [842 - (107 + 18 * at) for at in range(5)])

    page = rows_page([("EULEX Kosovo", "Kosovo", "4"), *REST])
    found = read_deployments(read(pdf_of(page, draw=draw)))
    assert [row.officers for row in found.deployments] == [4, 4, 2]
    (told,) = (f for f in found.findings if f.code == "footnote-on-count")
    assert told.about["deployment"] == found.deployments[0].key


@pytest.mark.parametrize("ruled", [False, True])
@pytest.mark.parametrize("place", ["Niger", "Mali"])
def test_the_name_above_that_an_empty_cell_takes_is_told(
    read: Reader, place: str, ruled: bool
) -> None:
    def draw(canvas: Canvas) -> None:
        if ruled:
            canvas.grid([56, 256, 436, 520], [842 - (107 + 18 * at) for at in range(6)])

    page = rows_page([*REST, ("EUCAP Sahel Mali", "Mali", "5"), ("", place, "3")])
    found = read_deployments(read(pdf_of(page, draw=draw)))
    row = found.deployments[-1]
    assert (row.mission, row.country_as_written, row.officers) == ("eucap-sahel-mali", place, 3)
    doubts = {f.code for f in found.findings if f.about.get("deployment") == row.key}
    assert doubts & {"country-unexpected", "row-twice", "readings-differ"}


@pytest.mark.skipif(fonts("DejaVu Sans")[0] == "Helvetica", reason="the font is not there")
@pytest.mark.parametrize("sign", ["\u200b", "\u2060", "\ufeff", "\x00"])
def test_a_sign_without_a_letter_in_a_name_leaves_it_known(read: Reader, sign: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(fonts("DejaVu Sans")[0], 10)
        canvas.drawString(60, 842 - 138, f"EU{sign}LEX Kosovo")

    page = rows_page([("", "Kosovo", "3"), *REST])
    found = read_deployments(read(pdf_of(page, draw=draw)))
    assert [(row.mission, row.officers) for row in found.deployments] == [
        ("eulex-kosovo", 3),
        ("euam-ukraine", 4),
        ("eumm-georgia", 2),
    ]
