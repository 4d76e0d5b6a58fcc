"""spaCy's tokenizer with its special cases as texts need them.

A language has thousands of cases ("a.d.h.v.", "zo'n"), and adding one takes as long as reading a
word: adding all three times, as spaCy does, was a third of what it took to read a short report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import spacy
import srsly
from spacy.lang.tokenizer_exceptions import emoticons
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import registry

EMPTY = "missie.EmptyTokenizer.v1"


class TokenizerByNeed:
    """A tokenizer that gives what one with all its cases gives, and knows only those it met.

    A case can only matter to a text in which it stands.
    """

    def __init__(self, tokenizer: Tokenizer, cases: dict[str, Any]) -> None:
        self.tokenizer = tokenizer
        # By how they begin, as most of thousands begin otherwise than anything in a text.
        self.waiting: dict[str, dict[str, Any]] = defaultdict(dict)
        for case, tokens in cases.items():
            self.waiting["".join(case.split())[:2]][case] = tokens

    def __call__(self, text: str) -> Doc:
        # Cases are looked for in tokens, of which white space is none.
        squeezed = "".join(text.split())
        begin = {"", *squeezed, *map("".join, pairwise(squeezed))} & self.waiting.keys()
        for waiting in (self.waiting[each] for each in begin):
            for case in [each for each in waiting if "".join(each.split()) in squeezed]:
                self.tokenizer.add_special_case(case, waiting.pop(case))
        doc: Doc = self.tokenizer(text)
        return doc


def _empty() -> Callable[[Language], Tokenizer]:
    return lambda nlp: Tokenizer(nlp.vocab)


registry.tokenizers.register(EMPTY, func=_empty)


def load_by_need(path: Path, exclude: list[str]) -> Language:
    """A pipeline of a folder, as spacy.load gives it, with a tokenizer by need.

    Of its cases those that are smileys are left out: "(8)" is none. Raises OSError, ValueError.
    """
    nlp = spacy.load(
        path, exclude=[*exclude, "tokenizer"], config={"nlp.tokenizer": {"@tokenizers": EMPTY}}
    )
    told = srsly.msgpack_loads((path / "tokenizer").read_bytes())
    how: dict[str, Any] = {
        "prefix_search": _compiled(told["prefix_search"], "search"),
        "suffix_search": _compiled(told["suffix_search"], "search"),
        "infix_finditer": _compiled(told["infix_finditer"], "finditer"),
        "token_match": _compiled(told["token_match"], "match"),
        "url_match": _compiled(told["url_match"], "match"),
        "faster_heuristics": told["faster_heuristics"],
    }
    cases = {case: tokens for case, tokens in told["exceptions"].items() if case not in emoticons}
    nlp.tokenizer = TokenizerByNeed(Tokenizer(nlp.vocab, **how), cases)
    return nlp


def _compiled(written: str | None, way: str) -> Any:
    return getattr(re.compile(written), way) if written else None
