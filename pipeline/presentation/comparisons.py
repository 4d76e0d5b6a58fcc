"""What `compare` prints: a table of two periods or of all, and what must be known to read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from missiemonitor.output.analysis import differences, notation
from missiemonitor.output.analysis.absent import absent_here
from missiemonitor.output.analysis.over_time import in_order, records, totals
from missiemonitor.output.names import names_in
from missiemonitor.output.render import Labels
from missiemonitor.pipeline.presentation import as_text
from sqlite_utils import Database

Total = Mapping[str, Any]  # of a period, as `totals` gives them
# What stands at the head of a period without figures.
WITHOUT = {
    notation.WAITING: "cmp_waits",
    notation.NO_FIGURES: "cmp_no_figures",
    notation.NO_REPORT: "cmp_no_report",
}
SHARED_IN = ("country", "region")  # where the lines are not the total


def of_comparison(db: Database, table: pd.DataFrame, style: str, language: str = "en") -> str:
    """A comparison of two periods for people, with what must be known to read it."""
    words = as_text.labels(language)
    before, after, by = (table.attrs[name] for name in ("before", "after", "by"))
    one, two = (table.attrs["totals"][period] for period in (before, after))
    names = _names(db, by, words)
    called = names_in(db, language)
    organisations = by == "mission"
    rows = [
        (
            names.get(row[by]) or row[f"{by}_name"],
            *((called.letters(row["organisation"]),) if organisations else ()),
            notation.with_unchecked(
                row["before_shown"], notation.NOT_CHECKED in row["before_marks"], one
            ),
            notation.with_unchecked(
                row["after_shown"], notation.NOT_CHECKED in row["after_marks"], two
            ),
            difference.text(words) if (difference := differences.of_row(row)) else "",
            _change(row, names, words),
        )
        for row in records(table)
    ]
    both = (_total(one), _total(two))
    more = differences.of_totals(one, two).text(words)
    rows.append((words["cmp_total"], *(("",) if organisations else ()), *both, more, ""))
    heads = [words[by], *((words["org"],) if organisations else ()), before, after]
    text = as_text.table(rows, [*heads, words["cmp_difference"], words["cmp_change"]], style)
    notes = _marks((cell for row in rows for cell in row[-4:-2]), by, words)
    notes += [
        words["cmp_perhaps"].format(gone=called.mission(gone), fresh=called.mission(fresh))
        for gone, fresh in table.attrs["perhaps"]
    ]
    without = table.attrs["without"]
    of = (*table.attrs["missing"], *table.attrs["waiting"])
    notes += _without({period: without[period] for period in of}, words)
    notes += _of_totals({before: one, after: two}, words)
    return "\n".join([text, "", *notes])


def of_periods(db: Database, table: pd.DataFrame, by: str, style: str, language: str = "en") -> str:
    """All periods side by side with their totals; half-years that are missing have a column that
    says so."""
    words = as_text.labels(language)
    of_all = totals(db)
    there = sorted(of_all, key=in_order)
    columns = sorted({*there, *table.attrs["missing"], *table.attrs["waiting"]}, key=in_order)
    named = _names(db, by, words)
    lines: dict[str, dict[str, str]] = {}
    why = absent_here(db, by)
    gone: dict[str, dict[str, str]] = {}  # what stands for a number that a period has not
    for row in records(table):
        name = named.get(row[by]) or row[f"{by}_name"]
        key = "" if pd.isna(row[by]) else row[by]
        gone[name] = {period: notation.shown(why.get((key, period), {})) for period in there}
        shown = notation.shown({**row, "origin": None})
        unchecked = bool(notation.number(row, "unchecked"))
        cell = notation.with_unchecked(shown, unchecked, of_all[row["period"]])
        lines.setdefault(name, {})[row["period"]] = cell
    lines = {name: lines[name] for name in sorted(lines)}
    rows = [
        (name, *(cells.get(period, gone[name].get(period, "")) for period in columns))
        for name, cells in lines.items()
    ]
    sums = (_total(of_all[period]) if period in of_all else "" for period in columns)
    rows.append((words["cmp_total"], *sums))
    without = table.attrs["without"]
    heads = [f"{p} ({words[WITHOUT[without[p]]]})" if p in without else p for p in columns]
    text = as_text.table(rows, [words[by], *heads], style)
    notes = _marks((cell for row in rows for cell in row[1:]), by, words)
    notes += _without(without, words, known=True)
    return "\n".join([text, "", *notes, *_of_totals(of_all, words)])


def _without(without: Mapping[str, str], words: Labels, known: bool = False) -> list[str]:
    """Periods without figures by why; where those without a report are `known`, only others."""
    told = {"cmp_missing": notation.NO_REPORT} if not known else {}
    told |= {"cmp_none_counts": notation.NO_FIGURES, "cmp_waits_whole": notation.WAITING}
    by_why = {
        name: [period for period, each in without.items() if each == why]
        for name, why in told.items()
    }
    return [words[name].format(periods=", ".join(of)) for name, of in by_why.items() if of]


def _names(db: Database, by: str, words: Labels) -> dict[Any, str]:
    """What is shown of each mission, country, region or organisation in a language."""
    if by == "mission":
        called = names_in(db, words.language)
        return {row[by]: called.of(row) for row in db.query("SELECT * FROM mission")}
    name = f"name_{words.language}"
    return {row[by]: row[name] for row in db.query(f'SELECT {by}, {name} FROM "{by}"')}


def _total(total: Total) -> str:
    shown = notation.shown({**total, "origin": None})
    return notation.with_unchecked(shown, bool(total["unchecked"]), total)


def _marks(cells: Iterable[str], by: str, words: Labels) -> list[str]:
    """What the marks in these cells mean."""
    notes = notation.meanings(cells, words)
    return [*notes, words["cmp_shared_once"]] if by in SHARED_IN else notes


def _of_totals(totals: Mapping[str, Total], words: Labels) -> list[str]:
    """What the reports state as totals, what is in no figure, what nobody has checked, and whose
    report is not official, by period."""
    ways = (_stated, _waiting, _nameless, _partly_unchecked)
    ordered = sorted(totals, key=in_order)
    told = [way(period, totals[period], words) for way in ways for period in ordered]
    # What is said of many periods alike is said once.
    alike: dict[str, list[str]] = {}
    for period in ordered:
        total = totals[period]
        if total["unchecked"] and not notation.is_partly_checked(total):
            alike.setdefault("cmp_unchecked", []).append(period)
    for period in ordered:
        alike.setdefault(f"cmp_origin_{totals[period]['origin']}", []).append(period)
    told += [
        words[name].format(periods=", ".join(of)) for name, of in alike.items() if name in words
    ]
    return [each for each in told if each]


def _stated(period: str, total: Total, words: Labels) -> str:
    """What the report states, and where, when its rows do not make it for sure and a finding of the
    total is open, or do not make it at all."""
    doubted = total["total_unsure"] and total["stated_total"] is not None
    if notation.fits_stated(total) and (not doubted or notation.is_stated(total)):
        return ""
    where = ""
    if total["stated_page"]:
        where = words["cmp_stated_where"].format(
            page=total["stated_page"], words=total["stated_words"]
        )
    return words["cmp_stated"].format(
        period=period, number=total["stated_total"], where=where, sum=_counted(total)
    )


def _waiting(period: str, total: Total, words: Labels) -> str:
    number = notation.number(total, "waiting") or 0
    officers = notation.number(total, "waiting_officers") or 0
    rows = as_text.many(number, "row", words)
    return words["cmp_waiting_rows"].format(period=period, rows=rows, officers=officers) * bool(
        number
    )


def _nameless(period: str, total: Total, words: Labels) -> str:
    if not total["nameless"]:
        return ""
    rows = as_text.many(total["nameless"], "row", words)
    officers = total["nameless_officers"]
    return words["cmp_nameless"].format(period=period, rows=rows, officers=officers)


def _partly_unchecked(period: str, total: Total, words: Labels) -> str:
    if not notation.is_partly_checked(total):
        return ""
    rows = as_text.many(total["deployments"] + total["rejected"], "row", words)
    return words["cmp_partly_checked"].format(period=period, number=total["unchecked"], rows=rows)


def _counted(total: Total) -> str:
    """What rows make, without marks."""
    return notation.shown({name: total[name] for name in ("officers", "officers_max")})


def _change(row: Mapping[str, Any], missions: Mapping[str, str], words: Labels) -> str:
    text = words[f"cmp_{row['change'].replace(' ', '_')}"]
    for column in ("continues_as", "continued_from"):
        if isinstance(row.get(column), str):
            names = (missions[each] for each in row[column].split("+"))
            text += ", " + words[f"cmp_{column}"].format(names=", ".join(names))
    return text
