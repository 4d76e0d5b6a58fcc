"""Writes the whole site to a folder: plain files that need no server and no network."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from missiemonitor.corpus.errors import MissieError
from missiemonitor.corpus.whole_files import own_folder
from missiemonitor.output.database.connect import copy_to, open_reading
from missiemonitor.output.page_images import Pages
from missiemonitor.output.render import LANGUAGES
from missiemonitor.output.site import search_index
from missiemonitor.output.site.address import Address, Written
from missiemonitor.output.site.album import names
from missiemonitor.output.site.drawn import endings
from missiemonitor.output.site.model import World
from missiemonitor.output.site.questions import asked_on_pages
from missiemonitor.output.site.sheet import Sheet
from missiemonitor.output.site.site import Site
from missiemonitor.output.site.style import style_sheet
from missiemonitor.output.site.views import addresses
from missiemonitor.output.site.words import Wording
from sqlite_utils import Database

STATIC = Path(__file__).parent / "static"
LIST = "files.txt"  # the files of the site, a line each: what a later site has no more goes by it


class UnlistedSiteError(MissieError):
    """A folder holds a site of which nobody knows which files are its own."""


def publish(path: Path, folder: Path, pages: Pages, series: str | None = None) -> Iterator[Path]:
    """The files of the site of the database at `path`, in `folder` once all of them are made.

    Those of the site that was there before and that this one has no more are taken away, so that no
    page goes on telling what is no longer so. Raises OSError where the folder cannot be written,
    UnlistedSiteError, DatabaseError, SeriesError.
    """
    site = Site(path, Written(), pages, series)
    world = site.world()
    folder.mkdir(parents=True, exist_ok=True)
    before = _there_before(folder)
    with own_folder(folder, "publish") as own:
        made = []
        for file, content in _pages(site, world):
            made.append(_written(own, file, content))
            yield folder / file
        copy = Path(path.with_suffix(".db").name)
        with closing(open_reading(path)) as db:
            copy_to(db, own / copy)
            made.append(_written(own, Path("officers.csv"), _officers(db)))
        yield from (folder / copy, folder / "officers.csv")
        _put(own, folder, [*made, copy], before)


def _there_before(folder: Path) -> set[str]:
    """The files of the site that is in a folder. Raises UnlistedSiteError where it is not known."""
    listed = folder / LIST
    if listed.is_file():
        return set(listed.read_text("utf-8").splitlines())
    if (folder / "site.css").is_file() and (folder / "index.html").is_file():
        raise UnlistedSiteError(
            f"{folder}: holds a site of which it is not known which files are its own, and pages "
            "of it could go on telling what is no longer so",
            "empty the folder, or name another one",
        )
    return set()


def _put(own: Path, folder: Path, made: list[Path], before: set[str]) -> None:
    """Move what was made to its place, and take away what was there of the site before.

    The list names both while that is going on, so that who is stopped can begin again.
    """
    new = {file.as_posix() for file in made}
    listed = own / LIST
    for there in (before | new, new):
        listed.write_text("".join(f"{name}\n" for name in sorted(there)), "utf-8")
        listed.replace(folder / LIST)
        for name in sorted(before - new):
            gone = folder / name
            if gone.resolve().is_relative_to(folder.resolve()):
                gone.unlink(missing_ok=True)
                _clear(gone.parent, folder)
        before = set()
        for file in made:
            if (own / file).exists():
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                (own / file).replace(folder / file)


def _clear(empty: Path, top: Path) -> None:
    """Take away a folder in which nothing is left, and those around it."""
    while empty != top and not any(empty.iterdir()):
        empty.rmdir()
        empty = empty.parent


def _pages(site: Site, world: World) -> Iterator[tuple[Path, bytes]]:
    """Each file of a site but those of its database: where it goes, and what is in it."""
    yield Path("site.css"), style_sheet().encode()
    for language in LANGUAGES:
        for at in addresses(world, language, asked_on_pages()):
            html = site.html(at)
            if html is not None:
                yield Path(at.path, "index.html"), html.encode()
    for figure in world.figures.values():
        cut = site.crop(figure)
        if cut is not None:
            yield Path("crops", f"{figure.address}.png"), cut.png
    for language in LANGUAGES:
        for name in names(world):
            for ending in endings(live=False):
                made = site.taken(language, name, ending)
                if made is not None:
                    yield Path("pictures", language, f"{name}.{ending}"), made
    yield Path("search.js"), (STATIC / "search.js").read_bytes()
    for language in LANGUAGES:
        at = Address("search", "", language)
        sheet = Sheet(at, site.world(language), Wording(language), site.links)
        index = json.dumps(search_index.entries(sheet), ensure_ascii=False)
        yield Path(at.path, "index.js"), f"window.index = {index};\n".encode()


def _written(own: Path, file: Path, content: bytes) -> Path:
    (own / file).parent.mkdir(parents=True, exist_ok=True)
    (own / file).write_bytes(content)
    return file


def _officers(db: Database) -> bytes:
    """The view `officers` as CSV."""
    rows = db.execute("SELECT * FROM officers ORDER BY period, file, page, top")
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column[0] for column in rows.description])
    writer.writerows(rows)
    return out.getvalue().encode()
