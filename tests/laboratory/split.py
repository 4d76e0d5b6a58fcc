"""`python -m tests.laboratory.split FILE...`: deal new words over the two halves.

The halves are `fitting` and `scoring`. Whoever widens the reader may look at `words/fitting`, and
draws from it while at work; the figures that are told come from `words/scoring`, whose words nobody
has fitted anything to. A word is dealt once: neighbours in a list are dealt in pairs by a seeded
die, and a word that either half has is left where it is, so more words can be dealt later without
moving any. A setting that is no list goes to both.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import click

WORDS = Path(__file__).parent / "words"
HALVES = ("fitting", "scoring")
SEED = 16


def deal(new: list[str], name: str, halves: tuple[list[str], list[str]]) -> None:
    """Put the words that neither half has into one each, in pairs."""
    fresh = [word for word in dict.fromkeys(new) if word not in halves[0] and word not in halves[1]]
    for at in range(0, len(fresh), 2):
        first = Random(f"{SEED} {name} {fresh[at]}").randint(0, 1)
        halves[first].append(fresh[at])
        halves[1 - first].extend(fresh[at + 1 : at + 2])


def part(new: Mapping[str, Any], name: str, halves: tuple[dict[str, Any], dict[str, Any]]) -> None:
    """Part a table of lists, and the tables in it."""
    for key, value in new.items():
        if isinstance(value, dict):
            below = (halves[0].setdefault(key, {}), halves[1].setdefault(key, {}))
            part(value, f"{name}.{key}", below)
        elif isinstance(value, list):
            deal(
                value,
                f"{name}.{key}",
                (halves[0].setdefault(key, []), halves[1].setdefault(key, [])),
            )
        else:
            halves[0][key] = halves[1][key] = value


def written(table: Mapping[str, Any], name: str = "") -> str:
    """A table of lists as TOML, a word a line."""
    lines = [f"\n[{name}]"] if name else []
    for key, value in table.items():
        if isinstance(value, list):
            words = "".join(f"  {json.dumps(word, ensure_ascii=False)},\n" for word in value)
            lines.append(f"{key} = [\n{words}]")
        elif not isinstance(value, dict):
            lines.append(f"{key} = {json.dumps(value)}")
    for key, value in table.items():
        if isinstance(value, dict):
            lines.append(written(value, f"{name}.{key}" if name else key))
    return "\n".join(lines)


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
def main(files: tuple[Path, ...]) -> None:
    """Part the words of FILES over the halves, in files of the same names."""
    for file in files:
        halves: tuple[dict[str, Any], dict[str, Any]] = ({}, {})
        for half, name in zip(halves, HALVES, strict=True):
            kept = WORDS / name / file.name
            if kept.exists():
                half.update(tomllib.loads(kept.read_text("utf-8")))
        part(tomllib.loads(file.read_text("utf-8")), file.stem, halves)
        for half, name in zip(halves, HALVES, strict=True):
            (WORDS / name).mkdir(parents=True, exist_ok=True)
            (WORDS / name / file.name).write_text(written(half).lstrip() + "\n", "utf-8")


if __name__ == "__main__":
    main()
