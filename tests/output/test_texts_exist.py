"""Each text that a template or a module asks for stands in its catalogue, in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import missiemonitor.output as output
import pytest
from jinja2 import Environment, nodes
from missiemonitor.output.charts import labels_in
from missiemonitor.output.render import LANGUAGES
from missiemonitor.output.site.words import catalogue

OUTPUT = Path(output.__path__[0])
PAGES = sorted((OUTPUT / "pages").glob("*.html"))
SITE = sorted((OUTPUT / "site" / "templates").glob("*.html"))
# What a key may be that a template does not spell out, by the expression that gives it.
DECIDED = ("approved", "corrected", "added", "conflict", "nobody")
SAID = {"row.checked": DECIDED, "finding.severity": ("error", "warning")}


def dotted(node: nodes.Node) -> str:
    """An expression such as `row.checked` as it is written."""
    if isinstance(node, nodes.Getattr):
        return f"{dotted(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else type(node).__name__


def keys_of(node: nodes.Node) -> Iterator[str]:
    """The keys that an expression may give; one that is put together ends in `*` after what it
    begins with."""
    if isinstance(node, nodes.Const):
        yield str(node.value)
    elif isinstance(node, nodes.CondExpr):
        yield from keys_of(node.expr1)
        if node.expr2 is not None:
            yield from keys_of(node.expr2)
    elif isinstance(node, nodes.Concat | nodes.Add):
        first = node.nodes[0] if isinstance(node, nodes.Concat) else node.left
        yield from (f"{key}*" for key in keys_of(first))
    else:
        yield from SAID[dotted(node)]


def asked(path: Path, name: str) -> Iterator[str]:
    """The keys that a template asks a catalogue for: `labels.x`, `labels["x"]`, `w("x")`."""
    tree = Environment().parse(path.read_text("utf-8"))
    for each in tree.find_all((nodes.Getattr, nodes.Getitem, nodes.Call)):
        of = each.node
        if isinstance(each, nodes.Call) and dotted(of) == f"{name}.many":
            yield from (f"{key}.{end}" for key in keys_of(each.args[0]) for end in MANY)
        if not (isinstance(of, nodes.Name) and of.name == name):
            continue
        if isinstance(each, nodes.Call):
            yield from keys_of(each.args[0])
        elif isinstance(each, nodes.Getitem):
            yield from keys_of(each.arg)
        elif each.attr not in ATTRIBUTES:
            yield each.attr


MANY = ("one", "many")
ATTRIBUTES = ("language", "get", "many", "day", "number", "signed", "listed", "period", "desk")


def absent(key: str, there: set[str]) -> bool:
    if key.endswith("*"):
        return not any(each.startswith(key[:-1]) for each in there)
    return key not in there


def test_these_are_all_that_the_view_says_of_a_decision() -> None:
    view = (OUTPUT / "database/schema/views/officers.sql").read_text("utf-8")
    (case,) = re.findall(r"CASE\s+WHEN s\.action IS NULL(.*?)END AS decided", view, re.DOTALL)
    assert {*re.findall(r"'(\w+)'$", case, re.MULTILINE)} | {"nobody"} == {*DECIDED}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_of_a_page_is_there(language: str) -> None:
    there = {*labels_in(language)}
    found = {(page.name, key) for page in PAGES for key in asked(page, "labels")}
    assert len(found) > 50
    assert {each for each in found if absent(each[1], there)} == set()


def test_every_word_of_the_site_is_there_in_both_languages() -> None:
    there = {key for key, told in catalogue().items() if {*told} == {*LANGUAGES}}
    assert there == {*catalogue()}
    found = {(page.name, key) for page in SITE for key in asked(page, "w")}
    assert len(found) > 200
    assert {each for each in found if absent(each[1], there)} == set()


def test_every_word_that_a_module_spells_out_is_there() -> None:
    said = re.compile(r"\b(?:self\.|sheet\.)?words(?:\.many)?\(\s*(f?)\"([\w.-]+)")
    labelled = re.compile(r"\blabels\[(f?)\"([\w.-]+)")
    labels = {*labels_in("nl")}
    found = 0
    for path in (*(OUTPUT / "site").glob("*.py"), *(OUTPUT / "pages").glob("*.py")):
        source = path.read_text("utf-8")
        for pattern, there in ((said, {*catalogue()}), (labelled, labels)):
            for put_together, key in pattern.findall(source):
                found += 1
                known = any(each == key or each.startswith(f"{key}.") for each in there)
                if put_together:
                    known = any(each.startswith(key) for each in there)
                assert known, (path.name, key)
    assert found > 50
