"""A newer bag beside an older one: where it goes, and that it goes on from what the older holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from missiemonitor.corpus.errors import MissieError
from missiemonitor.output.decisions.anchor import held_against
from missiemonitor.output.export.files import ANCHOR
from sqlite_utils import Database

FOLLOWS = "Missiemonitor-Follows"  # in bag-info.txt: the name and the digest of the bag before
MANIFEST = "tagmanifest-sha256.txt"  # has the digests of all manifests, and so of the whole bag


class ArchiveError(MissieError):
    """An archive that cannot be made or read; `str()` says what to do."""


def beside(folder: Path) -> tuple[Path, Path | None]:
    """The folder for a bag, and the newest that is there: bag, bag-2, bag-3."""
    before, free, number = None, folder, 1
    while free.exists():
        number += 1
        before, free = free, folder.with_name(f"{folder.name}-{number}")
    return free, before


def followed(db: Database, before: Path) -> str:
    """What a bag of a database says of the bag before. Raises ArchiveError, AnchorError.

    Where the database lacks a decision or a report of that bag it does not go on from it.
    """
    try:
        digest = _digest(before)
        kept = (before / "data" / ANCHOR).read_text("utf-8")
    except OSError as error:
        raise ArchiveError(
            f"{before}: is no bag that can be followed ({error.strerror})",
            "name a new folder, without --newer",
        ) from error
    for lost in held_against(db, kept):
        raise ArchiveError(
            f"{before}: the database does not go on from it: {lost}",
            "look with 'check --anchor' what happened, or name a new folder, without --newer",
        )
    return f"{before.name} {digest}"


def changed_before(folder: Path, said: str) -> Iterator[str]:
    """That the bag which a bag follows is another one now; one that is elsewhere is not told of."""
    name, _, digest = said.rpartition(" ")
    before = folder.absolute().parent / name
    if name and "/" not in name and before.is_dir():
        try:
            now = _digest(before)
        except OSError:
            now = ""
        if now != digest:
            yield f"{before}: is not the bag any more that this one follows"


def _digest(bag: Path) -> str:
    return hashlib.sha256((bag / MANIFEST).read_bytes()).hexdigest()
