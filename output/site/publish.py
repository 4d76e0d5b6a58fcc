"""Writes the whole site to a folder: plain files that need no server and no network."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from missiemonitor.corpus.whole_files import own_folder, write_whole
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


def publish(path: Path, folder: Path, pages: Pages, series: str | None = None) -> Iterator[Path]:
    """The files of the site of the database at `path`, written into `folder` one by one.

    Raises OSError where the folder cannot be written, DatabaseError, SeriesError.
    """
    site = Site(path, Written(), pages, series)
    world = site.world()
    folder.mkdir(parents=True, exist_ok=True)
    with own_folder(folder, "publish") as own:
        for file, content in _pages(site, world):
            yield _written(folder / file, content, own)
        copy = folder / path.with_suffix(".db").name
        with closing(open_reading(path)) as db:
            copy_to(db, copy)
            yield copy
            yield _written(folder / "officers.csv", _officers(db), own)


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


def _written(file: Path, content: bytes, own: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, content, own)
    return file


def _officers(db: Database) -> bytes:
    """The view `officers` as CSV."""
    rows = db.execute("SELECT * FROM officers ORDER BY period, file, page, top")
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column[0] for column in rows.description])
    writer.writerows(rows)
    return out.getvalue().encode()
