"""Text by itself: cleaned characters, broken lines made whole, names in normal form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from missiemonitor.corpus.languages import current_language

# Of no width: joiners, marks of direction, fillers.
INVISIBLE = re.compile("[\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# Category Cc but for tab and newline, and what PDFium puts for a hyphen at the end of a line.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
LIGATURE = re.compile("[ﬀﬁﬂﬃﬄﬅﬆ]")
SOFT_HYPHEN = "\u00ad"
BROKEN = re.compile(r"\w[-\u2010]$")


def clean(text: str) -> str:
    """Text in composed form (NFC), ligatures taken apart, without what cannot be seen.

    Control characters go, for a terminal would do what they say; those that part words become a
    space. Tabs and newlines stay.
    """
    text = CONTROL.sub(lambda match: " " if match.group().isspace() else "", text)
    if text.isascii():
        return text
    text = LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    return INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def join_lines(texts: Iterable[str]) -> str:
    """Lines as one text, with words that were broken over two lines made whole.

    A hyphen at the end of a line goes where the next begins in lower case, but stays after
    capitals (EU-lidstaten) and before words that join (in- en uitvoer).
    """
    parts: list[str] = []
    for text in texts:
        last = parts[-1] if parts else ""
        if not last:
            parts = [text]
        elif last.endswith(SOFT_HYPHEN):
            parts[-1] = last[:-1] + ("-" if text[:1].isupper() else "") + text
        elif BROKEN.search(last) and text[:1].isalpha():
            parts[-1] = _rejoin(last, text)
        else:
            parts.append(text)
    return " ".join(parts).replace(SOFT_HYPHEN, "")


def _rejoin(above: str, below: str) -> str:
    before = above[:-1].rsplit(None, 1)[-1]
    if any(re.match(rf"{re.escape(w)}\b", below) for w in current_language().joining):
        return above + " " + below
    if below[0].isupper() or before.isupper() or before[-1].isdigit():
        return above + below
    return above[:-1] + below


@lru_cache(maxsize=16_384)
def normal(text: str) -> str:
    """A name without case, accents, hyphens, punctuation and double spaces."""
    if text.isascii() and text.isalpha():
        return text.lower()  # as most names of the long lists are
    plain = unicodedata.normalize("NFKD", text.replace(SOFT_HYPHEN, "").casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^\w]+", " ", plain.replace("_", " ")).split())


def slug(text: str) -> str:
    """A name as an identifier of lower-case letters, digits and hyphens."""
    return normal(text).replace(" ", "-")
