"""Hostile PDFs through `ingest`, `extract` and `tables`, with what became of them by kind.

    python -m tests.hostile_drawn --files 2000 --seed 1 --save FILE --write docs/reliability.md

Goes on with FILE where it was broken off.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import click

from tests.hostile_drawn import KINDS
from tests.hostile_drawn.run import MEMORY, SECONDS, WAYS, Tried, tried
from tests.printed import keep, kept, put

BATCH = 60  # files that one database, one folder and one set of processes are for
WHOLE = 1  # files of a batch that go through the commands themselves


@click.command()
@click.option("--files", default=2000, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--save", type=click.Path(path_type=Path, dir_okay=False), help="Keep results here.")
@click.option("--shown", is_flag=True, help="Only print what is in the saved file.")
@click.option("--write", type=click.Path(path_type=Path, exists=True), help="Put the table here.")
def main(files: int, seed: int, save: Path | None, shown: bool, write: Path | None) -> None:
    """Have drawn files read, and tell what became of them."""
    found = list(kept(save, Tried))
    done = {each.number for each in found}
    for first in range(0, 0 if shown else files, BATCH):
        if first in done:
            continue
        with tempfile.TemporaryDirectory() as folder:
            new = tried(Path(folder), min(BATCH, files - first), seed, first, WHOLE)
        found += new
        for each in new:
            keep(each, save)
    table = as_table(found)
    if write:
        put(write, "hostile", table)
    click.echo(table)
    wrong = [each for each in found if each.wrong]
    for each in wrong:
        click.echo(f"wrong: {each.number} {each.kind}, {each.way}: {each.wrong}")
    raise SystemExit(bool(wrong))


def as_table(found: Sequence[Tried]) -> str:
    """What became of the files by kind, how long the slowest took, and how many went wrong."""
    cells: dict[tuple[str, str], list[Tried]] = defaultdict(list)
    for each in found:
        cells[each.kind, each.way].append(each)
    files = len({each.number for each in found if each.number >= 0})
    lines = [
        f"{files} files, at most {SECONDS} seconds and {MEMORY // 10**6} MB of data each.",
        "",
        "| kind | files | stored | read by `extract` | by `tables` "
        "| ended their process | too long | slowest, s | wrong |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for kind in KINDS:
        by = [cells[kind, way] for way in WAYS]
        read = [sum(each.became != "unread" for each in one) for one in by]
        slowest = max((each.seconds for one in by for each in one), default=0.0)
        wrong = sum(bool(each.wrong) for one in by for each in one)
        stopped = [
            sum(words in each.told for one in by for each in one)
            for words in ("ended the process", "was not read within")
        ]
        told = [kind, len(by[0]), *read, *stopped, f"{slowest:.0f}", wrong]
        lines.append(f"| {' | '.join(map(str, told))} |")
    commands = [each for each in found if each.way.endswith("as a command")]
    together = [each for each in found if each.number < 0]
    lines += [
        "",
        f"Commands run as a whole: {len(commands)}, wrong {sum(bool(e.wrong) for e in commands)}. "
        f"Told of batches as a whole: {len(together)}.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
