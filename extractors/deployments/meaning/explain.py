"""Why a table is what it is, weight by weight, for whoever looks into one.

`python -m missiemonitor.extractors.deployments.meaning.explain VIEWS.json` prints it for a list of
tables: {"columns": [{"head": ..., "cells": [...]}, ...], "caption": ..., "heading": ..., "before":
..., "after": ..., "period": "2024-1"}.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from missiemonitor.corpus.period import Period
from missiemonitor.extractors.deployments.meaning.columns import columns_of
from missiemonitor.extractors.deployments.meaning.evidence import features_of, said_of
from missiemonitor.extractors.deployments.meaning.model import Features, weights
from missiemonitor.extractors.deployments.meaning.texts import texts_at
from missiemonitor.extractors.deployments.meaning.understand import understand, without_false_head
from missiemonitor.extractors.deployments.meaning.view import ColumnView, TableView
from missiemonitor.extractors.reasons import reason_text


def view_of(told: Mapping[str, Any]) -> TableView:
    """A table of JSON. Raises KeyError where it has no columns, or one has no head or cells."""
    columns = tuple(
        ColumnView(column["head"], tuple(map(str, column["cells"]))) for column in told["columns"]
    )
    texts = {
        name: told.get(name, "") for name in ("caption", "heading", "before", "after", "report")
    }
    period = Period.parse(told["period"]) if told.get("period") else None
    return TableView(columns, **texts, period=period)


def explain(view: TableView) -> str:
    """What a table is understood as, with all that was weighed, in lines of text."""
    return "\n".join(_lines(view))


def _lines(view: TableView) -> Iterator[str]:
    found = understand(view)
    view, _ = without_false_head(view)
    columns = columns_of(view)
    texts = texts_at(view, columns)
    yield f"{found.standing} (clear {found.clear:.2f})"
    yield f"  {found.unit}, {found.direction}, {found.tense}"
    yield f"  nationality {found.nationality or '?'}, corps {found.corps or '?'}"
    for column in columns.all:
        role, scope = found.roles[column.at], found.scopes[column.at]
        yield f"  [{column.at}] {column.head!r}: {role} {scope}".rstrip()
        if column.contents.numeric:
            yield f"      {column.chance:.2f} = {_weighed('columns', column.features)}"
    features = features_of(columns, texts, said_of(texts, columns, view.period), view)
    yield f"  table: {_weighed('tables', features)}"
    for reason in found.reasons:
        yield f"  - {reason_text(reason.code, reason.values)}"


def _weighed(model: str, features: Features) -> str:
    fitted = weights(model).fitted
    parts = sorted(
        ((fitted.get(name, 0.0) * value, name) for name, value in features.items()),
        key=lambda part: -abs(part[0]),
    )
    return " ".join(f"{name} {weight:+.1f}" for weight, name in parts)


def run(path: str) -> None:
    """Prints each table of a file."""
    for each in json.loads(Path(path).read_text("utf-8")):
        view = view_of(each)
        print(view.caption or view.heading or "-")
        print(explain(view))


if __name__ == "__main__":
    run(sys.argv[1])
