"""Prose may tell of a row that it counts others than police; of others beside it, it may too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.extractors.extract import extract

from tests.conftest import Text, pdf_of, rows_page

ROWS = [
    ("EULEX Kosovo", "Kosovo", "6"),
    ("EUAM Irak", "Irak", "4"),
    ("UNMISS", "Zuid-Soedan", "5"),
    ("EUPOL Afghanistan", "Afghanistan", "3"),
    ("Geïntegreerde trainingsmissie", "Afghanistan (Kunduz)", "9"),
]


@pytest.mark.parametrize(
    ("sentence", "row"),
    [
        ("De functies bij UNMISS worden vervuld door de Koninklijke Marechaussee.", "UNMISS"),
        ("Van de vijf medewerkers bij UNMISS zijn er twee afkomstig van Defensie.", "UNMISS"),
        ("De vijf waarnemers in Zuid-Soedan worden geleverd door Defensie.", "UNMISS"),
        ("In Irak werkt één politieman samen met drie militaire instructeurs.", "EUAM Irak"),
        ("Van hen behoren in Kunduz 6 tot de Marechaussee en 3 tot de politie.", ROWS[4][0]),
        ("UNMISS is in Juba gevestigd. De deelnemers zijn militaire waarnemers.", "UNMISS"),
        # Others beside those who are counted.
        ("Bij UNMISS werken vijf politiemensen en drie marechaussees.", None),
        ("De Koninklijke Marechaussee levert in Juba nog eens vijf functionarissen.", None),
        ("In Irak zijn naast de vier politiemensen ook drie militairen werkzaam.", None),
        ("De vijf waarnemers in Zuid-Soedan zijn politiemensen en geen militairen.", None),
        # Another time, another mission, a policy.
        ("De militaire bijdrage aan UNMISS is op 1 mei 2024 beëindigd.", None),
        ("De functies bij KFOR in Kosovo worden vervuld door de Marechaussee.", None),
        ("Over UNMISS is gesproken met het ministerie van Defensie.", None),
    ],
)
def test_a_row_counts_others_where_a_sentence_says_so_of_its_own_number(
    read: Callable[..., Document], sentence: str, row: str | None
) -> None:
    page: list[Text] = [
        (60, 60, "Halfjaarbericht politie, eerste halfjaar 2024"),
        *rows_page(ROWS, top=120),
        (60, 400, sentence),
    ]
    found = extract(read(pdf_of(page)))
    written = {each.key: each.mission_as_written for each in found.deployments}
    told = [f for f in found.findings if f.code == "row-of-others"]
    assert [written[f.about["deployment"]] for f in told] == ([row] if row else [])
    assert all(f.message_key == "told" for f in told)


def test_a_row_of_a_table_to_be_agreed_is_told_once_to_count_others(
    read: Callable[..., Document],
) -> None:
    rows = [*ROWS[:2], ("UNMISS", "Zuid-Soedan", "5 (inclusief 4 KMar)")]
    page: list[Text] = [
        (60, 60, "Halfjaarbericht politie, eerste halfjaar 2024"),
        (60, 96, "Vorige stand"),
        *rows_page(rows, top=120)[2:],
        (60, 400, "Van de vijf medewerkers bij UNMISS zijn er vier afkomstig van Defensie."),
    ]
    found = extract(read(pdf_of(page)))
    (table,) = found.tables
    assert table.standing == "to-agree"
    told = [f for f in (*found.findings, *table.doubts) if f.code == "row-of-others"]
    assert len(told) == 1
