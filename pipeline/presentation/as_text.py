"""Results as text for people: tables and short lines. Nothing here decides anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from missiemonitor.extractors.scopes import scope_text
from tabulate import tabulate

if TYPE_CHECKING:
    from missiemonitor.extractors.tables.generic import AnyTable


def table(rows: Iterable[Sequence[object]], headers: Sequence[str], style: str = "simple") -> str:
    """Rows under headers; numbers stay as they are and what is missing is left empty."""
    return tabulate(
        [["" if value is None else value for value in row] for row in rows],
        headers=list(headers),
        tablefmt=style,
        disable_numparse=True,
        colalign=None,
    )


def count(officers: object, officers_max: object = None, qualifier: object = None) -> str:
    """A count with its mark: `3`, `2-3`, `max. 5`, `ca. 4`, or `?` where it could not be read."""
    if officers is None:
        return "?"
    match qualifier:
        case "range":
            return f"{officers}-{officers_max}"
        case "up_to":
            return f"max. {officers}"
        case "at_least":
            return f"min. {officers}"
        case "about":
            return f"ca. {officers}"
        case "fte":
            return f"{officers} fte"
        case _:
            return str(officers)


def extraction(plain: dict[str, Any]) -> str:
    """What `extract` shows of a report."""
    stated = plain["stated_total"]
    lines = [
        plain["file"],
        f"  period {plain['period'] or '?'}, annex {plain['annex'] or '-'}, "
        f"reference date {plain['reference_date'] or '?'}, "
        f"document date {plain['document_date'] or '?'}, "
        f"reference {plain['reference'] or '-'}, {plain['pages']} pages, {_origin(plain)}",
        "",
        table(
            [
                (
                    d["mission_as_written"],
                    d["organisation"],
                    "+".join(d["countries"]) or "?",
                    count(d["officers"], d["officers_max"], d["qualifier"])
                    + _scope(d)
                    + ("" if d["counted"] else " (not counted)"),
                    d["page"],
                    f"{d['confidence']:.2f}",
                )
                for d in plain["deployments"]
            ],
            ("mission", "org", "country", "officers", "page", "confidence"),
        ),
        "",
        f"{sum(d['counted'] for d in plain['deployments'])} rows, "
        f"{'?' if plain['officers_total'] is None else plain['officers_total']} officers"
        + (f", stated total {stated}" if stated is not None else ""),
    ]
    lines += [_statement(statement) for statement in plain["statements"]]
    lines += [f"  page {item['page']} has {item_line(item)}" for item in plain["items"]]
    lines += [finding_line(finding) for finding in plain["findings"]]
    return "\n".join(lines)


def _scope(deployment: dict[str, Any]) -> str:
    said = scope_text(deployment["scope"], deployment["of_which"])
    return f" ({said})" if said else ""


def _statement(statement: dict[str, Any]) -> str:
    """What a sentence states, before the sentence."""
    number = ""
    if statement["officers"] is not None:
        shown = count(statement["officers"], statement["officers_max"], statement["qualifier"])
        number = f"{shown} {statement['nationality'] or 'of several countries'}"
    details = (f"{role} {value}" for role, value in statement["details"].items())
    where = statement["mission"] or "+".join(statement["countries"])
    facts = ", ".join(
        filter(None, (statement["kind"], statement["status"], number, where, *details))
    )
    return f"  page {statement['page']} says ({facts}): {statement['sentence']}"


def item_line(item: dict[str, Any]) -> str:
    """What another extractor found: its kind, what it is about, the value, the words there."""
    value = "" if item["value"] is None else f"{item['value']:.15g} {item['unit'] or ''}".rstrip()
    facts = ", ".join(filter(None, (item["kind"], item["label"], value)))
    return f"({facts}; found by {item['extractor']}): {item['as_written']}"


def tables(read: Sequence[AnyTable]) -> str:
    """What `tables` shows: each table under its page, box and caption."""
    if not read:
        return "no tables"
    parts = []
    for number, each in enumerate(read, start=1):
        x0, top, x1, bottom = each.box.rounded()
        where = f"table {number}, page {each.page}, box {x0:g} {top:g} {x1:g} {bottom:g}"
        if each.outside:
            where += f" ({each.outside} words of the page stand in no table)"
        caption = f"\n{each.caption}" if each.caption else ""
        parts.append(f"{where}{caption}\n\n" + table(each.rows[1:], each.rows[0]))
    return "\n\n".join(parts)


def finding_line(finding: dict[str, Any]) -> str:
    """One finding on one line: severity, code, page, message."""
    page = f", page {finding['page']}" if finding.get("page") else ""
    return f"{finding['severity']}: {finding['code']}{page}: {finding['message']}"


def tables_to_settle(found: Sequence[dict[str, Any]], path: object) -> str:
    """What `settle` lists: each table with its page, rows, reasons, and what was decided."""
    lines = [line for each in found for line in [*_to_settle(each), ""]]
    waiting = sum(each["open"] for each in found)
    if not waiting:
        return "\n".join([*lines, "no table waits for a person"])
    first = next(each["number"] for each in found if each["open"])
    return "\n".join(
        [
            *lines,
            f"{waiting} {'table waits' if waiting == 1 else 'tables wait'} for a person; look at "
            "the page, then:",
            f"  missiemonitor settle {first} --agree --reviewer NAME --reason TEXT --db {path}",
        ]
    )


def finding_to_settle(finding: dict[str, Any]) -> str:
    """One finding that `settle` was asked for: what it says, what to do, whether it is settled."""
    lines = [f"{finding['file']}: {finding_line(finding)}", f"  {finding['do']}"]
    if finding["waiting"]:
        lines.append("  waits for a second person: --confirm by another one")
    elif finding["settled"]:
        lines.append("  settled")
    return "\n".join(lines)


def finding_settled(action: str, number: int, finding: dict[str, Any]) -> str:
    """What `settle` did with a finding."""
    after = "waits for a second person" if finding["waiting"] else "settled"
    if not finding["settled"] and not finding["waiting"]:
        after = "open again"
    return f"decision {number} ({action}): {finding['code']} is {after}"


def _to_settle(each: dict[str, Any]) -> list[str]:
    rows = (
        " | ".join(
            filter(None, (r["mission_as_written"], r["country_as_written"], r["count_as_written"]))
        )
        + (f" ({r['who']})" if r["who"] else "")
        for r in each["rows"]
    )
    stated = f", states {each['stated_total']}" if each["stated_total"] is not None else ""
    lines = [
        f"{each['number']}. {each['file']}, {each['period'] or 'no period'}, page {each['page']}: "
        f"{len(each['rows'])} rows, {each['officers']} officers{stated}",
        f"   caption  {each['caption'] or '(none)'}",
        *([f"   head     {' | '.join(each['head'])}"] if each["head"] else []),
        *(f"   row      {row}" for row in rows),
        *(f"   why      {reason['text']}" for reason in each["reasons"]),
        *(["   before   an earlier version counted it"] if each["counted_before"] else []),
        f"   state    {STATES[each['decided']]}",
    ]
    for decision in each["history"]:
        waits = ", waits for a second person" if decision["number"] in each["waiting"] else ""
        lines.append(
            f"   decision {decision['number']}: {decision['action']} by {decision['reviewer']}, "
            f"{decision['decided_at']}"
            + (f" ({decision['reason']})" if decision["reason"] else "")
            + waits
        )
    return lines


TABLES = {
    "counted": "counts as it was read",
    "to-agree": "is to be agreed",
    "other": "is no table of ours as it was read",
}
STATES = {
    None: "in no total; waits for a person",
    "agreed": "agreed to: it counts",
    "rejected": "rejected: it does not count",
    "by-row": "counts, as a person said yes to a row of it",
}
DONE = {"agree": "agreed to", "reject": "rejected", "undo": "open again", "confirm": "confirmed"}


def settled(action: str, number: int, table: dict[str, Any]) -> str:
    """What `settle` says when it is done."""
    counts = "counts" if table["counts"] else "does not count"
    if table["counts"] and table["period"] is None:
        counts += ", but its report is of no period yet and so in no total"
    waits = "; it waits for a second person (--confirm)" if number in table["waiting"] else ""
    return (
        f"decision {number}: {table['file']}, page {table['page']}, {len(table['rows'])} rows, "
        f"{table['officers']} officers: {DONE[action]}; it {counts}{waits}"
    )


TO = {"add": "the row", "confirm": "decision"}


def _not_counted(plain: dict[str, Any]) -> str:
    if plain["counted"]:
        return ""
    return "  [superseded, not counted]" if plain["superseded"] else "  [not counted]"


def figure(plain: dict[str, Any]) -> str:
    """What `why` shows of one figure."""
    x0, top, x1, bottom = plain["box"]
    lines = [
        f"{plain['mission_name']}, {plain['period']} "
        f"(reference date {plain['reference_date'] or '?'}): "
        f"{count(plain['officers'], plain['officers_max'], plain['qualifier'])} officers"
        + _not_counted(plain),
        f"  written    {plain['mission_as_written']} | {plain['country_as_written']} | "
        f"{plain['count_as_written']}",
        f"  stands in  {plain['file']}, page {plain['page']}, "
        f"box {x0:g} {top:g} {x1:g} {bottom:g} (points from the top left)",
        f"  origin     {plain['origin']}; SHA-256 {plain['sha256']}",
        f"  countries  {', '.join(plain['countries']) or '?'}",
        f"  confidence {plain['confidence']:.2f}",
    ]
    if said := scope_text(plain["scope"], plain["of_which"]):
        lines.append(f"  who        {said}")
    if plain["note"]:
        lines.append(f"  note       {plain['note']}")
    for reading in plain["readings"]:
        lines.append(
            f"  reading    {reading['way']}: {reading['mission']} | {reading['country']} | "
            f"{reading['count']}"
        )
    for statement in plain["statements"]:
        agrees = "agrees" if statement["agrees"] else "says otherwise"
        lines.append(
            f"  sentence   {agrees} (page {statement['page']}, {statement['status']}): "
            f"{statement['sentence']}"
        )
    for item in plain["items"]:
        lines.append(f"  besides    page {item['page']} has {item_line(item)}")
    for each in plain["findings"]:
        lines.append(f"  finding    {each['severity']}: {each['code']}: {each['message']}")
    if not plain["findings"]:
        lines.append("  findings   none")
    for each in plain["decisions"]:
        value = f" {TO.get(each['action'], 'to')} {each['value']}" if each["value"] else ""
        lines.append(
            f"  decision   {each['number']}: {each['action']}{value} by {each['reviewer']}, "
            f"{each['decided_at']}" + (f" ({each['reason']})" if each["reason"] else "")
        )
    if not plain["decisions"]:
        lines.append("  decisions  none")
    table_ = plain["table"]
    if table_["standing"] != "counted" or table_["decisions"]:
        lines.append(f"  table      {TABLES[table_['standing']]}")
        lines += [f"  why        {reason['text']}" for reason in table_["reasons"]]
        lines += [
            f"  decision   {each['number']}: {each['action']} (its table) by {each['reviewer']}, "
            f"{each['decided_at']}" + (f" ({each['reason']})" if each["reason"] else "")
            for each in table_["decisions"]
        ]
    return "\n".join(lines)


def _origin(plain: Mapping[str, Any]) -> str:
    return "origin unknown" if plain["origin"] == "unknown" else str(plain["origin"])
