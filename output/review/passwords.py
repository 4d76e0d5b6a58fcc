"""Names and passwords of who may decide: a file of its own, which only its owner can read.

Passwords are kept as scrypt makes them (RFC 7914, hashlib), each with a salt of its own and with
the costs it was made with, so that these can be raised and old lines still hold.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import unicodedata
from pathlib import Path
from typing import Any

from missiemonitor.corpus.errors import MissieError
from missiemonitor.corpus.whole_files import one_at_a_time, own_folder
from missiemonitor.output.decisions.bounds import name_of, same_person

# 32 MB and some 0.1 s a try: what OWASP asks of scrypt at least.
COSTS = {"n": 2**15, "r": 8, "p": 3}
MOST_MEMORY = 128 * 1024 * 1024  # bytes that a line of the file may ask for
SHORTEST, LONGEST = 10, 200  # characters of a password


class PasswordsError(MissieError):
    """A file of passwords that cannot be used, or a password that will not do."""


def read_people(file: Path) -> dict[str, dict[str, Any]]:
    """Lines of the file by name. Raises PasswordsError."""
    try:
        lines = file.read_text("utf-8").splitlines()
        people = {told["name"]: told for told in map(json.loads, filter(str.strip, lines))}
        for told in people.values():
            if 128 * told["n"] * told["r"] * told["p"] > MOST_MEMORY * told["p"]:
                raise ValueError("costs out of bounds")
            bytes.fromhex(told["salt"]), bytes.fromhex(told["hash"])
    except FileNotFoundError as error:
        raise PasswordsError(
            f"{file}: is not there", "make it with 'missiemonitor reviewers add NAME'"
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PasswordsError(
            f"{file}: is no file of passwords ({error})", "make it anew with 'reviewers add'"
        ) from error
    return people


def add(file: Path, name: str, password: str) -> bool:
    """Add a person, or give one a new password; True for a new one. Raises PasswordsError."""
    name = name_of(name)
    plain = unicodedata.normalize("NFC", password)
    if not SHORTEST <= len(plain) <= LONGEST:
        raise PasswordsError(
            f"a password has {SHORTEST} to {LONGEST} characters", "take a longer one"
        )
    salt = secrets.token_bytes(16)
    told = {"name": name, "salt": salt.hex(), "hash": _hash(plain, salt, COSTS).hex(), **COSTS}
    with one_at_a_time(file.parent):
        people = read_people(file) if file.exists() else {}
        alike = next((each for each in people if each != name and same_person(each, name)), None)
        if alike:
            raise PasswordsError(
                f"{name!r} looks like {alike!r}, who is there already", "take a name that differs"
            )
        _write(file, {**people, name: told})
    return name not in people


def remove(file: Path, name: str) -> bool:
    """Take a person out; whether there was one. Raises PasswordsError."""
    with one_at_a_time(file.parent):
        people = read_people(file)
        there = people.pop(name, None)
        _write(file, people)
    return there is not None


def fits(file: Path, name: str, password: str) -> bool:
    """Whether it is the password of a person; takes as long for a name that there is not."""
    plain = unicodedata.normalize("NFC", password[:LONGEST])
    told = read_people(file).get(name)
    costs = {key: int(told[key]) for key in COSTS} if told else COSTS
    salt = bytes.fromhex(told["salt"]) if told else b"\0" * 16
    given = _hash(plain, salt, costs)
    return told is not None and secrets.compare_digest(given, bytes.fromhex(told["hash"]))


def _hash(password: str, salt: bytes, costs: dict[str, int]) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, maxmem=2 * MOST_MEMORY, dklen=32, **costs)


def _write(file: Path, people: dict[str, dict[str, Any]]) -> None:
    content = "".join(f"{json.dumps(told, ensure_ascii=False)}\n" for told in people.values())
    try:
        with own_folder(file.parent, file.name) as folder:
            part = folder / file.name
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(content)
            part.replace(file)
    except OSError as error:
        raise PasswordsError(
            f"{file}: cannot be written ({error.strerror})", "check the folder"
        ) from error
