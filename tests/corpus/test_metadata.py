"""What a report says of itself; a finding where it is missing or two places disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.corpus.metadata import reference_dates_in
from missiemonitor.corpus.report_period import periods_in

from tests.conftest import pdf_of

FIRST, SECOND = "Eerste Halfjaarbericht politie 2024", "Tweede Halfjaarbericht politie 2024"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        (FIRST, "2024-1"),
        ("het tweede halfjaarbericht politie 2022", "2022-2"),
        ("Halfjaarbericht politie 2023-1", "2023-1"),
        ("Halfjaarrapportage 2024, tweede helft van", "2024-2"),
        ("1e halfjaarbericht 2021", "2021-1"),
        ("Tweede helft van 2020", "2020-2"),
        ("Politiepersoneel op missie, januari t/m juni 2012", "2012-1"),
        ("Halfjaarbericht politie januari – juni 2020", "2020-1"),
        ("over de periode juli tot en met december 2016", "2016-2"),
        ("van 1 juli 2018 tot en met 31 december 2018", "2018-2"),
    ],
)
def test_periods_are_read(text: str, period: str) -> None:
    assert periods_in(text) == [period]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Voortgang politie 2026-II", "2026-2"),
        ("Halfjaarbericht politie 2014 (tweede helft)", "2014-2"),
        ("De politie in H1 2027", "2027-1"),
        ("Stand van de politie, 2019 H2", "2019-2"),
        ("Voortgang politie eerste helft 2011", "2011-1"),
        ("Belongs to the second half-year report 2017", "2017-2"),
    ],
)
def test_titles_have_shorter_ways_to_name_a_period(text: str, period: str) -> None:
    assert periods_in(text, title=True) == [period]
    assert periods_in("Kamerstuk 2013-2014, 29 628 nr. 2", title=True) == []


def test_a_title_close_over_running_text_is_a_title(read: Callable[..., Document]) -> None:
    prose = "In het tweede halfjaar 2015 zijn docenten bijgeschoold, en daarover is de Kamer eerder"
    document = read(
        pdf_of([(60, 100, FIRST), (60, 114, prose), (60, 128, "ingelicht, zoals toegezegd.")])
    )
    assert document.particulars.period == "2024-1"


def test_reference_dates_need_their_label() -> None:
    assert reference_dates_in("stand per 3 oktober 2022") == [dt.date(2022, 10, 3)]
    assert reference_dates_in("(peildatum: 17 april 2024)") == [dt.date(2024, 4, 17)]
    day = [dt.date(2012, 11, 1)]
    assert reference_dates_in("De cijfers geven de stand weer op 1 november 2012.") == day
    assert reference_dates_in("De stand van zaken is die van 1 november 2012.") == day
    assert reference_dates_in("op 3 oktober 2022 vertrokken") == []


def codes(document: Document) -> list[str]:
    return [issue.code for issue in document.issues]


def test_what_is_missing_is_told(read: Callable[..., Document]) -> None:
    document = read(pdf_of([(60, 100, "De politie stelt een halfjaarbericht op.")]))
    assert document.particulars.period is None
    assert sorted(codes(document)) == ["date-unsure", "date-unsure", "period-unsure"]


@pytest.mark.parametrize(("day", "told"), [("1 november 2024", 0), ("1 november 2025", 1)])
def test_a_period_of_running_text_is_doubted_where_no_day_of_the_report_is_of_it(
    read: Callable[..., Document], day: str, told: int
) -> None:
    document = read(
        pdf_of(
            [
                (
                    60,
                    100,
                    "De politie werkte in het tweede halfjaar van 2024 in missies en ook daarna",
                ),
                (
                    60,
                    112,
                    "bleef zij daar, zoals u van een halfjaarbericht van de politie gewend bent.",
                ),
                (60, 160, f"Peildatum {day}"),
            ]
        )
    )
    assert codes(document).count("period-unsure") == told


@pytest.mark.parametrize("months", ["van 1 januari tot 31 mei 2024", "maart – april 2024"])
def test_months_that_are_no_half_of_a_year_name_no_period(months: str) -> None:
    assert periods_in(months) == []


@pytest.mark.parametrize(("day", "told"), [("30 juni 2014", "2014-1"), ("30 juni 2015", None)])
def test_a_period_of_running_text_is_believed_where_its_last_day_stands_there(
    read: Callable[..., Document], day: str, told: str | None
) -> None:
    lines = [
        "Deze bijlage is opgesteld door de korpschef, die verantwoordelijk is voor alle",
        "cijfers. Zij behoort bij het bericht van de politie, eerste helft 2014, en geeft",
        f"de aantallen van {day}, zoals u van een halfjaarbericht gewend bent van ons.",
    ]
    document = read(pdf_of([(60, 200 + 12 * at, line) for at, line in enumerate(lines)]))
    assert document.particulars.period == told
    assert ("period-unsure" in codes(document)) is (told is None)


@pytest.mark.parametrize(
    ("day", "period", "message"),
    [
        ("30 juni 2014", "2014-1", "from-day"),
        ("1 juli 2014", "2014-1", "from-day"),
        ("1 december 2016", "2016-2", "from-day"),
        ("15 september 2016", "2016-2", "from-day-within"),
    ],
)
def test_a_period_that_nothing_tells_is_that_of_the_day_of_counting_and_is_told(
    read: Callable[..., Document], day: str, period: str, message: str
) -> None:
    title = "De politie stelt een halfjaarbericht op."
    document = read(pdf_of([(60, 100, title), (60, 160, f"Peildatum: {day}")]))
    assert document.particulars.period == period
    told = [issue for issue in document.issues if issue.code == "period-unsure"]
    assert [issue.message for issue in told] == [message]


def test_two_periods_in_equal_places_are_told(read: Callable[..., Document]) -> None:
    document = read(
        pdf_of(
            [
                (60, 100, FIRST),
                (60, 160, SECOND),
            ]
        )
    )
    assert any(
        i.code == "period-unsure" and "2024-2" in i.values["others"] for i in document.issues
    )


def test_a_file_name_that_says_another_period_is_told(read: Callable[..., Document]) -> None:
    document = read(pdf_of([(60, 100, FIRST)]), "2023-1-bijlage.pdf")
    assert document.particulars.period == "2024-1"
    assert any(
        i.code == "period-unsure" and "2023-1" in i.values["others"] for i in document.issues
    )


def test_a_reference_date_far_from_the_period_is_told(read: Callable[..., Document]) -> None:
    document = read(
        pdf_of(
            [
                (60, 100, FIRST),
                (60, 130, "Datum: 19 juni 2024"),
                (60, 160, "Aantallen (peildatum 17 april 2021)"),
            ]
        )
    )
    assert any(issue.message == "outside-period" for issue in document.issues)


@pytest.mark.parametrize(
    ("title", "written", "told"),
    [
        (FIRST, "3 juli 2024", None),
        (FIRST, "3 mei 2025", None),  # late, and may be
        (FIRST, "3 juli 2025", "long-after-period"),
        (FIRST, "3 juli 2099", "long-after-period"),
        ("Eerste Halfjaarbericht politie 2099", "3 juli 2099", "to-come"),
    ],
)
def test_a_period_or_a_day_of_writing_that_is_far_off_is_told(
    read: Callable[..., Document], title: str, written: str, told: str | None
) -> None:
    document = read(pdf_of([(60, 100, title), (60, 130, f"Datum: {written}")]))
    assert document.particulars.document_date is not None
    found = {issue.message for issue in document.issues}
    assert found & {"long-after-period", "to-come"} == ({told} if told else set())


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Deze bijlage vervangt bijlage 5 bij het eerste halfjaarbericht politie 2024.", "2024-1"),
        (
            "Dit overzicht komt in de plaats van dat in het halfjaarbericht politie 2023-1.",
            "2023-1",
        ),
        ("De cijfers in het eerste halfjaarbericht politie 2024 waren onjuist.", "2024-1"),
        ("Bijlage 5 bij het eerste halfjaarbericht 2024 wordt hiermee vervangen.", "2024-1"),
        # Its own, people who are replaced, and what was told before.
        ("Deze bijlage vervangt de bijlage bij het tweede halfjaarbericht politie 2024.", None),
        ("De collega uit het eerste halfjaarbericht politie 2024 is vervangen.", None),
        ("Hij vervangt een collega die in het eerste halfjaarbericht politie 2024 stond.", None),
        ("In het eerste halfjaarbericht politie 2024 heb ik u daarover bericht.", None),
    ],
)
def test_a_report_that_replaces_what_another_period_has_is_told(
    read: Callable[..., Document], sentence: str, told: str | None
) -> None:
    document = read(pdf_of([(60, 60, SECOND), (60, 160, sentence)]))
    assert document.particulars.period == "2024-2"
    issues = [each for each in document.issues if each.message == "replaces-other"]
    assert [each.values["other"] for each in issues] == ([told] if told else [])


def test_pages_that_say_invented_are_never_anything_else(
    read: Callable[..., Document],
) -> None:
    data = pdf_of([(60, 100, "Let op: de cijfers zijn verzonnen.")])
    assert read(data).particulars.origin == "invented"
    assert read(data, origin="transcript").particulars.origin == "invented"


def test_a_file_that_is_called_invented_is_not_official_whatever_a_picture_of_it_says(
    read: Callable[..., Document],
) -> None:
    data = pdf_of(
        [(60, 60, "Halfjaarbericht politie, eerste halfjaar 2024"), (60, 800, "Verzonmen cijters")]
    )
    assert read(data, "bijlage-verzonnen-cijfers.pdf").particulars.origin == "invented"
    assert read(data, "bijlage.pdf").particulars.origin != "invented"
