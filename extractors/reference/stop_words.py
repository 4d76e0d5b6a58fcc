"""Words that stand in any text of a language, by spaCy's lists."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from runpy import run_path

from missiemonitor.corpus.text import normal


@lru_cache(maxsize=8)
def stop_words(*languages: str) -> frozenset[str]:
    """The stop words of languages (ISO 639-1 codes), in normal form.

    Their files alone are read: importing spaCy takes a second.
    """
    spacy = find_spec("spacy")
    assert spacy is not None and spacy.submodule_search_locations
    folder = Path(spacy.submodule_search_locations[0])
    lists = (run_path(str(next(folder.glob(f"*/{code}/stop_words.py")))) for code in languages)
    return frozenset(normal(word) for each in lists for word in each["STOP_WORDS"])
