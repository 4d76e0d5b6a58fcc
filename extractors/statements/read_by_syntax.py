"""Component `missie_by_syntax`: the second reading of sentences, by their grammar.

A number is followed to what it counts and to the verb that governs it; who gives the officers,
where they are and in which mission are arguments of that verb or of the noun, and the status is the
form of the verb. What it shares with the first reading is told in README.md of this folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.statements.coreference import where, with_missions
from missiemonitor.extractors.statements.count_filter import about_deployments, counts_in
from missiemonitor.extractors.statements.count_spans import is_officer
from missiemonitor.extractors.statements.fact import Fact, named
from missiemonitor.extractors.statements.lexicon import begins, terms
from missiemonitor.extractors.statements.totals import total_of
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

COUNTING = ("nummod", "det", "amod", "nmod", "flat", "fixed", "compound")
SUBJECTS = ("nsubj", "nsubj:pass")
INSIDE = ("nmod", "amod", "nummod", "appos", "flat", "acl", "obl", "obl:arg", "obl:agent", "conj")
CLAUSES = ("ROOT", "acl:relcl", "advcl", "ccomp", "parataxis", "csubj", "xcomp")


@Language.component(
    "missie_by_syntax", requires=["doc.spans", "token.dep"], assigns=["doc._.missie_by_syntax"]
)
def missie_by_syntax(doc: Doc) -> Doc:
    """Fill `doc._.missie_by_syntax` with the deployments that the sentences state."""
    doc._.missie_by_syntax = tuple(
        fact for sentence, mission in with_missions(doc) for fact in _facts(sentence, mission)
    )
    return doc


def worth_parsing(doc: Doc) -> bool:
    """Whether a sentence may state a deployment, so that its grammar must be known."""
    takes_part = terms("deployment.takes_part")
    return any(
        _counts(sentence, context) or any(t.text.casefold() in takes_part for t in sentence)
        for sentence, context in with_missions(doc)
    )


def _counts(sentence: Span, context: str | None) -> list[Span]:
    counts = counts_in(sentence)
    about = counts and about_deployments(sentence, named(sentence, "MISSION"), context, counts)
    return counts if about else []


def _facts(sentence: Span, context: str | None) -> Iterator[Fact]:
    names = {token.i: name for name in named(sentence, *LABELS) for token in name}
    own = named(sentence, "MISSION")
    counts = _counts(sentence, context)
    for count in counts:
        token = count.root
        noun = _counted(token, names)
        verb = _verb(noun)
        reach = [noun, *_args(noun), verb, *_args(verb)]
        mission = _mission(reach, names, context, sentence)
        places = _places(noun, verb, names, sentence)
        total = total_of(count, sentence, counts, context)
        mission = None if total else mission
        for nationality in _givers(noun, token, verb, names):
            yield Fact(
                "deployment",
                sentence.start,
                count.start,
                mission,
                () if total else where(mission, places, own, sentence),
                count._.missie_count,
                nationality,
                _step(token) or _status(noun, verb),
            )
    if not counts:
        yield from _uncounted(sentence, own, context, names)


def _uncounted(
    sentence: Span, own: Sequence[Span], context: str | None, names: dict[int, Span]
) -> Iterator[Fact]:
    """Participation without a number: a noun or verb of it, and the form of its verb."""
    for token in sentence:
        if token.text.casefold() not in terms("deployment.takes_part"):
            continue
        verb = _verb(token)
        status = _status(token, verb)
        mission = own[0].kb_id_ if own else context
        places = _places(token, verb, names, sentence)
        gives = begins(verb.text.casefold(), "syntax.giving")
        gives = gives or token.text.casefold() in terms("syntax.part_taken")
        if status == "past" or (status == "current" and not gives):
            continue
        if mission or places:
            yield Fact(
                "deployment",
                sentence.start,
                sentence.start,
                mission,
                where(mission, places, own, sentence),
                nationality=home_country(),
                status=status,
            )
        return


LABELS = ("MISSION", "COUNTRY", "PLACE", "NATION")


def _counted(token: Token, names: dict[int, Span]) -> Token:
    """The noun that a number counts, or the number itself where it stands for officers."""
    at = token
    for _ in range(3):
        if is_officer(at.text) or (
            at.i in names and names[at.i].label_ == "NATION" and at.pos_ != "ADJ"
        ):
            return at
        if at.dep_ in COUNTING or (
            at.dep_ == "conj" and at.head.i < at.i and token.dep_ == "nummod"
        ):
            at = at.head
        else:
            break
    return token


def _verb(token: Token) -> Token:
    """The verb, or the word that stands for one, that governs a token's clause."""
    at = token
    while at.head is not at:
        finite = at.pos_ in ("VERB", "AUX") and _is_finite(at)
        if finite or (at.dep_ in CLAUSES and at.dep_ not in ("xcomp", "advcl", "acl")):
            break
        at = at.head
    return at


def _is_finite(verb: Token) -> bool:
    """Whether a verb, or an auxiliary of it, has a tense."""
    aids = [child for child in verb.children if child.dep_ in ("aux", "aux:pass", "cop")]
    return any("Fin" in each.morph.get("VerbForm", []) for each in (verb, *aids))


