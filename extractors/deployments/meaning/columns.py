"""What the columns of a table are, and which of its numbers counts the officers of now."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from missiemonitor.corpus.series import current_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.meaning.concepts import (
    ASPECTS,
    Concept,
    concepts_in,
    nation_of,
)
from missiemonitor.extractors.deployments.meaning.contents import Contents, contents_of, placed
from missiemonitor.extractors.deployments.meaning.model import Features, weights
from missiemonitor.extractors.deployments.meaning.times import time_of
from missiemonitor.extractors.deployments.meaning.view import TableView
from missiemonitor.extractors.linking.countries import country_spans
from missiemonitor.extractors.tables.rows import is_total
from missiemonitor.extractors.thresholds import MEANING

STATED = ("number", "persons", "officers", "police")


@dataclass(frozen=True, slots=True)
class WeighedColumn:
    """A column with its concepts by the head and what stands in it; `chance` (0 to 1) that it is
    the count of now, and by which features."""

    at: int
    head: str
    concepts: tuple[Concept, ...]
    contents: Contents
    scope: str
    chance: float
    features: Features

    def says(self, *names: str) -> bool:
        """Whether its head speaks of one of these concepts."""
        return any(concept.name in names for concept in self.concepts)


@dataclass(frozen=True, slots=True)
class WeighedColumns:
    """All columns of a table, and where what it is told by stands; None where nowhere."""

    all: tuple[WeighedColumn, ...]
    mission: int | None
    country: int | None
    organisation: int | None
    count: int | None
    rivals: tuple[int, ...]

    @property
    def apart(self) -> bool:
        """Whether other corps have columns of their own beside that of the police."""
        others = {column.scope for column in self.all} & {*ASPECTS["corps"]} - {"police"}
        return self.counted is not None and self.counted.scope == "police" and bool(others)

    @property
    def counted(self) -> WeighedColumn | None:
        """The column that is counted."""
        return None if self.count is None else self.all[self.count]


def columns_of(view: TableView) -> WeighedColumns:
    """The columns of a table with their roles."""
    rows = max((len(column.cells) for column in view.columns), default=0)
    totals = [at for at in range(rows) if _is_total([c.cells for c in view.columns], at)]
    bodies = [
        contents_of([cell for at, cell in enumerate(column.cells) if at not in totals])
        for column in view.columns
    ]
    heads = [concepts_in(column.head, head=True) for column in view.columns]
    names = [{concept.name for concept in head} for head in heads]
    hosts = frozenset(code for body in bodies for code in body.countries)
    told = _told_apart(view, bodies, names, hosts)
    columns = tuple(
        WeighedColumn(
            at, column.head, heads[at], bodies[at], scope, weights("columns").chance(f), f
        )
        for at, (column, (scope, f)) in enumerate(zip(view.columns, told, strict=True))
    )
    columns = tuple(_with_places(columns, view, totals))
    mission = _best(columns, lambda c: c.mission + MEANING.unknown * c.looks, ("mission",))
    country = _best(columns, lambda c: c.country, ("country", "location"), (mission,))
    organisation = next(
        (c.at for c in columns if c.says("organisation") and c.at not in (mission, country)), None
    )
    numeric = [column for column in columns if column.contents.numeric and column.at != mission]
    if not numeric and mission is not None:
        # Numbers that cannot be read stand under a head that says what they are.
        named = (mission, country, organisation)
        numeric = [
            c for c in columns if c.contents.filled and c.at not in named and c.says(*STATED)
        ]
    ranked = sorted(numeric, key=lambda c: -weights("columns").odds(c.features))
    count = ranked[0].at if ranked else None
    rivals = tuple(sorted(c.at for c in ranked[1:] if _is_rival(c, ranked[0])))
    return WeighedColumns(columns, mission, country, organisation, count, rivals)


def _with_places(
    columns: Sequence[WeighedColumn], view: TableView, totals: Collection[int]
) -> Iterator[WeighedColumn]:
    """The columns, what looks like a mission in them told with the country of its row too."""
    country = _best(columns, lambda c: c.country, ("country", "location"))
    for column in columns:
        contents = column.contents
        if country is not None and column.at != country and contents.looks:
            own = view.columns[column.at].cells
            cells = [cell for at, cell in enumerate(own) if at not in totals]
            where = columns[country].contents.where
            contents = placed(contents, cells, where)
        yield replace(column, contents=contents)


def _is_rival(column: WeighedColumn, best: WeighedColumn) -> bool:
    """Whether a column may be the count as well as the best one, and does not say the same."""
    if column.contents.numbers == best.contents.numbers:
        return False
    odds = weights("columns").odds
    behind = odds(best.features) - odds(column.features)
    return column.chance >= MEANING.rival and behind < MEANING.behind


def _is_total(columns: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a row adds up others: its first words say so, or it is the last, is the sum of the
    rows above it and has no words."""
    cells = [column[at].strip() if at < len(column) else "" for column in columns]
    words = [cell for cell in cells if re.search(r"[^\W\d]{2}", cell)]
    if words:
        first = concepts_in(words[0], head=True)
        return is_total(words[0]) or (bool(first) and first[0].name == "sum")
    return bool(any(cells)) and at > 0 and at + 1 == len(columns[0])


