"""Damaged databases: every reading command ends in a line, whatever is wrong with the file."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.keeping.forked import run
from tests.keeping.scenes import DB

Damage = Callable[[Path, random.Random], None]
READING: tuple[tuple[str, ...], ...] = (
    ("check",),
    ("compare", "--all"),
    ("why", "EULEX Kosovo", "2020-1"),
    ("settle",),
    ("suggestions",),
    ("trends", "charts"),
    ("report", "2020-1", "page.html"),
    ("export", "out"),
    ("export", "out.xlsx"),
    ("decisions", "out.jsonl"),
    ("archive", "bag"),
    ("publish", "site"),
    ("explore", "--publish", "copy"),
)


UNDER_WAY = ("writing: ", "drawing: ")  # what lines begin with that tell how far a command is


@dataclass(frozen=True, slots=True)
class Read:
    """A command on a damaged database: which kind of damage, how it ended, what was wrong."""

    kind: str
    command: str
    status: int
    wrong: str


def bytes_changed(path: Path, dice: random.Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(dice.randint(1, 300)):
        data[dice.randrange(len(data))] = dice.randrange(256)
    path.write_bytes(data)


def header_changed(path: Path, dice: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[dice.randrange(16, 100)] = dice.randrange(256)
    path.write_bytes(data)


def page_zeroed(path: Path, dice: random.Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(dice.randint(1, 5)):
        at = 4096 * dice.randrange(1, len(data) // 4096)
        data[at : at + 4096] = bytes(4096)
    path.write_bytes(data)


def pages_swapped(path: Path, dice: random.Random) -> None:
    data = bytearray(path.read_bytes())
    one, two = (4096 * at for at in dice.sample(range(1, len(data) // 4096), 2))
    data[one : one + 4096], data[two : two + 4096] = (
        data[two : two + 4096],
        data[one : one + 4096],
    )
    path.write_bytes(data)


def cut_off(path: Path, dice: random.Random) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: dice.randrange(len(data))])


def texts_replaced(path: Path, dice: random.Random) -> None:
    """Something else in a column of one table than what belongs there."""
    with closing(_opened(path)) as db:
        table, column = dice.choice(_columns(db))
        value = dice.choice(
            ("''", "'{'", "'[]'", "'9999-99-99'", "NULL", "-1", "9e999", "x'ff00'",
             "9223372036854775807", "'a' || char(0) || 'b'", "hex(zeroblob(100000))", "char(55296)",
             "cast(x'fffe80' AS TEXT)")
        )  # fmt: skip
        with suppress(sqlite3.Error):
            db.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = {value}')
        db.commit()


def table_gone(path: Path, dice: random.Random) -> None:
    with closing(_opened(path)) as db:
        table, _ = dice.choice(_columns(db))
        db.execute(f'ALTER TABLE "{table}" RENAME TO "another_{table}"')
        db.commit()


def rows_gone(path: Path, dice: random.Random) -> None:
    with closing(_opened(path)) as db:
        table, _ = dice.choice(_columns(db))
        with suppress(sqlite3.Error):
            db.execute(f'DELETE FROM "{table}" WHERE random() % 2')
        db.commit()


def schema_number_changed(path: Path, dice: random.Random) -> None:
    with closing(_opened(path)) as db:
        db.execute(f"PRAGMA user_version = {dice.choice((-1, 0, 1, 7, 13, 15, 2**31 - 1))}")
        db.commit()


def view_gone(path: Path, dice: random.Random) -> None:
    with closing(_opened(path)) as db:
        views = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type='view'")]
        db.execute(f'DROP VIEW "{dice.choice(views)}"')
        db.commit()


def noise_beside(path: Path, dice: random.Random) -> None:
    """What another program left beside the database is noise."""
    for end in ("-wal", "-journal", "-shm"):
        if dice.random() < 0.6:
            path.with_name(path.name + end).write_bytes(dice.randbytes(dice.randint(0, 20_000)))


KINDS: tuple[Damage, ...] = (
    bytes_changed,
    header_changed,
    page_zeroed,
    pages_swapped,
    cut_off,
    texts_replaced,
    table_gone,
    rows_gone,
    schema_number_changed,
    view_gone,
    noise_beside,
)


def _opened(path: Path) -> sqlite3.Connection:
    """A connection that keeps none of the rules."""
    db = sqlite3.connect(path)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.execute("PRAGMA legacy_alter_table = ON")
    for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{trigger}"')
    return db


def _columns(db: sqlite3.Connection) -> list[tuple[str, str]]:
    return db.execute(
        "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c "
        "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY 1, 2"
    ).fetchall()


def damaged_read(
    sound: Path, base: Path, number: int, seed: int, commands: int = len(READING)
) -> Iterator[Read]:
    """So many damaged copies of a database, and what commands in turn make of each."""
    folder = base / "damaged"
    for at in range(number):
        kind = KINDS[at % len(KINDS)]
        dice = random.Random(f"{seed}/{at}")
        spoiled = base / "spoiled.db"
        shutil.copy(sound / DB, spoiled)
        kind(spoiled, dice)
        for nth in range(commands):
            command = READING[(at * commands + nth) % len(READING)]
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            for file in base.glob("spoiled.db*"):
                shutil.copy(file, folder / (DB + file.name.removeprefix("spoiled.db")))
            ended = run((*command, "--db", DB), folder)
            wrong = "" if ended.plain else ended.told[-700:] or f"status {ended.status}"
            if ended.status in (2, 3) and len(_lines(ended.told)) != 1:
                wrong = f"not one line: {ended.told[-400:]}"
            name = kind.__name__.replace("_", " ")
            yield Read(name, f"{at}: {' '.join(command)}", ended.status, wrong)
        for file in base.glob("spoiled.db*"):
            file.unlink()


def _lines(told: str) -> list[str]:
    """The lines that a command printed, without those that tell how far it is."""
    return [line for line in told.splitlines() if line and not line.startswith(UNDER_WAY)]
