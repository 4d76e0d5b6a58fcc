"""What a report's extraction gives, held against what a careful reader says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from missiemonitor.corpus.text import normal
from missiemonitor.extractors.linking.missions import link_mission

Json = Mapping[str, Any]
TOLD = ("warning", "error")


@dataclass(frozen=True)
class Score:
    """Rows of one report. `exact` have mission, country and count right, `counted` are those of
    them that count; `others` are rows that count and are none of ours, or ours with a wrong figure;
    `silent` are those of them that no warning or error tells of. `total` and `day`: whether the
    stated total and the reference date of what counts are right, or none is owed; `stated` says
    what was read of them."""

    name: str
    owed: int
    exact: int
    counted: int
    others: int
    silent: int
    total: bool
    day: bool
    to_agree: int
    warnings: int
    missed: tuple[str, ...] = field(default=())
    stated: str = ""
    wrong: tuple[str, ...] = field(default=())


def score(name: str, truth: Json, said: Json) -> Score:
    """The score of what `extract --json` said of a report."""
    given = list(said["deployments"])
    used: set[int] = set()
    exact = counted = 0
    missed: list[str] = []
    for row in truth["rows"]:
        fits = [at for at, each in enumerate(given) if at not in used and is_row(each, row)]
        fits.sort(key=lambda at: not given[at].get("counted", True))
        if not fits:
            missed.append(f"{row['mission']} | {','.join(row['country'])} | {row['officers']}")
            continue
        used.add(fits[0])
        exact += 1
        counted += bool(given[fits[0]].get("counted", True))
    wrong = [
        each
        for at, each in enumerate(given)
        if at not in used and each.get("counted", True) and each["officers"] is not None
    ]
    silent = [each for each in wrong if not _is_told(each, said["findings"])]
    owed_total = truth["total"]
    return Score(
        name=name,
        owed=len(truth["rows"]),
        exact=exact,
        counted=counted,
        others=len(wrong),
        silent=len(silent),
        total=owed_total is None or said.get("stated_total") == owed_total,
        day=truth.get("reference_date") in (None, *_days(said)),
        to_agree=sum(each["code"] == "table-to-agree" for each in said["findings"]),
        warnings=sum(each["severity"] in TOLD for each in said["findings"]),
        missed=tuple(missed),
        stated=_stated(truth, said),
        wrong=tuple(
            f"{'silent ' if each in silent else ''}{each['mission_as_written']} | "
            f"{each['country_as_written']} | {each['officers']} (p{each['page']})"
            for each in wrong
        ),
    )


def _days(said: Json) -> list[str]:
    """The reference date of the tables that count, else of those to be agreed; none of several."""
    for standing in ("counted", "to-agree"):
        days = {t["reference_date"] for t in said.get("tables", ()) if t["standing"] == standing}
        if days:
            return list(days) if len(days) == 1 else []
    return []


def _stated(truth: Json, said: Json) -> str:
    """What was read of the total and the reference date, beside what is owed."""
    totals = [t["stated_total"] for t in said.get("tables", ()) if t["standing"] != "other"]
    return (
        f"total {said.get('stated_total')} {totals} of {truth['total']}, "
        f"day {_days(said)} of {truth.get('reference_date')}"
    )


def is_row(given: Json, owed: Json) -> bool:
    """Whether a deployment says what a row says."""
    if given["officers"] != owed["officers"]:
        return False
    if owed["country"] and set(given["countries"]) != set(owed["country"]):
        return False
    return _same_mission(given, owed)


def _same_mission(given: Json, owed: Json) -> bool:
    names = [owed["known_as"], owed["mission"]]
    linked = [link_mission(name, owed["country"]) for name in names if name]
    known = {link.mission.mission for link in linked if link.mission}
    if given["known"] and given["mission"] in known:
        return True
    written = _bare(given["mission_as_written"])
    return any(written == _bare(name) for name in names if name)


def _bare(text: str) -> str:
    return normal(re.sub(r"\([^)]*\)|\[[^\]]*\]|\d+$", " ", text))


def _is_told(row: Json, findings: Sequence[Json]) -> bool:
    """Whether a warning or an error tells of a row, or of its table."""
    for each in findings:
        if each["severity"] not in TOLD:
            continue
        if each.get("page") == row["page"] and each.get("box") and _touch(each["box"], row["box"]):
            return True
        if each["code"] in ("total-mismatch", "several-tables", "nationality-unsure"):
            return True
    return False


def _touch(a: Sequence[float], b: Sequence[float]) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]
