"""Which PDFs there are under some paths, which file has which bytes, and how a name is shown."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path


def find_reports(paths: Iterable[Path]) -> list[Path]:
    """The files named, and the PDFs in folders and their subfolders, each once, in name order.

    A folder that cannot be looked into stands among them itself: who reads it tells why.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if _is(stat.S_ISDIR, path):
            found.update(dict.fromkeys(sorted(_inside(path))))
        else:
            found[path] = None
    return list(found)


def _inside(folder: Path) -> Iterator[Path]:
    closed: list[Path] = []
    for inner, _, names in os.walk(
        folder, onerror=lambda error: closed.append(Path(error.filename))
    ):
        for name in names:
            path = Path(inner, name)
            if path.suffix.lower() == ".pdf" and _is(stat.S_ISREG, path):
                yield path
    yield from closed


def _is(kind: Callable[[int], bool], path: Path) -> bool:
    # Path.is_dir and is_file raise PermissionError.
    try:
        return kind(path.stat().st_mode)
    except OSError:
        return False


def path_of(name: str) -> Path:
    """The path that a person means: with ~ for a home folder, as settings and quoted names have
    it, and \\ between folders where that is no letter of a name."""
    path = _at_home(name)
    if os.sep == "/" and "\\" in name and not os.path.lexists(path):
        other = _at_home(name.replace("\\", "/"))
        # What is yet to be written has a folder.
        return other if os.path.lexists(other) or other.parent.is_dir() else path
    return path


def _at_home(name: str) -> Path:
    try:
        return Path(name).expanduser()
    except RuntimeError:  # no such user
        return Path(name)


def shown(name: str | Path) -> str:
    """A file name as it can be printed and stored.

    Bytes that are no UTF-8, and characters that move the cursor or break a line, become \\xNN.
    """
    return "".join(map(_shown, str(name)))


def _shown(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # how Python holds a byte that is no UTF-8
        return f"\\x{code - 0xDC00:02x}"
    if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp"):
        return char.encode("unicode_escape").decode("ascii")
    return char


def need_file(path: Path) -> None:
    """Refuse what is no file: a pipe or a terminal may be read for ever. Raises OSError."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError("it is a folder, a pipe or a device")


def digest_of(path: Path) -> str:
    """SHA-256 of the bytes of a file. Raises OSError."""
    need_file(path)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def by_digest(paths: Iterable[Path]) -> dict[str, Path]:
    """The PDFs under some paths by the SHA-256 of their bytes; of the same bytes the first."""
    found: dict[str, Path] = {}
    for path in find_reports(paths):
        # What cannot be read is not found.
        with suppress(OSError):
            found.setdefault(digest_of(path), path)
    return found
