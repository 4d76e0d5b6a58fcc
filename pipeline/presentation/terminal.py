"""What a person sees on a terminal: lines that fit it, and no character that steers it.

Elsewhere (files, pipes) lines are whole, so that `grep` finds them.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from textwrap import wrap
from typing import Any, TextIO

NARROW = 40  # characters; narrower windows break words
ENDLESS = 100_000  # characters of a line that is not to be broken
NOTHING = ("nan", "<NA>")  # what pandas has where nothing is
SHORT = 8  # characters of a cell that is never broken
COMMAND = re.compile(r"\s+missiemonitor \S")  # a line to be pasted
GOES_ON = " \\"  # of a line that a shell reads on from
LABELLED = re.compile(r"\s*\S+\s{2,}")


def width(stream: Any = None) -> int | None:
    """Characters on a line of the terminal; None where what is printed goes elsewhere.

    It is printed to standard output, if to no other `stream`.
    """
    if not (stream or sys.stdout).isatty():
        return None
    return max(NARROW, shutil.get_terminal_size().columns)


def wrapped(text: str, first: str = "", rest: str = "", stream: Any = None) -> str:
    """A paragraph that fits the terminal, broken at words; `first` and `rest` begin its lines."""
    room = width(stream)
    if room is None:
        return first + text
    lines = wrap(text, room, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    return "\n".join(lines) or first


def fitted(text: str, stream: Any = None) -> str:
    """Lines that fit the terminal; what goes on stands under where its line began to tell."""
    room = width(stream)
    if room is None:
        return text
    lines = []
    for line in text.split("\n"):
        if len(line) <= room:
            lines.append(line)
            continue
        if COMMAND.match(line):
            lines.append(_pasted(line, room))
            continue
        bare = line.lstrip()
        before = line[: len(line) - len(bare)]
        label = LABELLED.match(line)
        deep = label.end() if before and label and label.end() < room // 2 else len(before) + 2
        lines.append(wrapped(bare, before, " " * deep, stream))
    return "\n".join(lines)


def _pasted(command: str, room: int) -> str:
    """A command over several lines that a shell takes for one."""
    indent = command[: len(command) - len(command.lstrip())]
    words = re.findall(r'(?:[^\s"]|"[^"]*")+', command)
    lines = [indent + words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) + len(GOES_ON) > room:
            lines[-1] += GOES_ON
            lines.append(f"{indent}  {word}")
        else:
            lines[-1] += f" {word}"
    return "\n".join(lines)


def table(rows: Iterable[Sequence[object]], headers: Sequence[str], markdown: bool = False) -> str:
    """Rows under headers, as wide as the terminal is; what is missing is left empty.

    Cells are broken at words where there is no room. Elsewhere than on a terminal, and as Markdown,
    a row is a line.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    cells = [[_cell(value) for value in row] for row in rows]
    made = Table(
        box=box.MARKDOWN if markdown else box.SIMPLE_HEAD,
        show_edge=markdown,
        pad_edge=markdown,
        padding=(0, 1, 0, 0) if not markdown else (0, 1),
    )
    for at, header in enumerate(headers):
        # Figures are not broken, and words are before them.
        short = all(len(row[at]) <= SHORT for row in cells if at < len(row))
        made.add_column(Text(header), overflow="fold", no_wrap=short)
    for row in cells:
        made.add_row(*map(Text, row))
    room = None if markdown else width()
    drawn = io.StringIO()  # not captured: that writes to standard output too, if only nothing
    Console(
        file=drawn,
        width=room or ENDLESS,
        color_system=None,
        force_terminal=False,
        legacy_windows=False,
    ).print(made)
    lines = (line.rstrip() for line in drawn.getvalue().split("\n"))
    return "\n".join(lines).strip("\n")


def _cell(value: object) -> str:
    if value is None or (not isinstance(value, str) and str(value) in NOTHING):
        return ""
    return steered_by_nothing(str(value))


def steered_by_nothing(text: str) -> str:
    """A text without characters that steer a terminal or turn its lines: they become \\xNN."""
    return "".join(map(_harmless, text)) if not text.isascii() or not text.isprintable() else text


def _harmless(char: str) -> str:
    kind = unicodedata.category(char)
    if char in "\n\t" or kind not in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return char
    # Soft hyphens and joiners are letters of words; marks of direction turn whole lines.
    turns = kind == "Cf" and unicodedata.bidirectional(char) in TURNING
    return char if kind == "Cf" and not turns else char.encode("unicode_escape").decode("ascii")


TURNING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")


def open_closed() -> None:
    """Where standard input, output or errors were closed, have what is printed go nowhere.

    Else the next file that is opened gets that number, and what is printed goes into it.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, os.O_RDWR)
            if descriptor != number:  # there is a file of that number, which is not for printing
                os.set_inheritable(descriptor, False)
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, os.fdopen(descriptor, mode, encoding="utf-8", errors="replace"))


def throw_away_output() -> None:
    """Have what waits to be printed go nowhere, so that the end of the process does not fail."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.__stdout__, sys.__stderr__):
        with suppress(OSError, ValueError, AttributeError):
            os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]


class Harmless:
    """A stream to a terminal on which nothing that is written steers it.

    Names and texts of reports may hold whatever their makers put in.
    """

    def __init__(self, stream: TextIO) -> None:
        self.raw = stream

    def write(self, text: str) -> int:
        return self.raw.write(steered_by_nothing(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.raw, name)


def raw(stream: Any) -> Any:
    """The stream itself, for what moves the cursor on purpose."""
    return getattr(stream, "raw", stream) if isinstance(stream, Harmless) else stream
