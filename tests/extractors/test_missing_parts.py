"""What a report says to have and has not: pages, tables, annexes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.extractors.missing_parts import missing_parts

from tests.conftest import Text, pdf_of

Reader = Callable[..., Document]


def pages(*printed: str) -> bytes:
    texts = [
        [(60, 60, "Halfjaarbericht politie"), (60, 100, "De politie werkt."), (400, 800, foot)]
        for foot in printed
    ]
    return pdf_of(*texts)


@pytest.mark.parametrize(
    ("printed", "gaps"),
    [
        (("Pagina 1 van 4", "Pagina 2 van 4", "Pagina 4 van 4"), [(2, 2, 4)]),
        (("Pagina 1 van 3", "Pagina 2 van 3", "Pagina 3 van 3"), []),
        (("1/4", "2/4", "4/4"), [(2, 2, 4)]),
        (("Pagina 1 van 9", "Pagina 5 van 9"), []),
        (("1", "2", "4"), []),
    ],
)
def test_printed_page_numbers_that_leave_some_out_are_told(
    read: Reader, printed: tuple[str, ...], gaps: list[tuple[int, int, int]]
) -> None:
    told = [each.values for each in missing_parts(read(pages(*printed)))]
    assert [(each["page"], each["before"], each["after"]) for each in told] == gaps


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("Een uitsplitsing per missie vindt u in tabel 4.", "tabel 4"),
        ("Een uitsplitsing per missie vindt u in tabel 2.", ""),
        ("Een uitsplitsing per missie vindt u in tabel 4 van het jaarverslag.", ""),
        ("De kosten van voertuigen staan in tabel 4.", ""),
        ("De missies staan in bijlage 3.", ""),
    ],
)
def test_a_table_about_missions_that_is_not_there_is_told(
    read: Reader, sentence: str, part: str
) -> None:
    page: list[Text] = [
        (60, 60, "Halfjaarbericht politie"),
        (60, 120, sentence),
        (60, 200, "Tabel 1. Honden en paarden"),
        (60, 300, "Tabel 2. Politiemensen naar missie"),
    ]
    told = [each.values["part"] for each in missing_parts(read(pdf_of(page)))]
    assert told == ([part] if part else [])


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("De missies staan in bijlage A (EU) en bijlage B (VN).", "bijlage B"),
        ("De missies staan in bijlage A en bijlage C.", ""),
        ("De missies staan in een bijlage a part.", ""),
    ],
)
def test_parts_may_have_letters(read: Reader, sentence: str, part: str) -> None:
    page: list[Text] = [
        (60, 60, "Halfjaarbericht politie"),
        (60, 120, sentence),
        (60, 200, "Bijlage A"),
        (60, 300, "Bijlage C"),
    ]
    told = [each.values["part"] for each in missing_parts(read(pdf_of(page)))]
    assert told == ([part] if part else [])
