"""All options in one place: missiemonitor.toml and the environment go in, Settings comes out.

A value on the command line wins over the environment (MISSIEMONITOR_...), which wins over the file
`missiemonitor.toml` in the folder where the command is given, which wins over the defaults here.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from missiemonitor.corpus.errors import MissieError
from missiemonitor.corpus.files import path_of
from missiemonitor.corpus.limits import Limits
from missiemonitor.output.decisions.bounds import name_of

FILE = "missiemonitor.toml"
PREFIX = "MISSIEMONITOR_"

# Measured on two cores with some six others at work: a report of 600 pages took 20 s, with every
# page read with care 160 s and by `tables` 480 s, a page that is a scan 60 to 90 s by both OCR
# engines (10 to 30 s by itself). Who has longer scans raises it.
TIMEOUT = 600  # seconds
# The same reports took at most 0.5 GB of data, scans 1.1 GB, most of it the models of OCR.
MEMORY = 2_000_000_000  # bytes
LONGEST_TIMEOUT = 7 * 24 * 3600  # seconds that `timeout` may be at most


class SettingsError(MissieError):
    """A setting that is unknown or has a wrong value; `str()` says which and where."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Options of a run. Sizes are bytes, pages and points; `timeout` is in seconds a report.

    `workers` of 0 reads in the process itself, without bounds of time and memory; None is as many
    as there are cores. `series` is the id of the series that reports are held to be of,
    `reviewers` are the names of who may decide at the desk.
    """

    db: str = "missiemonitor.db"
    origin: str | None = None
    series: str | None = None
    all_pages: bool = False
    four_eyes: bool = False
    reviewers: tuple[str, ...] = ()
    model: str | None = None
    max_bytes: int = Limits().max_bytes
    max_pages: int = Limits().max_pages
    max_memory: int = MEMORY
    timeout: int = TIMEOUT
    workers: int | None = None
    scheduler: str | None = None

    @property
    def limits(self) -> Limits:
        return Limits(max_bytes=self.max_bytes, max_pages=self.max_pages)


def load_settings(
    given: Mapping[str, object] | None = None,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """Settings from the file in `folder`, the environment, and what was `given` and is not None.

    Raises SettingsError.
    """
    path = (folder or Path.cwd()) / FILE
    environment = os.environ if environment is None else environment
    values: dict[str, object] = {}
    if path.is_file():
        try:
            read = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path}: is not valid TOML ({error})", "mend the file") from error
        for name, value in read.items():
            values[_known(name, str(path))] = value
    elif path.exists() or path.is_symlink():
        raise SettingsError(f"{path}: is no file that can be read", "take it away or mend it")
    for field in fields(Settings):
        variable = PREFIX + field.name.upper()
        if variable in environment:
            values[field.name] = environment[variable]
    values.update({name: value for name, value in (given or {}).items() if value is not None})
    return Settings(**{name: _parsed(name, value) for name, value in values.items()})  # type: ignore[arg-type]


def _known(name: str, where: str) -> str:
    plain = name.replace("-", "_")
    names = {field.name for field in fields(Settings)}
    if plain not in names:
        raise SettingsError(
            f"{where}: {name!r} is no setting", f"there are {', '.join(sorted(names))}"
        )
    return plain


@dataclass(frozen=True, slots=True)
class Parser:
    """What a value must be, in words, and what makes it of text: raises ValueError or KeyError."""

    expected: str
    parse: Callable[[str], object]


def _flag(text: str) -> bool:
    return {
        "1": True,
        "true": True,
        "yes": True,
        "0": False,
        "false": False,
        "no": False,
        "": False,
    }[text.lower()]


def _whole(least: int, most: int) -> Parser:
    def parse(text: str) -> int:
        # No underscores, signs or digits of other scripts, which int() takes too.
        if not (text.isascii() and text.isdecimal()) or not least <= int(text) <= most:
            raise ValueError(text)
        return int(text)

    return Parser(f"a whole number from {least} to {most}", parse)


def _choice(*words: str) -> Parser:
    expected = f"{', '.join(words[:-1])} or {words[-1]}"
    return Parser(expected, {word: word for word in words}.__getitem__)


def _some(text: str) -> str:
    if not text:
        raise ValueError("empty")
    return text


def _path(text: str) -> str:
    return str(path_of(_some(text)))


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name_of(each) for each in re.split("[\n,;]", text) if each.strip()))


TEXT, FLAG = Parser("a text", _some), Parser("true or false", _flag)
ORIGINS = ("official", "unknown", "transcript", "invented")
PARSERS = {
    "db": Parser("a path", _path),
    "origin": _choice(*ORIGINS),
    "series": TEXT,
    "all_pages": FLAG,
    "four_eyes": FLAG,
    "reviewers": Parser("names, parted by commas", _names),
    "model": TEXT,
    "max_bytes": _whole(1, 2**40),
    "max_pages": _whole(1, 1_000_000),
    "max_memory": _whole(1, 2**50),
    "timeout": _whole(1, LONGEST_TIMEOUT),
    "workers": _whole(0, 1024),
    "scheduler": TEXT,
}


def _parsed(name: str, value: object) -> object:
    parser = PARSERS[name]
    text = "\n".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    try:
        return parser.parse(text.strip())
    except (ValueError, KeyError) as error:
        raise SettingsError(
            f"{name}: {value!r} is not {parser.expected}", "mend it, or leave it out"
        ) from error
