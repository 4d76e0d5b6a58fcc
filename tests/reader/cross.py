"""Each file of gold sentences read by a reader that was trained with the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from unittest.mock import patch

from missiemonitor.extractors.statements import (
    known_verbs,
    read_by_learning,
    read_events_by_learning,
)
from missiemonitor.pipeline.evaluation.sentences import GoldItem, read_gold

from tests.reader.belonging_examples import belonging_rows
from tests.reader.event_examples import Row, event_rows
from tests.reader.examples import Example, examples_of
from tests.reader.score import Figures, figures_of, table
from tests.reader.train import trained, trained_relations, verbs_of

GOLD = Path(__file__).parent.parent / "gold"
WEIGHTS = Path(__file__).parents[2] / "extractors/statements/learned_weights.csv"
RELATION_WEIGHTS = WEIGHTS.with_name("learned_relations.csv")
VERBS = WEIGHTS.with_name("learned_verbs.csv")
PARTS = 2  # of a file without deployments, which is the only one of its kind


def fitting() -> list[Path]:
    """The files that the reader is trained with: all but those that are kept aside."""
    own = [GOLD / "development.txt", *sorted(GOLD.glob("fitting-*.txt"))]
    return [*own, GOLD / "treebank" / "none.txt"]


def all_examples() -> list[Example]:
    """Those of all files for fitting."""
    return [each for path in fitting() for each in examples_of(read_gold(path))]


def all_relation_rows() -> list[Row]:
    """What all files for fitting answer of liaison officers and assistance."""
    return [row for path in fitting() for row in relation_rows(read_gold(path))]


def relation_rows(items: Sequence[GoldItem]) -> list[Row]:
    """What items answer of what belongs to what."""
    return [*event_rows(items), *belonging_rows(items)]


def _parted(path: Path) -> Iterator[tuple[str, list[GoldItem]]]:
    items = read_gold(path)
    if any(item.facts for item in items):
        yield path.stem, items
        return
    for part in range(PARTS):
        yield f"{path.parent.name} {path.stem} {part + 1}", items[part::PARTS]


def cross_validated(failures: bool = False) -> list[str]:
    """The figures of each file, read by a reader that was trained with the others."""
    parts = [part for path in fitting() for part in _parted(path)]
    examples = {name: list(examples_of(items)) for name, items in parts}
    events = {name: list(relation_rows(items)) for name, items in parts}
    rows: list[tuple[str, Figures]] = []
    for name, items in parts:
        others: Sequence[Example] = [e for n, told in examples.items() if n != name for e in told]
        of_events: Sequence[Row] = [r for n, told in events.items() if n != name for r in told]
        tables, relations = trained(others), trained_relations(of_events)
        with (
            patch.object(read_by_learning, "relation_tables", partial(dict, relations)),
            patch.object(read_by_learning, "tables", partial(dict, tables)),
            patch.object(known_verbs, "verbs", partial(dict, verbs_of(others))),
            patch.object(read_events_by_learning, "relation_tables", partial(dict, relations)),
        ):
            rows.append((name, figures_of(items)))
    return table(rows, failures)
