"""Truth files go in; how many rows are read exactly, and which wrong ones nobody is warned of."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from missiemonitor.corpus.errors import MissieError
from missiemonitor.corpus.files import need_file
from missiemonitor.extractors.extraction import Extraction

# A row is exact where these are; those that a truth file leaves out are not judged.
FIELDS = ("mission", "countries", "officers", "officers_max", "qualifier")
Row = dict[str, Any]


class TruthError(MissieError):
    """A truth file that cannot be used; `str()` says which and why."""


@dataclass
class Score:
    """Rows of truth files, read, read exactly; right values a field; missed, wrong, unwarned.

    All of that is of rows that count. Apart from them: `not_counted` are rows that are read and in
    no total, as their table is to be agreed or of others; `not_counted_exact` are those of truth
    files that one of these has exactly.
    """

    gold: int = 0
    read: int = 0
    exact: int = 0
    fields: dict[str, int] = field(default_factory=dict)
    matched: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    unwarned: list[str] = field(default_factory=list)
    not_counted: list[str] = field(default_factory=list)
    not_counted_exact: int = 0


def read_truth(path: Path) -> Row:
    """A truth file. Raises TruthError."""
    try:
        need_file(path)
        told = json.loads(path.read_text("utf-8"))
        rows = told["deployments"]
        for row in rows:
            row["mission"], row["countries"], row["officers"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TruthError(
            f"{path}: is no truth file ({type(error).__name__}: {error})",
            "'decisions --truth' writes such files",
        ) from error
    return {**told, "path": path}


def score(
    truths: Iterable[Row],
    pdfs: Mapping[str, Path],
    named: Mapping[str, Path],
    read: Callable[[Path], Extraction],
) -> Score:
    """Read the PDF of each truth file, found by digest or by file name, and hold it to the file.

    Raises TruthError for a file of which the PDF is not there, ReportError from `read`.
    """
    total = Score()
    for truth in truths:
        digest = truth.get("sha256")
        path = pdfs.get(digest) if digest else named.get(str(truth.get("file")))
        if path is None:
            raise TruthError(
                f"{truth['path']}: its PDF ({truth.get('file')}) was not found",
                "name its folder with --reports",
            )
        _hold(total, truth, read(path))
    return total


def _hold(total: Score, truth: Row, extraction: Extraction) -> None:
    warned = {f.about.get("deployment") for f in extraction.findings if f.severity != "info"}
    all_rows: list[Row] = [
        {
            "mission": d.mission,
            "countries": list(d.countries),
            "officers": d.officers,
            "officers_max": d.officers_max,
            "qualifier": d.qualifier,
            "told": f"{truth['file']}: {d.mission_as_written} {d.count_as_written}",
            "warned": d.key in warned or d.officers is None,
            "counted": d.counted,
        }
        for d in extraction.deployments
    ]
    rows = [row for row in all_rows if row["counted"]]
    apart = [row for row in all_rows if not row["counted"]]
    total.not_counted += [row["told"] for row in apart]
    total.gold += len(truth["deployments"])
    total.read += len(rows)
    # The same mission may stand in several rows: the likest ones are taken together.
    gold = list(truth["deployments"])
    pairs = sorted(
        ((-_alike(one, two), i, j) for i, one in enumerate(gold) for j, two in enumerate(rows)),
    )
    taken: dict[int, int] = {}
    for likeness, i, j in pairs:
        if likeness < 0 and i not in taken and j not in taken.values():
            taken[i] = j
    for i, one in enumerate(gold):
        if i not in taken:
            total.missed.append(f"{truth['file']}: {one['mission']} {one['officers']}")
            if same_row := next((row for row in apart if all(_same(one, row).values())), None):
                total.not_counted_exact += 1
                apart.remove(same_row)
            continue
        two = rows[taken[i]]
        total.matched += 1
        same = _same(one, two)
        for name, right in same.items():
            total.fields[name] = total.fields.get(name, 0) + right
        if all(same.values()):
            total.exact += 1
        else:
            _note(total, two)
    for j, two in enumerate(rows):
        if j not in taken.values():
            _note(total, two)


def _same(one: Row, two: Row) -> dict[str, bool]:
    """Which fields of a truth file's row a row that was read has right."""
    return {name: one[name] == two[name] for name in FIELDS if name in one}


def _alike(one: Row, two: Row) -> int:
    if one["mission"] != two["mission"] and one["countries"] != two["countries"]:
        return 0
    return sum(weight * (one[name] == two[name]) for name, weight in WEIGHTS.items())


WEIGHTS = {"mission": 4, "countries": 2, "officers": 1}


def _note(total: Score, row: Row) -> None:
    total.wrong.append(row["told"])
    if not row["warned"]:
        total.unwarned.append(row["told"])


def as_json(total: Score) -> dict[str, Any]:
    """The score as plain values."""
    return {
        "rows": total.gold,
        "read": total.read,
        "exact": total.exact,
        "fields": {name: [number, total.matched] for name, number in total.fields.items()},
        "missed": total.missed,
        "wrong": total.wrong,
        "unwarned": total.unwarned,
        "not_counted": total.not_counted,
        "not_counted_exact": total.not_counted_exact,
    }
