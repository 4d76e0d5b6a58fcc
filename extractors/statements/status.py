"""What a clause says of when: by cue words of its own, by those of its sentence, by tense."""

from __future__ import annotations

import re
from collections.abc import Sequence

from missiemonitor.extractors.statements.lexicon import data, has
from missiemonitor.extractors.statements.tense import is_perfect, tenses
from spacy.tokens import Span

AUXILIARY = r"(?:heeft|hebben|is|zijn|zal|zullen|wordt|worden|werd|werden)$"
PRESENT = r"\w(?:draagt|levert|neemt|werkt|dient|telt|doet)\b"  # verbs with their particle


TO_COME = re.compile(  # "wordt in de loop van dit jaar teruggebracht"
    r"\b(?:wordt|worden)\b.*\b(?:teruggebracht|uitgebreid|verhoogd|verlaagd|verminderd)\b"
)


def status(count: Span, sentence: Span, counts: Sequence[Span]) -> str:
    """What a clause says of when: by its cue words, or by those of the sentence if it has none."""
    doc = count.doc
    text = sentence.text.casefold()
    near = _between_semicolons(count, sentence).text.casefold()
    before = doc[max(0, count.start - 2) : count.start].text.casefold()
    step = before.split()[-1:]
    to = any(doc[s.start - 1].text.casefold() in ("naar", "tot", "op") for s in counts if s.start)
    if has(text, data("status")["changes"]) and step in (["van"], ["naar"], ["tot"]) and to:
        planned = status_of(text) == "planned" or TO_COME.search(text) is not None
        if before.endswith("van"):
            return "current" if planned else "past"
        return "planned" if planned else "current"
    said = doc[max(sentence.start, count.start - 3) : count.start].text.casefold()
    noun = re.search(rf"\b({'|'.join(data('status')['nominal'])}) van\b", said)
    if noun and not has(text, data("status")["not_yet"]):
        told: str = data("status")["nominal"][noun[1]]
        return told
    others = [s for s in counts if s.start != count.start]
    if before in ("van de", "van deze") and others and has(text, data("status")["ended"]):
        return "past" if has(text, data("status")["past"] + ["keerden", "keerde"]) else "current"
    whole = status_of(sentence.text)
    part = status_of(part_of(count, sentence).text)
    if whole == "negated" and not part:
        whole = "past" if tenses(sentence.text) == {"past"} else "current"  # "geen wijzigingen"
    if part == "past" and whole == "ended" and not has(text, ["terwijl", "maar"]):
        return whole
    clause = part_of(count, sentence)
    said = doc[clause.start : count.start].text.casefold()
    meant = "|".join(data("status")["meant"])
    if (
        re.search(
            rf"(?<!op )\b(?:{meant})\b.*\b(?:om|tot|voor)\b|\b(?:werving|selectie) van\b", said
        )
        and whole != "negated"
    ):
        return "planned"
    if part in ("current", "") and has(near, data("status")["planned_anywhere"]):
        return "planned"
    if part in ("current", "") and is_over(text):
        return "past"
    return part or whole or "current"


def _between_semicolons(count: Span, sentence: Span) -> Span:
    """What stands between semicolons is a sentence of its own."""
    marks = [t.i for t in sentence if t.text == ";"]
    start = max((at + 1 for at in marks if at < count.start), default=sentence.start)
    end = min((at for at in marks if at >= count.end), default=sentence.end)
    return sentence.doc[start:end]


def is_over(text: str) -> bool:
    """Whether a perfect tells of what is done: "heeft in 2019 trainers geleverd"."""
    year = re.search(r"\b(?:in|van|tussen) (?:19|20)\d\d\b", text)
    served = has(text, data("status")["served"])
    return is_perfect(text) and bool(year or served) and not has(text, ["sinds"])


def status_of(text: str) -> str:
    """The status that a text's cue words tell, or nothing."""
    folded = text.casefold()
    if re.search(r"\btot (?:en met )?(?:19|20)\d\d\b", folded) and not has(folded, ["verlengd"]):
        return "past"
    if has(folded, data("status")["not_yet"]):
        return "planned"
    if re.search(
        r"\bgeen\b.*\bmeer\b|\btrok(?:ken)?\b.*\bterug\b|\b(?:rondden?|liep(?:en)?)\b.*\baf\b",
        folded,
    ):
        return "ended"
    if re.search(r"\b(?:vertrokken|vertrok)\b", folded) and not has(folded, ["naar"]):
        return "ended"
    whence = re.search(r"\bkom(?:t|en) er\b.*\buit\b", folded)  # where they are from
    if has(folded, data("status")["inchoative"]) and not has(folded, ["sinds"]) and not whence:
        return "planned"
    for status in ("negated", "ended", "planned", "past"):
        if has(folded, data("status")[status]):
            return status
    if tenses(text) == {"past"}:
        return "past"
    now = has(folded, data("status")["present"]) or re.search(PRESENT, folded)
    return "current" if now or "present" in tenses(text) else ""


def part_of(count: Span, sentence: Span) -> Span:
    """The words around a number up to the next comma, semicolon, or word that begins a clause."""
    ends = {
        ",",
        ";",
        ":",
        "(",
        ")",
        "maar",
        "terwijl",
        "waarbij",
        "toen",
        "zodra",
        "nadat",
        "omdat",
    }
    start, end = count.start, count.end
    while start > sentence.start and sentence.doc[start - 1].text.casefold() not in ends:
        start -= 1
    while end < sentence.end and sentence.doc[end].text.casefold() not in ends:
        if sentence.doc[end].text == "en" and re.match(
            AUXILIARY, sentence.doc[end + 1 : end + 2].text.casefold()
        ):
            break
        end += 1
    return sentence.doc[start:end]