def _args(token: Token) -> list[Token]:
    """What depends on a token and is no clause of its own, with what depends on that."""
    found: list[Token] = []
    for child in token.children:
        counted = child.dep_ == "conj" and any(t.pos_ == "NUM" for t in child.subtree)
        if counted:
            continue  # another number, with places of its own
        if child.dep_ in INSIDE or child.dep_ in SUBJECTS or child.dep_ in ("obj", "iobj"):
            found += [child, *_args(child)]
    return found


def _mission(
    reach: Sequence[Token], names: dict[int, Span], context: str | None, sentence: Span
) -> str | None:
    own = {name.kb_id_ for name in named(sentence, "MISSION")}
    if len(own) < 2:
        return next(iter(own), context)
    for token in reach:
        name = names.get(token.i)
        if name is not None and name.label_ == "MISSION":
            return str(name.kb_id_)
    return None


def _case(token: Token) -> str:
    return next((child.text.casefold() for child in token.children if child.dep_ == "case"), "")


def _givers(noun: Token, number: Token, verb: Token, names: dict[int, Span]) -> list[str | None]:
    """Whose officers they are: by an adjective, by being natives, or by who is the subject."""
    if noun.i in names and names[noun.i].label_ == "NATION":
        return [str(names[noun.i].kb_id_)]
    beside = [names[t.i] for t in noun.subtree if t.i in names and t.i > number.i]
    beside = [name for name in beside if name.label_ == "NATION" and name.start <= number.i + 3]
    if beside and not any(t.pos_ == "NUM" for t in noun.doc[number.i + 1 : beside[0].start]):
        return [str(beside[0].kb_id_)]
    sides = [verb]
    while sides[-1].dep_ == "conj" and sides[-1].head is not sides[-1]:
        sides.append(sides[-1].head)
    for side in sides:
        for child in side.children:
            if child.dep_ not in (*SUBJECTS, "obl:agent") and _case(child) not in terms(
                "grammar.by"
            ):
                continue
            told = _nations_of(child, names)
            if len(told) > 1 and any(
                t.text.casefold() in terms("deployment.each") for t in verb.subtree
            ):
                return list(told)
            if told:
                return [told[0]] if len(told) == 1 else [None]
    return [home_country()]


def _nations_of(token: Token, names: dict[int, Span]) -> list[str]:
    """The countries that a subject names: itself, those beside it, and its adjectives."""
    found: list[str] = []
    for each in [token, *token.conjuncts, *token.children]:
        name = names.get(each.i)
        if name is None or (name.label_ == "COUNTRY" and _case(each)):
            continue
        if name.label_ in ("COUNTRY", "NATION"):
            found.append(str(name.kb_id_))
    return list(dict.fromkeys(found))


def _places(noun: Token, verb: Token, names: dict[int, Span], sentence: Span) -> list[str]:
    """Where officers are: places that depend on their noun, else on their verb, else any."""
    for start in (noun, verb, sentence.root):
        found = []
        for token in _args(start):
            name = names.get(token.i)
            if name is None or name.kb_id_ == home_country() or token.dep_ in SUBJECTS:
                continue
            case = _case(token) or _case(token.head)
            if name.label_ in ("COUNTRY", "PLACE") and case in terms("deployment.where"):
                found.append(str(name.kb_id_))
        if found:
            return found
    return []


def _step(number: Token) -> str:
    """Of "van zes naar vier" the first is past and the second is so now."""
    case = _case(number) or _case(number.head)
    cases = {_case(t) for t in number.sent if t.pos_ == "NUM"}
    cases |= {_case(t.head) for t in number.sent if t.pos_ == "NUM"}
    start, goal = terms("grammar.of"), terms("steps.goes_to")
    if case in start | goal and cases & start and cases & goal:
        return "past" if case in start else "current"
    return ""


def _status(noun: Token, verb: Token) -> str:
    """The status by the verb's form, what denies it, its auxiliaries, and what it depends on."""
    aids = [child for child in verb.children if child.dep_ in ("aux", "aux:pass", "cop")]
    parts = [child for child in verb.children if child.dep_ in ("compound:prt", "advmod")]
    words = {token.text.casefold() for token in (verb, *parts)}
    beside = {c.text.casefold() for token in (verb, noun) for c in token.children}
    if beside & terms("syntax.not"):
        return "ended" if beside & terms("syntax.no_longer") else "negated"
    over = [verb.head] if verb.dep_ in ("xcomp", "ccomp", "advcl", "acl") else []
    wish = any(begins(w.text.casefold(), "syntax.wishes") for w in (verb, *over))
    infinitive = "Inf" in verb.morph.get("VerbForm", []) and (over or not aids)
    if {a.text.casefold() for a in aids} & terms("syntax.future") or wish or (infinitive and over):
        return "planned"
    if begins(verb.text.casefold(), "syntax.ending") or words & terms("clauses.back"):
        return "ended"
    finite = next((t for t in (*aids, verb) if "Fin" in t.morph.get("VerbForm", [])), verb)
    if "Past" in finite.morph.get("Tense", []):
        return "past"
    return "current"
