"""Figures that a command prints into a page of the documentation, and results that it keeps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

One = TypeVar("One")


def put(page: Path, mark: str, text: str) -> None:
    """Put a text between `<!-- mark -->` and `<!-- /mark -->` of a page."""
    begin, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    before, rest = page.read_text("utf-8").split(begin)
    _, after = rest.split(end)
    page.write_text(f"{before}{begin}\n{text}\n{end}{after}", "utf-8")


def keep(one: Any, path: Path | None) -> None:
    """Add a result to a file, a line each, so that a run that is broken off can be gone on with."""
    if path is not None:
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(one)) + "\n")


def kept(path: Path | None, kind: type[One]) -> Iterator[One]:
    """The results that a file holds; none where there is no file yet."""
    if path is not None and path.exists():
        for line in path.read_text("utf-8").splitlines():
            yield kind(**json.loads(line))
