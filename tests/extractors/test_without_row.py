"""A mission in which officers are by a sentence, and of which no table has a row, is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.extractors.extract import extract

from tests.conftest import Text, pdf_of, rows_page

ROWS = [("EULEX Kosovo", "Kosovo", "6"), ("EUAM Irak", "Irak", "4"), ("UNMISS", "Zuid-Soedan", "5")]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Bij EUBAM Libië werken sinds maart twee Nederlandse politiemensen.", ["mission-told"]),
        ("Bij EUAM Irak werken sinds maart vier Nederlandse politiemensen.", []),
        ("Bij EUBAM Libië werkten destijds twee Nederlandse politiemensen.", []),
        ("Naar EUBAM Libië gaan volgend jaar twee Nederlandse politiemensen.", []),
        ("Bij EUBAM Libië werken twee militairen van de Koninklijke Marechaussee.", []),
        ("Vanuit Tunis werken twee adviseurs van de politie voor EUBAM Libya.", ["mission-told"]),
        ("De missie EUBAM Libië zet haar werk voort vanuit Tunis.", []),
    ],
)
def test_only_officers_who_are_there_now_lack_a_row(
    read: Callable[..., Document], sentence: str, told: list[str]
) -> None:
    page: list[Text] = [
        (60, 60, "Halfjaarbericht politie, eerste halfjaar 2024"),
        *rows_page(ROWS, top=120),
    ]
    found = extract(read(pdf_of(page, [(60, 60, sentence)]))).findings
    outside = [f for f in found if f.code == "row-outside"]
    assert [f.message_key for f in outside] == told
    of_sentences = [f for f in found if f.about.get("statement") and f.severity != "info"]
    assert len(of_sentences) == len(told), "one finding a sentence, at most"


def test_without_a_table_of_ours_no_mission_lacks_a_row(read: Callable[..., Document]) -> None:
    page: list[Text] = [
        (60, 60, "Halfjaarbericht politie, eerste halfjaar 2024"),
        (60, 120, "Bij EUBAM Libië werken sinds maart twee Nederlandse politiemensen."),
    ]
    assert "row-outside" not in {f.code for f in extract(read(pdf_of(page))).findings}


def test_a_sentence_that_names_one_mission_alone_is_of_that(read: Callable[..., Document]) -> None:
    text = [
        "In de Centraal-Afrikaanse Republiek zijn twee Nederlandse politieadviseurs in dienst",
        "van de VN-missie MINUSCA; zij kwamen op 3 maart aan en blijven anderhalf jaar.",
    ]
    first: list[Text] = [(60, 60, "Halfjaarbericht politie, eerste halfjaar 2024")]
    first += [(60, 200 + 12 * at, line) for at, line in enumerate(text)]
    found = extract(read(pdf_of(first, rows_page(ROWS, top=120)))).findings
    told = [f for f in found if f.severity != "info" and "MINUSCA" in f.message]
    assert [(f.code, f.message_key) for f in told] == [("row-outside", "mission-told")]
