"""A fixed sample of what `python -m tests.keeping` tries: kills, faults, many at once."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.keeping import forked, kills, together
from tests.keeping.damaged import KINDS, Read, damaged_read
from tests.keeping.full_disk import filled_disks
from tests.keeping.migrations import migration_kills
from tests.keeping.scenes import Scene, scenes, with_database
from tests.keeping.surroundings import environments, odd_worlds, read_only

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="runs commands in forks"),
]


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    forked.load()


def scene(name: str) -> Scene:
    return next(each for each in scenes() if each.name == name)


@pytest.mark.parametrize("name", ["ingest", "decisions", "export, CSV", "archive", "import"])
def test_after_a_kill_the_next_run_comes_to_the_same(name: str, tmp_path: Path) -> None:
    stage = kills.staged(scene(name), tmp_path)
    tried = [kills.kill(stage, tmp_path / "here", "second", stage.seconds / 2)]
    for share in (0.1, 0.5, 0.9):
        at = max(1, int(stage.steps * share))
        tried.append(kills.kill(stage, tmp_path / "here", "step", at))
    assert [one.wrong for one in tried if one.wrong] == []
    assert sum(one.killed for one in tried) >= 3


def test_a_killed_migration_is_as_if_it_had_not_begun(tmp_path: Path) -> None:
    tried = list(migration_kills(13, tmp_path, every=97))
    assert len(tried) > 3 and all(one.killed for one in tried)
    assert [one.wrong for one in tried if one.wrong] == []


@pytest.mark.parametrize("name", ["ingest, again", "export, CSV"])
def test_a_full_disk_ends_in_a_line_and_hurts_nothing(name: str, tmp_path: Path) -> None:
    stage = kills.staged(scene(name), tmp_path)
    tried = list(filled_disks(stage, tmp_path / "disk", every=29))
    assert not tried[0].enough and tried[-1].enough
    assert [one.wrong for one in tried if one.wrong] == []


def _damaged(folder: Path) -> list[Read]:
    forked.load()
    sound = folder / "sound"
    sound.mkdir()
    with_database(sound)
    return list(damaged_read(sound, folder, len(KINDS), seed=3, commands=1))


def test_a_damaged_database_is_read_or_refused_in_a_line(tmp_path: Path) -> None:
    # In a process of its own: a fork of one that has drawn a chart hangs where it draws.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        tried = apart.submit(_damaged, tmp_path).result()
    assert len(tried) == len(KINDS)
    assert [one for one in tried if one.wrong] == []


def test_where_the_world_is_odd_commands_come_to_the_same_end(tmp_path: Path) -> None:
    stages = [kills.staged(scene("decisions"), tmp_path)]
    tried = [*odd_worlds(iter(stages), tmp_path), *read_only(iter(stages), tmp_path)]
    sound = tmp_path / "sound"
    sound.mkdir()
    with_database(sound)
    tried += environments(sound, ("LC_ALL=C",))
    assert [one for one in tried if one.wrong] == []


def test_many_at_once_see_no_failure_and_lose_no_decision(tmp_path: Path) -> None:
    together.prepared(tmp_path)
    seen = together.together(tmp_path, 10)
    assert seen.failures == []
    assert together.lost(tmp_path, seen) == []
    assert seen.done["decisions"] and seen.done["pages"] and seen.done["ingest (command)"]
