"""Rows and totals alone at the edge of a page are read, and headers and page numbers are not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.extractors.extractor import Found
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import Text, pdf_of, read_deployments

Read = Callable[..., Document]
ROWS = [
    ("EUMM Georgië", "Georgië", "3"),
    ("EULEX Kosovo", "Kosovo", "4"),
    ("EUCAP Somalië", "Somalië", "5"),
]
LAST = ("EUAM Oekraïne", "Oekraïne", "7")
NOTE = (60.0, 72.0, "Alle cijfers zijn verzonnen")


def row(
    y: float, cells: Sequence[str], xs: Sequence[float] = (60, 240, 420), right: float = 0.0
) -> list[Text]:
    """A row with its feet at `y`; counts end at `right` if it is given."""
    texts = [(x, y, text) for x, text in zip(xs, cells, strict=True) if text]
    if right:
        texts[-1] = (right - 5.56 * len(cells[-1]), y, cells[-1])
    return texts


def first_page(top: float = 600, step: float = 20, right: float = 0.0) -> list[Text]:
    """A page with a table that ends with the page."""
    texts: list[Text] = [
        NOTE,
        (60, 100, "Halfjaarbericht politie 2024-1: uitgezonden functionarissen"),
    ]
    texts += row(top, ("Missie", "Land", "Aantal"))
    for index, cells in enumerate(ROWS, start=1):
        texts += row(top + step * index, cells, right=right)
    return texts


def found(read: Read, *pages: Sequence[Text], **options: object) -> Found:
    return read_deployments(read(pdf_of(*pages, **options), "2024-1.pdf"))  # type: ignore[arg-type]


def counts(told: Found) -> list[tuple[str, int | None]]:
    return [(d.mission_as_written, d.officers) for d in told.deployments]


def codes(told: Found) -> set[str]:
    return {f.code for f in told.findings if f.severity != "info"}


ALL = [(name, int(count)) for name, _, count in [*ROWS, LAST]]
RUNNING: list[Text] = [(60, 30, "Halfjaarbericht politie 2024-1")]


@pytest.mark.parametrize("head", [[], RUNNING], ids=["bare", "running head"])
@pytest.mark.parametrize("number", [False, True], ids=["no number", "page number"])
@pytest.mark.parametrize("right", [0.0, 450.0], ids=["left", "right"])
def test_a_row_alone_on_the_next_page_is_read(
    read: Read, head: list[Text], number: bool, right: float
) -> None:
    foot = [[(290.0, 820.0, f"{n}")] if number else [] for n in (1, 2)]
    told = found(
        read,
        [*head, *first_page(right=right), *foot[0]],
        [*head, *row(62, LAST, right=right), *foot[1]],
    )
    assert counts(told) == ALL
    assert not codes(told)


def test_a_row_whose_count_is_the_number_of_its_page_is_read(read: Read) -> None:
    told = found(read, first_page(), row(62, ("EUAM Oekraïne", "Oekraïne", "2")))
    assert counts(told)[-1] == ("EUAM Oekraïne", 2)


def test_a_row_of_a_mission_that_nobody_knows_is_read(read: Read) -> None:
    told = found(read, first_page(), row(62, ("EUXYZ Nergens", "Mali", "9")))
    assert counts(told)[-1] == ("EUXYZ Nergens", 9)


@pytest.mark.parametrize("total", ["Totaal", "Totaal aantal", "Samen", "Eindtotaal"])
@pytest.mark.parametrize("head", [[], RUNNING], ids=["bare", "running head"])
def test_a_total_alone_on_the_next_page_is_held_against_the_rows(
    read: Read, total: str, head: list[Text]
) -> None:
    told = found(read, [*head, *first_page()], [*head, *row(62, (total, "", "13"))])
    assert counts(told)[:3] == ALL[:3]
    assert codes(told)  # a mismatch, or a row that is not understood
    right = found(read, [*head, *first_page()], [*head, *row(62, ("Totaal", "", "12"))])
    assert not codes(right)
    assert right.stated_total == 12


def test_totals_at_one_height_of_two_pages_are_no_running_head(read: Read) -> None:
    third = [*row(62, ("Totaal", "", "13")), *first_page(200)]
    told = found(read, first_page(), third, row(62, ("Totaal", "", "14")))
    mismatches = [f for f in told.findings if f.code == "total-mismatch"]
    assert mismatches


@pytest.mark.parametrize("last", [LAST, ("Totaal", "", "19")], ids=["row", "total"])
def test_the_last_row_of_a_tall_table_at_the_foot_is_read(
    read: Read, last: tuple[str, str, str]
) -> None:
    page = first_page(top=800 - 4 * 34, step=34)
    told = found(read, [*page, *row(800, last)])
    if last is LAST:
        assert counts(told) == ALL
    else:
        assert "total-mismatch" in codes(told)


def test_the_first_row_of_a_tall_table_at_the_head_is_read(read: Read) -> None:
    second = [*row(62, LAST), *row(96, ("EUAM Irak", "Irak", "2"))]
    told = found(read, first_page(top=800 - 3 * 34, step=34), second)
    assert counts(told) == [*ALL, ("EUAM Irak", 2)]


def test_a_row_in_drawn_cells_is_read_whatever_its_columns(read: Read) -> None:
    def grid(canvas: Canvas) -> None:
        for x in (55, 235, 415, 480):
            canvas.line(x, 842 - 47, x, 842 - 67)
        for y in (47, 67):
            canvas.line(55, 842 - y, 480, 842 - y)

    document = read(pdf_of(row(62, ("EUXYZ", "Nergens", "7")), draw=grid), "2024-1.pdf")
    assert [line.region.value for line in document.pages[0].lines] == ["body"]


def test_rows_alone_on_three_pages_are_read(read: Read) -> None:
    told = found(
        read,
        first_page(),
        [*RUNNING, *row(62, LAST)],
        [*RUNNING, *row(62, ("EUAM Irak", "Irak", "2"))],
    )
    assert counts(told) == [*ALL, ("EUAM Irak", 2)]


def test_a_header_that_comes_back_with_one_row_is_read(read: Read) -> None:
    second = [*row(50, ("Missie", "Land", "Aantal")), *row(70, LAST)]
    assert counts(found(read, first_page(), second)) == ALL


def test_a_row_alone_on_a_landscape_page_is_read(read: Read) -> None:
    told = found(read, first_page(top=400), row(45, LAST), size=(842.0, 595.0))
    assert counts(told) == ALL


def test_a_row_beside_a_colophon_is_read(read: Read) -> None:
    said = "Dit is een zin over de politie in het buitenland die" + " nog even verder loopt" * 2
    prose = [(60.0, 120.0 + 14 * n, said) for n in range(5)]
    colophon: list[Text] = [(500, 120, "Datum"), (500, 132, "19 juni 2024"), (500, 150, "Kenmerk")]
    told = found(
        read, [*prose, *colophon, *first_page()], [*row(62, LAST), (500.0, 120.0, "Kenmerk")]
    )
    assert counts(told) == ALL


def test_a_known_mission_in_a_table_without_countries_is_read(read: Read) -> None:
    columns = (60, 420)
    page: list[Text] = [
        NOTE,
        (60, 100, "Halfjaarbericht politie 2024-1: uitgezonden functionarissen"),
    ]
    page += row(600, ("Missie", "Aantal"), columns)
    for index, (name, _, count) in enumerate(ROWS, start=1):
        page += row(600 + 20 * index, (name, count), columns)
    told = found(read, page, row(62, ("EUAM Oekraïne", "2"), columns))
    assert counts(told)[-1] == ("EUAM Oekraïne", 2)


@pytest.mark.parametrize("last", [LAST, ("Totaal", "", "13")], ids=["row", "total"])
def test_what_runs_along_close_over_the_first_row_is_no_part_of_it(
    read: Read, last: tuple[str, str, str]
) -> None:
    told = found(read, first_page(), [(60.0, 42.0, "Bericht van de politie"), *row(62, last)])
    assert counts(told) == (ALL if last is LAST else ALL[:3])
    assert codes(told) <= {"total-mismatch"}


def test_a_total_alone_under_a_header_that_comes_back_is_held_against_the_rows(read: Read) -> None:
    second = [*row(50, ("Missie", "Land", "Aantal")), *row(70, ("Totaal", "", "13"))]
    assert "total-mismatch" in codes(found(read, first_page(), second))


def test_a_count_of_a_page_numbered_elsewhere_is_no_page_number(read: Read) -> None:
    second = [*row(62, ("EUXYZ", "", "2")), (290.0, 820.0, "2")]
    told = found(read, [*first_page(), (290.0, 820.0, "1")], second)
    assert counts(told)[-1] == ("EUXYZ", 2)


HEADS = [
    [(60.0, 40.0, "Politie"), (420.0, 40.0, "2")],
    [(60.0, 40.0, "Halfjaarbericht"), (420.0, 40.0, "2024")],
    [(60.0, 40.0, "Bijlage 5 bij het halfjaarbericht")],
    [(290.0, 40.0, "2")],
    [(60.0, 40.0, "Politie"), (420.0, 40.0, "2/2")],
    [(60.0, 40.0, "EUMM Georgië 2")],
]


@pytest.mark.parametrize("head", HEADS, ids=[" ".join(t for *_, t in head) for head in HEADS])
def test_a_head_of_the_next_page_is_no_row(read: Read, head: list[Text]) -> None:
    told = found(read, first_page(), [*head, *row(120, LAST)])
    assert counts(told) == ALL
    assert not codes(told)
    alone = found(read, first_page(), [*head, (60, 300, "Een zin over de politie in dit land.")])
    assert counts(alone) == ALL[:3]
    assert not codes(alone)
