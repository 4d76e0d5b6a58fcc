"""`python -m tests.faults --reports 500 --seed 1`: plant faults, and print the shares told."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from tests.faults.run import Trial, base_of, plants, tried
from tests.faults.shares import table_of
from tests.laboratory import producers
from tests.laboratory.grammar import draw
from tests.laboratory.report import Invented
from tests.laboratory.wide.draw import draw_wide
from tests.printed import keep, kept, put

LONGEST = 8  # pages of a drawn report: what a fault does is told by its table


def drawn(first: int, number: int, producer: str | None) -> Iterator[Invented]:
    """Reports of both grammars in turn."""
    for at in range(first, first + number):
        yield draw(at, producer) if at % 2 else draw_wide(at, "fitting", producer, LONGEST)


@click.command()
@click.option("--reports", default=60, show_default=True, help="How many to draw.")
@click.option("--seed", default=1, show_default=True, help="The first number to draw.")
@click.option("--each", default=8, show_default=True, help="Faults planted in each report.")
@click.option(
    "--producer", default="library", type=click.Choice(["library", "typesetter", "browser"])
)
@click.option(
    "--save", type=click.Path(path_type=Path), help="Keep every trial here, and go on from it."
)
@click.option("--untold", default=0, help="How many faults to list that nothing told.")
@click.option("--only", help="Plant only kinds with this in their name.")
@click.option("--place", help="Plant only at this place.")
@click.option("--shown", type=click.Path(path_type=Path), help="Print a file that --save made.")
@click.option("--write", type=click.Path(path_type=Path), help="Put the table into this file.")
def main(
    reports: int,
    seed: int,
    each: int,
    producer: str,
    save: Path | None,
    untold: int,
    only: str | None,
    place: str | None,
    shown: Path | None,
    write: Path | None,
) -> None:
    """Plant wrong figures one at a time and print how many of them a finding tells."""
    trials = list(kept(shown or save, Trial))
    began = trials[0].report if trials else seed
    if not shown:
        first = max((one.report + 1 for one in trials), default=seed)
        times = Counter((one.kind, one.place) for one in trials)
        invented = producers.typeset(drawn(first, seed + reports - first, producer))
        for trial in planted(invented, each, only, place, times):
            trials.append(trial)
            keep(trial, save)
    read = {one.report for one in trials}
    said = f"{len(read)} reports with counted rows, numbers {began} to {max(read, default=began)}"
    text = table_of(trials)
    click.echo(f"{said}\n\n{text}")
    for one in [one for one in trials if not one.told][:untold]:
        click.echo(
            f"untold {one.report} {one.kind} / {one.place}: {'TOTAL ' * one.total}{one.wrong}"
        )
    if write:
        put(write, "faults", f"{said}.\n\n{text}")


def planted(
    invented: Iterable[tuple[Invented, bytes]],
    each: int,
    only: str | None,
    place: str | None,
    times: Counter[tuple[str, str]],
) -> Iterator[Trial]:
    """So many faults in each report; `times` is how often kinds were tried at places before."""
    for report, pdf in invented:
        base = base_of(report, pdf)
        if base is None:
            continue
        dice = random.Random(report.number)
        able = [
            one
            for one in plants(base, dice)
            if (not only or only in one[0]) and place in (None, one[1])
        ]
        dice.shuffle(able)
        # What was tried least goes first, so that rare faults are tried where they can be.
        able.sort(key=lambda one: times[one[0], one[1]])
        done = 0
        for kind, at, _, plant in able:
            if done == each:
                break
            trial = tried(base, report.number, kind, at, plant)
            if trial is not None:
                done += 1
                times[kind, at] += 1
                yield trial
        if base.document.pictures is not None:
            base.document.pictures.close()  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
