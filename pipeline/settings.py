"""All options in one place: missiemonitor.toml and the environment go in, Settings comes out.

A value on the command line wins over the environment (MISSIEMONITOR_...), which wins over the file
`missiemonitor.toml` in the folder where the command is given, which wins over the defaults here.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from missiemonitor.corpus.limits import Limits

FILE = "missiemonitor.toml"
PREFIX = "MISSIEMONITOR_"


class BadSettings(Exception):
    """A setting that is unknown or has a wrong value; `str()` says which and where."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Options of a run. Sizes are bytes, pages and points; `timeout` is in seconds a report.

    `workers` of 0 reads in the process itself; None is as many as there are cores.
    """

    db: str = "missiemonitor.db"
    origin: str | None = None
    all_pages: bool = False
    four_eyes: bool = False
    model: str | None = None
    max_bytes: int = Limits().max_bytes
    max_pages: int = Limits().max_pages
    max_memory: int = 4_000_000_000
    timeout: int = 1800
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

    Raises BadSettings.
    """
    path = (folder or Path.cwd()) / FILE
    environment = os.environ if environment is None else environment
    values: dict[str, object] = {}
    if path.is_file():
        try:
            read = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise BadSettings(f"{path}: is not valid TOML ({error})") from error
        for name, value in read.items():
            values[_known(name, str(path))] = value
    for field in fields(Settings):
        variable = PREFIX + field.name.upper()
        if variable in environment:
            values[field.name] = environment[variable]
    values.update({name: value for name, value in (given or {}).items() if value is not None})
    return Settings(**{name: _typed(name, value) for name, value in values.items()})  # type: ignore[arg-type]


def _known(name: str, where: str) -> str:
    plain = name.replace("-", "_")
    names = {field.name for field in fields(Settings)}
    if plain not in names:
        raise BadSettings(f"{where}: {name!r} is no setting; there are {', '.join(sorted(names))}")
    return plain


def _typed(name: str, value: object) -> object:
    kind = {f.name: f.type for f in fields(Settings)}[name]
    text = str(value).strip()
    if kind == "bool":
        if text.lower() in ("1", "true", "yes"):
            return True
        if text.lower() in ("0", "false", "no", ""):
            return False
        raise BadSettings(f"{name}: {value!r} is not true or false")
    if kind == "int | None":
        if not text.isdecimal():
            raise BadSettings(f"{name}: {value!r} is not a whole number, zero or more")
        return int(text)
    if kind == "int":
        if not text.isdecimal() or int(text) == 0:
            raise BadSettings(f"{name}: {value!r} is not a whole number above 0")
        return int(text)
    if name == "origin" and text not in ("official", "transcript", "invented"):
        raise BadSettings(f"origin: {value!r} is not official, transcript or invented")
    if not text:
        raise BadSettings(f"{name}: has no value")
    return text
