"""Templates and labels of pages, by the package they stand in; all that is put in is escaped."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

LANGUAGES = ("nl", "en")


class Labels(dict[str, str]):
    """Labels by their key, with the language they are in."""

    def __init__(self, language: str, texts: dict[str, str]) -> None:
        super().__init__(texts)
        self.language = language


def labels_of(package: str, language: str) -> Labels:
    """The labels of a package's labels.toml in `nl` or `en`, with those that all packages share.

    Raises ValueError for another language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"{language!r} is no language of ours; take {' or '.join(LANGUAGES)}")
    texts = {}
    for each in ("missiemonitor.output", package):
        found = tomllib.loads(files(each).joinpath("labels.toml").read_text("utf-8"))
        texts.update(found[language])
    return Labels(language, texts)


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
