"""Writes the whole site to a folder: plain files that need no server and no network."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from missiemonitor.output.database.connect import copy_to, open_reading
from missiemonitor.output.page_images import Pages
from missiemonitor.output.render import LANGUAGES
from missiemonitor.output.site import search_index
from missiemonitor.output.site.address import Address, Written
from missiemonitor.output.site.album import names
from missiemonitor.output.site.drawn import endings
from missiemonitor.output.site.questions import asked_on_pages
from missiemonitor.output.site.sheet import Sheet
from missiemonitor.output.site.site import Site
from missiemonitor.output.site.views import addresses
from missiemonitor.output.site.words import Wording

STATIC = Path(__file__).parent / "static"


def publish(path: Path, folder: Path, pages: Pages, series: str | None = None) -> Iterator[Path]:
    """The files of the site of the database at `path`, written into `folder` one by one.

    Raises OSError where the folder cannot be written, DatabaseError, SeriesError.
    """
    site = Site(path, Written(), pages, series)
    world = site.world()
    folder.mkdir(parents=True, exist_ok=True)
    yield _written(folder / "site.css", (STATIC / "site.css").read_bytes())
    for language in LANGUAGES:
        for at in addresses(world, language, asked_on_pages()):
            html = site.html(at)
            if html is not None:
                yield _written(folder / at.path / "index.html", html.encode())
    for figure in world.figures.values():
        cut = site.crop(figure)
        if cut is not None:
            yield _written(folder / "crops" / f"{figure.address}.png", cut.png)
    for language in LANGUAGES:
        for name in names(world):
            for ending in endings(live=False):
                made = site.taken(language, name, ending)
                if made is not None:
                    file = folder / "pictures" / language / f"{name}.{ending}"
                    yield _written(file, made)
    yield _written(folder / "search.js", (STATIC / "search.js").read_bytes())
    for language in LANGUAGES:
        at = Address("search", "", language)
        sheet = Sheet(at, world, Wording(language), site.links)
        index = json.dumps(search_index.entries(sheet), ensure_ascii=False)
        content = f"window.index = {index};\n".encode()
        yield _written(folder / at.path / "index.js", content)
    yield _copy(path, folder / path.with_suffix(".db").name)
    yield _csv(path, folder / "officers.csv")


def _written(file: Path, content: bytes) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    part.write_bytes(content)
    part.replace(file)
    return file


def _copy(path: Path, file: Path) -> Path:
    with closing(open_reading(path)) as db:
        copy_to(db, file)
    return file


def _csv(path: Path, file: Path) -> Path:
    with closing(open_reading(path)) as db, file.open("w", newline="", encoding="utf-8") as out:
        rows = db.execute("SELECT * FROM officers ORDER BY period, file, page, top")
        writer = csv.writer(out)
        writer.writerow([column[0] for column in rows.description])
        writer.writerows(rows)
    return file
