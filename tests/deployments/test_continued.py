"""The rest of a table on the next page: counted with it, or a person is asked; never lost."""

from __future__ import annotations

from collections.abc import Callable

from missiemonitor.corpus.document import Document
from missiemonitor.extractors.extractor import Found

from tests.conftest import Text, pdf_of, read_deployments, rows_page

Read = Callable[..., Document]
ROWS = [
    ("EUMM Georgië", "Georgië", "5"),
    ("EULEX Kosovo", "Kosovo", "4"),
    ("EUAM Oekraïne", "Oekraïne", "6"),
]
REST = [("Zuid-Soedan", "UNMISS", "7"), ("Moldavië", "EUPM Moldova", "1")]
ASIDE = "De kaart is gemaakt door de afdeling Communicatie."
LONG = "De wereldoverzichtskaart is samengesteld door onze communicatieafdeling Noord-Nederland."


def rest_page(rows: list[tuple[str, str, str]], *over: str, xs: tuple[int, ...]) -> list[Text]:
    """A page with lines of text and rows below them that have no head."""
    texts: list[Text] = [(60, 60 + 24 * at, text) for at, text in enumerate(over)]
    top = 60 + 24 * len(over)
    for at, row in enumerate(rows):
        texts += [(x, top + 18 * at, cell) for x, cell in zip(xs, row, strict=True) if cell]
    return texts


def both(read: Read, rows: list[tuple[str, str, str]], *over: str) -> Found:
    page = rest_page(rows, *over, xs=(60, 160, 300))
    return read_deployments(read(pdf_of(rows_page(ROWS), page)))


def test_rows_in_another_order_under_a_stray_sentence_are_asked_about(read: Read) -> None:
    found = both(read, REST, "Internationale samenwerking (vervolg)", ASIDE)
    assert {(d.mission, d.officers): d.counted for d in found.deployments} == {
        ("eumm-georgia", 5): True,
        ("eulex-kosovo", 4): True,
        ("euam-ukraine", 6): True,
        ("unmiss", 7): False,
        ("eupm-moldova", 1): False,
    }
    first, second = found.tables
    assert (first.standing, second.standing) == ("counted", "to-agree")
    assert second.reasons[0][0] == "goes-on"
    assert [each.code for each in found.findings].count("table-to-agree") == 1


def test_a_total_overleaf_is_of_both_pages(read: Read) -> None:
    found = both(read, [*REST, ("Totaal", "", "23")])
    assert sum(d.officers or 0 for d in found.deployments if d.counted) == 23
    assert found.stated_total == 23
    assert "total-mismatch" not in [each.code for each in found.findings]


def test_a_total_overleaf_that_is_of_neither_is_an_error(read: Read) -> None:
    found = both(read, [*REST, ("Totaal", "", "24")])
    assert "total-mismatch" in [each.code for each in found.findings]


def test_text_over_the_rest_of_a_table_is_no_row(read: Read) -> None:
    rows = [("UNMISS", "Zuid-Soedan", "7"), ("EUPM Moldova", "Moldavië", "1")]
    page = rest_page(rows, "Internationale samenwerking (vervolg)", LONG, xs=(60, 230, 410))
    found = read_deployments(read(pdf_of(rows_page(ROWS), page)))
    assert [d.officers for d in found.deployments] == [5, 4, 6, 7, 1]
    assert all(d.known and d.counted for d in found.deployments)


def test_columns_that_are_narrower_overleaf_are_read_by_their_own_space(read: Read) -> None:
    rows = [
        ("UNMISS", "Zuid-Soedan", "7"),
        ("EUAM RCA", "Centraal-Afrikaanse Republiek", "2"),
        ("EUPM", "Moldavië", "1"),
    ]
    wide = [("EUAM Oekraïne", "Oekraïne", "6"), ("EUPOL COPPS", "Palestijnse gebieden", "3")]
    first: list[Text] = [
        (60, 60, "Nederlandse politiefunctionarissen in missies op de peildatum 1 juli 2024"),
        *rest_page([("Missie", "Land", "Politiefunctionarissen"), *wide], "", xs=(84, 169, 280)),
    ]
    page = rest_page(rows, "Internationale samenwerking (vervolg)", xs=(84, 145, 287))
    found = read_deployments(read(pdf_of(first, page)))
    assert [d.officers for d in found.deployments] == [6, 3, 7, 2, 1]
    assert "readings-differ" not in [each.code for each in found.findings]


def test_sums_carried_over_a_page_break_are_no_rows(read: Read) -> None:
    over = [("Over te brengen", "", "15")]
    back = [("Overgebracht van vorige bladzijde", "", "15")]
    more = [("UNMISS", "Zuid-Soedan", "7"), ("EUPM Moldova", "Moldavië", "1")]
    texts = [*rows_page([*ROWS, *over])[2:]]
    overleaf = [*rows_page([*back, *more, ("Totaal", "", "23")])[2:]]
    title = rows_page(ROWS)[:2]
    found = read_deployments(read(pdf_of([*title, *texts], overleaf)))
    assert [each.officers for each in found.deployments] == [5, 4, 6, 7, 1]
    assert "total-mismatch" not in [each.code for each in found.findings]


def test_a_part_that_has_the_number_of_its_table_counts_with_it(read: Read) -> None:
    first = rows_page(ROWS)
    first[1] = (60, 90, "Tabel 3. Uitgezonden politiefunctionarissen (peildatum 17 april 2024)")
    second = rows_page([("UNMISS", "Zuid-Soedan", "7"), ("Totaal", "", "24")])[1:]
    for title, standing in (("Tabel 3. Vervolg", "counted"), ("Tabel 4. Vervolg", "to-agree")):
        second[0] = (60, 90, title)
        found = read_deployments(read(pdf_of(first, second)))
        assert [each.standing for each in found.tables] == ["counted", standing]
        told = [each.message for each in found.findings if each.code == "total-mismatch"]
        assert any("24" in text and "22" in text for text in told) is (standing == "counted")


def test_a_total_of_a_table_whose_title_goes_on_is_of_both_parts(read: Read) -> None:
    first = rows_page(ROWS)
    second = rows_page([("UNMISS", "Zuid-Soedan", "7"), ("Totaal", "", "24")])
    first[1] = (60, 90, "Overzicht uitzendingen van de politie")
    second[1] = (60, 90, "Vervolg overzicht uitzendingen van de politie")
    found = read_deployments(read(pdf_of(first, second)))
    (told,) = (each.message for each in found.findings if each.code == "total-mismatch")
    assert "24" in told and "22" in told
