"""On a terminal of sixty columns no command shows a line that does not fit, or a `nan`."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import pytest
from missiemonitor.pipeline.cli import main

from tests.conftest import SAMPLES
from tests.output.test_one_figure import every_mark

COLUMNS = 60
ANNEX = str(SAMPLES / "2024-1-bijlage-5.pdf")
LONG = "a-folder-with-a-name-that-is-long"  # that no line has room for with what is said of it

SHOWN = (
    ("compare",),
    ("compare", "--language", "nl"),
    ("compare", "--by", "region", "--language", "nl"),
    ("compare", "--all"),
    ("compare", "--all", "--by", "country"),
    ("check",),
    ("check", "--language", "nl"),
    ("why", "EUPOL COPPS", "2024-2"),
    ("why", "EUPOL COPPS", "2023-2", "--language", "nl"),
    ("settle",),
    ("settle", "--language", "nl"),
    ("suggestions",),
    ("four-eyes",),
    ("report", "2024-1", f"{LONG}/report.html"),
    ("export", f"{LONG}/figures.xlsx"),
    ("decisions", f"{LONG}/decided.jsonl"),
    ("archive", f"{LONG}/bag"),
    ("explore", "--publish", f"{LONG}/datasette"),
)
WITHOUT_DATABASE = (
    ("doctor",),
    ("extract", ANNEX),
    ("extract", ANNEX, "--language", "nl"),
    ("tables", ANNEX),
    ("ingest", ANNEX, "--db", f"{LONG}.db"),
)
WRONG = (
    ("compare", "2024-1"),
    ("compare", "2030-1", "2031-1"),
    ("compare", "--series", "a-series-that-nobody-knows-and-that-is-long"),
    ("why", "EUPOL", "2024-2"),
    ("check", "--db", f"{LONG}-{LONG}.db"),
    ("extract", "."),
    ("extract", f"{LONG}-{LONG}.pdf"),
    ("export", ".", "--format", "excel"),
    ("evaluate", f"{LONG}-{LONG}.txt"),
    ("archive", "--verify", f"{LONG}-{LONG}"),
    ("ingest", "--origin", "a-word-that-is-no-origin-of-reports"),
    ("a-command-that-is-none-and-is-very-long-indeed-as-it-were",),
)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def seen(*words: str) -> tuple[str, int]:
    """What a command shows on a terminal of this width, and how it ends."""
    streams, terminal, ended = (sys.stdout, sys.stderr), Terminal(), 0
    sys.stdout = sys.stderr = terminal
    try:
        main.main(list(words), prog_name="missiemonitor")
    except SystemExit as stop:
        ended = int(stop.code or 0)
    finally:
        sys.stdout, sys.stderr = streams
    return terminal.getvalue(), ended


def too_wide(text: str) -> list[str]:
    lines = text.replace("\r", "\n").split("\n")
    return [line for line in lines if len(line) > COLUMNS or "nan" in line.split()]


@pytest.fixture(scope="module")
def figures() -> Iterator[Path]:
    # In a folder with a short name: a path is as long as it is.
    with TemporaryDirectory() as folder:
        yield every_mark(Path(folder) / "figures.db")


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COLUMNS", str(COLUMNS))
    monkeypatch.chdir(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("words", SHOWN, ids=" ".join)
def test_what_is_shown_of_a_database_fits(figures: Path, words: tuple[str, ...]) -> None:
    text, ended = seen(*words, "--db", str(figures))
    assert ended in (0, 1) and text.strip()
    assert too_wide(text) == []


@pytest.mark.slow
@pytest.mark.parametrize("words", WITHOUT_DATABASE, ids=" ".join)
def test_what_is_shown_without_a_database_fits(words: tuple[str, ...]) -> None:
    text, ended = seen(*words)
    assert ended in (0, 1) and text.strip()
    assert too_wide(text) == []


@pytest.mark.slow
@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_what_is_told_of_wrong_use_fits(figures: Path, words: tuple[str, ...]) -> None:
    asks_for_a_database = words[0] in ("compare", "why", "export")
    text, ended = seen(*words, *(("--db", str(figures)) if asks_for_a_database else ()))
    assert ended in (2, 3) and text.strip()
    # A name that is longer than a line goes over it rather than being cut.
    assert [line for line in too_wide(text) if " " in line.strip()] == []


def helps(group: click.Group, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        yield (*before, name)
        if isinstance(command, click.Group):
            yield from helps(command, (*before, name))


@pytest.mark.parametrize("words", [(), *helps(main)], ids=" ".join)
def test_help_fits_and_its_examples_can_be_pasted(words: tuple[str, ...]) -> None:
    text, ended = seen(*words, "--help")
    assert ended == 0 and too_wide(text) == []
    goes_on = False
    for line in text.split("\n"):
        if goes_on:
            assert line.startswith("      "), line  # deeper than where its command began
        goes_on = line.endswith(" \\")
