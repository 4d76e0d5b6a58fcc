"""Results as text for people: tables and short lines. Nothing here decides anything."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from missiemonitor.extractors.tables.generic import AnyTable
from tabulate import tabulate


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


def extraction(found: dict[str, Any]) -> str:
    """What `extract` shows of a report."""
    stated = found["stated_total"]
    lines = [
        found["file"],
        f"  period {found['period'] or '?'}, annex {found['annex'] or '-'}, "
        f"reference date {found['reference_date'] or '?'}, "
        f"document date {found['document_date'] or '?'}, "
        f"reference {found['reference'] or '-'}, {found['pages']} pages, {_origin(found)}",
        "",
        table(
            [
                (
                    d["mission_as_written"],
                    d["organisation"],
                    "+".join(d["countries"]) or "?",
                    count(d["officers"], d["officers_max"], d["qualifier"]),
                    d["page"],
                    f"{d['confidence']:.2f}",
                )
                for d in found["deployments"]
            ],
            ("mission", "org", "country", "officers", "page", "confidence"),
        ),
        "",
        f"{len(found['deployments'])} rows, "
        f"{'?' if found['officers_total'] is None else found['officers_total']} officers"
        + (f", stated total {stated}" if stated is not None else ""),
    ]
    lines += [_statement(statement) for statement in found["statements"]]
    lines += [f"  page {item['page']} has {item_line(item)}" for item in found["items"]]
    lines += [finding_line(finding) for finding in found["findings"]]
    return "\n".join(lines)


def _statement(said: dict[str, Any]) -> str:
    """What a sentence states, before the sentence."""
    number = ""
    if said["officers"] is not None:
        shown = count(said["officers"], said["officers_max"], said["qualifier"])
        number = f"{shown} {said['nationality'] or 'of several countries'}"
    details = (f"{role} {value}" for role, value in said["details"].items())
    where = said["mission"] or "+".join(said["countries"])
    facts = ", ".join(filter(None, (said["kind"], said["status"], number, where, *details)))
    return f"  page {said['page']} says ({facts}): {said['sentence']}"


def item_line(item: dict[str, Any]) -> str:
    """What another extractor found: its kind, what it is about, the value, the words there."""
    value = "" if item["value"] is None else f"{item['value']:.15g} {item['unit'] or ''}".rstrip()
    facts = ", ".join(filter(None, (item["kind"], item["label"], value)))
    return f"({facts}; found by {item['extractor']}): {item['as_written']}"


def tables(found: Sequence[AnyTable]) -> str:
    """What `tables` shows: each table under its page and box."""
    if not found:
        return "no tables"
    parts = []
    for number, each in enumerate(found, start=1):
        x0, top, x1, bottom = each.box.rounded()
        parts.append(
            f"table {number}, page {each.page}, box {x0:g} {top:g} {x1:g} {bottom:g}\n\n"
            + table(each.rows[1:], each.rows[0])
        )
    return "\n\n".join(parts)


def tables_csv(found: Sequence[AnyTable]) -> str:
    """The rows of all tables as CSV, with the page and the number of their table in front."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    for number, each in enumerate(found, start=1):
        writer.writerows([each.page, number, *row] for row in each.rows)
    return target.getvalue()


def finding_line(finding: dict[str, Any]) -> str:
    """One finding on one line: severity, code, page, message."""
    page = f", page {finding['page']}" if finding.get("page") else ""
    return f"{finding['severity']}: {finding['code']}{page}: {finding['message']}"


TO = {"add": "the row", "confirm": "decision"}


def figure(found: dict[str, Any]) -> str:
    """What `why` shows of one figure."""
    x0, top, x1, bottom = found["box"]
    lines = [
        f"{found['mission_name']}, {found['period']} "
        f"(reference date {found['reference_date'] or '?'}): "
        f"{count(found['officers'], found['officers_max'], found['qualifier'])} officers"
        + ("" if found["counted"] else "  [superseded, not counted]"),
        f"  written    {found['mission_as_written']} | {found['country_as_written']} | "
        f"{found['count_as_written']}",
        f"  stands in  {found['file']}, page {found['page']}, "
        f"box {x0:g} {top:g} {x1:g} {bottom:g} (points from the top left)",
        f"  origin     {found['origin']}; SHA-256 {found['sha256']}",
        f"  countries  {', '.join(found['countries']) or '?'}",
        f"  confidence {found['confidence']:.2f}",
    ]
    if found["note"]:
        lines.append(f"  note       {found['note']}")
    for reading in found["readings"]:
        lines.append(
            f"  reading    {reading['way']}: {reading['mission']} | {reading['country']} | "
            f"{reading['count']}"
        )
    for said in found["statements"]:
        agrees = "agrees" if said["agrees"] else "says otherwise"
        lines.append(
            f"  sentence   {agrees} (page {said['page']}, {said['status']}): {said['sentence']}"
        )
    for item in found["items"]:
        lines.append(f"  besides    page {item['page']} has {item_line(item)}")
    for each in found["findings"]:
        lines.append(f"  finding    {each['severity']}: {each['code']}: {each['message']}")
    if not found["findings"]:
        lines.append("  findings   none")
    for each in found["decisions"]:
        value = f" {TO.get(each['action'], 'to')} {each['value']}" if each["value"] else ""
        lines.append(
            f"  decision   {each['number']}: {each['action']}{value} by {each['reviewer']}, "
            f"{each['decided_at']}" + (f" ({each['reason']})" if each["reason"] else "")
        )
    if not found["decisions"]:
        lines.append("  decisions  none")
    return "\n".join(lines)


def _origin(found: Mapping[str, Any]) -> str:
    return "origin unknown" if found["origin"] == "unknown" else str(found["origin"])
