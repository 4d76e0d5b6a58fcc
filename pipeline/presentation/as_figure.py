"""What `why` tells in a language: one figure and how it came about, or why there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from missiemonitor.extractors.findings import advice, descriptions
from missiemonitor.extractors.scopes import scope_text
from missiemonitor.output.analysis import notation
from missiemonitor.pipeline.presentation.as_text import count, decided, item_line, labels

Words = Mapping[str, str]
STATES = {
    "not counted": "rows_not_counted",
    "ended": "has_ended",
    "rejected": "was_rejected",
    "waiting": "waits",
}
LINES = ("stands_in", "confidence", "findings", "decisions", "besides", "ended")  # the longest


def figure(
    plain: Mapping[str, Any], language: str = "en", closed: Sequence[Mapping[str, Any]] = ()
) -> str:
    """What `why` shows of one figure; countries, findings and reasons are told as they stand in
    `plain`. `closed` are its findings that decisions closed."""
    words = labels(language)
    x0, top, x1, bottom = plain["box"]
    spot = words["fig_spot"].format(
        file=plain["file"], page=plain["page"], box=f"{x0:g} {top:g} {x1:g} {bottom:g}"
    )
    head = words["fig_head"].format(
        mission=plain["mission_name"],
        period=plain["period"],
        date=plain["reference_date"] or "?",
        told=_in_force(plain, words),
    )
    lines = [
        _line(words, "written", " | ".join(str(plain[f"{name}_as_written"]) for name in WRITTEN)),
        _line(words, "stands_in", spot),
        _line(words, "origin", f"{words['origin_' + plain['origin']]}; SHA-256 {plain['sha256']}"),
        _line(words, "countries", ", ".join(plain["country_names"]) or "?"),
        _line(words, "confidence", f"{plain['confidence']:.2f}"),
        *_together(plain, words),
    ]
    if said := scope_text(plain["scope"], plain["of_which"], language):
        lines.append(_line(words, "who", said))
    if plain["note"]:
        lines.append(_line(words, "note", plain["note"]))
    ways = descriptions()["readings-differ"].words.get("way", {}) if language == "nl" else {}
    for each in plain["readings"]:
        told = f"{each['mission']} | {each['country']} | {each['count']}"
        lines.append(_line(words, "reading", f"{ways.get(each['way'], each['way'])}: {told}"))
    lines += _sentences(plain["statements"], words)
    for item in plain["items"]:
        told = words["fig_has"].format(page=item["page"], item=item_line(item, words))
        lines.append(_line(words, "besides", told))
    lines += _findings(plain["findings"], closed, words)
    for each in plain["decisions"]:
        of = _of_finding(each, words, language)
        lines.append(_line(words, "decision", decided(each, words, of)))
    if not plain["decisions"]:
        lines.append(_line(words, "decisions", words["fig_none"]))
    return "\n".join([head, *lines, *_table(plain["table"], words), *_beside(plain, words)])


def _of_finding(decision: Mapping[str, Any], words: Words, language: str) -> str:
    """Which finding a decision is on; nothing for one on the row."""
    code = decision.get("finding")
    return words["fig_of_finding"].format(title=advice(code, language)["title"]) if code else ""


def _findings(
    open_: Sequence[Mapping[str, Any]], closed: Sequence[Mapping[str, Any]], words: Words
) -> Iterator[str]:
    """Findings that are open, then those that a decision closed, with its number."""
    for each in (*open_, *closed):
        told = f"{words[each['severity']]}: {each['code']}: {each['message']}"
        if number := each.get("closed_by"):
            told = f"{words['fig_settled'].format(number=number)}: {told}"
        yield _line(words, "finding", told)
    if not open_ and not closed:
        yield _line(words, "findings", words["fig_none"])


SIGNS = "?\N{NOT EQUAL TO}\N{GREEK CAPITAL LETTER SIGMA} "  # that stand behind a number
WRITTEN = ("mission", "country", "count")


def _line(words: Words, name: str, told: str) -> str:
    width = max(len(words[f"fig_{each}"]) for each in LINES)
    return f"  {words[f'fig_{name}']:{width}} {told}"


def _in_force(plain: Mapping[str, Any], words: Words) -> str:
    """The figure that counts, and what was read where a person said otherwise."""
    read = count(plain["officers"], plain["officers_max"], plain["qualifier"])
    now = plain["in_force"]
    if now is None:
        state = (
            "rejected"
            if plain["rejected"]
            else "nameless"
            if plain["nameless"]
            else "superseded"
            if plain["superseded"]
            else "not_counted"
        )
        return words[f"fig_{state}"].format(number=read)
    text = _officers(now["shown"], words)
    if now["mission"] != plain["mission"]:
        text += words["fig_as"].format(mission=now["mission_name"])
    if now["countries"] != plain["countries"]:
        text += words["fig_in"].format(countries=", ".join(now["country_names"]) or "?")
    if now["decided"]:
        said = words[f"fig_{now['decided']}"]
        if now["decided"] != "approved":
            said = words["fig_read"].format(said=said, number=read)
        text += f" [{said}]"
    return text


def _officers(shown: str, words: Words) -> str:
    """A figure with its noun, the signs of its marks behind both."""
    number = shown.rstrip(SIGNS) or shown
    noun = words["fig_officer" if number == "1" else "fig_officers"]
    return noun.format(number=number) + shown.removeprefix(number)


def _together(plain: Mapping[str, Any], words: Words) -> list[str]:
    """The figure of the mission where several of its rows count."""
    whole = plain["together"]
    if plain["in_force"] is None or whole is None or whole["deployments"] < 2:
        return []
    shown = notation.shown({**whole, "origin": None})
    told = words["fig_rows"].format(rows=whole["deployments"])
    return [_line(words, "together", f"{_officers(shown, words)} {told}")]


def _sentences(statements: Sequence[Mapping[str, Any]], words: Words) -> list[str]:
    """What sentences say, a line each number; the words of a sentence stand at its first."""
    lines, before = [], None
    for each in statements:
        here = (each["page"], each["sentence"])
        text = words["fig_same"] if here == before else each["sentence"]
        lines.append(_line(words, "sentence", _sentence(each, text, words)))
        before = here
    return lines


def _sentence(each: Mapping[str, Any], text: str, words: Words) -> str:
    """What a sentence says: its number, whose and when, and why that is unsure."""
    says = each.get("says")
    told = []
    if says:
        name = "otherwise" if says == "says otherwise" else says.replace(" ", "_")
        told.append(words[f"fig_says_{name}"])
    if each["officers"] is not None:
        number = count(each["officers"], each["officers_max"], None)
        told.append(f"{number} {each['nationality'] or words['many_countries']}")
    return (
        words["fig_quote"]
        .format(
            says=": ".join(told),
            page=each["page"],
            status=words[f"status_{each['status']}"],
            unsure=f", {words['fig_unsure']}: {'; '.join(each['doubts'])}"
            if each["doubts"]
            else "",
            sentence=text,
        )
        .strip()
    )


def _table(table: Mapping[str, Any], words: Words) -> Iterator[str]:
    """What the table of a figure is, where that is not plain or a person spoke of it."""
    if table["standing"] == "counted" and not table["decisions"]:
        return
    now = f"state_{table['decided']}" if table["decided"] else f"fig_{table['standing']}"
    yield _line(words, "table", words[now])
    for reason in table["reasons"]:
        yield _line(words, "why", reason["text"])
    for each in table["decisions"]:
        yield _line(words, "decision", decided(each, words, words["fig_of_table"]))


def _beside(plain: Mapping[str, Any], words: Words) -> list[str]:
    """The sentences that ended a mission, and the periods before and after."""
    lines = [
        _line(words, "ended", words["fig_quote_ended"].format(**each)) for each in plain["ended"]
    ]
    for side, each in zip(("before", "after"), plain["neighbours"], strict=True):
        told = _state(each["state"], words)
        if each["state"] == "listed":
            told = _officers(notation.shown({**each, "origin": None}), words)
            if each["origin"] != "official":
                told += f" ({words['origin_' + each['origin']]})"
        lines.append(_line(words, side, f"{each['period']}: {told}"))
    return lines


def _state(state: str, words: Words) -> str:
    """Why a period has no figure of a mission; nothing where it has one."""
    told = STATES.get(state, state.replace(" ", "_"))
    return words.get(f"fig_{told}", "")


def no_figure(plain: Mapping[str, Any], language: str = "en") -> str:
    """What `why` shows where a period has no figure of a mission."""
    words = labels(language)
    head = words["fig_no_figure"].format(
        mission=plain["mission_name"], period=plain["period"], state=_state(plain["state"], words)
    )
    ended = {each["sentence"] for each in plain["ended"]}
    told = [each for each in plain["statements"] if each["sentence"] not in ended]
    lines = _sentences(told, words)
    return "\n".join([head, *lines, *_beside(plain, words)])
