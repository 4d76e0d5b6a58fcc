"""The list of reports at the desk: how far each is, whose turn it is, and who did how much; and
the audit trail of a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from missiemonitor.corpus.text import normal
from missiemonitor.extractors.findings import advice
from missiemonitor.output.analysis.integrity import damage
from missiemonitor.output.decisions.bounds import same_person
from missiemonitor.output.decisions.rules import eyes_of
from missiemonitor.output.names import names_in
from missiemonitor.output.page_images import Pages
from missiemonitor.output.review import desk
from missiemonitor.output.site.decided import about, did, holding, in_words
from missiemonitor.output.site.words import Wording
from sqlite_utils import Database

Row = dict[str, Any]


def view(
    db: Database, pages: Pages, me: str, names: tuple[str, ...], given: Mapping[str, str]
) -> dict[str, Any]:
    """The reports that fit what was asked: `q` to be found, `show` one of the filters, `me`."""
    me = me or (given.get("me", "") if given.get("me", "") in names else "")
    made = _decisions(db)
    reports = [_with_people(row, made, pages) for row in desk.reports(db)]
    fits: dict[str, Callable[[Row], bool]] = {
        "all": lambda r: True,
        "doubt": lambda r: bool(r["doubtful"] or r["to_agree"]),
        "open": lambda r: bool(r["decided"] < r["rows"] or r["doubtful"] or r["to_agree"]),
    }
    if me:
        fits["waiting"] = lambda r: any(not same_person(each, me) for each in r["first_people"])
        fits["mine"] = lambda r: any(name == me for name, _ in r["by"])
    chosen = given.get("show", "all") if given.get("show") in fits else "all"
    asked = given.get("q", "")[:200]
    wanted = normal(asked)
    found = [r for r in reports if fits[chosen](r)]
    if wanted:
        found = [r for r in found if wanted in normal(f"{r['period'] or ''} {r['file']}")]
    counted = [r for r in reports if r["counted"]]
    return {
        "reports": found,
        "asked": asked,
        "chosen": chosen,
        "me": me,
        "names": () if len(names) < 2 else names,
        "filters": [(key, sum(map(fit, reports))) for key, fit in fits.items()],
        "sum": {
            "reports": len(counted),
            "rows": sum(r["rows"] for r in counted),
            "decided": sum(r["decided"] for r in counted),
        },
        "people": _people(made),
    }


def _decisions(db: Database) -> list[Row]:
    """Decisions with the key of the reports that they are about, and whether they wait."""
    waiting = {row["number"] for row in db.query("SELECT number FROM waiting_decision")}
    return [
        {**row, "key": row["subject"].split("/", 1)[0], "waits": row["number"] in waiting}
        for row in db.query("SELECT * FROM decision ORDER BY number")
    ]


def _with_people(row: Row, made: list[Row], pages: Pages) -> Row:
    by: dict[str, int] = defaultdict(int)
    of_report = [each for each in made if each["key"] == row["decision_key"]]
    for each in of_report:
        by[each["reviewer"]] += 1
    waiting = [each for each in of_report if each["waits"]]
    return {
        **row,
        "pdf": pages.has(row["sha256"]),
        "by": sorted(by.items(), key=lambda each: (-each[1], each[0])),
        "waiting": len({each["subject"] for each in waiting}),
        "first_people": {each["reviewer"] for each in waiting},
    }


def _people(made: list[Row]) -> list[Row]:
    """Who decided how often, on how many reports, and when last; the busiest first."""
    found: dict[str, list[Row]] = defaultdict(list)
    for each in made:
        found[each["reviewer"]].append(each)
    told = [
        {
            "reviewer": name,
            "decisions": len(each),
            "reports": len({one["key"] for one in each}),
            "latest": max(one["decided_at"] for one in each),
        }
        for name, each in found.items()
    ]
    return sorted(told, key=lambda each: (-each["decisions"], each["reviewer"]))


def trail(db: Database, report: Row, language: str, eyes: int = 1) -> dict[str, Any]:
    """All decisions on a report, the newest first, with what each is about and whether it holds.

    `eyes` is how many people a decision takes at this desk; the database may ask for more.
    """
    waiting = {row["number"] for row in db.query("SELECT number FROM waiting_decision")}
    in_force = {row["number"] for row in db.query("SELECT number FROM decision_in_force")}
    decisions = list(
        db.query(
            "SELECT * FROM decision WHERE subject >= ? AND subject < ? ORDER BY number",
            [f"{report['decision_key']}/", f"{report['decision_key']}0"],
        )
    )
    held = holding(decisions, in_force)
    names, words = _names(db, report, language), Wording(language)
    called = names_in(db, language)
    missions = {row["mission"]: called.of(row) for row in db.query("SELECT * FROM mission")}
    countries = desk.country_names(db, language)
    rows = [
        {
            **row,
            "did": did(row, words),
            "said": in_words(row, words, _or_itself(missions), _or_itself(countries)),
            "about": names.get(row["subject"]) or about(row, words),
            "stands": "waits"
            if row["number"] in waiting
            else "yes"
            if row["number"] in held
            else "no",
        }
        for row in reversed(decisions)
    ]
    return {"rows": rows, "whole": not list(damage(db)), "eyes": max(eyes, eyes_of(db))}


def _or_itself(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda key: names.get(key, key)


def _names(db: Database, report: Row, language: str) -> dict[str, str]:
    """What subjects of a report are called."""
    called = names_in(db, language)
    key = report["decision_key"]
    named = {
        row["subject"]: row["mission_as_written"]
        for row in db.query(
            "SELECT d.subject, d.mission_as_written FROM deployment AS d "
            "JOIN report AS r ON r.report = d.report WHERE r.decision_key = ?",
            [key],
        )
    }
    for table in db.query(
        "SELECT t.subject, t.caption FROM extracted_table AS t "
        "JOIN report AS r ON r.report = t.report WHERE r.decision_key = ?",
        [key],
    ):
        named[table["subject"]] = table["caption"]
    for told in db.query(
        "SELECT s.subject, s.sentence FROM statement AS s "
        "JOIN report AS r ON r.report = s.report WHERE r.decision_key = ?",
        [key],
    ):
        named[told["subject"]] = told["sentence"]
    for found in db.query(
        "SELECT f.subject, f.code, f.message, f.message_values FROM finding AS f "
        "JOIN report AS r ON r.report = f.report "
        "WHERE r.decision_key = ? AND f.subject <> ''",
        [key],
    ):
        title = advice(found["code"], language)["title"]
        named.setdefault(found["subject"], f"{title}: {desk.message_of(found, called)}")
    return named
