"""What stands beside a figure: sentences about its mission, and the periods before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from missiemonitor.corpus.period import Period
from missiemonitor.corpus.series import home_country
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.linking.countries import country_spans
from missiemonitor.output.analysis.said import HOLDS, doubts
from missiemonitor.output.names import names_in
from sqlite_utils import Database

# What a sentence says of a figure, the weightiest first: of one that gives several statements the
# first that holds is told.
VERDICTS = ("agrees", "says otherwise", "of others", "elsewhere", "not of now", "no number")


def sentences(db: Database, row: Mapping[str, Any], language: str = "en") -> list[dict[str, Any]]:
    """What each sentence of the report of a figure says of its mission, once a number, and what
    that says of the figure; `doubts` are why it is unsure, empty where it is sure.

    `row` has report, mission, officers, officers_max, nationality, `together` (officers of the
    mission in all its rows), countries, and `of_others`, whether its officers are none of the
    series. `says` is one of VERDICTS: only a sentence with a number
    of officers of the same nationality, now and there, can agree or say otherwise.
    """
    rows = db.query(
        "SELECT s.statement_id, s.sentence, s.officers, s.officers_max, s.nationality, "
        "s.status, s.confidence, "
        "e.page, (SELECT group_concat(country, '+') FROM statement_country AS c "
        "         WHERE c.statement_id = s.statement_id) AS countries "
        f"FROM {HOLDS} AS s JOIN evidence AS e USING (evidence) "
        "WHERE s.report = ? AND s.mission = ? AND s.kind = 'deployment' "
        "ORDER BY e.page, e.top, s.statement_id",
        [row["report"], row["mission"]],
    )
    row = {**row, "names": names_by_mission(db, row["mission"]).get(row["mission"], ())}
    told: dict[tuple[object, ...], dict[str, Any]] = {}
    for each in _with_doubts(db, list(rows), language):
        says = _verdict(each, row)
        number = tuple(each[name] for name in ("officers", "officers_max", "nationality", "status"))
        key = (each["page"], " ".join(each["sentence"].split()), *number)
        there = told.get(key)
        if there is None or VERDICTS.index(says) < VERDICTS.index(there["says"]):
            most, there_ = each.pop("officers_max"), each.pop("countries")
            told[key] = {
                **each,
                "agrees": says == "agrees",
                "says": says,
                "officers_max": most,
                "countries": (there_ or "").split("+") if there_ else [],
            }
    return list(told.values())


def names_by_mission(db: Database, only: str | None = None) -> dict[str, tuple[str, ...]]:
    """The names that each mission, or `only` one, is known by, in their normal form."""
    rows = db.execute(
        "SELECT mission, name FROM mission WHERE mission = coalesce(:only, mission) "
        "UNION SELECT mission, alias FROM mission_alias WHERE mission = coalesce(:only, mission)",
        {"only": only},
    )
    found: dict[str, list[str]] = {}
    for mission, name in rows.fetchall():
        found.setdefault(mission, []).append(normal(name))
    return {mission: tuple(names) for mission, names in found.items()}


def of_another_place(sentence: str, names: Sequence[str], countries: Collection[str]) -> bool:
    """Whether a sentence that was held to go on about a mission names another country, and neither
    the mission by one of its `names` nor one of its `countries`."""
    text = normal(sentence)
    there = {code for _, _, code in country_spans(text.split())} - {home_country()}
    named = any(f" {name} " in f" {text} " for name in names)
    return bool(there and countries) and not named and not there & {*countries}


def _verdict(each: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    if each["officers"] is None:
        return "no number"
    if each["status"] != "current":
        return "not of now"
    if each["nationality"] != row["nationality"] or row["of_others"]:
        return "of others"
    where = set((each["countries"] or "").split("+")) - {""}
    if of_another_place(each["sentence"], row["names"], row["countries"]):
        return "elsewhere"
    if where and row["countries"] and not where & set(row["countries"]):
        return "elsewhere"
    low, high = each["officers"], each["officers_max"] or each["officers"]
    least, most = row["officers"], row["officers_max"] or row["officers"]
    if least is not None and low <= most and least <= high:
        return "agrees"
    return "agrees" if row["together"] in range(low, high + 1) else "says otherwise"


def _with_doubts(
    db: Database, rows: Sequence[dict[str, Any]], language: str
) -> Iterator[dict[str, Any]]:
    """Rows with `doubts`, why their statement is unsure, in place of its id; none if it is sure."""
    told = doubts(db, language, [row["statement_id"] for row in rows])
    for row in rows:
        yield row | {"doubts": list(told.get(row.pop("statement_id"), ()))}


def endings(db: Database, mission: str, period: str) -> list[dict[str, Any]]:
    """The sentences of reports of a period, and of later ones, that say that a mission ended.

    None where the mission has a figure in a later period than that of the sentence: it goes on, and
    what ended is a part of it. In a period without a figure of it the sentence says why.
    """
    return list(
        db.query(
            f"SELECT DISTINCT r.period, r.file, e.page, s.sentence FROM {HOLDS} AS s "
            "JOIN current_report AS r USING (report) JOIN period AS p ON p.period = r.period "
            "JOIN evidence AS e USING (evidence) "
            "WHERE s.mission = :mission AND s.status = 'ended' AND p.first_day >= :first "
            "AND ((r.period = :period AND NOT EXISTS (SELECT 1 FROM officers_by_mission "
            "      WHERE mission = :mission AND period = :period)) OR NOT EXISTS ("
            " SELECT 1 FROM officers_by_mission AS o JOIN period AS l ON l.period = o.period "
            " WHERE o.mission = :mission AND l.first_day > p.first_day "
            " AND (o.unread OR o.officers > 0))) "
            "ORDER BY p.first_day, r.file, e.page, e.top",
            {
                "mission": mission,
                "period": period,
                "first": Period.parse(period).first_day.isoformat(),
            },
        )
    )


def mentions(db: Database, mission: str, period: str, language: str = "en") -> list[dict[str, Any]]:
    """What sentences of reports of a period say of a mission, whatever it is, once a number; with
    `doubts` as `sentences` has them."""
    rows = db.query(
        "SELECT min(s.statement_id) AS statement_id, r.file, e.page, s.status, s.officers, "
        f"s.officers_max, s.nationality, s.sentence FROM {HOLDS} AS s "
        "JOIN current_report AS r USING (report) JOIN evidence AS e USING (evidence) "
        "WHERE s.mission = ? AND r.period = ? GROUP BY r.report, e.page, s.sentence, s.officers, "
        "s.officers_max, s.nationality, s.status ORDER BY r.file, e.page, e.top, e.x0, s.officers",
        [mission, period],
    )
    return list(_with_doubts(db, list(rows), language))


def neighbours(db: Database, mission: str, period: str) -> list[dict[str, Any]]:
    """What the periods before and after say of a mission: `period`, `state` and the figure.

    `state` is as `state_of` gives it; the periods are those of the calendar, so that one that the
    database has not is told.
    """
    this = Period.parse(period)
    before = Period.of(this.first_day - dt.timedelta(days=1), this.parts)
    found = []
    for each in (before, this.next):
        name = str(each)
        row = figure_in(db, mission, name)
        found.append({"period": name, "state": state_of(db, mission, name), **(row or {})})
    return found


def state_of(db: Database, mission: str, period: str) -> str:
    """What there is of a mission in a period: `listed`; `waiting` where its rows are of a table
    that is to be agreed, `rejected` where a person rejected one, `not counted` where they are in no
    figure otherwise; `ended`; `not listed`; `no figures` where none of the reports has any; `no
    report`."""
    if figure_in(db, mission, period):
        return "listed"
    there = [mission, period]
    asked = "SELECT 1 FROM waiting_deployment WHERE mission = ? AND period = ?"
    if db.execute(asked, there).fetchone():
        return "waiting"
    asked = (
        "SELECT 1 FROM standing_decision AS s JOIN deployment AS d ON d.subject = s.subject "
        "JOIN current_report AS r ON r.report = d.report "
        "WHERE s.action = 'reject' AND d.mission = ? AND r.period = ?"
    )
    if db.execute(asked, there).fetchone():
        return "rejected"
    rows = "SELECT 1 FROM deployment AS d JOIN report AS r USING (report) WHERE "
    if db.execute(f"{rows} r.period = ? AND d.mission = ?", [period, mission]).fetchone():
        return "not counted"
    asked = "SELECT standing FROM absent_mission WHERE mission = ? AND period = ?"
    if standing := db.execute(asked, there).fetchone():
        return str(standing[0])
    if db.execute("SELECT 1 FROM listed_period WHERE period = ?", [period]).fetchone():
        return "not listed"
    read = db.execute("SELECT 1 FROM report WHERE period = ?", [period]).fetchone()
    return "no figures" if read else "no report"


def figure_in(db: Database, mission: str, period: str) -> dict[str, Any] | None:
    """The figure of a mission in a period with its marks; None where there is none."""
    return next(
        db.query(
            "SELECT officers, officers_max, unread, at_least, approximate, unsure, sums, origin, "
            "unchecked, deployments FROM officers_by_mission WHERE mission = ? AND period = ?",
            [mission, period],
        ),
        None,
    )


def absence(db: Database, mission: str, period: str, language: str = "en") -> dict[str, Any]:
    """Why there is no figure of a mission in a period, and what stands around it."""
    (name,) = db.execute("SELECT name FROM mission WHERE mission = ?", [mission]).fetchone() or (
        mission,
    )
    return {
        "mission": mission,
        "mission_name": names_in(db, language).mission(name),
        "period": period,
        "state": state_of(db, mission, period),
        "statements": mentions(db, mission, period, language),
        "ended": endings(db, mission, period),
        "neighbours": neighbours(db, mission, period),
    }


def country_names(db: Database, codes: Sequence[str], language: str = "en") -> list[str]:
    """The names of countries by their codes."""
    known = dict(db.execute(f"SELECT country, name_{language} FROM country").fetchall())
    return [known.get(code, code) for code in codes]
