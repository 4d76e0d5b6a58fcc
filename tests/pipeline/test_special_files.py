"""What is no file is refused at once by every command that reads one: a pipe may never end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner
from missiemonitor.pipeline.cli import main

COMMANDS = [
    ["extract", "{it}"],
    ["tables", "{it}"],
    ["ingest", "{it}", "--db", "{new}"],
    ["evaluate", "{it}"],
    ["decisions", "{it}", "--bring-in", "--db", "{new}"],
    ["import", "{it}", "--db", "{new}"],
    ["check", "--db", "{it}"],
    ["compare", "--db", "{it}"],
    ["why", "EULEX Kosovo", "2024-1", "--db", "{it}"],
    ["archive", "{new}", "--db", "{it}"],
    ["ingest", "{it}", "--db", "{it}"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("kind", ["pipe", "zeros"])
def test_a_pipe_and_an_endless_device_are_refused(
    command: list[str], kind: str, tmp_path: Path
) -> None:
    it = tmp_path / "raar.pdf"
    if kind == "pipe":
        os.mkfifo(it)
    else:
        it.symlink_to("/dev/zero")
    words = [word.format(it=it, new=tmp_path / "new") for word in command]
    result = CliRunner().invoke(main, words)
    assert result.exit_code in (2, 3), result.output
    assert "Traceback" not in result.output
    assert "raar.pdf" in result.output
