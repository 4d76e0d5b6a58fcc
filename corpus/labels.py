"""The words of corpus/labels.toml, read once."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=1)
def labels() -> dict[str, Any]:
    """The tables of labels.toml by name."""
    return tomllib.loads(files(__package__).joinpath("labels.toml").read_text(encoding="utf-8"))
