"""What `why` tells: one figure and how it came about, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from missiemonitor.extractors.scopes import scope_text
from missiemonitor.output.analysis import notation
from missiemonitor.pipeline.presentation.as_text import count, item_line

TABLES = {
    "counted": "counts as it was read",
    "to-agree": "is to be agreed",
    "other": "is no table of ours as it was read",
}
TO = {"add": "the row", "confirm": "decision"}


def _not_counted(plain: Mapping[str, Any]) -> str:
    if plain["counted"]:
        return ""
    return "  [superseded, not counted]" if plain["superseded"] else "  [not counted]"


def figure(plain: dict[str, Any]) -> str:
    """What `why` shows of one figure."""
    x0, top, x1, bottom = plain["box"]
    lines = [
        f"{plain['mission_name']}, {plain['period']} "
        f"(reference date {plain['reference_date'] or '?'}): {_in_force(plain)}",
        f"  written    {plain['mission_as_written']} | {plain['country_as_written']} | "
        f"{plain['count_as_written']}",
        f"  stands in  {plain['file']}, page {plain['page']}, "
        f"box {x0:g} {top:g} {x1:g} {bottom:g} (points from the top left)",
        f"  origin     {plain['origin']}; SHA-256 {plain['sha256']}",
        f"  countries  {', '.join(plain['country_names']) or '?'}",
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
        lines.append(
            f"  sentence   {statement['says']}{_number(statement)} "
            f"(page {statement['page']}, {statement['status']}): {statement['sentence']}"
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
    return "\n".join([*lines, *_beside(plain)])


def _in_force(plain: Mapping[str, Any]) -> str:
    """The figure that counts, and what was read where a person said otherwise."""
    read = count(plain["officers"], plain["officers_max"], plain["qualifier"])
    now = plain["in_force"]
    if now is None:
        if plain["rejected"]:
            return f"no figure; {read} was read, and a person rejected it"
        return f"{read} officers{_not_counted(plain)}"
    text = f"{count(now['officers'], now['officers_max'], now['qualifier'])} officers"
    if now["mission"] != plain["mission"]:
        text += f", as {now['mission_name']}"
    if now["countries"] != plain["countries"]:
        text += f", in {', '.join(now['country_names']) or '?'}"
    if now["decided"]:
        text += f" [{DECIDED[now['decided']]}"
        text += f"; {read} was read]" if now["decided"] != "approved" else "]"
    return text


DECIDED = {
    "approved": "approved by a person",
    "corrected": "corrected by a person",
    "added": "added by a person",
    "conflict": "decided by a person, but the page reads differently now",
}


def _number(statement: Mapping[str, Any]) -> str:
    """The number and nationality of a sentence, where it does not simply agree."""
    if statement["officers"] is None or statement["agrees"]:
        return ""
    return f": {statement['officers']} {statement['nationality'] or 'of several countries'}"


STATES = {
    "no report": "the database has no report of it",
    "no figures": "its report has no figures that count",
    "not counted": "its rows are in no figure",
    "not listed": "not listed, which is not the same as none",
}


def _beside(plain: Mapping[str, Any]) -> list[str]:
    """The sentences that ended a mission, and the periods before and after."""
    lines = [
        f"  ended      {each['period']} ({each['file']}, page {each['page']}): {each['sentence']}"
        for each in plain["ended"]
    ]
    for side, each in zip(("before", "after"), plain["neighbours"], strict=True):
        told = STATES.get(each["state"]) or f"{notation.shown(each)} officers"
        lines.append(f"  {side:<10} {each['period']}: {told}")
    return lines


def no_figure(plain: Mapping[str, Any]) -> str:
    """What `why` shows where a period has no figure of a mission."""
    lines = [f"{plain['mission_name']}, {plain['period']}: no figure; {STATES[plain['state']]}"]
    ended = {each["sentence"] for each in plain["ended"]}
    lines += [
        f"  sentence   (page {each['page']}, {each['status']}): {each['sentence']}"
        for each in plain["statements"]
        if each["sentence"] not in ended
    ]
    return "\n".join([*lines, *_beside(plain)])
