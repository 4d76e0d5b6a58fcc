"""Labels of pictures and pages in Dutch or English, from words.toml."""

from __future__ import annotations

import tomllib
from importlib.resources import files

LANGUAGES = ("nl", "en")


class Words(dict[str, str]):
    """Labels by their key, with the language they are in."""

    def __init__(self, language: str, labels: dict[str, str]) -> None:
        super().__init__(labels)
        self.language = language


def words(language: str) -> Words:
    """The labels in `nl` or `en`. Raises ValueError for another language."""
    told = tomllib.loads(files("output.charts").joinpath("words.toml").read_text("utf-8"))
    if language not in LANGUAGES:
        raise ValueError(f"{language!r} is no language of ours; take {' or '.join(LANGUAGES)}")
    return Words(language, told[language])
