"""Templates of the desk, filled in; all that is put in is escaped."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("output", "review"), autoescape=True, undefined=StrictUndefined
    )


def render(template: str, **values: Any) -> str:
    """A page of a template of this folder."""
    return _templates().get_template(template).render(**values)
