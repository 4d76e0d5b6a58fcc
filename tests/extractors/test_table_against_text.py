"""A sentence speaks against a table where it tells how many there are now, and another number."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.statements.other_language import against_rows

from tests.conftest import Text, pdf_of, read_deployments, rows_page

ROWS = [("EULEX Kosovo", "Kosovo", "6"), ("EUAM Irak", "Irak", "4"), ("UNMISS", "Zuid-Soedan", "5")]


@pytest.mark.parametrize(
    ("sentence", "against"),
    [
        ("In EULEX Kosovo werken 8 Nederlandse politiefunctionarissen.", True),
        ("In EULEX Kosovo werken 6 Nederlandse politiefunctionarissen.", False),
        ("De bijdrage aan EULEX Kosovo is met twee functionarissen uitgebreid.", False),
        ("Van de 6 functionarissen in EULEX Kosovo zijn er 2 vrouw.", False),
        ("Van de zes in EULEX werken er vier in Pristina en twee in Mitrovica.", False),
        ("Bij EULEX Kosovo waren acht Nederlandse politiefunctionarissen werkzaam.", True),
        ("Bij EULEX waren acht politiefunctionarissen werkzaam, onder wie één vrouw.", True),
        ("Bij EULEX Kosovo waren in 2019 acht politiefunctionarissen werkzaam.", False),
        ("Bij EULEX Kosovo waren destijds acht politiefunctionarissen werkzaam.", False),
        ("In Kosovo liep het mandaat door; nu werken daar 8 Nederlandse politiemensen.", True),
        # The number of all of whom a part is told; a verb that no marked sentence had.
        ("Drie van de acht Nederlandse politiemensen bij EULEX Kosovo werken in Mitrovica.", True),
        ("Drie van de zes Nederlandse politiemensen bij EULEX Kosovo werken in Mitrovica.", False),
        ("De acht Nederlandse politiemensen bij EULEX Kosovo adviseren over verkeer.", True),
        # A sentence that tells the number of another row tells that of this one too.
        ("Er werken negen politiemensen: acht bij EULEX Kosovo en vier bij EUAM Irak.", True),
        # Two readings that take the time or the places otherwise tell one number.
        ("Bij EULEX Kosovo werkten op de peildatum acht politiemensen.", True),
        ("Op de peildatum waren acht politiemensen bij EULEX, van wie drie in Peja.", True),
        ("Acht collega’s zijn aan EULEX verbonden: zes in Pristina en twee in Mitrovica.", True),
        ("Zes collega’s zijn aan EULEX verbonden: vier in Pristina en twee in Mitrovica.", False),
        ("Daarnaast zijn acht politiemensen werkzaam bij een missie van de OVSE.", False),
        ("Nederland neemt sinds mei niet meer deel aan UNMISS.", True),
        ("Nederland heeft zijn militaire bijdrage aan UNMISS op 1 mei 2024 beëindigd.", False),
        ("Nederland neemt sinds 1 juni 2031 niet meer deel aan UNMISS.", False),
    ],
)
def test_only_a_number_of_now_speaks_against_a_table(
    read: Callable[..., Document], sentence: str, against: bool
) -> None:
    page: list[Text] = [
        (60, 60, "Halfjaarbericht politie, eerste halfjaar 2024"),
        *rows_page(ROWS, top=120),
        (60, 400, sentence),
    ]
    told = [f for f in extract(read(pdf_of(page))).findings if f.severity != "info"]
    assert ("table-against-text" in {each.code for each in told}) is against
    of_sentences = [each for each in told if each.about.get("statement")]
    assert len(of_sentences) == int(against), "one finding a sentence, at most"


def test_the_number_of_an_english_note_is_no_number_of_officers(
    read: Callable[..., Document],
) -> None:
    note = "2. The eight officers with EULEX Kosovo are stationed in Pristina."
    page: list[Text] = [
        (60, 60, "Halfjaarbericht politie, eerste halfjaar 2024"),
        *rows_page(ROWS, top=120),
        (60, 400, note),
    ]
    document = read(pdf_of(page))
    told = list(against_rows(document, read_deployments(document).deployments))
    assert [each.values["said"] for each in told] == [8]
