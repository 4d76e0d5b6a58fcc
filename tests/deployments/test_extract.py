"""Which tables count, what their totals say, and what a row gives that is not written in it."""

from __future__ import annotations

from collections.abc import Callable

from missiemonitor.corpus.document import Document
from missiemonitor.extractors.extractor import Found

from tests.conftest import Text, pdf_of, read_deployments, rows_page

ROWS = [("EULEX Kosovo", "Kosovo", "3"), ("MINUSMA", "Mali", "4")]
OTHER = [("UNMISS", "Zuid-Soedan", "5"), ("EUAM Irak", "Irak", "2")]
# Without a line this wide two such pages look like a text with a colophon beside it.
WIDE = (
    "Daarna gaat de tekst van het bericht verder, zo breed als de tabel erboven op de bladzijde is."
)
Reader = Callable[..., Document]


def page_of(rows: list[tuple[str, str, str]], day: str, caption: str = "") -> list[Text]:
    """A page with a table of these rows on a day, and text under it that ends it."""
    page = rows_page(rows)
    page[1] = (60, 90, caption or f"Uitgezonden politiefunctionarissen (peildatum {day})")
    return [*page, (60, 300, WIDE)]


def codes(tables: Found) -> list[str]:
    return [finding.code for finding in tables.findings]


def test_of_two_days_the_newest_counts_and_the_other_is_kept(read: Reader) -> None:
    pages = (page_of(ROWS, "17 oktober 2023"), page_of(ROWS, "17 april 2024"))
    found = read_deployments(read(pdf_of(*pages)))
    assert [(table.pages, table.chosen) for table in found.tables] == [((1,), False), ((2,), True)]
    assert {deployment.evidence.page for deployment in found.deployments} == {2}
    assert "several-tables" in codes(found)


def test_tables_of_one_day_with_other_missions_count_together(read: Reader) -> None:
    pages = (page_of(ROWS, "17 april 2024"), page_of(OTHER, "17 april 2024"))
    found = read_deployments(read(pdf_of(*pages)))
    assert all(table.chosen for table in found.tables)
    assert len(found.deployments) == 4


def test_a_mission_is_not_counted_twice_over_tables_of_one_day(read: Reader) -> None:
    pages = (page_of([*ROWS, OTHER[0]], "17 april 2024"), page_of(ROWS, "17 april 2024"))
    found = read_deployments(read(pdf_of(*pages)))
    assert [table.chosen for table in found.tables] == [True, False]
    assert len(found.deployments) == 3


def test_a_table_of_soldiers_is_kept_and_not_counted(read: Reader) -> None:
    soldiers = page_of(ROWS, "", caption="Uitgezonden militairen (peildatum 17 april 2024)")
    found = read_deployments(read(pdf_of(soldiers)))
    assert found.deployments and not any(row.counted for row in found.deployments)
    assert [f.code for f in found.findings] == ["nationality-unsure"]


def test_a_subtotal_is_held_against_its_own_rows_and_the_total_against_all(read: Reader) -> None:
    rows = [ROWS[0], ("Subtotaal", "", "3"), ROWS[1], ("Subtotaal", "", "4"), ("Totaal", "", "7")]
    found = read_deployments(read(pdf_of(rows_page(rows))))
    assert "total-mismatch" not in codes(found)
    assert found.stated_total == 7
    assert len(found.deployments) == 2


def test_a_subtotal_that_is_wrong_is_an_error(read: Reader) -> None:
    rows = [ROWS[0], ("Subtotaal EU", "", "9"), ROWS[1], ("Totaal", "", "7")]
    found = read_deployments(read(pdf_of(rows_page(rows))))
    (wrong,) = [finding for finding in found.findings if finding.code == "total-mismatch"]
    assert wrong.severity == "error"
    assert "9 as a part, at 'Subtotaal EU'" in wrong.message


def test_a_range_leaves_its_slack_to_a_total(read: Reader) -> None:
    rows = [("EULEX Kosovo", "Kosovo", "2 à 3"), ROWS[1], ("Totaal", "", "7")]
    assert "total-mismatch" not in codes(read_deployments(read(pdf_of(rows_page(rows)))))


def test_a_row_without_a_country_has_that_of_its_mission(read: Reader) -> None:
    found = read_deployments(read(pdf_of(rows_page([("MINUSMA", "", "4"), ROWS[0], OTHER[0]]))))
    first = found.deployments[0]
    assert (first.mission, first.countries, first.country_as_written) == ("minusma", ("ML",), "")


def test_the_footnote_of_a_count_is_its_note(read: Reader) -> None:
    page = [
        *rows_page([("EULEX Kosovo", "Kosovo", "3*"), ROWS[1]]),
        (60, 200, "* Deels in deeltijd"),
    ]
    found = read_deployments(read(pdf_of(page)))
    assert "Deels in deeltijd" in (found.deployments[0].note or "")


def test_every_figure_tells_where_it_stands(read: Reader) -> None:
    found = read_deployments(read(pdf_of(rows_page(ROWS))))
    for deployment, height in zip(found.deployments, (138, 156), strict=True):
        evidence = deployment.count_evidence
        assert evidence.text == str(deployment.officers)
        assert evidence.box.top < height < evidence.box.bottom + 3
        assert evidence.box.x0 > 430
