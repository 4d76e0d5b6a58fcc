"""Lines to paragraphs and headings: what parts them and what carries on, on lines made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from missiemonitor.corpus.document import Box, Line, Page, Paragraph, Word
from missiemonitor.corpus.paragraphs import paragraphs

SIZE = 10.0
STEP = 14.0
LONG = "In deze periode is met alle eenheden gesproken over de"  # reaches the edge of the column


def line(text: str, top: float, size: float = SIZE, style: str = "", x0: float = 60.0) -> Line:
    """A line of words, each as wide as half its letters' size, with a third of it between."""
    words = []
    for part in text.split():
        x1 = x0 + size / 2 * len(part)
        words.append(Word(part, Box(x0, top, x1, top + size), size, style=style))
        x0 = x1 + size / 3
    return Line(tuple(words))


def page(*lines: Line, number: int = 1) -> Page:
    return Page(number, 595, 842, tuple(w for each in lines for w in each.words), lines=lines)


def told(*pages: Page) -> list[str]:
    return [each.text for each in paragraphs(pages)]


def running(texts: Sequence[str], top: float = 100.0) -> list[Line]:
    return [line(text, top + STEP * at) for at, text in enumerate(texts)]


def test_lines_at_one_step_are_one_paragraph() -> None:
    assert len(told(page(*running([LONG, LONG, LONG])))) == 1


def test_a_wider_step_begins_a_paragraph() -> None:
    lines = [*running([LONG, LONG, LONG]), line(LONG, 100 + 3.5 * STEP)]
    assert len(told(page(*lines))) == 2


def test_a_short_last_line_that_ends_a_sentence_ends_its_paragraph() -> None:
    assert len(told(page(*running([LONG, "inzet.", LONG])))) == 2
    assert len(told(page(*running([LONG, "inzet", LONG])))) == 1


def test_another_size_or_style_begins_a_paragraph() -> None:
    assert len(told(page(line(LONG, 100), line(LONG, 114, size=11.0)))) == 2
    assert len(told(page(line(LONG, 100), line(LONG, 114, style="bold")))) == 2


def test_sizes_that_were_measured_on_a_picture_part_no_paragraph() -> None:
    sizes = (10.0, 11.5, 10.0)
    lines = [line(LONG, 100 + STEP * at, size) for at, size in enumerate(sizes)]
    read = [Line(tuple(replace(word, confidence=0.9) for word in each.words)) for each in lines]
    assert len(told(page(*lines))) == 3
    (whole,) = paragraphs([page(*read, line("Slot", 300), line("Tot slot", 400))])[:1]
    assert (len(whole.lines), whole.heading) == (3, False)


def test_a_text_with_the_end_of_a_sentence_inside_is_no_heading() -> None:
    (first, *_) = paragraphs(
        [page(line("De inzet stopt. Volgend jaar", 100), *running([LONG] * 3, 300))]
    )
    assert not first.heading


@pytest.mark.parametrize("mark", ["1.", "a)", "-", "•"])
def test_an_item_of_a_list_begins_a_paragraph(mark: str) -> None:
    assert len(told(page(*running([LONG, f"{mark} {LONG}"])))) == 2


def test_a_sentence_goes_on_over_the_page_only_where_it_had_not_ended() -> None:
    below = page(*running(["politie in het buitenland."]), number=2)
    assert len(told(page(*running([LONG, LONG])), below)) == 1
    assert len(told(page(*running([LONG, f"{LONG} inzet."])), below)) == 2


def test_it_does_not_go_on_over_a_page_that_was_not_read() -> None:
    far = page(*running(["politie in het buitenland."]), number=3)
    assert len(told(page(*running([LONG, LONG])), far)) == 2


def heading(paragraph: Paragraph) -> bool:
    return paragraph.heading


def test_what_is_larger_or_marked_or_short_is_a_heading_and_a_sentence_is_none() -> None:
    text = running([LONG, LONG, LONG, f"{LONG} inzet."], top=200)
    for above in (line(LONG, 100, size=12.0), line(LONG, 100, style="bold"), line("Inzet", 100)):
        first, *rest = paragraphs([page(above, *text)])
        assert heading(first)
        assert not any(heading(each) for each in rest)


def test_what_ends_as_a_sentence_does_is_no_heading() -> None:
    text = running([LONG, LONG, LONG], top=200)
    assert not heading(paragraphs([page(line("Inzet.", 100, size=12.0), *text)])[0])


def test_pages_without_lines_give_nothing() -> None:
    assert paragraphs([page()]) == ()
