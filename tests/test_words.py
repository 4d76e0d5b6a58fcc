"""One word, one meaning: docs/words.md says which, and the code keeps to it."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("api", "corpus", "extractors", "output", "pipeline")
WORDS = (ROOT / "docs" / "words.md").read_text("utf-8")


def classes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "samples" in path.as_posix():
                continue
            for node in ast.parse(path.read_text("utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    found[node.name].append(path.relative_to(ROOT).as_posix())
    return found


def test_no_two_public_classes_have_one_name() -> None:
    assert {name: at for name, at in classes().items() if len(at) > 1} == {}


def test_each_class_that_the_page_about_words_names_is_there() -> None:
    named = set(re.findall(r"\(`([A-Z]\w+)`\)", WORDS))
    aliases = {"Bitmap"}  # a type, and no class
    assert named > aliases
    assert named - aliases - classes().keys() == set()
