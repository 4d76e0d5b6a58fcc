"""Where the pages of the site are, and how one page links to another: served, or in a folder.

An address says what a page is of; only a `Links` knows whether that is a path of a server or a file
beside others. Slugs and codes stand in addresses alone, never in texts.
"""

from __future__ import annotations

import posixpath
import tomllib
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Protocol
from urllib.parse import quote, urlencode

# The folder of each kind of page, by language.
FOLDERS: dict[str, dict[str, str]] = tomllib.loads(
    files(__package__).joinpath("folders.toml").read_text("utf-8")
)
OTHER = {"nl": "en", "en": "nl"}


@dataclass(frozen=True, slots=True)
class Address:
    """A page: its kind (of FOLDERS), the id of what it is of, and its language (nl, en)."""

    kind: str
    name: str = ""
    language: str = "nl"

    @property
    def path(self) -> str:
        """The path below the root of the site, without slashes around it."""
        language = "" if self.language == "nl" else self.language
        name = quote(self.name.casefold() if self.kind != "figure" else self.name, safe="")
        return "/".join(filter(None, (language, FOLDERS[self.language][self.kind], name)))

    def to(self, kind: str, name: str = "") -> Address:
        """Another page in the language of this one."""
        return Address(kind, name, self.language)

    @property
    def other(self) -> Address:
        """This page in the other language."""
        return replace(self, language=OTHER[self.language])


def routes(kind: str) -> tuple[str, str]:
    """Patterns of the addresses of a kind of page without a name, in Dutch and in English; the
    second tells its `language`."""
    return rf"/{FOLDERS['nl'][kind]}", rf"/(?P<language>en)/{FOLDERS['en'][kind]}"


def renamed(path: str) -> str:
    """Where a page is that had a Dutch folder below /en; empty where it had none."""
    there = path.removeprefix("/en/")
    for kind, dutch in sorted(FOLDERS["nl"].items(), key=lambda each: -len(each[1])):
        if dutch and path != there and (there == dutch or there.startswith(f"{dutch}/")):
            return f"/en/{FOLDERS['en'][kind]}{there.removeprefix(dutch)}"
    return ""


class Links(Protocol):
    """How a page links to pages and files of the site, and to what only a server has."""

    @property
    def live(self) -> bool:
        """Whether a server answers, which can search and show tables."""

    @property
    def whole(self) -> bool:
        """Whether the database can be taken as a file."""

    def page(self, at: Address, to: Address, **query: str) -> str:
        """The link from one page to another."""

    def file(self, at: Address, name: str) -> str:
        """The link from a page to a file of the site, such as `site.css`."""


@dataclass(frozen=True, slots=True)
class Served:
    """Links below the root of a server, which gives the whole file where that does not change."""

    base: str = "/"
    live: bool = True
    whole: bool = False

    def page(self, at: Address, to: Address, **query: str) -> str:
        """The link from one page to another."""
        return self.base + to.path + (f"?{urlencode(query)}" if query else "")

    def file(self, at: Address, name: str) -> str:
        """The link from a page to a file of the site."""
        return f"{self.base}-/site/{name}"


@dataclass(frozen=True, slots=True)
class Written:
    """Links between files in one folder, that hold wherever the folder is put."""

    live: bool = False
    whole: bool = True

    def page(self, at: Address, to: Address, **query: str) -> str:
        """The link from one page to another."""
        return self.file(at, f"{to.path}/index.html" if to.path else "index.html")

    def file(self, at: Address, name: str) -> str:
        """The link from a page to a file of the site."""
        return quote(posixpath.relpath(name, at.path or "."))
