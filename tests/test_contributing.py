"""CONTRIBUTING.md says what works: each of its examples is made in a copy of the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PACKAGES = ("corpus", "extractors", "output", "pipeline")
# With what follows by the page, where that takes no more than a second or two.
EXAMPLES = {
    "mission": ("tests/extractors/test_reference.py",),
    "heading": ("tests/extractors/test_reference.py",),
    "extractor": ("tests/test_thresholds.py",),
    "statement kind": ("tests/statements/test_triggers.py",),
    "series": (),
    "chart": (),
    "command": (),
}
EDIT = re.compile(
    r"^(?P<how>Append to|Write|In) `(?P<file>[^`]+)`"
    r"(?:, (?P<where>behind|after the line) `(?P<there>[^`]+)`)?:\n\n"
    r"```\w+\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Edit:
    """One step of an example: what is put where."""

    how: str
    file: str
    where: str | None
    there: str | None
    text: str

    def make(self, folder: Path) -> None:
        path = folder / self.file
        if self.how == "Write":
            assert not path.exists(), f"{self.file} is there already"
            path.write_text(self.text, encoding="utf-8")
            return
        old = path.read_text(encoding="utf-8")
        if self.how == "Append to":
            apart = "\n\n" if path.suffix == ".py" else ""
            path.write_text(old + apart + self.text, encoding="utf-8")
            return
        line = self.where == "after the line"
        there = f"\n{self.there}\n" if line else str(self.there)
        assert f"\n{old}".count(there) == 1, f"{self.file} has not one {self.there!r}"
        new = f"\n{old}".replace(there, there + (self.text if line else self.text.rstrip("\n")))
        path.write_text(new[1:], encoding="utf-8")


def section(title: str) -> str:
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def edits(name: str) -> list[Edit]:
    article = "an" if name == "extractor" else "a"
    text = section(f"Add {article} {name}")
    found = [Edit(**each.groupdict()) for each in EDIT.finditer(text)]
    assert len(found) == text.count("```") // 2, "a block that no line says where to put"
    return found


def copied(clone: Path) -> Path:
    """The repository as git has it, and beside it the package that its folders make."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, clone / name)
    return clone


def run(clone: Path, *files: str) -> str:
    """What tests of a copy say with the copy's program, as an editable install would have it."""
    package = clone.parent / "path" / "missiemonitor"
    package.mkdir(parents=True)
    for item in (clone / "api").iterdir():
        (package / item.name).symlink_to(item)
    for name in PACKAGES:
        (package / name).symlink_to(clone / name)
    # A package that stands elsewhere would pass for the copy's.
    (clone / "tests" / "test_of_the_copy.py").write_text(
        "import missiemonitor\n\n\ndef test_it_is_the_copy() -> None:\n"
        f"    assert missiemonitor.__file__.startswith({str(clone.parent)!r})\n"
    )
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-rA", "--tb=short", "-p", "no:cacheprovider"),
            *("tests/test_of_the_copy.py", *files),
        ],
        cwd=clone,
        env={**os.environ, "PYTHONPATH": str(package.parent), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
    )
    return done.stdout + done.stderr


def own_tests(steps: list[Edit]) -> list[str]:
    return [step.file for step in steps if step.file.startswith("tests/")]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the tests of all examples say, made in one copy: starting takes longer than they do."""
    clone = copied(tmp_path_factory.mktemp("with") / "clone")
    files = []
    for name, more in EXAMPLES.items():
        steps = edits(name)
        for step in steps:
            step.make(clone)
        files += [*own_tests(steps), *more]
    return run(clone, *dict.fromkeys(files))


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_works_as_it_is_written(name: str, told: str) -> None:
    for file in (*own_tests(edits(name)), *EXAMPLES[name]):
        assert f"PASSED {file}" in told, told
        assert not re.search(rf"(FAILED|ERROR) {file}", told), told


@pytest.mark.slow
def test_the_test_of_an_example_fails_without_the_rest_of_it(tmp_path: Path) -> None:
    """All are tried, for some might pass by accident: a heading like another, a number told."""
    clone = copied(tmp_path / "clone")
    files = []
    for name in EXAMPLES:
        for step in edits(name):
            if step.file.startswith("tests/"):
                step.make(clone)
                files.append(step.file)
    told = run(clone, *files)
    assert "PASSED tests/test_of_the_copy.py" in told
    assert [file for file in files if f"PASSED {file}" in told] == []


def test_every_example_has_its_test_and_every_section_is_tried() -> None:
    named = re.findall(r"^## Add an? (.+)$", PAGE, re.MULTILINE)
    assert named == list(EXAMPLES)
    assert all(len(own_tests(edits(name))) == 1 for name in named)


def test_files_and_links_that_are_named_are_there() -> None:
    made = {step.file for name in EXAMPLES for step in edits(name)}
    prose = re.sub(r"^```.*?^```$", "", PAGE, flags=re.MULTILINE | re.DOTALL)
    named = set(re.findall(r"\]\(([^)#:]+)\)", prose))
    named |= set(
        re.findall(r"`((?:api|corpus|docs|extractors|output|pipeline|tests)/[^` ]+)`", prose)
    )
    assert len(named) > 20
    assert [name for name in named - made if not (ROOT / name).exists()] == []
