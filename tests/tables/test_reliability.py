"""How sure a row is, by the file of what drawn rows were right."""

from __future__ import annotations

from dataclasses import replace

from missiemonitor.extractors.reference import reliability
from missiemonitor.extractors.tables.reliability import LEVELS, Pattern, confidence_of

from docs import generate
from tests.laboratory.reliability import counted, pattern_of, share, table

BEST = Pattern(False, "agrees", "agrees")


def test_voices_are_counted_and_one_that_denies_is_heard() -> None:
    for pdfplumber, content, agree, differ in (
        ("agrees", "agrees", 3, False),
        ("agrees", "none", 2, False),
        ("none", "agrees", 2, False),
        ("differs", "agrees", 2, True),
        ("unsure", "differs", 1, True),
        ("unsure", "none", 1, False),
    ):
        seen = Pattern(False, pdfplumber, content)
        assert (seen.agree, seen.differ) == (agree, differ)
    assert Pattern(True, "agrees", "agrees").differ
    assert Pattern(False).known and not Pattern(False).ruled  # what is usual


def test_the_file_has_a_share_for_every_row_whatever_its_pattern() -> None:
    odd = Pattern(True, "none", "differs", doubt=True, known=False, picture=True, ruled=True)
    assert 0 < confidence_of(odd) < confidence_of(BEST) < 1


def test_every_pattern_of_the_file_is_of_a_level_and_its_counts_make_its_share() -> None:
    for each in reliability()["pattern"]:
        names = {*each} - {"n", "right", "share"}
        assert names in [{*level} for level in LEVELS]
        assert 0 <= each["right"] <= each["n"] and 0 < each["share"] < 1
        if names != {"agree", "differ"}:
            assert abs(each["share"] - share(each["n"], each["right"])) < 0.0001


def test_more_readings_that_agree_are_never_less_sure() -> None:
    by_agreement = {
        (each["differ"], each["agree"]): each["share"]
        for each in reliability()["pattern"]
        if "agree" in each
    }
    for differ in (False, True):
        shares = [by_agreement[differ, agree] for agree in (1, 2, 3)]
        assert shares == sorted(shares)
    assert all(by_agreement[True, agree] <= by_agreement[False, agree] for agree in (1, 2, 3))


def test_what_all_see_alike_is_surer_than_what_others_deny_or_do_not_see() -> None:
    for less in (
        replace(BEST, pdfplumber="none", content="none"),
        replace(BEST, pdfplumber="differs", content="differs"),
        replace(BEST, unsure=True),
    ):
        assert confidence_of(less) < confidence_of(BEST)


def test_a_sparse_pattern_is_as_sure_as_the_wider_one() -> None:
    rows = [(BEST, True)] * 50 + [(replace(BEST, known=False), False)] * 2
    listed = {key for key, *_ in table(counted(rows), least=10)}
    assert not any(("known", False) in key for key in listed)


def test_a_narrower_pattern_is_listed_where_its_rows_are_right_less_often() -> None:
    wrong = replace(BEST, doubt=True)
    rows = [(BEST, True)] * 400 + [(wrong, at % 2 == 0) for at in range(40)]
    shares = {key: part for key, _, _, part in table(counted(rows), least=10)}
    told = next(part for key, part in shares.items() if ("doubt", True) in key)
    assert told == share(40, 20)
    alike = [(BEST, True)] * 400 + [(wrong, True)] * 40
    assert not any(("doubt", True) in key for key, *_ in table(counted(alike), least=10))


def test_chance_does_not_make_more_agreement_less_sure() -> None:
    one, two = Pattern(False), Pattern(False, "agrees")
    rows = [(one, True)] * 20 + [(two, True)] * 19 + [(two, False)]
    shares = {key: part for key, _, _, part in table(counted(rows), least=100)}
    alone, both = ((("agree", agree), ("differ", False)) for agree in (1, 2))
    assert shares[alone] == shares[both] == share(40, 39)


def test_a_reading_that_differs_makes_no_row_surer() -> None:
    rows = [(BEST, True)] * 9 + [(BEST, False)] + [(replace(BEST, unsure=True), True)] * 99
    shares = {key: part for key, _, _, part in table(counted(rows), least=1000)}
    agreed = [part for key, part in shares.items() if ("differ", False) in key]
    differing = [part for key, part in shares.items() if ("differ", True) in key]
    assert max(differing) <= max(agreed)


def test_a_pattern_is_told_and_read_back() -> None:
    told = "unsure=False, pdfplumber=agrees, content=none, doubt=True, known=False"
    assert pattern_of(told) == Pattern(False, "agrees", "none", doubt=True, known=False)


def test_the_table_of_the_documentation_is_that_of_the_file() -> None:
    page = generate.with_reliability("<!-- reliability -->\nold\n<!-- end -->")
    assert "old" not in page and reliability()["drawn"] in page
