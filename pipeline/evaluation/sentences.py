"""Gold sentences go in; precision and recall per kind and per field come out.

The form of gold files is told in tests/gold/README.md.
"""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from missiemonitor.corpus.errors import MissieError
from missiemonitor.corpus.files import need_file
from missiemonitor.corpus.series import home_country
from missiemonitor.corpus.text import slug
from missiemonitor.extractors.linking.counts import Count
from missiemonitor.extractors.linking.missions import known_mission
from missiemonitor.extractors.reference import statement_kinds
from missiemonitor.extractors.statements.coreference import where_of
from missiemonitor.extractors.statements.fact import Fact
from missiemonitor.extractors.statements.pipeline import read
from missiemonitor.extractors.statements.reconcile import Reconciled
from missiemonitor.extractors.statements.reconcile import reconciled as reconciled_of
from missiemonitor.extractors.statements.reconcile_events import reconciled_events
from spacy.language import Language
from spacy.tokens import Doc

KINDS = {kind.letter: kind.kind for kind in statement_kinds()}
# What must be right for a fact of a kind to be right; of others it is enough that they are found.
FIELDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(KINDS.values(), ()),
    "deployment": ("mission", "countries", "count", "nationality", "status"),
    "liaison": ("countries", "count", "status"),
    "visit": ("from", "to"),
    "assistance": ("by", "to"),
    "agreement": ("partners",),
    "priority": ("number",),
}
# What is measured besides.
MORE = {
    "liaison": ("place", "theme"),
    "visit": ("when",),
    "assistance": ("status", "what", "event", "count", "number"),
    "agreement": ("name", "date"),
}
YEAR = 2026  # of which gold sentences tell
AROUND = {"~": "about", ">": "at_least", "<": "up_to"}

Values = dict[str, Any]


FORM = "the form is told in tests/gold/README.md"


class GoldError(MissieError):
    """A line of a gold file that cannot be read."""


@dataclass(frozen=True)
class GoldItem:
    """A paragraph, its heading, and the facts that a careful reader finds in it."""

    text: str
    heading: str
    facts: tuple[tuple[str, Values], ...]


@dataclass
class Tally:
    """What gold has and what was given of a kind, sure and in all, and which fields were wrong."""

    gold: int = 0
    sure: int = 0
    sure_right: int = 0
    given: int = 0
    right: int = 0
    recalled: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    """Right values of each field among facts that were matched to one of gold."""
    matched: int = 0
    confused: Counter[str] = field(default_factory=Counter)


def read_gold(path: Path) -> list[GoldItem]:
    """The items of a gold file. Raises GoldError."""
    items = []
    try:
        need_file(path)
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: {error}", FORM) from error
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        text = "\n".join(line for line in lines if not line.startswith((">", "=")))
        if not text.strip():
            continue
        heading = next((line[1:].strip() for line in lines if line.startswith(">")), "")
        marks = [line for line in lines if line.startswith("=")]
        try:
            facts = tuple(_fact(line) for line in marks)
        except (ValueError, IndexError, KeyError) as error:
            raise GoldError(f"{path}: {marks}: {error}", FORM) from error
        items.append(GoldItem(text, heading, facts))
    return items


def _fact(line: str) -> tuple[str, Values]:
    kind = KINDS[line[1:].split()[0]]
    words = shlex.split(line[1:])[1:]
    more = dict(word.split("=", 1) for word in words if "=" in word)
    plain = [word for word in words if "=" not in word]
    values: Values = {}
    if kind == "deployment":
        places = plain.pop()[1:].split(",") if plain[-1].startswith("@") else None
        status, nation, count = plain[-1], plain[-2], plain[-3]
        name = " ".join(plain[:-3])
        mission = None if name == "-" else f"unknown-{slug(name[1:])}" if name[0] == "?" else name
        values = {
            "mission": mission,
            "countries": tuple(sorted(places if places is not None else where_of(mission, []))),
            "count": _count(count),
            "nationality": None if nation == "-" else nation,
            "status": status,
        }
    elif kind == "liaison":
        values = {
            "countries": () if plain[0] == "-" else tuple(sorted(plain[0].split(","))),
            "count": _count(plain[1]),
            "status": plain[2],
        }
    elif kind in ("visit", "assistance"):
        one, two = plain[0].split(">")
        first, second = ("from", "to") if kind == "visit" else ("by", "to")
        values = {first: _sorted(one), second: _sorted(two)}
        if len(plain) > 1:
            values["status"] = plain[1]
        if "count" in more:
            values["count"] = _count(more.pop("count"))
    elif kind == "agreement":
        others = [partner for partner in plain[0].split(",") if partner != home_country()]
        values = {"partners": ",".join(sorted(others))}
    elif kind == "priority":
        values = {"number": plain[0]}
    return kind, values | more


def _sorted(text: str) -> str:
    return ",".join(sorted(text.split(",")))


def _count(text: str) -> Count:
    if text == "-":
        return Count(None)
    name = AROUND.get(text[0])
    low, _, high = text.lstrip("~<>").partition("-")
    if high:
        return Count(int(low), int(high), "range")
    return Count(int(low), int(low) if name == "up_to" else None, name)


# --- what was read ----------------------------------------------------------------------------


def values_of(fact: Fact) -> Values:
    """The fields of a fact as gold has them."""
    return {
        "mission": fact.mission,
        "countries": tuple(sorted(fact.countries)),
        "count": fact.count,
        "nationality": fact.nationality,
        "status": fact.status,
        **dict(fact.details),
    }


