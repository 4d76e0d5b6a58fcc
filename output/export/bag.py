"""A bag for the archive (BagIt, RFC 8493): reports, database, data package, decisions, account.

PDFs are stored once, under their SHA-256. `verify` holds every file against its checksum, the
database against itself, its chain of decisions, and its reports against the PDFs in the bag.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import logging
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import bagit
from missiemonitor.corpus.files import by_digest
from missiemonitor.corpus.whole_files import own_folder
from missiemonitor.output.analysis.integrity import damage
from missiemonitor.output.database.catalogue import about
from missiemonitor.output.database.connect import DatabaseError, open_reading, schema_version
from missiemonitor.output.decisions.anchor import anchor, held_against
from missiemonitor.output.decisions.hash_chain import written
from missiemonitor.output.export import mdto
from missiemonitor.output.export.account import account
from missiemonitor.output.export.bags_before import (
    FOLLOWS,
    ArchiveError,
    changed_before,
    followed,
)
from missiemonitor.output.export.files import ANCHOR
from missiemonitor.output.export.package import package_files
from sqlite_utils import Database

DATABASE = "missiemonitor.db"
ORGANISATION = "Missiemonitor"  # where none is named


def archive(
    db: Database,
    folder: Path,
    reports: Iterable[Path],
    organisation: str = ORGANISATION,
    language: str = "en",
    schema: Path | None = None,
    before: Path | None = None,
) -> list[str]:
    """Write a bag into a new folder, whole or not at all; gives reports whose PDF was not found.

    `reports` are PDFs or folders of them, `organisation` is who makes the archive, `language` that
    of the account; with a `schema` (XSD) the MDTO records are held against it. Raises ArchiveError,
    MdtoError, AnchorError. With `before` the bag says which one it follows, if it does.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ArchiveError(f"{folder}: is there already", "name a new folder")
    follows = {FOLLOWS: followed(db, before)} if before else {}
    folder.parent.mkdir(parents=True, exist_ok=True)
    with own_folder(folder.parent, folder.name) as unfinished:
        missing = _fill(db, unfinished, reports, organisation, language, schema)
        _quietly()
        bagit.make_bag(
            str(unfinished),
            {
                "Source-Organization": organisation,
                "Bag-Software-Agent": "Missiemonitor",
                "Bag-Group-Identifier": "missiemonitor",
                "External-Description": about()["description"],
                "Missiemonitor-Schema": str(schema_version()),
                **follows,
            },
            checksums=["sha256"],
        )
        if folder.exists():
            folder.rmdir()
        unfinished.chmod(0o755)
        unfinished.rename(folder)
    return missing


def _quietly() -> None:
    # bagit tells each file it writes; what is wrong it raises.
    logging.getLogger("bagit").setLevel(logging.CRITICAL)


def _fill(
    db: Database,
    folder: Path,
    reports: Iterable[Path],
    organisation: str,
    language: str,
    schema: Path | None,
) -> list[str]:
    known = {
        row["sha256"]: row["file"]
        for row in db.query("SELECT sha256, file FROM report ORDER BY file, sha256")
    }
    kept = folder / "reports"
    kept.mkdir()
    for digest, path in by_digest(reports).items():
        if digest in known:
            shutil.copyfile(path, kept / f"{digest}.pdf")
    with closing(sqlite3.connect(folder / DATABASE)) as copy:
        db.conn.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    for name, content in package_files(db):
        target = folder / "package" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    (folder / ANCHOR).write_text(anchor(db), "utf-8")
    lines = "".join(f"{line}\n" for line in written(db))
    (folder / "decisions.jsonl").write_text(lines, "utf-8")
    sizes = {path.stem: path.stat().st_size for path in kept.iterdir()}
    there = set(sizes)
    with (folder / "reports.csv").open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(("sha256", "file", "there"))
        writer.writerows((digest, file, int(digest in there)) for digest, file in known.items())
    about_reports = list(db.query("SELECT * FROM report ORDER BY file, sha256"))
    today = dt.datetime.now(dt.UTC).date()
    told = list(mdto.records(about_reports, sizes, organisation, today))
    if schema and (wrong := list(mdto.invalid(schema, told))):
        raise ArchiveError(
            f"{len(wrong)} records are not as {schema} has them: {wrong[0]}",
            "leave out --mdto-schema to write them as they are, and tell the makers",
        )
    for name, content in told:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    said = account(db, there, DATABASE, organisation, language)
    (folder / "ACCOUNT.md").write_text(said, "utf-8")
    return [file for digest, file in known.items() if digest not in there]


def verify(folder: Path) -> Iterator[str]:
    """What is wrong with a bag; nothing where it is whole. Raises ArchiveError."""
    _quietly()
    try:
        bag = bagit.Bag(str(folder))
    except (bagit.BagError, OSError) as error:
        raise ArchiveError(
            f"{folder}: is no bag ({error})", "name a folder that 'archive' wrote"
        ) from error
    try:
        bag.validate(processes=1)
    except bagit.BagValidationError as error:
        yield from (str(each) for each in error.details or [error])
    yield from changed_before(folder, bag.info.get(FOLLOWS, ""))
    data = folder / "data"
    try:
        db = open_reading(data / DATABASE)
    except DatabaseError as error:
        yield str(error)
        return
    yield from damage(db)
    if (data / ANCHOR).is_file():  # bags of before there were anchors have none
        yield from held_against(db, (data / ANCHOR).read_text("utf-8"))
    lines = list(written(db))
    if (data / "decisions.jsonl").read_text("utf-8").splitlines() != lines:
        yield "decisions.jsonl is not what the database has"
    for row in db.query("SELECT file, sha256 FROM report ORDER BY file, sha256"):
        path = data / "reports" / f"{row['sha256']}.pdf"
        if not path.is_file():
            yield f"{row['file']}: its PDF is not in the bag"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
            yield f"{row['file']}: its PDF is another one than was read"
    db.close()
