"""The sample reports end to end, held against truth files that were typed from their sources."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.pipeline.presentation.as_json import extraction_as_json

from tests.conftest import SAMPLES

TRUTH = sorted((Path(__file__).parent / "truth").glob("*.json"))
NAMES = [path.stem for path in TRUTH]


def described(name: str) -> dict[str, Any]:
    return extraction_as_json(extract(read_document(SAMPLES / f"{name}.pdf")))


def truth(name: str) -> dict[str, Any]:
    path = next(path for path in TRUTH if path.stem == name)
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_every_sample_has_a_truth_file() -> None:
    assert sorted(path.stem for path in SAMPLES.glob("*.pdf")) == NAMES
    assert len(NAMES) == 5


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_gives_what_its_truth_file_says(name: str) -> None:
    found, expected = described(name), truth(name)
    rows = expected.pop("deployments")
    codes = [finding["code"] for finding in expected.pop("findings")]
    assert {key: found[key] for key in expected} == expected
    assert [{key: row[key] for key in rows[0]} for row in found["deployments"]] == rows
    assert [f["code"] for f in found["findings"] if f["severity"] != "info"] == codes


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_each_figure_points_at_the_spot_on_the_page(name: str) -> None:
    """The words inside a box, as pdfplumber alone sees them, are the words of the row."""
    with pdfplumber.open(SAMPLES / f"{name}.pdf") as pdf:
        for row in described(name)["deployments"]:
            page = pdf.pages[row["page"] - 1]
            for box, text in (
                (row["count_box"], row["count_as_written"]),
                (row["box"], row["mission_as_written"]),
                (row["box"], row["country_as_written"]),
            ):
                x0, top, x1, bottom = box
                inside = page.crop((x0 - 0.5, top - 0.5, x1 + 0.5, bottom + 0.5)).extract_text()
                # a raised footnote mark sticks to the word before it
                words = [re.sub(r"(?<=\d)¹$|(?<=^\d)1$", "", word) for word in inside.split()]
                assert set(text.split()) <= set(words), (text, inside)


def test_the_transcript_holds_the_published_text_whole() -> None:
    """All sentences come out whole: across pages, and beside the colophon."""
    document = read_document(SAMPLES / "2024-1-bijlage-5.pdf")
    texts = [paragraph.text for paragraph in document.paragraphs]
    whole = "\n".join(texts)
    for sentence in (
        # over the end of page 1
        "missies van de Europese Unie.\nNederland heeft, via het Nationaal Implementatieplan "
        "(NIP), de volgende prioriteiten voor de Nederlandse inzet in Europese Unie missies "
        "opgenomen:",
        # beside the colophon of page 2
        "Nederland neemt sinds een aantal weken met één politiefunctionaris deel aan de European "
        "Union Border Assistance Mission (EUBAM) in Moldavië en Oekraïne.",
        "Dit team, bestaande uit drie Nederlandse en drie Zweedse politiefunctionarissen, werd in "
        "Noord-Kosovo ingezet om toe te zien op het vergroten van het vertrouwen van de bevolking",
        # page 4, where the plain text of the PDF has the colophon in between
        "Tot dusver hebben België en Duitsland vele malen met hun waterwerpers en bijhorend "
        "politiepersoneel bijstand verleend aan de Nederlandse politie tijdens het handhaven",
    ):
        assert sentence in whole
    for label in ("Directoraat-Generaal", "Ons kenmerk", "Pagina", "5463232"):
        assert label not in whole
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.heading]
    assert "European Union Rule of Law Mission in Kosovo (EULEX Kosovo)" in headings


@pytest.mark.parametrize("name", [name for name in NAMES if "verzonnen" in name])
def test_invented_samples_say_so_on_every_page(name: str) -> None:
    document = read_document(SAMPLES / f"{name}.pdf")
    assert all("verzonnen" in text for text in document.texts)
    assert document.particulars.origin == "invented"