def read_item(nlp: Language, item: GoldItem) -> list[Reconciled]:
    """The facts that both readings give for an item."""
    doc: Doc = nlp.make_doc(item.text)
    heading = known_mission(item.heading) if item.heading else None
    doc._.missie_heading = heading.mission.mission if heading and heading.mission else ""
    doc._.missie_under, doc._.missie_year = item.heading, YEAR
    read(nlp, [doc])
    return reconciled_of(doc) + reconciled_events(doc)


def evaluate(nlp: Language, items: Iterable[GoldItem]) -> dict[str, Tally]:
    """The tally of each kind over all items."""
    tallies = {kind: Tally() for kind in FIELDS}
    for item in items:
        reconciled = read_item(nlp, item)
        for kind, tally in tallies.items():
            gold = [values for each, values in item.facts if each == kind]
            given = [each for each in reconciled if each.fact.kind == kind]
            _add(tally, kind, gold, given)
    return tallies


def _add(tally: Tally, kind: str, gold: list[Values], given: list[Reconciled]) -> None:
    tally.gold += len(gold)
    tally.given += len(given)
    tally.sure += sum(reconciled.sure for reconciled in given)
    left = list(gold)
    unmatched: list[Reconciled] = []
    for reconciled in given:
        hit = next((v for v in left if _right(kind, values_of(reconciled.fact), v)), None)
        if hit is None:
            unmatched.append(reconciled)
            continue
        left.remove(hit)
        tally.right += 1
        tally.recalled += 1
        tally.sure_right += reconciled.sure
        _fields(tally, kind, values_of(reconciled.fact), hit)
    for reconciled in unmatched:
        # What the other reading said is stored beside it: a flagged fact may be right in that.
        other = values_of(reconciled.other) if reconciled.other else None
        hit = next((v for v in left if other and _right(kind, other, v)), None)
        if hit is not None:
            left.remove(hit)
            tally.recalled += 1
            _fields(tally, kind, values_of(reconciled.fact), hit)
            continue
        near = max(left, key=lambda v: _alike(kind, values_of(reconciled.fact), v), default=None)
        if near is None:
            tally.confused[f"nothing stated, taken for {_told(kind, reconciled.fact)}"] += 1
        else:
            _fields(tally, kind, values_of(reconciled.fact), near)
            left.remove(near)
    for values in left:
        tally.confused[f"missed: {values}"] += 1


def _right(kind: str, given: Values, gold: Values) -> bool:
    return all(given.get(name) == gold.get(name) for name in FIELDS[kind])


def _alike(kind: str, given: Values, gold: Values) -> int:
    return sum(given.get(name) == gold.get(name) for name in FIELDS[kind])


def _told(kind: str, fact: Fact) -> str:
    values = values_of(fact)
    return str({name: values.get(name) for name in FIELDS[kind]})


def _fields(tally: Tally, kind: str, given: Values, gold: Values) -> None:
    tally.matched += 1
    for name in (*FIELDS[kind], *(n for n in MORE.get(kind, ()) if n in gold)):
        if given.get(name) == gold.get(name):
            tally.fields[name] += 1
        else:
            tally.fields[f"not {name}"] += 1
            tally.confused[f"{name}: {gold.get(name)!r} read as {given.get(name)!r}"] += 1


def wrong_and_unwarned(nlp: Language, items: Iterable[GoldItem]) -> Iterator[str]:
    """Dutch counts that are sure and that no fact of gold has: what must never be."""
    for item in items:
        gold = Counter(
            (v["count"], v["nationality"]) for kind, v in item.facts if kind == "deployment"
        )
        given = Counter(
            (reconciled.fact.count, reconciled.fact.nationality)
            for reconciled in read_item(nlp, item)
            if reconciled.sure
            and reconciled.fact.kind == "deployment"
            and reconciled.fact.nationality == home_country()
        )
        for (count, _), _number in (given - gold).items():
            if count.officers is not None:
                yield f"{count.officers} in {re.sub(chr(10), ' ', item.text)!r}"


HEADERS = ("kind", "owed", "found", "precision", "recall", "F1", "sure", "precision of sure")


def as_json(tallies: dict[str, Tally], unwarned: list[str]) -> dict[str, Any]:
    """Everything that is measured, for programs."""
    kinds = [dict(zip(HEADERS, row, strict=True)) for row in table(tallies)]
    fields = [
        dict(zip(("kind", "field", "held", "right"), row, strict=True))
        for row in field_table(tallies)
    ]
    return {"kinds": kinds, "fields": fields, "wrong and unwarned": unwarned}


def table(tallies: dict[str, Tally]) -> list[list[object]]:
    """A row a kind: owed, found, precision, recall and F1; for deployments also of sure ones."""
    rows: list[list[object]] = []
    for kind, tally in tallies.items():
        precision = tally.right / tally.given if tally.given else 0.0
        recall = tally.recalled / tally.gold if tally.gold else 0.0
        both = precision + recall
        rows.append(
            [
                kind,
                tally.gold,
                tally.given,
                f"{precision:.3f}",
                f"{recall:.3f}",
                f"{2 * precision * recall / both if both else 0.0:.3f}",
                tally.sure,
                f"{tally.sure_right / tally.sure:.3f}" if tally.sure else "",
            ]
        )
    return rows


def field_table(tallies: dict[str, Tally]) -> list[list[object]]:
    """A row a field of a kind: how many were held against gold, and the share that was right."""
    rows: list[list[object]] = []
    for kind, tally in tallies.items():
        for name in (*FIELDS[kind], *MORE.get(kind, ())):
            right, wrong = tally.fields[name], tally.fields[f"not {name}"]
            if right + wrong:
                rows.append([kind, name, right + wrong, f"{right / (right + wrong):.3f}"])
    return rows
