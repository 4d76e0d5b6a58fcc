"""A desk that is served: what its plugin needs to know."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from missiemonitor.output.database.connect import open_reading
from missiemonitor.output.page_images import Pages
from missiemonitor.output.review.guard import Door
from missiemonitor.output.review.people import People
from missiemonitor.output.site.site import Site
from sqlite_utils import Database


@dataclass
class Desk:
    """The database with its site, its PDFs, who may decide, and
    the hosts that it answers to."""

    path: Path
    pages: Pages
    site: Site
    people: People
    hosts: frozenset[str]
    eyes: int = 1  # how many people a decision takes at least; the database may ask for more
    proxy: str = ""
    datasette: Any = None  # the one that shows it; others in the process are left alone
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def reading(self) -> Database:
        return open_reading(self.path)

    def door(self) -> Door:
        return Door(self.hosts, self.proxy)
