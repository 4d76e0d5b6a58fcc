"""Commands killed at random moments: what is there is whole, and the next run goes on."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from tests.keeping.forked import die_at
from tests.keeping.scenes import Scene, left, rows_in, wrong_with


@dataclass(frozen=True, slots=True)
class Stage:
    """A scene that was played once undisturbed: what was there before and after, and how long it
    took, in seconds and in things done to files and asked of SQLite."""

    scene: Scene
    before: Path
    had: list[str]
    rows: list[str]
    left: dict[str, str]
    status: int
    seconds: float
    steps: int


@dataclass(frozen=True, slots=True)
class Killed:
    """One try: at which moment of which command (`steps`: of so many), whether it was killed there,
    what was wrong."""

    scene: str
    moment: str
    killed: bool
    wrong: Sequence[str]
    steps: int = 0


def staged(scene: Scene, base: Path) -> Stage:
    """Play a scene to its end."""
    before = base / f"{scene.name.replace(' ', '-').replace(',', '')}-before"
    before.mkdir()
    scene.prepare(before)
    (before / "tmp").mkdir(exist_ok=True)
    had = rows_in(before)
    after, note = copied(before, base / "after"), base / "steps"
    ended = scene.play(after, before=die_at(0, note))
    if ended.status not in (0, 1):
        raise RuntimeError(f"{scene.name}: {ended.told}")
    stage = Stage(
        scene, before, had, rows_in(after), left(after), ended.status, ended.seconds,
        int(note.read_text()),
    )  # fmt: skip
    shutil.rmtree(after)
    return stage


def copied(folder: Path, to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder, to)
    return to


def kill(stage: Stage, folder: Path, moment: str, at: float) -> Killed:
    """Play a scene in `folder`, kill it at a moment (a second, or a step), and play it again."""
    scene = stage.scene
    copied(stage.before, folder)
    how = {"before": die_at(int(at))} if moment == "step" else {"kill_after": at}
    first = scene.play(folder, **how)
    wrong = [f"after the kill: {line}" for line in wrong_with(folder, scene)]
    if not first.killed and not first.plain:
        wrong.append(f"not killed, but ended with {first.status}: {first.told[-300:]}")
    now = rows_in(folder) if scene.once else []
    done = now == stage.rows and set(stage.left) <= set(left(folder))
    if not (scene.once and done):
        if scene.once and _of_reports(now) != _of_reports(stage.had):
            wrong.append("half of it was done")
        again = scene.play(folder)
        if again.status not in (stage.status, 0):
            wrong.append(f"the next run ended with {again.status}: {again.told[-300:]}")
        wrong += list(differs(stage, folder))
    wrong += [f"after the next run: {line}" for line in wrong_with(folder, scene)]
    shutil.rmtree(folder)
    return Killed(scene.name, f"{moment} {at:.6g}", first.killed, tuple(wrong))


def _of_reports(rows: list[str]) -> list[str]:
    """Rows of reports and decisions, without those that a new database begins with."""
    return [row for row in rows if row.startswith(("report ", "deployment ", "decision "))]


def differs(stage: Stage, folder: Path) -> Iterator[str]:
    """Where what the next run left is another thing than that of a run without a kill."""
    rows = rows_in(folder)
    if rows != stage.rows:
        other = sorted(set(rows) ^ set(stage.rows))
        yield f"{len(other)} rows are others: {other[:1]}"
    there = left(folder)
    for name in sorted(set(there) - set(stage.left)):
        yield f"left behind: {name}"
    for name in sorted(set(stage.left) - set(there)):
        yield f"missing: {name}"
    for name in sorted(set(stage.left) & set(there)):
        if there[name] != stage.left[name]:
            yield f"another file: {name}"


def kills(
    stages: Sequence[Stage], folder: Path, number: int, seed: int, done: int = 0
) -> Iterator[Killed]:
    """So many kills over the stages in turn, one half by the clock and the other by steps; without
    those that were done before."""
    dice = random.Random(seed)
    for at, (turn, stage) in enumerate(islice(_in_turn(stages), number)):
        if turn % 2:
            moment, when = "step", float(dice.randint(1, max(1, stage.steps)))
        else:
            moment, when = "second", dice.uniform(0, stage.seconds)
        if at >= done:
            yield kill(stage, folder, moment, when)


def _in_turn(stages: Sequence[Stage]) -> Iterator[tuple[int, Stage]]:
    """The stages again and again; what takes long in two of eight rounds only."""
    for turn in count():
        yield from ((turn, stage) for stage in stages if not stage.scene.long or turn % 8 < 2)
