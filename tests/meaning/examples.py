"""Tables with what they are: those marked by hand (marked.txt) and drawn ones (drawn.jsonl)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from missiemonitor.corpus.period import Period
from missiemonitor.extractors.deployments.meaning.explain import view_of
from missiemonitor.extractors.deployments.meaning.view import ColumnView, TableView

HERE = Path(__file__).parent
LIKELY = {"ours": 1.0, "agree": 0.5, "other": 0.0}
SERIES = {"nl": "halfjaarbericht-politie", "fr": "rapport-annuel-police-federale-belge"}


LOOK_ALIKES = range(191, 236)  # numbers of tables that are drawn to be mistaken


@dataclass(frozen=True)
class Example:
    """A table, what it is (`ours`, `agree`, `other`), its column that counts, and its language.

    `half` is `fitting` or `scoring`.
    """

    name: str
    half: str
    what: str
    count: int | None
    language: str
    view: TableView


def marked() -> Iterator[Example]:
    """Those of marked.txt; odd numbers are for fitting, and those behind the look-alikes."""
    for block in (HERE / "marked.txt").read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if not lines:
            continue
        told = re.fullmatch(r"(\d+)(?: (fr))? (ours|agree|other)(?: (\d+))?", lines[0])
        assert told, lines[0]
        texts = dict(line.replace("\\n", "\n").split(": ", 1) for line in lines[1:])
        heads = texts.pop("heads").split("|")
        rows = [row.split("|") for row in texts.pop("rows").split(" / ")]
        assert all(len(row) == len(heads) for row in rows), lines[0]
        columns = tuple(
            ColumnView(head, tuple(row[at] for row in rows)) for at, head in enumerate(heads)
        )
        period = Period.parse(texts.pop("period")) if "period" in texts else None
        number = int(told[1])
        # What words that nobody lists tell would teach wrong weights for those beside them; those
        # behind them are of kinds that are known by errors on them.
        fitting = number not in LOOK_ALIKES and (number % 2 or number > LOOK_ALIKES[-1])
        yield Example(
            f"marked {told[1]}",
            "fitting" if fitting else "scoring",
            told[3],
            int(told[4]) if told[4] else None,
            told[2] or "nl",
            TableView(columns, **texts, period=period),
        )


def drawn() -> Iterator[Example]:
    """Those of drawn.jsonl, which are for fitting."""
    for line in (HERE / "drawn.jsonl").read_text("utf-8").splitlines():
        told = json.loads(line)
        view = view_of(told.pop("view"))
        yield Example(**told, view=view)


def written(example: Example) -> str:
    """An example as a line of JSON."""
    told = asdict(example)
    told["view"]["period"] = str(example.view.period or "")
    return json.dumps(told, ensure_ascii=False)
