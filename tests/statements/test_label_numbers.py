"""Numbers that name something count no officers."""

from __future__ import annotations

import pytest
from missiemonitor.extractors.statements.fact import COUNTS

from tests.statements.reading import read


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("3. EUROGENDFOR kan in een missie worden ingezet.", []),
        ("Zij gingen. 12) De politie is er met twee adviseurs.", [2]),
        ("Op grond van artikel 5, 6 en 7 kunnen agenten worden ingezet.", []),
        ("De Kamer weet dit (29 628, nr. 1203) van vier agenten.", [4]),
        ("Anne (41) werkt in Kiev voor EUAM Oekraïne.", []),
        ("Bij EULEX Kosovo (8) en in Georgië (4).", [8, 4]),
        ("De Kamer stemde met 102 tegen 48 stemmen in met dertig marechaussees.", [30]),
        ("Er is één agent op 190 inwoners.", [1]),
        ("In de jaren '30 waren er drie agenten.", [3]),
        ("Vraag 6: hoeveel agenten zijn er?", []),
    ],
)
def test_numbers_of_items_papers_ages_and_votes_count_nobody(text: str, counted: list[int]) -> None:
    doc = read(text)
    assert [s._.missie_count.officers for s in doc.spans[COUNTS] if s.label_ != "ONE"] == counted


def test_people_together_are_counted_behind_whose_they_are_alone() -> None:
    for text, counted in (("Zij zijn met z'n vieren in Mali.", [4]), ("Zij vieren feest.", [])):
        doc = read(text)
        assert [s._.missie_count.officers for s in doc.spans[COUNTS]] == counted
