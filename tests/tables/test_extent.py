"""Where a table begins, goes on and ends."""

from __future__ import annotations

from missiemonitor.corpus.document import Line, Rule
from missiemonitor.extractors.tables.extent import Frame, Stretch, stretches_of
from missiemonitor.extractors.tables.header import find_headers
from missiemonitor.extractors.tables.ruled_grid import ruled_grids
from missiemonitor.extractors.trace import listen

from tests.tables.made import grid, line, page, table

HEAD = ("Missie", "Land", "Aantal")
ROWS = [("EULEX Kosovo", "Kosovo", "3"), ("MINUSMA", "Mali", "4")]


def stretches(*pages: list[Line], rules: tuple[Rule, ...] = ()) -> list[Stretch]:
    """The stretches under the first header of the first of these pages."""
    made = [page(lines, rules, number) for number, lines in enumerate(pages, start=1)]
    grids = {each.number: ruled_grids(each, drawn=True) for each in made}
    frames = [Frame(each, each.lines) for each in made]
    header = next(iter(find_headers(frames[0].lines, rules)))
    return list(stretches_of(frames, 0, header, grids, set()))


def texts(stretch: Stretch) -> list[str]:
    return [each.text for each in stretch.lines]


def test_a_table_ends_at_a_gap_too_high_to_part_two_rows() -> None:
    (found,) = stretches(
        [*table(HEAD, *ROWS), line(250, (60, "MINUSMA"), (260, "Mali"), (440, "9"))]
    )
    assert texts(found) == ["EULEX Kosovo Kosovo 3", "MINUSMA Mali 4"]


def test_a_table_ends_at_running_text() -> None:
    prose = (
        "De politie heeft in het afgelopen halfjaar veel van haar mensen uitgezonden naar elders."
    )
    (found,) = stretches([*table(HEAD, *ROWS), line(154, (60, prose))])
    assert len(found.lines) == 2


def test_a_table_ends_where_another_begins() -> None:
    other = line(172, (60, "Missie"), (260, "Land"), (440, "Voertuigen"))
    row = line(190, (60, "MINUSMA"), (260, "Mali"), (440, "9"))
    (found,) = stretches([*table(HEAD, *ROWS), other, row])
    assert len(found.lines) == 2


def test_a_total_row_belongs_to_the_table_and_a_note_under_it_does_not() -> None:
    lines = [*table(HEAD, *ROWS, ("Totaal", "", "7")), line(172, (60, "Bron: de korpschef"))]
    (found,) = stretches(lines)
    assert texts(found)[-1] == "Totaal 7"


def test_a_title_between_rows_does_not_end_a_table() -> None:
    lines = [
        *table(HEAD, *ROWS),
        line(154, (60, "Verenigde Naties")),
        line(172, (60, "UNMISS"), (260, "Zuid-Soedan"), (440, "5")),
    ]
    (found,) = stretches(lines)
    assert texts(found)[-1] == "UNMISS Zuid-Soedan 5"


def test_a_drawn_frame_holds_the_table_whatever_its_gaps() -> None:
    lines = [
        *table(HEAD, *ROWS),
        line(240, (60, "UNMISS"), (260, "Zuid-Soedan"), (440, "5")),
        line(300, (60, "EUAM Irak"), (260, "Irak"), (440, "5")),
    ]
    (found,) = stretches(lines, rules=grid((50, 250, 430, 500), (95, 113, 131, 230, 260)))
    assert texts(found)[-1] == "UNMISS Zuid-Soedan 5"
    assert len(found.lines) == 3


def test_a_table_goes_on_over_the_page_under_its_header_again() -> None:
    one, two = stretches(table(HEAD, *ROWS), table(HEAD, ("UNMISS", "Zuid-Soedan", "5")))
    assert texts(two) == ["UNMISS Zuid-Soedan 5"]
    assert (one.frame.page.number, two.frame.page.number) == (1, 2)


def test_a_table_goes_on_over_the_page_without_a_header() -> None:
    _, two = stretches(table(HEAD, *ROWS), table(("UNMISS", "Zuid-Soedan", "5")))
    assert texts(two) == ["UNMISS Zuid-Soedan 5"]
    assert two.header.roles == ("mission", "country", "count")


def test_a_table_does_not_go_on_under_another_header() -> None:
    other = table(("Land", "Aantal", "Kosten"), ("Mali", "5", "9"))
    assert len(stretches(table(HEAD, *ROWS), other)) == 1


def test_a_table_that_text_follows_does_not_go_on_over_the_page() -> None:
    first = [*table(HEAD, *ROWS), line(300, (60, "Daarna is er tekst."))]
    assert len(stretches(first, table(("UNMISS", "Zuid-Soedan", "5")))) == 1


def test_all_rows_may_stand_on_the_next_page() -> None:
    *_, last = stretches(table(HEAD), table(*ROWS))
    assert len(last.lines) == 2


def test_why_a_table_ended_is_told() -> None:
    with listen() as seen:
        stretches([*table(HEAD, *ROWS), line(300, (60, "MINUSMA"), (260, "Mali"), (440, "9"))])
    (end,) = [step for step in seen.steps if step.part == "end"]
    assert "gap" in end.text
    assert [box.top for box in end.boxes] == [300]
