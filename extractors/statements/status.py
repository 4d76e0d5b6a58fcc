"""What a clause says of when: by cue words of its own, by those of its sentence, by tense."""

from __future__ import annotations

from collections.abc import Sequence

from missiemonitor.corpus.series import per_series
from missiemonitor.extractors.statements.lexicon import data, ends, has, pattern, terms
from missiemonitor.extractors.statements.tense import is_perfect, tenses, without_passive_now
from spacy.tokens import Span

TO_COME = r"\b{clauses.becomes}\b.*\b{steps.done}\b"
OVER = (
    r"\b{clauses.none}\b.*\b{clauses.more}\b"
    r"|\b{clauses.drew}\b.*\b{clauses.back}\b"
    r"|\b{clauses.finished}\b.*\b{clauses.off}\b"
)
ONLY_MEANT = (
    r"(?<!{clauses.upon} )\b{status.meant}\b.*\b{clauses.aim}\b"
    r"|\b{clauses.hiring} {grammar.of}\b"
)


def status(count: Span, sentence: Span, counts: Sequence[Span]) -> str:
    """What a clause says of when: by its cue words, or by those of the sentence if it has none."""
    doc = count.doc
    text = sentence.text.casefold()
    near = between_semicolons(count, sentence).text.casefold()
    before = doc[max(0, count.start - 2) : count.start].text.casefold()
    step = before.split()[-1:]
    to = any(doc[s.start - 1].text.casefold() in terms("steps.to") for s in counts if s.start)
    stepped = terms("grammar.of", "steps.goes_to") & {*step}
    if has(text, "status.changes") and stepped and to:
        planned = status_of(text) == "planned" or pattern(TO_COME).search(text) is not None
        if ends(before, "grammar.of"):
            return "current" if planned else "past"
        return "planned" if planned else "current"
    said = doc[max(sentence.start, count.start - 3) : count.start].text.casefold()
    noun = pattern(r"\b({status.nominal}) {grammar.of}\b").search(said)
    if noun and not has(text, "status.not_yet"):
        told: str = data("status.nominal")[noun[1]]
        return told
    others = [s for s in counts if s.start != count.start]
    if before in terms("parts.of_known") and others and has(text, "status.ended"):
        return "past" if has(text, "status.past", "status.returned") else "current"
    whole = status_of(sentence.text)
    part = status_of(part_of(count, sentence).text)
    if whole == "negated" and not part:
        whole = "past" if tenses(sentence.text) == {"past"} else "current"  # "geen wijzigingen"
    if part == "past" and whole == "ended" and not has(text, "clauses.against"):
        return whole
    clause = part_of(count, sentence)
    said = doc[clause.start : count.start].text.casefold()
    if pattern(ONLY_MEANT).search(said) and whole != "negated":
        return "planned"
    if part in ("current", "") and has(near, "status.planned_anywhere"):
        return "planned"
    if part in ("current", "") and is_over(text):
        return "past"
    return part or whole or "current"


def between_semicolons(count: Span, sentence: Span) -> Span:
    """What stands between semicolons is a sentence of its own."""
    marks = [t.i for t in sentence if t.text == ";"]
    start = max((at + 1 for at in marks if at < count.start), default=sentence.start)
    end = min((at for at in marks if at >= count.end), default=sentence.end)
    return sentence.doc[start:end]


def is_over(text: str) -> bool:
    """Whether a perfect tells of what is done: "heeft in 2019 trainers geleverd"."""
    year = pattern(r"\b{clauses.in_year} (?:19|20)\d\d\b").search(text)
    served = has(text, "status.served")
    return is_perfect(text) and bool(year or served) and not has(text, "clauses.since")


@per_series(maxsize=1024)
def status_of(text: str) -> str:
    """The status that a text's cue words tell, or nothing."""
    folded = text.casefold()
    until = pattern(r"\b{clauses.until} (?:19|20)\d\d\b").search(folded)
    if until and not has(folded, "clauses.prolonged"):
        return "past"
    if has(folded, "status.not_yet"):
        return "planned"
    if pattern(OVER).search(folded):
        return "ended"
    left = pattern(r"\b{clauses.left}\b").search(folded)
    if left and not has(folded, "clauses.whither"):
        return "ended"
    # Where officers are from is no beginning.
    whence = pattern(r"\b{clauses.come}\b.*\b{grammar.from}\b").search(folded)
    if has(folded, "status.inchoative") and not has(folded, "clauses.since") and not whence:
        return "planned"
    for status in ("negated", "ended", "planned", "past"):
        cues = without_passive_now(folded) if status == "past" else folded
        if has(cues, f"status.{status}"):
            return status
    if tenses(text) == {"past"}:
        return "past"
    now = has(folded, "status.present") or pattern(r"\w{clauses.with_particle}\b").search(folded)
    return "current" if now or "present" in tenses(text) else ""


def part_of(count: Span, sentence: Span) -> Span:
    """The words around a number up to the next comma, semicolon, or word that begins a clause."""
    edges = terms("clauses.begins") | {*",;:()"}
    joins, auxiliaries = terms("grammar.and"), terms("clauses.auxiliary")
    words = [token.text for token in sentence]
    first = sentence.start
    start, end = count.start, count.end
    while start > first and words[start - 1 - first].casefold() not in edges:
        start -= 1
    while end < sentence.end and words[end - first].casefold() not in edges:
        behind = words[end + 1 - first : end + 2 - first]
        if words[end - first] in joins and behind and behind[0].casefold() in auxiliaries:
            break
        end += 1
    return sentence.doc[start:end]
