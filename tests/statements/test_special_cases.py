"""Words are told apart as spaCy does it, with few of its special cases loaded."""

from __future__ import annotations

from pathlib import Path

from missiemonitor.extractors.statements.pipeline import OWN, dutch
from missiemonitor.pipeline.evaluation.sentences import read_gold

GOLD = Path(__file__).parents[1] / "gold"
# Cases by themselves, beside brackets and commas, over white space, and none at all.
ODD = (
    "Zo'n 3 agenten (o.a. a.d.h.v. het A.D.), m.b.t. 's-Gravenhage; d.w.z. b.v. B.V. t.a.v. (8) :)",
    "a . d . h . v . o.\\ta. i. v. m. i.v.m.",
    "'ns 2d. prof.dr.ir. mr. dr. \\n o.a.",
)


def test_words_are_what_they_are_with_all_special_cases() -> None:
    quick, whole = dutch(), dutch(str(OWN))
    gold = [
        item.text
        for name in ("development", "held-out")
        for item in read_gold(GOLD / f"{name}.txt")
    ]
    assert len(gold) > 800
    for text in (*ODD, *gold):
        told, asked = quick.make_doc(text), whole.make_doc(text)
        assert [(t.text, t.norm_, t.whitespace_) for t in told] == [
            (t.text, t.norm_, t.whitespace_) for t in asked
        ]


def test_a_case_is_taken_up_when_it_is_met() -> None:
    nlp = dutch()
    assert [token.text for token in nlp.make_doc("t.g.v. de brand")] == ["t.g.v.", "de", "brand"]
