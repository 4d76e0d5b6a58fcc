"""A migration killed at every statement: the next opening makes of it what an undisturbed one does.

Each older schema is tried with rows in every table, from its first statement to the last of the
newest, and so is the keeping of a copy before it.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from pathlib import Path

from missiemonitor.output.analysis.integrity import damage
from missiemonitor.output.database.canonical import canonical
from missiemonitor.output.database.connect import open_database

from tests.keeping.forked import die_at, run
from tests.keeping.kills import Killed
from tests.output.test_migration import filled


def migration_kills(
    version: int, base: Path, every: int = 1, done: Collection[str] = ()
) -> Iterator[Killed]:
    """Kill the opening of a database of an older schema at each of its steps, or each n-th, but for
    those at which it was `done` before.

    Steps are statements of SQL, those inside of scripts among them, and things done to files.
    """
    template, folder = base / f"schema-{version}", base / "here"
    template.mkdir()
    filled(template / "old.db", version).close()
    dump = _dump(template / "old.db")
    shutil.copytree(template, folder)
    note = base / "steps"
    run(_open(folder), folder, die_at(0, note))
    rows, names = _rows(folder), _names(folder)
    shutil.rmtree(folder)
    steps = int(note.read_text())
    for step in range(1, steps + 1, every):
        if f"step {step}" in done:
            continue
        shutil.copytree(template, folder)
        ended = run(_open(folder), folder, die_at(step))
        wrong = [] if ended.killed else [f"ended with {ended.status}: {ended.told}"]
        kept = folder / f"old.db.schema-{version}"
        if kept.exists() and _dump(kept) != dump:
            wrong.append("the copy of before is another one")
        wrong += [f"after the kill: {line}" for line in _broken(folder)]
        again = run(_open(folder), folder)
        if again.status:
            wrong.append(f"the next opening ended with {again.status}: {again.told}")
        else:
            if _rows(folder) != rows:
                wrong.append("the rows are others")
            if _dump(kept) != dump:
                wrong.append("the copy of before is another one, afterwards")
            if _names(folder) != names:
                wrong.append(f"left behind: {sorted(set(_names(folder)) ^ set(names))}")
        shutil.rmtree(folder)
        yield Killed(f"schema {version}", f"step {step}", ended.killed, wrong, steps)


def _open(folder: Path) -> Callable[[], None]:
    return lambda: open_database(folder / "old.db").close()


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


def _broken(folder: Path) -> Iterator[str]:
    """What SQLite says of the database as the kill left it."""
    with closing(sqlite3.connect(folder / "old.db")) as db:
        for check in ("integrity_check", "foreign_key_check"):
            yield from (
                f"{check}: {row}" for row in db.execute(f"PRAGMA {check}") if row != ("ok",)
            )


def _rows(folder: Path) -> list[str]:
    with closing(open_database(folder / "old.db")) as db:
        return [*canonical(db), *damage(db)]