def _best(
    columns: Sequence[WeighedColumn],
    share: Callable[[Contents], float],
    heads: Sequence[str],
    taken: Collection[int | None] = (),
) -> int | None:
    """The column with the highest share of cells of a kind; a head that says so helps."""
    scored = [
        (share(column.contents) + MEANING.mostly * column.says(*heads), -column.at)
        for column in columns
        if column.at not in taken and not column.contents.numeric
    ]
    best = max(scored, default=(0.0, 0))
    return -best[1] if best[0] >= MEANING.mostly else None


def _told_apart(
    view: TableView,
    bodies: Sequence[Contents],
    names: Sequence[set[str]],
    hosts: frozenset[str],
) -> Iterator[tuple[str, Features]]:
    """For each column its scope, and what speaks for and against its being the count of now."""
    numeric = [at for at, body in enumerate(bodies) if body.numeric]
    summed = {at: _row_sum(bodies, numeric, at) for at in numeric}
    # What a column of all adds up, where one of its parts says men or women, are halves.
    whole = {at for at in numeric if any("gender" in names[part] for part in summed[at])}
    halves = {part for at in whole for part in summed[at]}
    times = {at: time_of(view.columns[at].head) for at in numeric}
    newest = max((time for time in times.values() if time), default=None)
    apart = len({time for time in times.values() if time}) > 1
    home = current_series().nationality
    for at, body in enumerate(bodies):
        if at not in numeric:
            yield "", {"bias": 1.0, "no_numbers": 1.0}
            continue
        own = names[at]
        features: Features = {"bias": 1.0}
        features.update((name, 1.0) for group in ASPECTS.values() for name in group if name in own)
        for name in (
            "number",
            "dated",
            "gender",
            "period",
            "function",
            "remark",
            "mission",
            "location",
        ):
            features.update({name: 1.0} if name in own else {})
        nation = nation_of(view.columns[at].head, hosts) or _country(view.columns[at].head)
        if nation:
            features["own" if nation == home else "foreign"] = 1.0
            if nation == home:
                features.pop("foreign", None)
        if times[at]:
            features.pop("period", None)
        corps = [name for name in ASPECTS["corps"] if name in own]
        features.update({"gender": 1.0} if at in halves else {})
        features.update({"sum_of_parts": 1.0} if at in whole else {})
        total = ("sum" in own or bool(summed[at])) and at not in whole
        if "police" in own and corps != ["police"] and len(corps) > 1:
            total = True
        if total:
            parts = summed[at] or [other for other in numeric if other != at]
            kinds = {name for part in parts for name in names[part] if name in ASPECTS["corps"]}
            if "police" in kinds:
                features["sum_beside_police"] = 1.0
            elif kinds:
                features["sum_of_others"] = 1.0
            elif summed[at]:
                features["sum_of_parts"] = 1.0
        police = [other for other in numeric if other != at and "police" in names[other]]
        if police and not total and "police" not in own:
            features["police_elsewhere"] = 1.0
        if body.ordinal and at == 0:
            features["numbered"] = 1.0
        if apart and times[at]:
            features["newest" if times[at] == newest else "older"] = 1.0
        features["small"] = body.count
        features["fractions"] = body.fraction
        features["amounts"] = body.money
        features["percents"] = body.percent
        features["large"] = float(body.most > MEANING.large)
        if len(numeric) == 1:
            features["alone"] = 1.0
        scope = "sum" if total else corps[0] if corps else "others" if "foreign" in features else ""
        yield scope, features


def _country(head: str) -> str | None:
    """The code of the country whose name is a whole head."""
    tokens = normal(head).split()
    spans = country_spans(tokens)
    return next((code for start, end, code in spans if end - start == len(tokens)), None)


def _row_sum(bodies: Sequence[Contents], numeric: Sequence[int], at: int) -> list[int]:
    """The neighbouring columns that a column adds up row by row; none where it does not."""
    whole = bodies[at].numbers
    others = [other for other in numeric if other != at]
    for first in range(len(others)):
        for last in range(len(others), first + 1, -1):
            parts = others[first:last]
            if parts[0] < at < parts[-1]:
                continue
            rows = [
                (number, sum(bodies[part].numbers[row] or 0 for part in parts))
                for row, number in enumerate(whole)
                if number is not None
            ]
            filled = sum(any(bodies[part].numbers) for part in parts)
            adds_up = any(a for a, _ in rows) and all(a == b for a, b in rows)
            if len(rows) > 1 and filled > 1 and adds_up:
                return parts
    return []
