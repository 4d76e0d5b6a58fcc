"""Pages of long reports are left alone only where nothing is told."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pypdfium2
import pytest
from missiemonitor.extractors.page_filter import wanted_pages
from missiemonitor.extractors.statements.triggers import told_of
from missiemonitor.extractors.thresholds import PAGE_FILTER
from missiemonitor.pipeline.evaluation.sentences import GoldItem, read_gold
from missiemonitor.pipeline.readers.one_report import read
from missiemonitor.pipeline.readers.sources import Source
from missiemonitor.pipeline.settings import Settings

from benchmarks import material, police_report
from tests.laboratory.grammar import draw
from tests.laboratory.typesetter import typeset

GOLD = Path(__file__).parent.parent / "gold"


def paragraphs() -> list[GoldItem]:
    return [
        item for name in ("development", "held-out") for item in read_gold(GOLD / f"{name}.txt")
    ]


def long_report(text: str, page: int, dice: Random) -> list[str]:
    """Texts of more pages than are read whole, of which one says this amid other things."""
    pages = [material._prose(dice, 1500) for _ in range(PAGE_FILTER.short + 3)]
    pages[page - 1] = f"{pages[page - 1]}\n{text}\n{material._prose(dice, 1500)}"
    return pages


@pytest.mark.slow
def test_paragraphs_that_tell_something_are_seen_amid_others() -> None:
    dice = Random(5)
    telling = [item.text.replace("\n", " ") for item in paragraphs() if item.facts]
    telling = [text for text in telling if told_of(text)]
    missed = [text for text in telling if 7 not in wanted_pages(long_report(text, 7, dice))]
    assert len(telling) > 600
    assert len(missed) <= 0.02 * len(telling), "\n".join(missed)


def test_pages_of_nothing_wanted_are_left_alone() -> None:
    dice = Random(6)
    pages = [material._prose(dice, 3000) for _ in range(100)]
    assert len(wanted_pages(pages)) < 10
    assert wanted_pages(pages[: PAGE_FILTER.short]) == set(range(1, PAGE_FILTER.short + 1))


def test_what_stands_near_an_edge_brings_its_neighbour() -> None:
    dice = Random(7)
    pages = [material._prose(dice, 3000) for _ in range(20)]
    pages[9] = f"In Kosovo werkte een Nederlandse agent. {pages[9]}"
    pages[14] = f"{pages[14]} In Kosovo werkte een Nederlandse agent."
    assert {9, 10, 15, 16} <= wanted_pages(pages)
    assert not {11, 14} & wanted_pages(pages)


@pytest.mark.slow
@pytest.mark.parametrize("number", [11, 12])
def test_a_long_report_gives_what_reading_every_page_gives(number: int, tmp_path: Path) -> None:
    path, _ = material.write(tmp_path, number, 40, 0.2)
    some, whole = (read(Source(str(path)), Settings(all_pages=each)) for each in (False, True))
    assert len(some.document.pages) < 30 < len(whole.document.pages)
    assert some.deployments == whole.deployments
    assert some.statements == whole.statements
    assert some.findings == whole.findings


AT_HOME = (
    "De eenheid Oost-Nederland leende 22 agenten uit aan de eenheid Limburg. Bij het basisteam "
    "Kerkrade zijn 12 rechercheurs ingezet. Met de vakbonden zijn afspraken gemaakt. De "
    "Nederlandse Arbeidsinspectie en het team opsporing hielpen elkaar bij 40 controles. Twee "
    "medewerkers zijn gedetacheerd bij het Openbaar Ministerie. De man met de Poolse nationaliteit "
    "zit vast. De containers kwamen uit Colombia en waren bestemd voor een bedrijf in Breda. "
)


def test_what_is_told_of_officers_at_home_makes_no_page_worth_reading() -> None:
    assert wanted_pages([AT_HOME] * 30) == set()


@pytest.mark.parametrize(
    "said",
    [
        "In Colombia werken 22 agenten van de politie.",
        "Voor de jaarwisseling verleende de Belgische politie bijstand met 2 pelotons.",
        "Nederland en Duitsland tekenden in maart een convenant over de aanpak van drugshandel.",
        "In juni bezocht een delegatie uit Peru de eenheid Oost-Brabant.",
        "De politie heeft in Marokko een verbindingsofficier.",
        "EULEX Kosovo kreeg een nieuwe leiding.",
        "Oekraïne en Moldavië vroegen om hulp. Dat was in mei. Beide landen kregen bijstand.",
        "In Niger is het onrustig. Het regende veel. Er werken drie agenten.",
        "In Colom-\nbia werken 22 agenten van de politie.",
    ],
)
def test_what_is_told_of_somewhere_abroad_makes_its_page_worth_reading(said: str) -> None:
    pages = [AT_HOME * 3] * 30
    pages[14] = f"{AT_HOME * 2}\n{said}\n{AT_HOME * 2}"
    assert wanted_pages(pages) == {15}


@pytest.mark.slow
def test_pages_with_rows_of_drawn_reports_are_seen_amid_others(tmp_path: Path) -> None:
    seen = 0
    for number in range(990_000, 990_025):
        report = draw(number, "typst")
        path = tmp_path / f"{number}-verzonnen-cijfers.pdf"
        path.write_bytes(typeset(report))
        found = read(Source(str(path)), Settings())
        rows = {row.evidence.page for row in found.deployments}
        pdf = pypdfium2.PdfDocument(path)
        texts = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]
        pages = [*[AT_HOME] * 10, *texts, *[AT_HOME] * 10]
        assert {10 + page for page in rows} <= wanted_pages(pages), number
        seen += len(rows)
    assert seen >= 25


@pytest.mark.slow
@pytest.mark.parametrize("number", [7, 21, 22])
def test_a_police_report_gives_what_reading_every_page_gives(number: int, tmp_path: Path) -> None:
    path, _ = police_report.write(tmp_path, number, 32)
    some, whole = (read(Source(str(path)), Settings(all_pages=each)) for each in (False, True))
    assert len(some.document.pages) < 0.9 * len(whole.document.pages)
    assert whole.deployments and whole.statements
    assert some.deployments == whole.deployments
    assert some.statements == whole.statements
    assert some.findings == whole.findings
