"""What is doubted of a table and its rows, each doubt by its code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.extractors.deployments.table_state import TableState
from missiemonitor.extractors.deployments.told_once import SEVERAL, told_once
from missiemonitor.extractors.extraction import Finding
from missiemonitor.extractors.findings import finding

from tests.conftest import Text, pdf_of, read_deployments, rows_page, tables_in

SOUND = [("EUAM Irak", "Irak", "4"), ("UNMISS", "Zuid-Soedan", "5")]
Reader = Callable[..., Document]


def findings(document: Document) -> dict[str, Finding]:
    return {finding.code: finding for finding in read_deployments(document).findings}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("EULEX Kosovo", "Kosovo", "veel"), "count-unreadable"),
        (("EULEX Kosovo", "Kosovo", "ca. 4"), "count-is-a-range"),
        (("EULEX Kosovo", "Kosovo", "3*"), "footnote-on-count"),
        (("EULEX Kosovo", "Atlantis", "3"), "unknown-country"),
        (("Operatie Onbekend", "Kosovo", "3"), "unknown-mission"),
        (("EULEX Kosovo", "Mali", "3"), "country-unexpected"),
        (("Operatie Onbekend in", "Kosovo", "3"), "name-cut"),
    ],
)
def test_a_doubt_about_a_row_has_its_code_and_points_at_the_row(
    read: Reader, row: tuple[str, str, str], code: str
) -> None:
    found = findings(read(pdf_of(rows_page([row, *SOUND]))))
    assert code in found
    evidence = found[code].evidence
    assert evidence is not None
    assert evidence.page == 1
    assert evidence.box.top < 138 < evidence.box.bottom + 3


def test_sound_rows_give_no_doubt(read: Reader) -> None:
    assert findings(read(pdf_of(rows_page(SOUND)))) == {}


def test_a_heading_with_more_in_it_than_is_understood_is_told(read: Reader) -> None:
    page = rows_page(SOUND)
    page[4] = (400, 120, "Aantal bijzondere")
    found = findings(read(pdf_of(page)))
    assert "Aantal bijzondere" in found["header-unsure"].message


def test_a_row_outside_the_table_is_told_with_its_words(read: Reader) -> None:
    page: list[Text] = [
        *rows_page(SOUND),
        (60, 500, "EULEX Kosovo"),
        (260, 500, "Kosovo"),
        (440, 500, "3"),
    ]
    outside = findings(read(pdf_of(page)))["row-outside"]
    assert "EULEX Kosovo" in outside.message
    assert outside.evidence is not None


def test_lines_in_no_table_are_told_with_their_words_and_place(read: Reader) -> None:
    """Sentences whose name ends a line had a full stop in its name, and no place."""
    names = ("EULEX Kosovo", "EUMM Georgië", "EUAM Irak")
    page: list[Text] = [
        (60.0, 120.0 + 40 * at, f"Nederland levert {at + 3} agenten aan {name}.")
        for at, name in enumerate(names)
    ]
    outside = findings(read(pdf_of(page)))["row-outside"]
    assert outside.evidence is not None and outside.evidence.page == 1
    assert all(name in outside.message for name in names)
    assert "." not in outside.message


def test_a_document_without_a_table_is_told_once(read: Reader) -> None:
    found = read_deployments(read(pdf_of([(60, 60, "Een bericht zonder tabel.")])))
    assert [finding.code for finding in found.findings] == ["no-table"]


@pytest.mark.parametrize(
    ("count", "told"),
    [
        ("3 (waarvan 1 vrouw)", False),
        ("3, onder wie 2 vrouwen", False),
        ("3 (2 women)", False),
        ("3 (incl. 2 women)", False),
        ("3 (waarvan 5 vrouw)", True),
        ("3 (waarvan 1 vacant)", True),
        ("3 (waarvan 1 in deeltijd)", True),
        ("3 (onder voorbehoud)", True),
    ],
)
def test_how_many_are_women_changes_no_count_and_any_other_part_may(
    read: Reader, count: str, told: bool
) -> None:
    found = read_deployments(read(pdf_of(rows_page([("EULEX Kosovo", "Kosovo", count), *SOUND]))))
    assert found.deployments[0].officers == 3
    assert found.deployments[0].note
    codes = {"footnote-on-count", "part-exceeds-whole"}
    assert bool(codes & {each.code for each in found.findings}) is told


def test_a_name_that_no_list_has_is_told_once(read: Reader) -> None:
    again = [("Operatie Onbekend", land, "3") for land in ("Kosovo", "Mali", "Niger")]
    found = read_deployments(read(pdf_of(rows_page([*SOUND, *again]))))
    assert len(found.deployments) == 5
    (told,) = (each for each in found.findings if each.code == "unknown-mission")
    assert told.about["deployment"] == found.deployments[2].key
    assert told.about["deployments"] == [row.key for row in found.deployments[2:]]


def test_readings_that_take_another_column_are_told_once_a_table(read: Reader) -> None:
    page = rows_page([*SOUND, ("EULEX Kosovo", "Kosovo", "3")])
    document = read(pdf_of(page))
    row = read_deployments(document).deployments[0]
    readings = [{"way": "content", "mission": "", "country": "", "count": "7"}]

    def told(number: int) -> list[str]:
        found = (
            finding(
                "readings-differ",
                {"deployment": row.key},
                message="other-column",
                evidence=row.evidence,
                name=row.mission_as_written,
                readings=readings,
            )
            for _ in range(number)
        )
        state = TableState(document, tables_in(document).tables[0], "t", None)
        state.deployments.append(row)
        return [each.message_key for each in told_once(state, found)]

    assert told(1) == ["other-column"]
    assert told(3) == ["other-columns"]


def severities(document: Document) -> set[tuple[str, str]]:
    return {(each.code, each.severity) for each in read_deployments(document).findings}


def test_part_time_officers_are_as_many_and_other_parts_are_for_a_person(read: Reader) -> None:
    def of(count: str) -> set[tuple[str, str]]:
        return severities(read(pdf_of(rows_page([("EULEX Kosovo", "Kosovo", count), *SOUND]))))

    assert of("3 (waarvan 1 in deeltijd)") == {("footnote-on-count", "info")}
    assert of("3 (deels in deeltijd)") == {("footnote-on-count", "info")}
    assert of("3 (1 in deeltijd vacant)") == {("footnote-on-count", "warning")}


def test_where_a_known_mission_works_is_known_whatever_its_place_is_called(read: Reader) -> None:
    known = read(pdf_of(rows_page([("EULEX Kosovo", "Atlantis", "3"), *SOUND])))
    assert severities(known) == {("unknown-country", "info")}
    unknown = read(pdf_of(rows_page([("Operatie Onbekend", "Atlantis", "3"), *SOUND])))
    # Of a mission that no list has, name and country are one thing to find out.
    told = {("unknown-mission", "warning"), ("unknown-country", "info")}
    assert severities(unknown) == told


def test_countries_that_several_rows_name_in_no_known_way_are_told_once(read: Reader) -> None:
    rows = [("EULX Kosovo", "XAA", "3"), ("EUMN Georgië", "XBB", "2")]
    found = read_deployments(read(pdf_of(rows_page([*rows, *SOUND])))).findings
    (told,) = (each for each in found if each.code == "unknown-country")
    assert "XAA, XBB" in told.message
    assert "EULX Kosovo, EUMN Georgië" in told.message
    assert len(told.about["deployments"]) == 2


# What is told of several rows of a table at once, and what fills it besides.
OF_SEVERAL: dict[tuple[str, str], dict[str, Any]] = {
    ("single-reading", "default"): {},
    ("row-twice", "default"): {},
    ("unknown-country", "default"): {"written": "X"},
    ("readings-differ", "name-from-above"): {"above": "X"},
    ("readings-differ", "other-column"): {
        "readings": [{"way": "content", "mission": "", "country": "", "count": "7"}]
    },
    ("ocr-unsure", "mission-one-engine"): {"text": "X"},
}


@pytest.mark.parametrize("kind", [*SEVERAL, ("ocr-unsure", "mission-one-engine")])
def test_one_finding_of_several_rows_lists_them(read: Reader, kind: tuple[str, str]) -> None:
    document = read(pdf_of(rows_page([*SOUND, ("EULEX Kosovo", "Kosovo", "3")])))
    rows = read_deployments(document).deployments
    code, message = kind
    found = [
        finding(code, {"deployment": row.key}, message=message, name="X", **OF_SEVERAL[kind])
        for row in rows[1:]
    ]
    state = TableState(document, tables_in(document).tables[0], "t", None)
    state.deployments += rows
    (told,) = told_once(state, found)
    assert (told.code, told.about.get("deployment")) == (code, None)
    assert told.about["deployments"] == [row.key for row in rows[1:]]


def test_of_a_row_whose_count_cannot_be_read_nothing_is_told_that_follows_from_it(
    read: Reader,
) -> None:
    rows = [*SOUND, ("EULEX Kosovo", "Atlantis", "veel"), ("EUMM Georgië", "Georgië", "2")]
    assert severities(read(pdf_of(rows_page(rows)))) == {("count-unreadable", "error")}


def test_a_footnote_is_no_line_of_the_table(read: Reader) -> None:
    page: list[Text] = [
        *rows_page([("EULEX Kosovo", "Kosovo", "3 *"), ("* EUMM Georgië", "Georgië", "4"), *SOUND]),
        (60, 600, "* Sinds mei op afstand."),
    ]
    notes = [each.note for each in read_deployments(read(pdf_of(page))).deployments]
    assert str(notes[0]).endswith("; Sinds mei op afstand.")


def test_another_corps_in_brackets_is_told_and_a_full_name_is_none(read: Reader) -> None:
    rows = [("EUBAM Libië (KMar)", "Libië", "2"), ("EULEX Kosovo (EULEX)", "Kosovo", "3"), *SOUND]
    found = read_deployments(read(pdf_of(rows_page(rows)))).findings
    (told,) = (each for each in found if each.code == "row-of-others")
    assert told.values["others"] == "KMar"


@pytest.mark.parametrize(
    ("note", "told"),
    [("*) Betreft leden van de marechaussee.", True), ("*) Zetel van de missie is Rome.", False)],
)
def test_another_corps_in_the_note_at_a_name_is_told(read: Reader, note: str, told: bool) -> None:
    page: list[Text] = [*rows_page([("MFO *)", "Egypte", "4"), *SOUND]), (60, 600, note)]
    assert ("row-of-others" in findings(read(pdf_of(page)))) is told


def test_rows_of_ours_in_a_table_of_several_countries_are_told(read: Reader) -> None:
    rows = [("EULEX Kosovo", "België", "4"), ("EULEX Kosovo", "Nederland", "3")]
    rows += [("EUAM Oekraïne", "Luxemburg", "1"), ("EUAM Oekraïne", "Nederland", "5")]
    page = [text for text in rows_page(rows) if text[2] not in ("Land",)]
    page = [*page, (260, 120, "Nationaliteit")]
    caption = (60, 105, "Deelnemers van de groep, naar nationaliteit")
    found = read_deployments(read(pdf_of([*page, caption]))).findings
    told = [each for each in found if each.message_key == "rows"]
    assert [each.values["counts"] for each in told] == [[3, 5]]


@pytest.mark.parametrize(
    ("written", "more"),
    [("3 (waarvan 5 vrouwen)", True), ("3 (waarvan 3 vrouwen)", False), ("5", False)],
)
def test_more_women_than_officers_are_told_once(read: Reader, written: str, more: bool) -> None:
    found = findings(read(pdf_of(rows_page([("EULEX Kosovo", "Kosovo", written), *SOUND]))))
    assert ("part-exceeds-whole" in found) is more
    assert not more or "footnote-on-count" not in found


def test_a_mission_under_two_names_is_told_with_both_and_nothing_else_of_its_name(
    read: Reader,
) -> None:
    rows = [*SOUND, ("VN-missie in Zuid-Sudan", "Zuid-Soedan", "5")]
    found = findings(read(pdf_of(rows_page(rows))))
    assert "'UNMISS'" in found["row-twice"].message
    assert "similar-name" not in found


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("EULEX Kosovo (politie en KMar)", "together"),
        ("EULEX Kosovo (marechaussee)", "default"),
        ("EULEX Kosovo (politie)", ""),
    ],
)
def test_a_row_that_counts_police_with_others_is_told(read: Reader, name: str, others: str) -> None:
    found = findings(read(pdf_of(rows_page([(name, "Kosovo", "3"), *SOUND]))))
    told = found.get("row-of-others")
    assert (told.message_key if told else "") == others


def test_readings_that_take_the_women_for_the_count_leave_nothing_in_doubt(read: Reader) -> None:
    rows = [*SOUND, ("UNMISS", "Zuid-Soedan", "6"), ("EUAM Irak", "Irak", "4")]
    page = rows_page(rows)
    page += [(520, 120, "w.v. vrouw"), *((520, 138 + 18 * at, str(at)) for at in range(4))]
    found = read_deployments(read(pdf_of(page)))
    assert [each.officers for each in found.deployments][-2:] == [6, 4]
    assert "readings-differ" not in {each.code for each in found.findings}


def test_an_acronym_that_begins_small_goes_on_with_no_name(read: Reader) -> None:
    found = findings(read(pdf_of(rows_page([*SOUND, ("eFP Rukla", "Litouwen", "6")]))))
    assert "name-cut" not in found
