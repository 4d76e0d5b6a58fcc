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
