"""Pages of long reports are left alone only where nothing is told."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from missiemonitor.extractors.page_filter import wanted_pages
from missiemonitor.extractors.statements.triggers import told_of
from missiemonitor.extractors.thresholds import PAGE_FILTER
from missiemonitor.pipeline.evaluation.sentences import GoldItem, read_gold
from missiemonitor.pipeline.readers.one_report import read
from missiemonitor.pipeline.settings import Settings

from benchmarks import material

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
    some, whole = (read(path, Settings(all_pages=each)) for each in (False, True))
    assert len(some.document.pages) < 30 < len(whole.document.pages)
    assert some.deployments == whole.deployments
    assert some.statements == whole.statements
    assert some.findings == whole.findings
