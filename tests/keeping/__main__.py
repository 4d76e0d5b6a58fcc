"""`python -m tests.keeping kills|migrations|faults|together`: try it, and print what held."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from tabulate import tabulate

from tests.keeping import forked
from tests.printed import keep, kept, put

if TYPE_CHECKING:
    from tests.keeping.kills import Killed


@click.group()
def main() -> None:
    """What keeps a database whole."""


FILE = click.Path(path_type=Path, dir_okay=False)
SAVE = click.option("--save", type=FILE, help="Keep each try here, and go on from it.")
WRITE = click.option("--write", type=FILE, help="Put the table into this page.")


@main.command()
@click.option("--kills", "number", default=1000, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--only", help="Kill only commands with this in their name.")
@SAVE
@WRITE
def kills(number: int, seed: int, only: str | None, save: Path | None, write: Path | None) -> None:
    """Kill commands that write at random moments."""
    from tests.keeping.kills import Killed, staged
    from tests.keeping.kills import kills as tried
    from tests.keeping.scenes import scenes

    forked.load()
    found = list(kept(save, Killed))
    with tempfile.TemporaryDirectory() as made:
        base = Path(made)
        some = [each for each in scenes() if not only or only in each.name]
        stages = [staged(each, base) for each in some if len(found) < number]
        if stages:
            for one in tried(stages, base / "here", number, seed, len(found)):
                found.append(one)
                keep(one, save)
    _tell_kills(found, ("command", "tried", "killed before its end", "wrong"), write, "kills")


@main.command()
@click.option("--every", default=1, show_default=True, help="Kill at each n-th step only.")
@click.option("--schema", type=int, help="Only of this schema.")
@SAVE
@WRITE
def migrations(every: int, schema: int | None, save: Path | None, write: Path | None) -> None:
    """Kill the migration of each older schema at every statement."""
    from tests.keeping.kills import Killed
    from tests.keeping.migrations import migration_kills
    from tests.schemas import SCRIPTS

    forked.load()
    found = list(kept(save, Killed))
    for version in (schema,) if schema else range(1, len(SCRIPTS) + 1):
        done = {one.moment for one in found if one.scene == f"schema {version}"}
        with tempfile.TemporaryDirectory() as made:
            for one in migration_kills(version, Path(made), every, done):
                found.append(one)
                keep(one, save)
    found.sort(key=lambda one: int(one.scene.split()[1]))
    _tell_kills(found, ("from", "steps of it tried", "killed", "wrong"), write, "migrations")


def _tell_kills(
    found: Sequence[Killed], heads: Sequence[str], write: Path | None, mark: str
) -> None:
    """Print what kills came to by their scene, and end with 1 where something was wrong."""
    for one in found:
        for line in one.wrong:
            click.echo(f"wrong: {one.scene}, {one.moment}: {line}", err=True)
    by_scene: dict[str, list[Killed]] = {}
    for one in found:
        by_scene.setdefault(one.scene, []).append(one)
    rows = []
    for name, some in [*by_scene.items(), ("all", list(found))]:
        wrong = sum(bool(one.wrong) for one in some)
        steps = some[0].steps if some and name != "all" else 0
        tried = f"{len(some)} of {steps}" if steps else len(some)
        rows.append([name, tried, sum(one.killed for one in some), wrong])
    table = tabulate(rows, heads, tablefmt="github", disable_numparse=True)
    if write:
        put(write, mark, table)
    click.echo(table)
    raise SystemExit(bool(sum(bool(one.wrong) for one in found)))


@main.command()
@click.option("--databases", default=200, show_default=True, help="How many to damage.")
@click.option("--commands", default=13, show_default=True, help="How many commands read each.")
@click.option("--seed", default=1, show_default=True)
def damaged(databases: int, commands: int, seed: int) -> None:
    """Damage databases, and have every reading command read them."""
    from tests.keeping.damaged import damaged_read
    from tests.keeping.scenes import with_database

    forked.load()
    counted: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as made:
        sound = Path(made, "sound")
        sound.mkdir()
        with_database(sound)
        for one in damaged_read(sound, Path(made), databases, seed, commands):
            how = "wrong" if one.wrong else "refused" if one.status > 1 else "read"
            counted.setdefault(one.kind, Counter())[how] += 1
            if one.wrong:
                click.echo(f"wrong: {one.kind}, {one.command}: {one.wrong}", err=True)
    click.echo("| damage | read | refused in a line | wrong |\n|---|---|---|---|")
    for kind, told in counted.items():
        click.echo(f"| {kind} | {told['read']} | {told['refused']} | {told['wrong']} |")
    every = sum(counted.values(), Counter())
    click.echo(f"| all | {every['read']} | {every['refused']} | {every['wrong']} |")
    raise SystemExit(bool(every["wrong"]))


@main.command(name="full-disk")
@click.option("--every", default=1, show_default=True, help="By how many pages the room grows.")
@click.option("--only", help="Only commands with this in their name.")
def full_disk(every: int, only: str | None) -> None:
    """Have the disk full at each page that a command writes."""
    from tests.keeping.full_disk import filled_disks
    from tests.keeping.kills import staged
    from tests.keeping.scenes import scenes

    forked.load()
    tried = bad = 0
    click.echo("| command | full disks | wrong |\n|---|---|---|")
    for scene in scenes():
        if only and only not in scene.name:
            continue
        with tempfile.TemporaryDirectory() as made:
            found = list(filled_disks(staged(scene, Path(made)), Path(made, "disk"), every))
        for one in found:
            for line in one.wrong:
                click.echo(f"wrong: {one.scene}, room for {one.pages} pages: {line}", err=True)
        wrong = sum(bool(one.wrong) for one in found)
        full = sum(not one.enough for one in found)
        click.echo(f"| {scene.name} | {full} | {wrong} |")
        tried, bad = tried + full, bad + wrong
    click.echo(f"| all | {tried} | {bad} |")
    raise SystemExit(bool(bad))


@main.command()
@click.option("--only", help="Only commands with this in their name.")
def surroundings(only: str | None) -> None:
    """Run commands where the clock went back, nothing can be written, and the like."""
    from tests.keeping.kills import staged
    from tests.keeping.scenes import scenes, with_database
    from tests.keeping.surroundings import environments, odd_worlds, read_only

    forked.load()
    tried: Counter[str] = Counter()
    bad: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as made:
        base = Path(made)
        stages = [staged(each, base) for each in scenes() if not only or only in each.name]
        sound = base / "sound"
        sound.mkdir()
        with_database(sound)
        for each in (odd_worlds(iter(stages), base), read_only(iter(stages), base),
                     environments(sound)):  # fmt: skip
            for one in each:
                tried[one.where] += 1
                bad[one.where] += bool(one.wrong)
                for line in one.wrong:
                    click.echo(f"wrong: {one.where}, {one.command}: {line}", err=True)
    click.echo("| where | commands | wrong |\n|---|---|---|")
    for where, number in tried.items():
        click.echo(f"| {where} | {number} | {bad[where]} |")
    raise SystemExit(bool(bad.total()))


@main.command()
@click.option("--seconds", default=120.0, show_default=True)
def together(seconds: float) -> None:
    """Many at one database at once."""
    from tests.keeping import together as all_of_them

    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        all_of_them.prepared(folder)
        one = all_of_them.alone(folder, seconds / 3)
        many = all_of_them.together(folder, seconds)
        wrong = [*one.failures, *many.failures, *all_of_them.lost(folder, one, many)]
    for line in wrong:
        click.echo(f"wrong: {line}", err=True)
    click.echo("| done in the time | times |\n|---|---|")
    for what, number in sorted(many.done.items()):
        click.echo(f"| {what} | {number} |")
    click.echo(f"| failures, lost decisions and reports | {len(wrong)} |\n")
    click.echo("| 95th percentile | alone | together | times |\n|---|---|---|---|")
    for what in ("pages", "decisions"):
        few, much = (all_of_them.p95(getattr(each, what)) for each in (one, many))
        click.echo(f"| {what} | {few:.2f} s | {much:.2f} s | {much / few:.1f} |")
    raise SystemExit(bool(wrong))


if __name__ == "__main__":
    main()
