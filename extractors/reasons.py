"""Why a table counts, is to be agreed or is another, as text: reference/table_reasons.toml.

A reason is a code with plain values, so that it can be stored and said in another language later.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from missiemonitor.extractors.reference import table_reasons

NAMED = {"place": "places", "concept": "concepts"}  # slots whose values have names of their own


def reason_text(code: str, values: Mapping[str, Any], language: str = "en") -> str:
    """A reason in a language; of a code or values of another version what there is of it."""
    texts = table_reasons()
    told = texts["reasons"].get(code)
    if told is None:
        shown = ", ".join(f"{name} {value}" for name, value in values.items())
        return f"{code} ({shown})" if shown else code
    said = dict(values)
    for name, group in NAMED.items():
        if name in said:
            said[name] = texts[group].get(said[name], {}).get(language, said[name])
    try:
        text: str = told[language].format(**said)
    except (KeyError, IndexError, ValueError):
        return code
    return text
