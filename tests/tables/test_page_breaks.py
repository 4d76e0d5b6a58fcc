"""Rows that a page break splits are one row, or a finding says that they may be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from missiemonitor.corpus.document import Box, Document
from missiemonitor.extractors.extractor import Found
from missiemonitor.extractors.tables.page_breaks import Part, made_whole, over_pages, without_moved
from missiemonitor.extractors.tables.reading import RowCell, RowReading
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import Drawing, Text, pdf_of, read_deployments
from tests.tables.test_page_edges import ALL, codes, counts, first_page, row

Read = Callable[..., Document]
MORE = [*row(82, ("EUAM Irak", "Irak", "2")), *row(102, ("EUCAP Sahel Mali", "Mali", "6"))]
FULL = "EU Advisory Mission Ukraine (EUAM)"


def grid(ys: list[list[float]]) -> Drawing:
    """Cells around rows, page by page."""
    pages = iter(ys)

    def draw(canvas: Canvas) -> None:
        lines = next(pages)
        for y in lines:
            canvas.line(55, 842 - y, 480, 842 - y)
        for x in (55, 235, 415, 480):
            canvas.line(x, 842 - lines[0], x, 842 - lines[-1])

    return draw


def told(read: Read, foot: list[Text], head: list[Text], cells: bool = False) -> Found:
    # The last rows end at the foot of the page, or a little above it.
    ys = [[587 + 20 * n for n in range(6)], [49 + 20 * n for n in range(2 if len(head) < 4 else 4)]]
    data = pdf_of([*first_page(), *foot], head, draw=grid(ys) if cells else None)
    return read_deployments(read(data, "2024-1.pdf"))


@pytest.mark.parametrize("more", [[], MORE], ids=["alone", "more rows"])
@pytest.mark.parametrize("cells", [False, True], ids=["white space", "cells"])
def test_a_name_that_begins_on_the_page_before_is_whole(
    read: Read, more: list[Text], cells: bool
) -> None:
    found = told(
        read,
        row(680, ("EU Advisory Mission", "", "")),
        [*row(62, ("Ukraine (EUAM)", "Oekraïne", "7")), *more],
        cells,
    )
    assert counts(found)[:4] == [*ALL[:3], (FULL, 7)]
    assert found.deployments[3].evidence.page == 2
    assert found.deployments[3].mission == "euam-ukraine"
    assert not codes(found)


@pytest.mark.parametrize("cells", [False, True], ids=["white space", "cells"])
def test_a_name_on_one_page_and_its_country_and_count_on_the_next_are_one_row(
    read: Read, cells: bool
) -> None:
    found = told(
        read,
        row(680, ("EUAM Oekraïne", "", "")),
        [*row(62, ("", "Oekraïne", "7")), *MORE],
        cells,
    )
    assert counts(found)[:4] == ALL
    assert found.deployments[3].countries == ("UA",)
    assert found.deployments[3].count_evidence.page == 2


def test_a_name_and_country_whose_count_is_not_on_the_next_page_are_told(read: Read) -> None:
    found = told(read, row(680, ("EUAM Oekraïne", "Oekraïne", "")), [(60, 300, "Een gewone zin.")])
    assert counts(found)[:3] == ALL[:3]
    assert "count-unreadable" in codes(found)


def test_a_name_that_cannot_end_with_the_page_goes_on_and_is_told(read: Read) -> None:
    found = told(
        read,
        row(680, ("Bijzondere missie van de", "", "")),
        [*row(62, ("Nieuwe Unie", "Oekraïne", "7")), *MORE],
    )
    assert ("Bijzondere missie van de Nieuwe Unie", 7) in counts(found)
    assert "readings-differ" in codes(found)


def test_a_foot_over_a_row_of_an_unknown_mission_is_told(read: Read) -> None:
    found = told(
        read,
        row(680, ("Bijzondere Inzet", "", "")),
        [*row(62, ("Nieuwe Unie", "Oekraïne", "7")), *MORE],
    )
    assert ("Nieuwe Unie", 7) in counts(found)
    (finding,) = [f for f in found.findings if f.code == "row-over-pages"]
    assert "Bijzondere Inzet" in finding.message
    assert finding.evidence and finding.evidence.page == 2


@pytest.mark.parametrize("foot", ["Verenigde Naties", "OVSE", "Bron: politie"])
def test_a_title_or_note_at_the_foot_begins_no_row(read: Read, foot: str) -> None:
    found = told(
        read, row(680, (foot, "", "")), [*row(62, ("EUAM Oekraïne", "Oekraïne", "7")), *MORE]
    )
    assert counts(found)[:4] == ALL
    assert not codes(found)


BOX = Box(0, 0, 1, 1)


def reading(page: int = 1, **texts: str) -> RowReading:
    cells = tuple(RowCell(role, text, BOX) for role, text in texts.items())
    return RowReading("structure", page, (0.0, 0.0), cells)


def test_the_short_name_of_a_mission_under_its_name_is_no_row() -> None:
    rows = [
        reading(mission="Tijdelijke Internationale Aanwezigheid in Hebron", count="2"),
        reading(mission="(TIPH)"),
        reading(mission="EULEX Kosovo", count="3"),
        reading(mission="(EUTM Mali)"),
    ]
    names = [row.text("mission") for row in made_whole(rows)]
    assert names == [
        "Tijdelijke Internationale Aanwezigheid in Hebron (TIPH)",
        "EULEX Kosovo",
        "(EUTM Mali)",
    ]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("EU Advisory Mission", "Ukraine (EUAM)", FULL),
        ("European Union Monitoring Mission", "in Georgia", None),
        ("EUTM", "(Mali)", "EUTM (Mali)"),
        ("Europese missie voor de", "zorg", "Europese missie voor de zorg"),
    ],
)
def test_names_go_on_where_the_whole_is_known_or_the_rest_begins_none(
    above: str, below: str, whole: str | None
) -> None:
    foot = reading(mission=above)
    head = reading(2, mission=below, country="Oekraïne", count="7")
    (joined,) = over_pages([Part((), foot), Part((head,))]).rows
    assert joined.text("mission") == (whole or f"{above} {below}")
    assert joined.page == 2


def test_a_row_that_is_whole_takes_no_foot_of_the_page_before() -> None:
    foot = reading(mission="Bijzondere inzet")
    head = reading(2, mission="EULEX Kosovo", country="Kosovo", count="7")
    found = over_pages([Part((), foot), Part((head,))])
    assert (found.rows, found.broken) == ([head], [])


def test_a_line_that_reads_like_a_row_at_the_end_of_a_table_is_told() -> None:
    row_, note = reading(mission="EULEX Kosovo", country="Kosovo"), reading(mission="Zie de noot")
    (told_,) = over_pages([Part((), row_)]).broken
    assert (told_.foot, told_.head) == (row_, None)
    assert over_pages([Part((), note)]).broken == []


def test_a_country_goes_on_over_the_page() -> None:
    foot = reading(mission="EUFOR Althea", country="Bosnië en")
    head = reading(2, country="Herzegovina", count="7")
    (joined,) = over_pages([Part((), foot), Part((head,))]).rows
    assert joined.text("country") == "Bosnië en Herzegovina"
    assert joined.text("mission") == "EUFOR Althea"


def test_a_foot_that_moved_in_one_reading_is_no_row_of_another() -> None:
    foot = reading(mission="EUAM Oekraïne")
    other = RowReading("ruled", 1, (0.0, 0.0), foot.cells)
    kept = reading(mission="EULEX Kosovo")
    assert without_moved([other, kept], [foot]) == [kept]
