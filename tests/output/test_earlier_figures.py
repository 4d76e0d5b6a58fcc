"""Earlier figures that a report quotes are held against the report of then."""

from __future__ import annotations

from pathlib import Path

import pytest
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.deployments.earlier_columns import earlier_number
from missiemonitor.extractors.extract import extract
from missiemonitor.output.database.connect import open_database
from missiemonitor.output.database.report_rows import store

from tests.conftest import Text, pdf_of, rows_page

BEFORE = [("EULEX Kosovo", "Kosovo", "6"), ("EUAM Irak", "Irak", "4"), ("UNMISS", "Mali", "5")]


def quoting(earlier: tuple[str, str, str]) -> bytes:
    """A report of the next half-year, with a column of the time before."""
    page: list[Text] = [
        (60, 60, "Bijlage 5 bij het tweede halfjaarbericht 2024"),
        (60, 90, "Uitgezonden politiefunctionarissen (peildatum 17 oktober 2024)"),
        *((x, 120, head) for x, head in zip((60, 240, 340, 460), HEADS, strict=True)),
    ]
    for at, (row, number) in enumerate(zip(BEFORE, earlier, strict=True), start=1):
        cells = (row[0], row[1], number, row[2])
        page += [
            (x, 120 + 18 * at, text) for x, text in zip((60, 240, 340, 460), cells, strict=True)
        ]
    return pdf_of(page)


HEADS = ("Missie", "Land", "Vorig halfjaar", "Aantal nu")


@pytest.mark.parametrize(
    ("earlier", "told"), [(("6", "4", "5"), []), (("6", "7", "5"), [("EUAM Irak", 7, 4)])]
)
def test_a_column_of_the_time_before_is_held_against_the_report_of_then(
    tmp_path: Path, earlier: tuple[str, str, str], told: list[tuple[str, int, int]]
) -> None:
    db = open_database(tmp_path / "a.db", create=True)
    for name, data in (("a.pdf", pdf_of(rows_page(BEFORE))), ("b.pdf", quoting(earlier))):
        path = tmp_path / name
        path.write_bytes(data)
        store(db, extract(read_document(path)), "test")
    found = [
        row["message"]
        for row in db.query("SELECT message FROM finding WHERE code = 'earlier-otherwise'")
    ]
    assert len(found) == len(told)
    for message, (name, said, was) in zip(found, told, strict=True):
        assert name in message
        assert f"says {said} for" in message
        assert message.endswith(f"had {was}")


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Er waren 63 politiemensen uitgezonden, tegenover 47 een half jaar eerder.", 47),
        ("Er waren 63 politiemensen uitgezonden, tegenover 47 een jaar geleden.", 47),
        ("Er waren 63 politiemensen uitgezonden, van wie 47 in Mali.", None),
        ("Er waren 63 politiemensen uitgezonden, tegenover 47 en 12 een half jaar eerder.", None),
    ],
)
def test_a_sentence_gives_one_number_of_the_time_before(sentence: str, number: int | None) -> None:
    assert earlier_number(sentence) == number
