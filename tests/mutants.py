"""`python -m tests.mutants FILE TESTS...`: change one thing of a file at a time, and run its tests.

A change that no test notices is printed with its line: either a test is missing, or the change
makes no difference, which is for a person to say. Nothing on disk is changed: each run loads the
changed text in place of the module.
"""

from __future__ import annotations

import ast
import copy
import importlib.abc
import importlib.util
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import click
import pytest

ROOT = Path(__file__).parent.parent
OTHERS: dict[Any, Any] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
}
# Plugins of pytest are libraries that are loaded before, too.
QUIET = ("-q", "-x", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
NAMES = {"min": "max", "max": "min", "all": "any", "any": "all"}


def mutants(source: str) -> Iterator[tuple[int, str, str]]:
    """Each changed text, with its line and what was changed."""
    tree = ast.parse(source)
    # What a decorator is given (frozen, slots) keeps others from faults, and decides nothing.
    given = {id(n) for d in ast.walk(tree) for n in _decorating(d)}
    for at, node in enumerate(ast.walk(tree)):
        for what in () if id(node) in given else _changes(node):
            other = copy.deepcopy(tree)
            changed = next(each for n, each in enumerate(ast.walk(other)) if n == at)
            _change(changed, what)
            line = getattr(node, "lineno", 0)
            yield (
                line,
                f"{type(node).__name__} {what}",
                ast.unparse(ast.fix_missing_locations(other)),
            )


def _decorating(node: ast.AST) -> Iterator[ast.AST]:
    for each in getattr(node, "decorator_list", ()):
        yield from ast.walk(each)


def _changes(node: ast.AST) -> Iterator[str]:
    if (
        (isinstance(node, ast.Compare) and type(node.ops[0]) in OTHERS)
        or isinstance(node, ast.BoolOp)
        or (isinstance(node, ast.BinOp) and type(node.op) in OTHERS)
    ):
        yield "operator"
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "without not"
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool | int):
        yield "value"
    elif isinstance(node, ast.Name) and node.id in NAMES:
        yield "name"
    elif isinstance(node, ast.IfExp | ast.If):
        yield "never"


def _change(node: ast.AST, what: str) -> None:
    if isinstance(node, ast.Compare):
        node.ops[0] = OTHERS[type(node.ops[0])]()
    elif isinstance(node, ast.BoolOp | ast.BinOp):
        node.op = OTHERS[type(node.op)]()
    elif isinstance(node, ast.UnaryOp):
        node.operand = ast.UnaryOp(ast.Not(), node.operand)
    elif isinstance(node, ast.Constant):
        value: Any = node.value
        node.value = not value if isinstance(value, bool) else value + 1
    elif isinstance(node, ast.Name):
        node.id = NAMES[node.id]
    elif isinstance(node, ast.IfExp | ast.If):
        node.test = ast.Constant(False)


class _Changed(importlib.abc.MetaPathFinder):
    """Loads a changed text in place of a module."""

    def __init__(self, name: str, path: Path) -> None:
        self.name, self.path = name, path

    def find_spec(self, fullname: str, where: object, target: object = None) -> Any:
        if fullname == self.name:
            return importlib.util.spec_from_file_location(fullname, self.path)
        return None


def survives(
    name: str, text: str, tests: tuple[str, ...], seconds: float, note: Path | None = None
) -> bool:
    """Whether the tests pass with this text in place of the module.

    They run in a copy of this process; with `note`, which libraries they loaded is written there.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "mutant.py")
        path.write_text(text, "utf-8")
        pid = os.fork()
        if pid == 0:
            _child(name, path, tests, note)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            gone, state = os.waitpid(pid, os.WNOHANG)
            if gone:
                return os.waitstatus_to_exitcode(state) == 0
            time.sleep(0.02)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        return False


def _child(name: str, path: Path, tests: tuple[str, ...], note: Path | None) -> NoReturn:
    status = 70
    try:
        os.chdir(ROOT)
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        sys.meta_path.insert(0, _Changed(name, path))
        status = int(pytest.main([*QUIET, *tests]))
        if note:
            ours = ("missiemonitor", "tests", "_pytest", "__main__")
            loaded = (each for each in sys.modules if not each.startswith(ours))
            note.write_text("\n".join(loaded))
    finally:
        os._exit(status)


def _load(names: Iterable[str]) -> None:
    """Load libraries once for all runs: that takes longer than most tests."""
    for name in names:
        with suppress(Exception):
            importlib.import_module(name)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.argument("tests", nargs=-1, required=True)
@click.option("--most", default=1000, help="Try only so many changes, drawn at random.")
@click.option("--seconds", default=120, show_default=True, help="How long tests may run.")
def main(file: Path, tests: tuple[str, ...], most: int, seconds: int) -> None:
    """Print the changes of FILE that TESTS do not notice."""
    name = ".".join(["missiemonitor", *file.with_suffix("").parts])
    source = file.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder, "loaded")
        if not survives(name, source, tests, seconds, note):
            raise click.ClickException("the tests fail without a change")
        _load(note.read_text().splitlines())
    if not survives(name, source, tests, seconds):
        raise click.ClickException("the tests fail where libraries are loaded before")
    every = list(mutants(source))
    tried = random.Random(1).sample(every, min(most, len(every)))
    left = 0
    for line, what, text in sorted(tried, key=lambda each: each[0]):
        if survives(name, text, tests, seconds):
            left += 1
            click.echo(f"{file}:{line}: {what}: {source.splitlines()[line - 1].strip()}")
    click.echo(f"{file}: {len(tried)} of {len(every)} changes tried, {left} noticed by no test")


if __name__ == "__main__":
    main()
