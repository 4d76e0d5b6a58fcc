"""`python -m tests.keeping kills|migrations|faults|together`: try it, and print what held."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import click

from tests.keeping import forked


@click.group()
def main() -> None:
    """What keeps a database whole."""


@main.command()
@click.option("--kills", "number", default=1000, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--only", help="Kill only commands with this in their name.")
def kills(number: int, seed: int, only: str | None) -> None:
    """Kill commands that write at random moments."""
    from tests.keeping.kills import kills as tried
    from tests.keeping.kills import staged
    from tests.keeping.scenes import scenes

    forked.load()
    runs: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as made:
        base = Path(made)
        stages = [staged(each, base) for each in scenes() if not only or only in each.name]
        for one in tried(stages, base / "here", number, seed):
            runs[one.scene] += 1
            hit[one.scene] += one.killed
            wrong[one.scene] += bool(one.wrong)
            if not runs.total() % 50:
                click.echo(f"{runs.total()} tried", err=True)
            for line in one.wrong:
                click.echo(f"wrong: {one.scene}, {one.moment}: {line}", err=True)
    click.echo("| command | tried | killed before its end | wrong |\n|---|---|---|---|")
    for name in runs:
        click.echo(f"| {name} | {runs[name]} | {hit[name]} | {wrong[name]} |")
    click.echo(f"| all | {runs.total()} | {hit.total()} | {wrong.total()} |")
    raise SystemExit(bool(wrong.total()))


@main.command()
@click.option("--every", default=1, show_default=True, help="Kill at each n-th step only.")
def migrations(every: int) -> None:
    """Kill the migration of each older schema at every statement."""
    from tests.keeping.migrations import migration_kills
    from tests.schemas import SCRIPTS

    forked.load()
    tried = hit = bad = 0
    click.echo("| from schema | kills | wrong |\n|---|---|---|")
    for version in range(1, len(SCRIPTS) + 1):
        with tempfile.TemporaryDirectory() as made:
            found = list(migration_kills(version, Path(made), every))
        for one in found:
            for line in one.wrong:
                click.echo(f"wrong: {one.scene}, {one.moment}: {line}", err=True)
        wrong = sum(bool(one.wrong) for one in found)
        click.echo(f"| {version} | {sum(one.killed for one in found)} | {wrong} |")
        tried, hit, bad = tried + len(found), hit + sum(o.killed for o in found), bad + wrong
    click.echo(f"| all | {hit} of {tried} | {bad} |")
    raise SystemExit(bool(bad))


if __name__ == "__main__":
    main()
