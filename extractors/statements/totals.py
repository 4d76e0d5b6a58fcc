"""Whether a number is of officers in all missions, or all of an organisation, and of no single one.

"In totaal waren 32 politiefunctionarissen uitgezonden", "41 agenten in elf missies": such a number
is kept as a total, beside those of tables, and put on no mission.
"""

from __future__ import annotations

from collections.abc import Sequence

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.statements.fact import named
from missiemonitor.extractors.statements.lexicon import has, pattern
from spacy.tokens import Span

ALL = "all"
OF_SEVERAL = r"(?<!\w)(?!\w*{triggers.innocent})[\w-]*{kinds.missions}s\b"


def total_of(count: Span, sentence: Span, counts: Sequence[Span], context: str | None) -> str:
    """What a number is the total of: an organisation, `all`, or nothing where it is none."""
    if count._.missie_count.officers == 1 or sentence.text.rstrip().endswith("?"):
        return ""
    part = _stretch(count, sentence, counts)
    names = [
        x
        for x in named(part, "MISSION", "COUNTRY", "PLACE", "REGION")
        if x.kb_id_ != home_country()
    ]
    if names:
        return ""
    if _is_sum_of_missions(count, sentence, counts):
        return ALL
    text = part.text.casefold()
    under = named(part, "ORGANISATION")
    several = pattern(OF_SEVERAL).search(text) is not None
    if several or (under and has(text, "abroad.words")):
        return str(under[0].kb_id_) if under else ALL
    whole = sentence.text.casefold()
    of_part = has(whole, "pointing.number", "pointing.back") and not has(whole, "totals.sum")
    elsewhere = named(sentence, "MISSION", "COUNTRY", "PLACE", "REGION", "ORGANISATION")
    abroad = [x for x in elsewhere if x.kb_id_ != home_country()]
    if abroad or not has(whole, "abroad.words") or of_part:
        return ""
    return ALL if context is None or has(whole, "totals.sum") else ""


def _is_sum_of_missions(count: Span, sentence: Span, counts: Sequence[Span]) -> bool:
    """Whether a number stands before a colon, and behind it numbers of several missions that it is
    the sum of: "Het zijn er tien: zes bij UNMISS, drie bij UNSMIL en één bij UNFICYP"."""
    colon = next((t.i for t in sentence if t.text == ":" and t.i >= count.end), sentence.end)
    behind = [each for each in counts if each.start > colon]
    missions = {x.kb_id_ for x in named(sentence.doc[colon : sentence.end], "MISSION")}
    before = any(count.end <= each.start < colon for each in counts)
    summed = sum(each._.missie_count.officers or 0 for each in behind)
    return len(missions) > 1 and not before and summed == count._.missie_count.officers


def _stretch(count: Span, sentence: Span, counts: Sequence[Span]) -> Span:
    """The part of a sentence from a number, or its beginning, to the next number."""
    starts = sorted(each.start for each in counts)
    first = not starts or count.start <= starts[0]
    end = min((at for at in starts if at > count.start), default=sentence.end)
    return sentence.doc[sentence.start if first else count.start : end]
