"""Who a count is of, as text: reference/scopes.toml.

What is told apart (police, marechaussee, defence and so on) is kept as words of the program, so
that it can be said in another language later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from missiemonitor.extractors.reference import scope_texts

POLICE, SUM = "police", "sum"


def scope_text(scope: str | None, parts: Sequence[Mapping[str, Any]], language: str = "en") -> str:
    """What is to be said of whom a count is of; nothing where it is of the police alone.

    `parts` are the others told of beside it, each with `scope` and `officers` (None where only a
    sum is given), as CountPart has them: "of 10 in all, of which marechaussee 3, defence 2".
    """
    told = scope_texts()["told"]
    counted = [each for each in parts if each["scope"] != SUM and each["officers"] is not None]
    named = [each["scope"] for each in parts if each["officers"] is None]
    whole = [each["officers"] for each in parts if each["scope"] == SUM]
    said = {
        "parts": ", ".join(f"{corps_name(p['scope'], language)} {p['officers']}" for p in counted),
        "corps": _joined([corps_name(name, language) for name in named], told["and"][language]),
        "all": whole[0] if whole else "",
    }
    if scope == SUM:
        form = "sum-of-which" if counted else "sum-named" if named else "sum"
    elif whole:
        form = "of-which" if counted else "part-of-all"
    else:
        form = "besides"
    text: str = told[form][language].format(**said)
    return text if scope == SUM or counted or whole else ""


def corps_name(scope: str, language: str = "en") -> str:
    """The name of a corps; of one that this version does not know the word that was stored."""
    name: str = scope_texts()["corps"].get(scope, {}).get(language, scope)
    return name


def _joined(names: Sequence[str], and_: str) -> str:
    return f" {and_} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
