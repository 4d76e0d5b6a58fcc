"""What is taken from others is named, needed and of a licence that goes with ours."""

from __future__ import annotations

import ast
import configparser
import importlib.util
import json
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("api", "corpus", "extractors", "output", "pipeline")


@pytest.fixture(scope="module")
def supply() -> Any:
    told = importlib.util.spec_from_file_location("supply", ROOT / "docs" / "supply.py")
    assert told and told.loader
    module = importlib.util.module_from_spec(told)
    told.loader.exec_module(module)
    return module


def asked(supply: Any, where: str, key: str) -> set[str]:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg")
    lines = settings[where][key].split("\n")
    found = (line.strip() for line in lines if line.strip() and not line.strip().startswith("#"))
    return {supply.plain(line.split(">")[0].split("=")[0]) for line in found}


def imported() -> set[str]:
    """The packages that code of ours imports, by the names of their first parts."""
    found = set()
    for path in (p for folder in FOLDERS for p in (ROOT / folder).rglob("*.py")):
        if any(part.startswith("samples") for part in path.parts) or path.name == "train.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {each.name.split(".")[0] for each in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"missiemonitor"}


def test_what_is_asked_for_is_used_and_what_is_used_is_asked_for(supply: Any) -> None:
    of = packages_distributions()
    used = {name: {supply.plain(each) for each in of.get(name, [name])} for name in imported()}
    needed = asked(supply, "options", "install_requires")
    extras = {
        name
        for key in ("ocr", "archive", "parquet", "cluster")
        for name in asked(supply, "options.extras_require", key)
    }
    assert needed - set().union(*used.values()) == set()
    assert {name for name, by in used.items() if not by & (needed | extras)} == set()


def test_each_package_has_the_hash_of_its_file(supply: Any) -> None:
    lines = (ROOT / "constraints-hashes.txt").read_text("utf-8").splitlines()[1:]
    hashed = dict(line.split(" --hash=sha256:") for line in lines)
    assert {
        name for name, digest in hashed.items() if not re.fullmatch("[0-9a-f]{64}", digest)
    } == (set())
    assert set(hashed) == {f"{name}=={version}" for name, version in supply.constrained().items()}


def test_every_licence_goes_with_ours_and_stands_on_its_page(supply: Any) -> None:
    found = list(supply.rows())
    assert len(found) > 100
    assert [row for row in found if not supply.COMPATIBLE.match(row[2])] == []
    told = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    assert {name for name, *_ in found if f"\n| {name} |" not in told} == set()


def test_the_bill_of_materials_names_what_comes_along(supply: Any) -> None:
    bill = json.loads(json.dumps(supply.bill("0" * 40)))
    named = {part["name"]: part["version"] for part in bill["components"]}
    assert named.keys() == supply.runtime() & supply.constrained().keys()
    assert {"numpy", "pdfminer-six", "datasette"} <= named.keys() and "pytest" not in named
    assert bill == supply.bill("0" * 40)


@pytest.mark.slow
def test_two_releases_of_a_commit_are_equal_byte_for_byte(supply: Any, tmp_path: Path) -> None:
    one, two = (supply.release(tmp_path / name) for name in ("one", "two"))
    assert [path.suffix for path in one] == [".whl", ".gz", ".json"]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
