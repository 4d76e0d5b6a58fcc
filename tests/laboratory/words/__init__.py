"""The words that reports of the wide grammar are drawn from, in two halves: see `split`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
HALVES = ("fitting", "scoring", "both")


def merge(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Both tables in one: lists one behind the other."""
    merged = dict(first)
    for key, value in second.items():
        if isinstance(value, dict):
            merged[key] = merge(first.get(key, {}), value)
        elif isinstance(value, list):
            merged[key] = [*first.get(key, []), *value]
        else:
            merged[key] = value
    return merged


@cache
def words(half: str) -> dict[str, Any]:
    """The words of a half by file, with what is common to both."""
    found = merge(_files("fitting"), _files("scoring")) if half == "both" else _files(half)
    common = tomllib.loads((FOLDER / "common.toml").read_text("utf-8"))
    return {**found, "common": common}


def _files(half: str) -> dict[str, Any]:
    files = sorted((FOLDER / half).glob("*.toml"))
    return {file.stem: tomllib.loads(file.read_text("utf-8")) for file in files}
