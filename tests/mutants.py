"""`python -m tests.mutants FILE TESTS...`: change one thing of a file at a time, and run its tests.

A change that no test notices is printed with its line: either a test is missing, or the change
makes no difference, which is for a person to say. Nothing on disk is changed: each run loads the
changed text in place of the module.
"""

from __future__ import annotations

import ast
import copy
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

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
NAMES = {"min": "max", "max": "min", "all": "any", "any": "all"}

# Loads the changed text in place of a module, then runs pytest.
LOADER = """
import importlib.abc, importlib.util, sys
name, path, *tests = sys.argv[1:]
class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, fullname, where, target=None):
        return importlib.util.spec_from_file_location(name, path) if fullname == name else None
sys.meta_path.insert(0, Finder())
import pytest
sys.exit(pytest.main(["-q", "-x", "-p", "no:cacheprovider", *tests]))
"""


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


def survives(name: str, text: str, tests: tuple[str, ...], seconds: int) -> bool:
    """Whether the tests pass with this text in place of the module."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "mutant.py")
        path.write_text(text, "utf-8")
        command = [sys.executable, "-c", LOADER, name, str(path), *tests]
        try:
            ran = subprocess.run(command, capture_output=True, cwd=ROOT, timeout=seconds)
        except subprocess.TimeoutExpired:
            return False
        return ran.returncode == 0


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.argument("tests", nargs=-1, required=True)
@click.option("--most", default=1000, help="Try only so many changes, drawn at random.")
@click.option("--seconds", default=120, show_default=True, help="How long tests may run.")
def main(file: Path, tests: tuple[str, ...], most: int, seconds: int) -> None:
    """Print the changes of FILE that TESTS do not notice."""
    name = ".".join(["missiemonitor", *file.with_suffix("").parts])
    source = file.read_text("utf-8")
    if not survives(name, source, tests, seconds):
        raise click.ClickException("the tests fail without a change")
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
