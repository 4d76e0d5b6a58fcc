"""What people corrected, explained or decided more than once, as lines for the reference data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from missiemonitor.corpus.series import current_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.meaning.people_said import said_of, words_of
from missiemonitor.extractors.linking.missions import known_mission
from missiemonitor.extractors.tables.header import role_of
from sqlite_utils import Database

ENOUGH = 2  # decisions that say the same
LEAST_WORDS = 3  # of a caption: fewer are as good as any


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Words on pages, what people took them for, and how often.

    `file` is the one of extractors/reference to add them to: missions.csv, where `meaning` is the
    id of a mission, or the file of the series, where it is the role of a column, or the key for
    captions of tables (`captions.ours`, `captions.others`).
    """

    file: str
    meaning: str
    alias: str
    times: int


def suggestions(db: Database) -> Iterator[Suggestion]:
    """Names and headings that people took for one thing twice or more, and never for another.

    What the reference data know already is left out.
    """
    for meaning, alias, times in _agreed(_missions(db)):
        known = known_mission(alias)
        if known is None or known.mission is None or known.mission.mission != meaning:
            yield Suggestion("missions.csv", meaning, alias, times)
    for meaning, alias, times in _agreed(_headings(db)):
        if role_of(alias) != meaning:
            yield Suggestion(current_series().series + ".toml", meaning, alias, times)
    for side, words, times in _captions(db):
        yield Suggestion(current_series().series + ".toml", f"captions.{side}", words, times)


def _captions(db: Database) -> Iterator[tuple[str, str, int]]:
    """Words that captions of tables share which people took in, or rejected, in several reports,
    and that no table of the other side has."""
    rows = [
        (row["report"], words_of(row["caption"]), row["decided"], row["standing"])
        for row in db.query(
            "SELECT t.report, x.caption, t.decided, t.standing FROM table_standing AS t "
            "JOIN extracted_table AS x USING (extracted_table) WHERE x.caption <> '' "
            "ORDER BY x.report, x.subject"
        )
    ]
    agreed = [r for r in rows if r[2] == "agreed" and r[3] == "to-agree"]
    rejected = [r for r in rows if r[2] == "rejected"]
    ours = [r[1] for r in rows if r[2] != "rejected" and (r[2] == "agreed" or r[3] == "counted")]
    theirs = [r[1] for r in rejected] + [r[1] for r in rows if r[2] is None and r[3] == "other"]
    for side, decided, against in (("ours", agreed, theirs), ("others", rejected, ours)):
        shared = {
            " ".join(run)
            for (one, mine, *_), (other, its, *_) in combinations(decided, 2)
            if one != other and len(run := _longest_run(mine, its)) >= LEAST_WORDS
        }
        for words in sorted(shared):
            if any(_has(caption, words) for caption in against) or said_of(words):
                continue
            reports = {report for report, caption, *_ in decided if _has(caption, words)}
            if len(reports) >= ENOUGH:
                yield side, words, len(reports)


def _has(caption: Sequence[str], words: str) -> bool:
    return f" {words} " in f" {' '.join(caption)} "


def _longest_run(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """The longest run of words that stands in both."""
    match = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return list(one[match.a : match.a + match.size])


def _missions(db: Database) -> Iterator[tuple[str, str]]:
    """Names on pages and the known missions that they were corrected to, one a decision."""
    for row in db.query(
        "SELECT DISTINCT s.subject, s.corrected_mission AS mission, d.mission_as_written AS alias "
        "FROM standing_decision AS s JOIN deployment AS d ON d.subject = s.subject "
        "JOIN mission AS m ON m.mission = s.corrected_mission "
        "WHERE m.known AND d.mission_as_written <> '' ORDER BY s.subject, alias"
    ):
        yield row["mission"], row["alias"]


def _headings(db: Database) -> Iterator[tuple[str, str]]:
    """Headings on pages and the roles that they were said to have, one a decision."""
    for row in db.query(
        "SELECT d.value, d.count_as_written AS alias FROM standing_decision AS d "
        "WHERE d.field = 'heading' ORDER BY d.subject"
    ):
        yield row["value"], row["alias"]


def _agreed(told: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, int]]:
    """Meaning, words and number of those on which enough decisions agree and none differs."""
    found: dict[str, list[tuple[str, str]]] = {}
    for meaning, alias in told:
        found.setdefault(normal(alias), []).append((meaning, alias))
    for _, each in sorted(found.items()):
        if len(each) >= ENOUGH and len({meaning for meaning, _ in each}) == 1:
            yield each[0][0], each[0][1], len(each)
