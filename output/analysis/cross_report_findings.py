"""What several reports say together: revisions, the same content twice, missions that left.

Reads the database only; report_rows.py writes what is found here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.around import SENTENCE_END
from missiemonitor.extractors.extraction import Finding
from missiemonitor.extractors.findings import finding
from missiemonitor.output.analysis.earlier_figures import misquoted
from missiemonitor.output.analysis.period_before import Rows
from missiemonitor.output.analysis.said import HOLDS
from sqlite_utils import Database

# A count that grows or falls to a multiple and by several officers is more often misread, or
# counted otherwise, than true: of the changes in the samples none is as high.
JUMPED, JUMP_FACTOR, JUMP_OFFICERS = "count-jumped", 3, 6
# Characters of a quoted sentence: what is longer is mostly a table, and cut round the name.
LONGEST_QUOTE = 300


def findings_across(
    db: Database, series: str, period: str, among: Rows
) -> Iterator[tuple[str, Finding]]:
    """Findings about a period of a series that several reports give rise to, with their report;
    what changed in it is `among` what `changes_of` gives."""
    yield from _revisions(db, series, period)
    changes = [row for row in among if row["period"] == period]
    yield from _left(db, changes)
    yield from _jumped(db, changes)
    yield from misquoted(db, changes)


def rows_of(db: Database, series: str, period: str, told: Finding) -> list[str]:
    """The rows that a finding about a period is about: those of a mission whose count jumped, as
    far as the count is as it was read. What a person says it is needs another look at that alone.
    """
    if told.code != JUMPED:
        return []
    rows = db.execute(
        "SELECT o.deployment FROM officers AS o JOIN deployment AS d USING (deployment) "
        "WHERE o.period = ? AND o.series = ? AND o.mission = ? AND d.added IS NULL "
        "AND o.officers IS d.officers ORDER BY o.deployment",
        [period, series, told.about["mission"]],
    )
    return [key for (key,) in rows.fetchall()]


def _revisions(db: Database, series: str, period: str) -> Iterator[tuple[str, Finding]]:
    """Reports that another one of their period supersedes, and what it says otherwise."""
    which = [period, series]
    reports = list(
        db.query("SELECT * FROM report WHERE period = ? AND series = ? ORDER BY report", which)
    )
    current = {
        row["report"]
        for row in db.query(
            "SELECT report FROM current_report WHERE period = ? AND series = ?", which
        )
    }
    for report in reports:
        if report["report"] in current or not report["deployments"]:
            continue
        newer = next(
            (r for r in reports if r["report"] in current and _same_annex(r, report)), None
        )
        if newer is None:
            continue
        if newer["text_hash"] == report["text_hash"]:
            yield (
                report["report"],
                finding(
                    "same-content",
                    {"other": newer["report"]},
                    file=report["file"],
                    newer=newer["file"],
                ),
            )
            continue
        differences = _differences(db, report["report"], newer["report"])
        same_origin = newer["origin"] == report["origin"]
        told = {"newer": newer["file"], "period": period, "file": report["file"]}
        yield (
            newer["report"],
            finding(
                "revised-report",
                {"other": report["report"]},
                message="differences" if differences else "same-figures",
                severity="warning" if differences and same_origin else "info",
                **(told | {"differences": differences} if differences else told),
            ),
        )


def _same_annex(one: dict[str, object], other: dict[str, object]) -> bool:
    return None in (one["annex"], other["annex"]) or one["annex"] == other["annex"]


def _differences(db: Database, old: str, new: str) -> list[dict[str, Any]]:
    """Missions that two reports count otherwise, by id: name, and count before and after."""
    counts = [
        {
            row["mission"]: (row["name"], row["officers"])
            for row in db.query(
                "SELECT d.mission, m.name, sum(d.officers) AS officers FROM deployment AS d "
                "JOIN mission AS m USING (mission) WHERE d.report = ? AND d.counted "
                "GROUP BY d.mission",
                [report],
            )
        }
        for report in (old, new)
    ]
    before, after = counts
    differences = []
    for mission in sorted(before.keys() | after.keys()):
        name = (after.get(mission) or before[mission])[0]
        one = before[mission][1] if mission in before else "not listed"
        two = after[mission][1] if mission in after else "not listed"
        if one != two:
            differences.append({"name": name, "before": one, "after": two})
    return differences


def _left(db: Database, changes: Rows) -> Iterator[tuple[str, Finding]]:
    """Missions of the period before that this one does not list, and what it says of them."""
    rows = [
        row
        for row in changes
        if row["absent"] == "not listed"
        and row["previous_officers"]
        and not (row["missing"] or row["previous_unread"])
    ]
    if not rows:
        return
    pages = list(
        db.query(
            "SELECT report, number, text FROM page WHERE report IN "
            "(SELECT report FROM current_report WHERE period = ? AND series = ? "
            " AND report IN (SELECT report FROM officers)) ORDER BY report, number",
            [rows[0]["period"], rows[0]["series"]],
        )
    )
    text = " ".join(" ".join(page["text"].split()) for page in pages)
    whole = f" {normal(text)} "
    spoken = [(each, f" {normal(each)} ") for each in SENTENCE_END.split(text)]
    report = min(page["report"] for page in pages)
    for row in rows:
        names = [
            found["alias"]
            for found in db.query(
                "SELECT alias FROM mission_alias WHERE mission = ?", [row["mission"]]
            )
        ]
        forms = {f" {normal(name)} " for name in [*names, row["mission_name"]] if normal(name)}
        if row["mission"].startswith("unknown-"):
            # Of one that no list has, a sentence may name where it was.
            forms |= _places_of(db, row)
        said = _statement(db, row) or next(
            (shown for shown, form in spoken if any(each in form for each in forms)), None
        )
        if said is None and any(form in whole for form in forms):
            continue  # over the end of what looks like a sentence
        told = {
            "mission": row["mission_name"],
            "previous": row["previous_officers"],
            "previous_period": row["previous_period"],
        }
        about = {"mission": row["mission"], "previous_period": row["previous_period"]}
        if said is None:
            yield report, finding("left-without-notice", about, **told)
            continue
        quoted = finding(
            "left-without-notice",
            about,
            message="spoken-of",
            severity="info",
            sentence=_cut(said, [*names, row["mission_name"]]),
            **told,
        )
        yield report, quoted


def _places_of(db: Database, row: dict[str, Any]) -> set[str]:
    """The countries of a mission in the period before, as its rows have them, in normal form."""
    written = db.query(
        "SELECT DISTINCT country_as_written AS place FROM officers "
        "WHERE period = ? AND series = ? AND mission = ?",
        [row["previous_period"], row["series"], row["mission"]],
    )
    return {f" {normal(each['place'])} " for each in written if normal(each["place"] or "")}


def _statement(db: Database, row: dict[str, Any]) -> str | None:
    """The first sentence of the reports of a period that was read as being about a mission."""
    found = db.execute(
        f"SELECT s.sentence FROM {HOLDS} AS s JOIN current_report AS r USING (report) "
        "JOIN evidence AS e USING (evidence) "
        "WHERE r.period = ? AND r.series = ? AND s.mission = ? AND s.kind = 'deployment' "
        "ORDER BY r.report, e.page, e.top, s.statement_id",
        [row["period"], row["series"], row["mission"]],
    ).fetchone()
    return str(found[0]) if found else None


def _cut(sentence: str, names: Iterable[str]) -> str:
    """A sentence, or the part of it round the first of these names."""
    if len(sentence) <= LONGEST_QUOTE:
        return sentence
    plain = sentence.casefold()
    at = min((found for name in names if (found := plain.find(name.casefold())) >= 0), default=0)
    start = max(0, at - LONGEST_QUOTE // 2)
    end = start + LONGEST_QUOTE
    return ("... " if start else "") + sentence[start:end] + (" ..." if end < len(sentence) else "")


def _has_a_digit_more(high: int, low: int) -> bool:
    """Whether a number is another with one digit put before or behind it, as a slip makes it."""
    return str(low) in (str(high)[1:], str(high)[:-1])


def _jumped(db: Database, changes: Rows) -> Iterator[tuple[str, Finding]]:
    """Missions whose count is far from that of the period before."""
    for row in changes:
        if not row["officers"] or not row["previous_officers"] or row["missing"]:
            continue  # over years of which there is no report much may change
        low, high = sorted((row["officers"], row["previous_officers"]))
        far = high >= JUMP_FACTOR * low or (high >= 2 * low and _has_a_digit_more(high, low))
        if far and high - low >= JUMP_OFFICERS:
            report = db.execute(
                "SELECT min(report) FROM officers WHERE period = ? AND series = ? AND mission = ?",
                [row["period"], row["series"], row["mission"]],
            ).fetchone()[0]
            yield (
                report,
                finding(
                    "count-jumped",
                    {"mission": row["mission"], "previous_period": row["previous_period"]},
                    mission=row["mission_name"],
                    previous=row["previous_officers"],
                    previous_period=row["previous_period"],
                    officers=row["officers"],
                ),
            )
