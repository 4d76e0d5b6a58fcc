"""Results as text for people: tables and short lines. Nothing here decides anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from missiemonitor.extractors.findings import weight
from missiemonitor.extractors.reference import statement_kinds
from missiemonitor.extractors.scopes import scope_text
from missiemonitor.output.render import Labels, labels_of
from missiemonitor.pipeline.presentation import terminal

DIGITS = 8  # of the id of a finding, by which it is settled

if TYPE_CHECKING:
    from missiemonitor.extractors.tables.generic import AnyTable


def table(rows: Iterable[Sequence[object]], headers: Sequence[str], style: str = "simple") -> str:
    """Rows under headers that fit the terminal, or as Markdown (`pipe`)."""
    return terminal.table(rows, headers, markdown=style == "pipe")


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


def extraction(plain: dict[str, Any], language: str = "en") -> str:
    """What `extract` shows of a report; findings are told as they stand in `plain`."""
    words = labels(language)
    stated = plain["stated_total"]
    lines = [
        plain["file"],
        f"  {words['period']} {plain['period'] or '?'}, {words['annex']} {plain['annex'] or '-'}, "
        f"{words['reference_date']} {plain['reference_date'] or '?'}, "
        f"{words['document_date']} {plain['document_date'] or '?'}, "
        f"{words['reference']} {plain['reference'] or '-'}, "
        f"{many(plain['pages'], 'page', words)}, {words['origin_' + plain['origin']]}",
        "",
    ]
    rows = [
        (
            d["mission_as_written"],
            d["organisation"],
            "+".join(d["countries"]) or "?",
            count(d["officers"], d["officers_max"], d["qualifier"])
            + _scope(d, language)
            + ("" if d["counted"] else f" ({words['not_counted']})"),
            d["page"],
            f"{d['confidence']:.2f}",
        )
        for d in plain["deployments"]
    ]
    heads = ("mission", "org", "country", "officers", "one_page", "confidence")
    if rows:
        lines += [table(rows, [words[head] for head in heads]), ""]
    lines += [
        many(sum(d["counted"] for d in plain["deployments"]), "row", words)
        + _officers(plain, words)
        + (f", {words['stated_total']} {stated}" if stated is not None else "")
    ]
    lines += [f"  {_statement(each, words, language)}" for each in plain["statements"]]
    lines += [
        f"  {words['has'].format(page=item['page'], item=item_line(item, words))}"
        for item in plain["items"]
    ]
    told = [each for each in plain["findings"] if each["severity"] != "info"]
    told.sort(key=lambda each: weight(each["severity"], each["code"]))
    lines += [finding_line(each, words) for each in told]
    rest = [each["code"] for each in plain["findings"] if each["severity"] == "info"]
    if rest:
        codes = ", ".join(dict.fromkeys(rest))
        lines.append(words["for_the_record"].format(number=len(rest), codes=codes))
    return "\n".join(lines)


def labels(language: str) -> Labels:
    """What commands print around what they show, in a language."""
    return labels_of("missiemonitor.pipeline.presentation", language)


def many(number: int, what: str, words: Mapping[str, str]) -> str:
    """A number with its noun: 1 row, 2 rows."""
    return f"{number} {words[f'one_{what}' if number == 1 else f'{what}s']}"


def _officers(plain: dict[str, Any], words: Mapping[str, str]) -> str:
    if plain["officers_total"] is not None:
        return f", {plain['officers_total']} {words['officers']}"
    # A count that cannot be read leaves no total; no rows leave nothing to say.
    return f", {words['no_total']}" if any(d["counted"] for d in plain["deployments"]) else ""


def _scope(deployment: dict[str, Any], language: str) -> str:
    said = scope_text(deployment["scope"], deployment["of_which"], language)
    return f" ({said})" if said else ""


def _statement(statement: dict[str, Any], words: Mapping[str, str], language: str) -> str:
    """What a sentence states, before the sentence."""
    number = ""
    if statement["officers"] is not None:
        shown = count(statement["officers"], statement["officers_max"], statement["qualifier"])
        number = f"{shown} {statement['nationality'] or words['many_countries']}"
    details = (
        f"{words.get(f'role_{role}', role)} {value}" for role, value in statement["details"].items()
    )
    kind, status = statement["kind"], statement["status"]
    if language == "nl":
        kind = next((k.name_nl for k in statement_kinds() if k.kind == kind), kind).casefold()
        status = words[f"status_{status}"]
    where = statement["mission"] or "+".join(statement["countries"])
    facts = ", ".join(filter(None, (kind, status, number, where, *details)))
    return words["says"].format(page=statement["page"], facts=facts, sentence=statement["sentence"])


def item_line(item: Mapping[str, Any], words: Mapping[str, str]) -> str:
    """What another extractor found: its kind, what it is about, the value, the words there."""
    value = "" if item["value"] is None else f"{item['value']:.15g} {item['unit'] or ''}".rstrip()
    facts = ", ".join(filter(None, (item["kind"], item["label"], value)))
    return f"({facts}; {words['found_by']} {item['extractor']}): {item['as_written']}"


def decided(decision: Mapping[str, Any], words: Mapping[str, str], of: str = "") -> str:
    """One decision of a history: its number, what was done, by whom, when and why."""
    value = decision.get("value")
    form = words.get(f"fig_to_{decision['action']}", words["fig_to"])
    return words["fig_decided"].format(
        number=decision["number"],
        action=words[f"fig_did_{decision['action']}"],
        value=form.format(value=value) if value else "",
        of=of,
        reviewer=decision["reviewer"],
        day=decision["decided_at"],
        reason=f" ({decision['reason']})" if decision["reason"] else "",
    )


def tables(read: Sequence[AnyTable], language: str = "en") -> str:
    """What `tables` shows: each table under its page, box and caption."""
    words = labels(language)
    if not read:
        return words["no_tables"]
    parts = []
    for number, each in enumerate(read, start=1):
        x0, top, x1, bottom = each.box.rounded()
        where = f"{words['table']} {number}, {words['page']} {each.page}, "
        where += f"{words['box']} {x0:g} {top:g} {x1:g} {bottom:g}"
        if each.outside:
            where += f" ({words['outside'].format(number=each.outside)})"
        caption = f"\n{each.caption}" if each.caption else ""
        parts.append(f"{where}{caption}\n\n" + table(each.rows[1:], each.rows[0]))
    return "\n\n".join(parts)


def finding_line(finding: dict[str, Any], words: Mapping[str, str]) -> str:
    """One finding on one line: severity, code, page, message."""
    page = f", {words['page']} {finding['page']}" if finding.get("page") else ""
    return f"{words[finding['severity']]}: {finding['code']}{page}: {finding['message']}"


def tables_to_settle(found: Sequence[dict[str, Any]], path: object, language: str = "en") -> str:
    """What `settle` lists: each table with its page, rows, reasons, and what was decided."""
    words = labels(language)
    lines = [line for each in found for line in [*_to_settle(each, words), ""]]
    waiting = [each["number"] for each in found if each["open"]]
    if not waiting:
        return "\n".join([*lines, words["none_waits"]])
    told = words["one_waits" if len(waiting) == 1 else "waits"].format(number=len(waiting))
    command = f"missiemonitor settle {waiting[0]} --{{}} --reviewer NAME --reason TEXT --db {path}"
    return "\n".join(
        [
            *lines,
            told,
            f"  {command.format('agree')}",
            f"  {words['or']} {command.format('reject')}",
        ]
    )


def finding_to_settle(finding: dict[str, Any], path: object, language: str = "en") -> str:
    """One finding that `settle` was asked for: what it says, what to do, whether it is settled."""
    words = labels(language)
    lines = [f"{finding['file']}: {finding_line(finding, words)}", f"  {finding['do']}"]
    if finding["waiting"]:
        lines.append(f"  {words['finding_waits']}")
    elif finding["settled"]:
        lines.append(f"  {words['finding_settled']}")
    else:
        command = words["settle_it"].format(id=finding["finding"][:DIGITS], db=path)
        lines.append(f"  {command}")
    return "\n".join(lines)


def finding_settled(
    action: str, number: int, finding: Mapping[str, Any], language: str = "en"
) -> str:
    """What `settle` did with a finding."""
    words = labels(language)
    after = "decided_waits" if finding["waiting"] else "finding_settled"
    if not finding["settled"] and not finding["waiting"]:
        after = "finding_open"
    return words["after_finding"].format(
        number=number,
        action=words[f"fig_did_{action}"],
        code=finding["code"],
        state=words[after],
    )


def _to_settle(each: dict[str, Any], words: Mapping[str, str]) -> list[str]:
    rows = (
        " | ".join(
            filter(None, (r["mission_as_written"], r["country_as_written"], r["count_as_written"]))
        )
        + (f" ({r['who']})" if r["who"] else "")
        for r in each["rows"]
    )

    longest = max(len(words[name]) for name in ("caption", "decision"))

    def line(name: str, told: str) -> str:
        return f"   {words[name]:{longest}} {told}"

    stated = each["stated_total"]
    lines = [
        f"{each['number']}. {each['file']}, {each['period'] or words['no_period']}, "
        f"{words['page']} {each['page']}: {many(len(each['rows']), 'row', words)}, "
        f"{each['officers']} {words['officers']}"
        + (f", {words['states'].format(number=stated)}" if stated is not None else ""),
        line("caption", each["caption"] or words["none"]),
        *([line("head", " | ".join(each["head"]))] if each["head"] else []),
        *(line("row", row) for row in rows),
        *(line("why", reason["text"]) for reason in each["reasons"]),
        *([line("before", words["counted_before"])] if each["counted_before"] else []),
        line("state", words[f"state_{each['decided'] or 'open'}"]),
    ]
    for decision in each["history"]:
        waits = f", {words['decided_waits']}" if decision["number"] in each["waiting"] else ""
        lines.append(line("decision", decided(decision, words) + waits))
    return lines


def settled(action: str, number: int, table: Mapping[str, Any], language: str = "en") -> str:
    """What `settle` says when it is done."""
    words = labels(language)
    counts = "counts" if table["counts"] else "counts_not"
    if table["counts"] and table["period"] is None:
        counts = "counts_later"
    return words["after_table"].format(
        number=number,
        file=table["file"],
        page=table["page"],
        rows=many(len(table["rows"]), "row", words),
        officers=table["officers"],
        done=words[f"done_{action}"],
        counts=words[counts],
        waits=words["waits_second"] if number in table["waiting"] else "",
    )
