"""Errors are part of the interface: one base, one line, one exit status each."""

import ast
import importlib
import inspect
import pickle
import pkgutil
from functools import cache
from pathlib import Path

import missiemonitor
import pytest
from click.testing import CliRunner
from missiemonitor.corpus.errors import ExitStatus, MissieError
from missiemonitor.pipeline.cli import main

ROOT = Path(__file__).parents[2]
PARTS = ("api", "corpus", "extractors", "output", "pipeline")


def errors_of_ours() -> list[type[MissieError]]:
    for module in pkgutil.walk_packages(missiemonitor.__path__, "missiemonitor."):
        if not module.name.endswith("__main__") and ".samples" not in module.name:
            importlib.import_module(module.name)
    found: list[type[MissieError]] = []
    waiting = [MissieError]
    while waiting:
        below = waiting.pop().__subclasses__()
        found += below
        waiting += below
    return found


def test_every_error_has_a_status_and_says_what_happened_and_what_to_do() -> None:
    errors = errors_of_ours()
    assert len(errors) >= 17
    for error in errors:
        assert error.__name__.endswith("Error") and error.__doc__
        assert error.status in (ExitStatus.WRONG_USE, ExitStatus.UNREAD)
        advice = inspect.signature(error).parameters["do"]
        assert advice.default is inspect.Parameter.empty, f"{error.__name__} may lack advice"
        told = (
            error("a.pdf", "is odd", "mend it")
            if "what" in inspect.signature(error).parameters
            else error("a.pdf: is odd", "mend it")
        )
        assert str(told) == "a.pdf: is odd; mend it"


def test_every_error_comes_whole_from_another_process() -> None:
    for error in errors_of_ours():
        words = ["a.pdf", "is odd", "mend it"]
        if "what" not in inspect.signature(error).parameters:
            words = words[1:]
        back = pickle.loads(pickle.dumps(error(*words)))
        assert type(back) is error and str(back) == str(error(*words)) and back.do == "mend it"


@pytest.mark.slow
def test_no_class_of_errors_stands_beside_the_one_base() -> None:
    ours = {error.__name__ for error in (MissieError, *errors_of_ours())}
    # What a person may not decide: told with its code in the language of the desk, by commands as
    # an error of ours.
    ours |= {"RefusedError"}
    for path, node in parsed():
        if isinstance(node, ast.ClassDef):
            bases = {ast.unparse(base) for base in node.bases}
            if any(b.endswith(("Error", "Exception")) for b in bases):
                assert node.name in ours, f"{path}: {node.name} is no MissieError"


@pytest.mark.slow
def test_no_advice_is_empty_and_no_exit_status_is_a_bare_number() -> None:
    ours = {error.__name__ for error in errors_of_ours()}
    raised = 0
    for path, node in parsed():
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func).rsplit(".", 1)[-1]
        place = f"{path}:{node.lineno}"
        if name in ours:
            raised += 1
            assert len(node.args) >= 2, place
            assert not any(isinstance(a, ast.Constant) and not a.value for a in node.args), place
        if name == "exit" and path.parts[0] == "pipeline":
            assert not any(isinstance(a, ast.Constant) for a in node.args), place
    assert raised > 50


@cache
def parsed() -> list[tuple[Path, ast.AST]]:
    return [
        (path.relative_to(ROOT), node)
        for part in PARTS
        for path in (ROOT / part).rglob("*.py")
        if "samples" not in path.parts
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
    ]


@pytest.mark.parametrize(
    ("command", "status", "told"),
    [
        (["extract", "gone.pdf"], 3, "gone.pdf: cannot be opened"),
        (["check", "--db", "gone.db"], 2, "there is no such database; make one with 'ingest'"),
        (["import", ".", "--db", "new.db"], 2, "there is no such file; name the package's folder"),
        (["ingest", "nosuch://x/"], 2, "cannot be looked through"),
    ],
)
def test_a_known_error_ends_a_command_in_one_line_and_its_status(
    command: list[str], status: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = CliRunner().invoke(main, command)
    assert ended.exit_code == status
    assert told in ended.stderr and ended.stderr.startswith("missiemonitor: ")
    assert len(ended.stderr.splitlines()) == 1
