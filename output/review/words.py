"""Labels of the desk in Dutch or English, from words.toml."""

from __future__ import annotations

import tomllib
from importlib.resources import files


def words(language: str) -> dict[str, str]:
    """The labels in `nl` or `en`, with `language` among them."""
    told = tomllib.loads(files("output.review").joinpath("words.toml").read_text("utf-8"))
    labels: dict[str, str] = told[language]
    return {**labels, "language": language}
