"""Which PDFs there are under some paths, and which file has which bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def find_reports(paths: Iterable[Path]) -> list[Path]:
    """The files named, and the PDFs in folders and their subfolders, each once, in name order."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = (p for p in path.rglob("*") if p.suffix.lower() == ".pdf" and p.is_file())
            found.update(dict.fromkeys(sorted(inside)))
        else:
            found[path] = None
    return list(found)


def digest_of(path: Path) -> str:
    """SHA-256 of the bytes of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def by_digest(paths: Iterable[Path]) -> dict[str, Path]:
    """The PDFs under some paths by the SHA-256 of their bytes; of the same bytes the first."""
    found: dict[str, Path] = {}
    for path in find_reports(paths):
        if path.is_file():
            found.setdefault(digest_of(path), path)
    return found
