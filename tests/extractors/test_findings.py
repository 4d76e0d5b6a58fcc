"""Findings are described in both languages, made in one way, and every described one is made."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.findings import (
    Description,
    advice,
    descriptions,
    finding,
    groups,
    retold,
    stored_values,
)

from docs import generate
from tests.conftest import pdf_of, rows_page

ROOT = Path(__file__).parents[2]
PACKAGES = ("api", "corpus", "extractors", "output", "pipeline")
HOME = ROOT / "extractors" / "findings.py"
LANGUAGES = {"nl", "en"}
SEVERITIES = {"error", "warning", "info"}
ANY = ".*"
each_code = pytest.mark.parametrize("described", descriptions().values(), ids=descriptions())


@dataclass(frozen=True)
class Made:
    """A place where a finding is made: its code, messages as patterns, and slots where they show.

    `code` is None where it is not written there; `slots` are None where they are not.
    """

    where: str
    code: str | None
    messages: frozenset[str]
    slots: frozenset[str] | None


def sources(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path, ast.parse(path.read_text("utf-8"))


def called(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def handed_on(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    """Functions that take a code first and make a finding of it."""
    return {
        node.name: node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and node.args.args
        and node.args.args[0].arg == "code"
        and any(is_made(each) and is_code(each.args[0]) for each in ast.walk(node))
    }


@lru_cache(maxsize=1)
def shared_makers() -> dict[str, ast.FunctionDef]:
    """Those that other modules may import."""
    found = (handed_on(tree) for _, tree in sources(*PACKAGES))
    return {name: made for each in found for name, made in each.items() if name[0] != "_"}


def is_made(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and called(node) in ("finding", "Issue") and bool(node.args)


def is_code(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "code"


def patterns(node: ast.expr | None) -> frozenset[str]:
    """What a message may be called, as regular expressions."""
    if node is None:
        return frozenset({"default"})
    if isinstance(node, ast.Constant):
        return frozenset({re.escape(str(node.value))})
    if isinstance(node, ast.IfExp):
        return patterns(node.body) | patterns(node.orelse)
    if isinstance(node, ast.JoinedStr):
        pieces = (p.value if isinstance(p, ast.Constant) else None for p in node.values)
        return frozenset({"".join(ANY if p is None else re.escape(str(p)) for p in pieces)})
    return frozenset({ANY})


def made_in(path: Path, tree: ast.Module) -> Iterator[Made]:
    makers = shared_makers() | handed_on(tree)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args):
        name, first = called(call), call.args[0]
        if name not in ("finding", "said", "Issue", *makers) or is_code(first):
            continue
        code = first.value if isinstance(first, ast.Constant) else None
        words = {word.arg: word.value for word in call.keywords}
        inner = [each for each in ast.walk(makers[name]) if is_made(each)] if name in makers else []
        where = f"{path.relative_to(ROOT)}:{call.lineno}"
        if name == "Issue":
            shown = [*call.args[2:3], *([words["values"]] if "values" in words else [])]
            slots = keys(shown[0]) if shown else frozenset()
            yield Made(where, code, patterns(call.args[1] if call.args[1:] else None), slots)
        elif name == "said":
            given = frozenset(word for word in words if word is not None)
            yield Made(where, code, patterns(call.args[1] if call.args[1:] else None), given)
        elif "Issue" in map(called, inner):
            told = (patterns(each.args[1] if each.args[1:] else None) for each in inner)
            yield Made(where, code, frozenset().union(*told), None)
        elif None in words:
            messages = patterns(words["message"]) if "message" in words else frozenset({ANY})
            yield Made(where, code, messages, None)
        else:
            own = {"message", "severity", "evidence"}
            if name in makers:
                own |= {each.arg for each in makers[name].args.kwonlyargs}
            slots = frozenset(word for word in words if word is not None and word not in own)
            yield Made(where, code, patterns(words.get("message")), slots)


def keys(node: ast.expr) -> frozenset[str] | None:
    if not isinstance(node, ast.Dict):
        return None
    return frozenset(str(key.value) for key in node.keys if isinstance(key, ast.Constant))


def all_made() -> list[Made]:
    return [
        made
        for path, tree in sources(*PACKAGES)
        if path != HOME
        for made in made_in(path, tree)
        # An issue that became a finding: its code is written in corpus.
        if not made.where.startswith("extractors/extract.py") or made.code
    ]


def made_in_sql() -> set[str]:
    """Codes that a view gives out, behind their severity."""
    pair = re.compile(r"'(?:error|warning|info)',\s*'([a-z][a-z-]+)'")
    found = {
        code
        for path in (ROOT / "output").rglob("*.sql")
        for code in pair.findall(path.read_text("utf-8"))
    }
    return found - SEVERITIES


def slots(template: str) -> list[tuple[str, str, str]]:
    found = Formatter().parse(template)
    return sorted((name, spec or "", turn or "") for _, name, spec, turn in found if name)


def templates(described: Description) -> Iterator[dict[str, str]]:
    yield from (dict(texts) for texts in described.messages.values())
    yield from (dict(texts) for texts in described.parts.values())


def test_every_code_is_written_where_its_finding_is_made() -> None:
    assert not [made.where for made in all_made() if made.code is None]


def test_every_code_that_is_made_is_described_and_every_described_code_is_made() -> None:
    made = {made.code for made in all_made()} | made_in_sql()
    assert made - descriptions().keys() == set()
    assert descriptions().keys() - made == set()


def test_every_message_that_is_made_is_described_and_the_other_way_round() -> None:
    told: dict[str, set[str]] = {}
    for made in all_made():
        assert made.code
        told.setdefault(made.code, set()).update(made.messages)
        for message in made.messages:
            names = descriptions()[made.code].messages
            assert any(re.fullmatch(message, name) for name in names), (made.where, message)
    for code, messages in told.items():
        for name in descriptions()[code].messages:
            assert any(re.fullmatch(message, name) for message in messages), (code, name)


def test_each_place_that_makes_a_finding_fills_the_slots_of_its_message() -> None:
    looked_at = 0
    for made in all_made():
        if made.slots is None or made.code is None:
            continue
        for name, texts in descriptions()[made.code].messages.items():
            # Which message is told elsewhere (ANY) may be any of the code.
            if any(re.fullmatch(message, name) for message in made.messages - {ANY}):
                looked_at += 1
                assert {slot for slot, _, _ in slots(texts["en"])} == made.slots, made.where
    assert looked_at > 30


def test_findings_and_issues_are_made_in_one_way() -> None:
    """`finding(...)` makes a Finding; corpus, which may not know it, makes Issues."""
    found = [
        (path.relative_to(ROOT).parts, called(node))
        for path, tree in sources(*PACKAGES, "tests", "docs")
        for node in ast.walk(tree)
        # An extractor of another package describes what it finds itself.
        if "stranger" not in path.as_posix()
        if isinstance(node, ast.Call) and called(node) in ("Finding", "Issue")
    ]
    # What an extractor of another package gave is made plain in a file of its own.
    assert {parts for parts, name in found if name == "Finding"} == {
        ("extractors", "findings.py"),
        ("extractors", "checked_found.py"),
    }
    assert {parts[0] for parts, name in found if name == "Issue"} == {"corpus"}


@pytest.mark.parametrize("path", sorted((ROOT / "output").rglob("*.sql")), ids=lambda p: p.name)
def test_codes_that_views_name_are_described(path: Path) -> None:
    for named in re.findall(r"\bcode (?:=|<>|IN) \(?('[^)\s]*')", path.read_text("utf-8")):
        assert set(re.findall(r"'([a-z-]+)'", named)) <= descriptions().keys()


@each_code
def test_a_code_is_told_whole_in_both_languages(described: Description) -> None:
    texts = [described.title, described.means, described.do, *templates(described)]
    texts += described.joined.values()
    for each in texts:
        assert each.keys() == LANGUAGES and all(each.values())
    assert all(described.words.values()) and described.group in groups()
    assert set(described.severities) <= SEVERITIES
    assert described.usual.keys() <= described.messages.keys()
    assert described.decision in ("", "unplaced", "waits")


@each_code
def test_both_languages_of_a_message_have_the_same_slots(described: Description) -> None:
    used = set()
    for texts in templates(described):
        assert slots(texts["nl"]) == slots(texts["en"])
        used |= {slot for slot, _, _ in slots(texts["en"])}
    assert not used & {"message", "severity", "evidence"}  # finding() has these itself
    assert {*described.words, *described.joined, *described.parts} <= used


@each_code
def test_every_message_fills_in_both_languages(described: Description) -> None:
    for name, texts in described.messages.items():
        values: dict[str, object] = {}
        shown: list[str] = []
        for slot, spec, _ in slots(texts["en"]):
            inner = [part for part, _, _ in slots(described.parts.get(slot, {}).get("en", ""))]
            if inner:
                values[slot] = [{part: f"{part}{n}" for part in inner} for n in (1, 2)]
                shown += [f"{part}{n}" for part in inner for n in (1, 2)]
            elif slot in described.joined:
                values[slot] = [f"{slot}1", f"{slot}2"]
                shown += [f"{slot}1", f"{slot}2"]
            else:
                values[slot] = 91.4 if spec else f"the {slot} {{x}}"
                shown.append("91" if spec else f"the {slot} {{x}}")
        made = finding(described.code, {"page": 1}, message=name, **values)
        assert (made.message_key, made.values) == (name, values)
        for text in (made.message, described.say(name, values, "nl")):
            assert all(each in text for each in shown), text
        kept = stored_values(made)
        assert retold(made.code, made.message, kept, "nl") == described.say(name, values, "nl")
        assert retold(made.code, made.message, kept, "en") == made.message


def test_values_that_are_english_words_are_said_in_dutch() -> None:
    def dutch(code: str, message: str = "default", **values: object) -> str:
        return descriptions()[code].say(message, values, "nl")

    readings = [{"way": "ruled", "mission": "EUMM", "country": "Georgië", "count": "4"}]
    assert "lijnen: EUMM | Georgië | 4" in dutch("readings-differ", name="EUMM", readings=readings)
    assert dutch("single-reading", name="(no mission)").startswith("(zonder missie): ")
    doubts = ["a change", "an order"]
    told = dutch("statement-unsure", kind="liaison", doubts=doubts, sentence="Zij gaan.")
    assert told == "liaison: een verandering; een volgorde: 'Zij gaan.'"
    twice = dutch("statement-unsure", kind="liaison", doubts=["a change"] * 2, sentence="Zij.")
    assert twice == "liaison: een verandering: 'Zij.'"
    said = list(descriptions()["statement-unsure"].words["doubts"].values())
    assert len(said) == len({*said})  # no two doubts in the same words
    one = {"name": "EUMM", "before": None, "after": "not listed"}
    named = {"newer": "b.pdf", "period": "2024-1", "file": "a.pdf", "differences": [one]}
    assert dutch("revised-report", "differences", **named).endswith(
        "EUMM onleesbaar -> niet genoemd"
    )


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: finding("no-such-code", {}), "describes no finding 'no-such-code'"),
        (lambda: finding("no-table", {}, message="other"), "with a message 'other'"),
        (lambda: finding("no-table", {}, severity="info"), "is never 'info'"),
        (lambda: finding("row-twice", {}), "needs a value for 'name'"),
    ],
)
def test_a_finding_that_is_not_described_cannot_be_made(
    make: Callable[[], object], told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        make()


def test_what_another_version_stored_is_told_as_it_was_stored() -> None:
    kept = '{"message": "of-another-version", "values": {}}'
    assert retold("row-twice", "as stored", kept, "nl") == "as stored"
    assert retold("row-twice", "as stored", None, "nl") == "as stored"
    assert retold("of-another-version", "as stored", kept, "nl") == "as stored"


def test_a_code_of_another_version_is_told_by_its_name() -> None:
    assert advice("of-another-version", "nl") == {"title": "of-another-version", "do": ""}
    assert advice("row-twice", "nl")["title"] == "Dubbele rij"


def test_the_severity_is_the_usual_one_unless_another_of_the_code_is_given() -> None:
    counts = {"tables": 2, "counted": 1, "pages": [1]}
    assert finding("several-tables", {}, **counts).severity == "warning"
    assert finding("several-tables", {}, severity="info", **counts).severity == "info"


def test_findings_about_the_country_light_the_row_and_those_about_the_count_its_cell(
    read: Callable[..., Document],
) -> None:
    rows = [("EUMM Georgië", "Georgië", "4"), ("EULEX Kosovo", "Atlantis", "2 à 3")]
    found = extract(read(pdf_of(rows_page(rows))))
    row = found.deployments[1]
    boxes = {each.code: each.evidence for each in found.findings if each.evidence}
    assert boxes["unknown-country"] == row.evidence != row.count_evidence
    assert boxes["count-is-a-range"] == row.count_evidence


def test_the_page_about_findings_is_generated_from_what_describes_them() -> None:
    """Where this fails, run `python docs/generate.py`."""
    page = ROOT / "docs" / "findings.md"
    assert page.read_text("utf-8") == generate.findings_md()
