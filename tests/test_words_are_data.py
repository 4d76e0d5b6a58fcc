"""Words of reports stand in data: no Dutch word in the program's strings, but in docstrings."""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Iterator
from functools import cache, lru_cache
from io import StringIO
from pathlib import Path

import pytest
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

ROOT = Path(__file__).parents[1]
FOLDERS = ("api", "corpus", "extractors", "output", "pipeline")
# A sample is a document that is typeset by a program; its text is the document's.
DOCUMENTS = [path / "sources" for path in (ROOT / "corpus").glob("samples*")]

# What Dutch dictionaries have, English ones lack, and is here a word of neither: with the reason.
TERMS = {
    "alpino": "a treebank",
    "alt": "an attribute of HTML",
    "datasette": "a program",
    "dep": "an attribute of spaCy's tokens, and its score",
    "en": "ISO 639-1 for English",
    "fa": "a range of hexadecimal digits",
    "lang": "the attribute of HTML that says of which language a text is",
    "fte": "a promised qualifier of counts: full-time equivalent",
    "info": "a promised severity of findings",
    "int": "a type of Python",
    "las": "labelled attachment score",
    "li": "an element of HTML",
    "marechaussee": "a corps, and a promised scope of counts",
    "meta": "meta.json of a spaCy pipeline",
    "missiemonitor": "this program",
    "pos": "part of speech",
    "simplemma": "a program",
    "typ": "the ending of a program of Typst",
    "wal": "SQLite's write-ahead log",
}
SLOT = re.compile(r"\{[a-z_]+(?:\.[a-z_{}]+)+\}")  # {status.past} in a pattern
NAME = re.compile(r"[a-z_]+(?:\.[a-z_]+)+|doc\._\.\w+")  # status.past, token.dep
# The program's own prefix in spaCy, in addresses and in the browser.
PREFIXED = re.compile(
    r"missie(?=[_.])|(?<=/)missie(?=/)|(?<=x-)missie(?=-)|(?<=const )missie|missie(?=-plot)"
)


@lru_cache(maxsize=2)
def dictionary(language: str) -> frozenset[str]:
    """Forms and lemmas that simplemma knows of a language: 366,000 Dutch, 139,000 English."""
    forms = DefaultDictionaryFactory().get_dictionary(language)
    words = (word for pair in forms.items() for word in pair)
    return frozenset(w.decode() if isinstance(w, bytes) else str(w) for w in words)


def strings(source: str) -> Iterator[tuple[int, str]]:
    """Lines and texts of a program's strings, docstrings apart."""
    tree = ast.parse(source)
    told = {
        id(node.value)
        for parent in ast.walk(tree)
        if isinstance(parent, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        for node in parent.body
        if isinstance(node, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def comments(source: str) -> Iterator[tuple[int, str]]:
    """Lines and texts of a program's comments, without the examples that they quote."""
    for token in tokenize.generate_tokens(StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], re.sub(r"\"[^\"]*\"|“[^”]*”|'[^']*'", " ", token.string)


@cache
def is_dutch(word: str) -> bool:
    """Whether a word in lower case is Dutch and not English, whole or put together of two."""
    if word in dictionary("en"):
        return False
    halves = (
        (word[:at], word[at:].removeprefix(s)) for at in range(4, len(word)) for s in ("", "s")
    )
    return word in dictionary("nl") or any(
        len(second) > 3
        and {first, second} <= dictionary("nl")
        and not {first, second} <= dictionary("en")
        for first, second in halves
    )


def dutch_words(source: str) -> list[tuple[int, str]]:
    """Words of a program's strings and comments that are Dutch and not English, with their lines.

    A string of an identifier or a slot names something of the program, and is no word of a report.
    """
    found = []
    for line, text in (*strings(source), *comments(source)):
        if NAME.fullmatch(text):
            continue
        plain = PREFIXED.sub(" ", SLOT.sub(" ", re.sub(r"\\[a-zA-Z]", " ", text)))
        for word in re.findall(r"(?<![\w-])[^\W\d_]{2,}(?!\w)|[^\W\d_]{4,}", plain):
            folded = word.casefold()
            if is_dutch(folded) and folded not in TERMS:
                found.append((line, word))
    return found


@pytest.mark.slow
def test_no_dutch_word_stands_in_the_program() -> None:
    files = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]
    assert len(files) > 100
    found = [
        f"{path.relative_to(ROOT)}:{line}: {word}"
        for path in files
        if not {*DOCUMENTS} & {*path.parents}
        for line, word in dutch_words(path.read_text(encoding="utf-8"))
    ]
    assert found == [], (
        "words of reports belong into extractors/reference, corpus/series or corpus/languages"
    )


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('FRUIT = ("appelmoes", "boerenkool")', ["appelmoes", "boerenkool"]),
        ('re.compile(r"\\bvergader(?:t|de)\\b|\\w+schepen\\b")', ["vergader", "schepen"]),
        ('f"{name} werd gekozen"', ["werd", "gekozen"]),
        ('if "missie" in text: pass', ["missie"]),
        ('x = "kwartaalbericht"  # het bericht', ["kwartaalbericht", "het", "bericht"]),
        ('pattern(r"{status.past} vorige week")', ["vorige"]),
    ],
)
def test_a_dutch_word_that_is_put_into_the_program_is_found(source: str, words: list[str]) -> None:
    assert [word for _, word in dutch_words(source)] == words


@pytest.mark.parametrize(
    "source",
    [
        'def count():\n    """Reads "vijfentwintig"."""\n    return "officers abroad"',
        'x = 1  # "drie agenten" are counted',
        'doc.spans["missie_names"], data("forms.ge"), "Int64", "name_en"',
        'told = f"the mission is not {name}; see the evidence on page {number}"',
    ],
)
def test_english_names_and_docstrings_are_left_alone(source: str) -> None:
    assert dutch_words(source) == []


def test_no_term_is_excused_that_the_program_does_not_use() -> None:
    text = "\n".join(
        path.read_text(encoding="utf-8") for f in FOLDERS for path in (ROOT / f).rglob("*.py")
    ).casefold()
    assert [term for term in TERMS if not re.search(rf"(?<![a-z]){term}(?![a-z])", text)] == []
