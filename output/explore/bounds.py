"""What a question of a visitor may take, besides the time that Datasette gives it.

A connection goes in, and comes out with bounds on the length of a value, the memory of SQLite, the
size of an answer, and on functions that can work for minutes in one step, where no limit on time
is looked at.
"""

from __future__ import annotations

import re
import sqlite3
import weakref
from collections.abc import Callable
from typing import Any

LONGEST_VALUE = 4_000_000  # bytes of a value; the text of a page has far fewer
MOST_HEAP = 500_000_000  # bytes that SQLite takes in this process
LARGEST_ANSWER = 20_000_000  # bytes of text in one answer
LONGEST_PATTERN = 1_000  # bytes of what LIKE and GLOB look for
MOST_WORK = 100_000_000  # comparisons of one call: some 0.1 s
# Functions that hold each character of one value against each of another.
COMPARING = (
    ("instr", 2),
    ("replace", 3),
    *((name, many) for name in ("trim", "ltrim", "rtrim") for many in (1, 2)),
)
PRINTING = (("printf", -1), ("format", -1))
# A width of four digits, or one that is given beside: SQLite counts up to it whatever comes of it.
WIDE = re.compile(r"%[^a-zA-Z%]*(?:\*|\d{4})")
TOO_LARGE = "x" * (LONGEST_VALUE + 1)


def bound(connection: sqlite3.Connection) -> None:
    """Set the bounds of a connection on which visitors ask."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, LONGEST_PATTERN)
    connection.execute(f"PRAGMA hard_heap_limit = {MOST_HEAP}")
    own = sqlite3.connect(":memory:", check_same_thread=False)
    own.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    for functions, refuses in ((COMPARING, _compares_much), (PRINTING, _prints_much)):
        for name, many in functions:
            guarded = _guarded(own, name, refuses)
            connection.create_function(name, many, guarded, deterministic=True)
    connection.row_factory = _counting()


def _guarded(
    own: sqlite3.Connection, name: str, refuses: Callable[..., bool]
) -> Callable[..., Any]:
    """SQLite's function of this name, where it is not refused.

    What is refused is told as too large, by a value that is: an exception would be printed.
    """

    def function(*values: Any) -> Any:
        if refuses(*values):
            return TOO_LARGE
        marks = ",".join("?" * len(values))
        try:
            return own.execute(f"SELECT {name}({marks})", values).fetchone()[0]
        except (sqlite3.DataError, sqlite3.OperationalError):
            return TOO_LARGE

    return function


def _compares_much(*values: Any) -> bool:
    one, other = (len(v) if isinstance(v, str | bytes) else 1 for v in (*values, "", "")[:2])
    return one * other > MOST_WORK


def _prints_much(*values: Any) -> bool:
    return bool(values) and bool(WIDE.search(str(values[0])))


def _counting() -> Callable[[sqlite3.Cursor, tuple[Any, ...]], sqlite3.Row]:
    """Rows as Datasette has them, while an answer is no larger than it may be."""
    sizes: weakref.WeakKeyDictionary[sqlite3.Cursor, int] = weakref.WeakKeyDictionary()

    def row(cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> sqlite3.Row:
        size = sizes.get(cursor, 0) + sum(len(v) for v in values if isinstance(v, str | bytes))
        if size > LARGEST_ANSWER:
            raise sqlite3.OperationalError(
                f"the answer is larger than {LARGEST_ANSWER // 1_000_000} MB; "
                "ask for fewer rows or columns"
            )
        sizes[cursor] = size
        return sqlite3.Row(cursor, values)

    return row
