"""A bag for the archive (BagIt, RFC 8493): reports, database, data package, decisions, account.

PDFs are stored once, under their SHA-256. `verify` holds every file against its checksum, the
database against itself, its chain of decisions, and its reports against the PDFs in the bag.
"""

from __future__ import annotations

import glob
import hashlib
import logging
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import bagit
from missiemonitor.corpus.errors import MissieError
from missiemonitor.corpus.files import by_digest
from missiemonitor.extractors.findings import codes
from missiemonitor.output.analysis.integrity import damage
from missiemonitor.output.database.catalogue import about
from missiemonitor.output.database.connect import DatabaseError, open_reading, schema_version
from missiemonitor.output.decisions.anchor import anchor, held_against
from missiemonitor.output.decisions.hash_chain import written
from missiemonitor.output.decisions.settling import tables_to_settle
from missiemonitor.output.export.files import ANCHOR
from missiemonitor.output.export.package import package_files
from sqlite_utils import Database

DATABASE = "missiemonitor.db"


class ArchiveError(MissieError):
    """An archive that cannot be made or read; `str()` says what to do."""


def archive(db: Database, folder: Path, reports: Iterable[Path]) -> list[str]:
    """Write a bag into a new folder, whole or not at all; gives reports whose PDF was not found.

    `reports` are PDFs or folders of them. Raises ArchiveError.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ArchiveError(f"{folder}: is there already", "name a new folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    _clear_left_behind(folder)
    mine = f".{folder.name}-{os.getpid()}-"
    unfinished = Path(tempfile.mkdtemp(prefix=mine, dir=folder.parent))
    try:
        missing = _fill(db, unfinished, reports)
        _quietly()
        bagit.make_bag(
            str(unfinished),
            {
                "Source-Organization": "Missiemonitor",
                "External-Description": about()["description"],
                "Missiemonitor-Schema": str(schema_version()),
            },
            checksums=["sha256"],
        )
        if folder.exists():
            folder.rmdir()
        unfinished.chmod(0o755)
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return missing


def _clear_left_behind(folder: Path) -> None:
    """Take away what archives into this folder left that were killed."""
    for left in folder.parent.glob(f".{glob.escape(folder.name)}-*-????????"):
        pid = left.name.split("-")[-2]
        if pid.isdecimal() and not _runs(int(pid)):
            shutil.rmtree(left, ignore_errors=True)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _quietly() -> None:
    # bagit tells each file it writes; what is wrong it raises.
    logging.getLogger("bagit").setLevel(logging.CRITICAL)


def _fill(db: Database, folder: Path, reports: Iterable[Path]) -> list[str]:
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
    there = {path.stem for path in kept.iterdir()}
    (folder / "ACCOUNT.md").write_text(_account(db, there), "utf-8")
    return [file for digest, file in known.items() if digest not in there]


def _account(db: Database, kept: set[str]) -> str:
    """What was checked by whom, for people."""
    lines = [
        "# What this bag holds, and what was checked",
        "",
        about()["description"],
        "",
        f"`reports/`: the PDFs, each under its SHA-256. `{DATABASE}`: the database. `package/`: "
        "the same as a Frictionless data package. `decisions.jsonl`: what people decided, in "
        "order, each with the hash of the one before. `anchor.json`: the last of them and "
        "digests of the reports, for `missiemonitor check --anchor`.",
        "",
        "`missiemonitor archive --verify DIR` proves it whole.",
        "",
    ]
    for report in db.query(
        "SELECT r.* FROM report AS r LEFT JOIN period AS p USING (period) "
        "ORDER BY p.first_day, r.file, r.sha256"
    ):
        lines += _about_report(db, report, report["sha256"] in kept)
    return "\n".join(lines)


def _about_report(db: Database, report: dict[str, Any], kept: bool) -> list[str]:
    """A report, what was decided about each of its rows, and what is open."""
    rows = _decided_rows(db, report["report"])
    decided = sum(row["action"] is not None for row in rows)
    lines = [
        f"## {report['period'] or '?'}: {report['file']}",
        "",
        f"SHA-256 `{report['sha256']}`, {report['origin']}"
        + ("" if kept else "; **its PDF was not found**")
        + f". {decided} of {len(rows)} rows decided on.",
        "",
    ]
    if rows:
        lines += ["| mission | as written | read | decision | by | when | reason |"]
        lines += ["|---|---|---|---|---|---|---|"]
    lines += [_table_row(row) for row in rows]
    if rows:
        lines.append("")
    lines += [
        _of_table(table) for table in tables_to_settle(db) if table["report"] == report["report"]
    ]
    loose = codes(lambda described: described.decision)
    open_ = db.query(
        "SELECT DISTINCT message FROM finding WHERE report = ? AND code IN "
        f"({','.join('?' * len(loose))}) ORDER BY message",
        [report["report"], *loose],
    )
    return [*lines, *(f"- Open: {_cell(each['message'])}" for each in open_), ""]


def _of_table(table: dict[str, Any]) -> str:
    """What was said of a table that is or was to be agreed."""
    about = f"- Table on page {table['page']}, {_cell(table['caption']) or 'without a caption'}: "
    said = {
        None: "to be agreed; nobody decided",
        "by-row": "agreed to, as a row of it was",
        "agreed": "agreed to",
        "rejected": "rejected",
    }[table["decided"]]
    if table["decided"] in ("agreed", "rejected"):
        last = next(each for each in table["history"] if each["number"] == table["decision"])
        reason = f" ({_cell(last['reason'])})" if last["reason"] else ""
        said += f" by {_cell(last['reviewer'])}, {last['decided_at']}{reason}"
    return about + said


def _decided_rows(db: Database, report: str) -> list[dict[str, Any]]:
    return list(
        db.query(
            "SELECT d.mission_as_written, d.count_as_written, d.officers, s.action, "
            "trim(coalesce(s.corrected_officers, '') || ' ' "
            "|| coalesce(s.corrected_mission, '') || ' ' "
            "|| coalesce(s.corrected_countries, '')) AS value, s.reviewer, s.decided_at, "
            "s.reason, s.count_as_written AS decided_on, "
            "(SELECT group_concat(DISTINCT c.reviewer) FROM decision AS c "
            " WHERE c.subject = d.subject AND c.action = 'confirm' AND c.number > s.number) "
            "AS confirmed_by "
            "FROM deployment AS d LEFT JOIN standing_decision AS s ON s.subject = d.subject "
            "WHERE d.report = ? ORDER BY d.row",
            [report],
        )
    )


def _table_row(row: dict[str, Any]) -> str:
    action = row["action"] or "nobody looked"
    if row["action"] == "correct":
        action = f"corrected to {row['value']}"
    if row["action"] == "add":
        action = "added by hand"
    if row["action"] and row["decided_on"] != row["count_as_written"]:
        action += " (at odds with the page as read now)"
    read = "?" if row["officers"] is None else row["officers"]
    cells = (
        row["mission_as_written"],
        row["count_as_written"],
        read,
        action,
        " and ".join(each for each in (row["reviewer"], row["confirmed_by"]) if each),
        row["decided_at"] or "",
        row["reason"] or "",
    )
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|").replace("<", "&lt;")


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
