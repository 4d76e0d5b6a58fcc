"""Reasons in words for people, Dutch or English; what they say stands in reasons.toml."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from missiemonitor.extractors.deployments.meaning.view import Reason


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Any]:
    """reasons.toml: what each code says, and the names of places and concepts, by language."""
    return tomllib.loads(files(__package__).joinpath("reasons.toml").read_text("utf-8"))


def told(reason: Reason, language: str) -> str:
    """A reason as a part of a sentence, in `nl` or `en`. Raises KeyError for an unknown code."""
    texts = catalogue()
    values = dict(reason.values)
    for name, group in (("place", "places"), ("concept", "concepts")):
        if name in values:
            values[name] = texts[group][values[name]][language]
    said: str = texts["reasons"][reason.code][language].format(**values)
    return said
