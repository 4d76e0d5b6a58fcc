"""What a column is, from the words at its head: mission, country, count, organisation or other."""

from __future__ import annotations

import re

from missiemonitor.corpus.series import per_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.reference import headings, headings_of_other_counts
from rapidfuzz import fuzz

LIKE = 92  # of 100: one letter in twelve is another


@per_series()
def _phrases() -> list[tuple[str, str]]:
    """Phrases in normal form with their roles, longest first."""
    found = [(normal(phrase), role) for role, names in headings().items() for phrase in names]
    return sorted(found, key=lambda item: -len(item[0]))


@per_series()
def _vetoes() -> frozenset[str]:
    return frozenset(normal(word) or word for word in headings_of_other_counts())


@per_series(maxsize=8192)
def role_of(text: str) -> str:
    """The role of a column under this header; "" where no word of it is known.

    A header that begins with what another role is called is of that role, as in "Missie (aantal)".
    """
    form = f" {normal(text)} "
    role = next((role for phrase, role in _phrases() if f" {phrase} " in form), "")
    role = role or _alike(normal(text))
    if not role and text.endswith("-"):
        # The rest stands on the next page.
        rest = {known for phrase, known in _phrases() if phrase.startswith(form.strip())}
        role = rest.pop() if len(rest) == 1 else ""
    if role == "count" or not role:
        vetoed = any(f" {veto} " in form for veto in _vetoes()) or any(c in "€%" for c in text)
        number = re.search(r"\d", text) and not re.search(r"\b(19|20)\d\d\b", text)
        return "other" if vetoed or number else role
    return role


@per_series(maxsize=1024)
def _alike(form: str) -> str:
    """The role of a phrase that is written almost so, as scans do: "Missieloperatie"."""
    squashed = form.replace(" ", "")
    if len(squashed) < 9:
        return ""
    for at, letter in enumerate(form):
        if letter == "l" and is_phrase(f"{form[:at]} {form[at + 1 :]}"):
            return role_of(f"{form[:at]} {form[at + 1 :]}")  # a stroke, taken for a letter
    alike = [
        (fuzz.ratio(squashed, phrase.replace(" ", "")), role)
        for phrase, role in _phrases()
        if abs(len(phrase) - len(squashed)) < 3
    ]
    score, role = max(alike, default=(0.0, ""))
    return role if score >= LIKE else ""


@per_series(maxsize=1024)
def is_phrase(text: str) -> bool:
    """Whether a text is nothing but what columns are called: of one role, or of other counts."""
    tokens = normal(text).split()
    phrases = [(phrase.split(), role) for phrase, role in _phrases()]
    phrases += [(veto.split(), "other") for veto in _vetoes()]

    def rest(at: int, roles: frozenset[str]) -> bool:
        if at == len(tokens):
            return True
        return any(
            tokens[at : at + len(phrase)] == phrase and rest(at + len(phrase), roles | {own})
            for phrase, own in phrases
            if len(roles | {own}) == 1 or roles | {own} == {"count", "other"}
        )

    return bool(tokens) and rest(0, frozenset())
