"""The documentation says what is there."""

from __future__ import annotations

import re
from pathlib import Path

from missiemonitor.pipeline.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_two_commands_stand_at_the_top() -> None:
    lines = README.splitlines()
    assert lines[2].strip().startswith("make demo")
    assert lines[3].strip().startswith("make test")


def test_every_command_of_the_readme_exists_and_the_other_way_round() -> None:
    named = set(re.findall(r"^    missiemonitor ([a-z]+)", README, re.MULTILINE))
    assert named <= set(main.commands)
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for name in main.commands:
        assert f"`{name}`" in changes or name in named


def test_links_lead_somewhere() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def rooms() -> list[Path]:
    """Folders that hold code of ours, and their data folders."""
    tops = ("api", "corpus", "extractors", "output", "pipeline", "benchmarks", "docs")
    found = {path.parent for top in tops for path in (ROOT / top).rglob("*.py")}
    return sorted({ROOT / "tests", *(r for r in found if "samples" not in r.as_posix())})


def test_each_folder_says_what_it_is_and_names_only_files_that_are_there() -> None:
    for room in rooms():
        assert (room / "README.md").is_file(), f"{room.relative_to(ROOT)} has no README.md"
        text = (room / "README.md").read_text(encoding="utf-8")
        for name in re.findall(r"`([\w/.-]+(?:\.(?:py|md|csv|toml|html|txt|ipynb|json)|/))`", text):
            there = (
                (room / name).exists()
                or (room.parent / name).exists()
                or (ROOT / name).exists()
                or list(room.rglob(name))
            )
            assert there, f"{room.relative_to(ROOT)}/README.md names {name}"


def test_each_package_says_in_its_first_line_what_it_holds() -> None:
    for init in (room / "__init__.py" for room in rooms() if (room / "__init__.py").exists()):
        assert init.read_text(encoding="utf-8").startswith('"""'), init.relative_to(ROOT)


def test_make_alone_lists_every_command_of_the_makefile() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == set(re.findall(r"^([a-z]+):.*## \w", text, re.MULTILINE))


def test_hooks_check_what_make_test_checks_before_it_runs_tests() -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").split("\ntest:")[1].split("\n\n")[0]
    checks = [line.replace("$(BIN)", ".venv/bin") for line in recipe.split("\n\t")[1:]]
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert re.findall(r"entry: (.*)", hooks) == [c for c in checks if "pytest" not in c]
