"""Why a table counts, is to be agreed or is another, as text: reference/table_reasons.toml.

A reason is a code with plain values, so that it can be stored and said in another language later.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from missiemonitor.extractors.reference import table_reasons


def reason_text(code: str, values: Mapping[str, Any], language: str = "en") -> str:
    """A reason in a language; of a code or values of another version what there is of it."""
    told = table_reasons().get(code)
    if told is None:
        shown = ", ".join(f"{name} {value}" for name, value in values.items())
        return f"{code} ({shown})" if shown else code
    words = told.get("words", {})
    said = {
        name: value if language == "en" else words.get(name, {}).get(str(value), value)
        for name, value in values.items()
    }
    try:
        text: str = told[language].format(**said)
    except (KeyError, IndexError, ValueError):
        return code
    return text
