"""Templates and labels of pages, by the package they stand in; all that is put in is escaped."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

LANGUAGES = ("nl", "en")


class Words(dict[str, str]):
    """Labels by their key, with the language they are in."""

    def __init__(self, language: str, labels: dict[str, str]) -> None:
        super().__init__(labels)
        self.language = language


def words_of(package: str, language: str) -> Words:
    """The labels of a package's words.toml in `nl` or `en`. Raises ValueError for another."""
    if language not in LANGUAGES:
        raise ValueError(f"{language!r} is no language of ours; take {' or '.join(LANGUAGES)}")
    told = tomllib.loads(files(package).joinpath("words.toml").read_text("utf-8"))
    return Words(language, told[language])


@lru_cache(maxsize=4)
def _templates(folder: str) -> Environment:
    return Environment(
        loader=PackageLoader("missiemonitor.output", folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )


def render(folder: str, template: str, **values: Any) -> str:
    """A page of a template in a folder of output/."""
    return _templates(folder).get_template(template).render(**values)
