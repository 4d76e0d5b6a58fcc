"""What numbers a text states, told without the reader's grammar of counts."""

from __future__ import annotations

import re

from missiemonitor.corpus.languages import number_in_words
from missiemonitor.corpus.series import per_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.reference import words

DIGITS = re.compile(r"\d{1,3}(?:\.\d{3})+(?!\d)|\d+")
LANGUAGES = (None, "en")  # the report's own, and that of many annexes


@per_series(maxsize=8_192)
def numbers_in(text: str) -> tuple[int, ...]:
    """The numbers that a text states, in digits and in words, in its order."""
    found = [int(match.group().replace(".", "")) for match in DIGITS.finditer(text)]
    for word in re.findall(r"[^\W\d_]+", text.casefold()):
        value = _spoken(word)
        if value is not None:
            found.append(value)
    return tuple(found)


def _spoken(word: str) -> int | None:
    if word in words()["counts"]["one"]:
        return 1
    for language in LANGUAGES:
        try:
            return number_in_words(word, language)
        except ValueError:
            continue
    return None


def says_none(text: str) -> bool:
    """Whether a text is a dash or a word for none."""
    return text.strip().casefold() in words()["counts"]["none"]


def is_a_range(text: str) -> bool:
    """Whether a text is two numbers that a word or sign for a range joins, with nothing but words
    without a number before and behind them."""
    words_ = text.casefold().split()
    at = [place for place, word in enumerate(words_) if numbers_in(word)]
    plain = " ".join(words_[at[0] : at[-1] + 1] if at else words_)
    joined = "|".join(re.escape(each) for each in words()["counts"]["range"])
    number = r"[^\W_]+"
    found = re.fullmatch(rf"({number})\s*(?:{joined})\s*({number})", plain)
    return bool(found) and all(numbers_in(part) for part in found.groups()) if found else False


def limits(text: str) -> bool:
    """Whether a word or sign at the head of a number says that it is a limit, or not exact."""
    plain = text.strip().casefold()
    said = words()["counts"]
    names = ("up_to", "at_least", "more_than", "less_than", "about")
    signs = [sign for name in names for sign in said[name]]
    return any(
        plain.startswith(sign) and plain[len(sign) :][:1] in {"", " ", *"0123456789"}
        for sign in signs
        if plain != sign
    ) or bool(re.fullmatch(r"\d+\+", plain))


@per_series()
def _total_words() -> frozenset[str]:
    return frozenset(normal(each) for each in words()["totals"]["words"])


def is_barely_a_total(text: str) -> bool:
    """Whether a text is a word for a total, and nothing more but numbers."""
    plain = " ".join(word for word in normal(text).split() if not word.isdigit())
    return plain in _total_words()


def is_called_a_part(text: str) -> bool:
    """Whether a text is called the total of a part."""
    form = f" {normal(text)} "
    return any(f" {normal(each)} " in form for each in words()["totals"]["partial"])


@per_series()
def _said() -> re.Pattern[str]:
    either = "|".join(re.escape(each) for each in words()["totals"]["said"])
    return re.compile(rf"\b(?:{either})\b[^\d.]*(\d+)")


def totals_said(text: str) -> list[int]:
    """The numbers that stand behind a word for a total in a text."""
    return [int(match) for match in _said().findall(" ".join(text.split()).casefold())]


def is_called_a_total(text: str) -> bool:
    """Whether a text begins with a word for a total, or is one with more around it."""
    form = f" {normal(text)} "
    return any(f" {each} " in form for each in _total_words())
