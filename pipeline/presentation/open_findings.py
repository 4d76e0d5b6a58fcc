"""What `check` prints: open findings in groups, the weightiest first, and how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from missiemonitor.corpus.files import shown
from missiemonitor.extractors.findings import SEVERITIES
from missiemonitor.output.render import Labels
from missiemonitor.pipeline.presentation.as_text import DIGITS, labels
from missiemonitor.pipeline.presentation.terminal import wrapped


def as_text(
    findings: Sequence[dict[str, Any]],
    damage: Sequence[str],
    language: str,
    path: object,
    record: int = 0,
    besides: Sequence[dict[str, Any]] = (),
) -> str:
    """Groups of findings of one code in the order given, then how many of each, and damage.

    `record` is how many there are for the record that are not shown, `besides` what is open of
    weights that were not asked for: it is counted alone.

    Lines are wrapped at words on a terminal, and whole elsewhere, so that `grep` finds them.
    """
    words = labels(language)
    parts = [*(wrapped(f"{words['damage']}: {message}") for message in damage)]
    groups = [
        (first, list(group))
        for first, group in groupby(findings, lambda each: (each["severity"], each["code"]))
    ]
    for (severity, code), group in groups:
        many = f" ({len(group)})" if len(group) > 1 else ""
        head = f"{words[severity]}: {group[0]['title']} [{code}]{many}"
        lines = [wrapped(head), *(wrapped(_line(each, words), "  - ", "    ") for each in group)]
        if group[0]["do"]:
            lines.append(wrapped(f"{words['do']}: {group[0]['do']}", "  ", "  "))
        parts.append("\n".join(lines) + "\n")
    if len(groups) > 1:
        counted = Counter(each["code"] for each in findings)
        listed = (f"  {number:5}  {code}" for code, number in counted.most_common())
        parts.append("\n".join([f"{words['by_code']}:", *listed]) + "\n")
    if any(each["severity"] != "info" for each in findings):
        parts.append(wrapped(words["settle"].format(db=path)) + "\n")
    other = [each for each in SEVERITIES if any(row["severity"] == each for row in besides)]
    sums = ", ".join(_sums(findings, damage, words, other))
    if other:
        sums += "; " + words["besides"].format(sums=", ".join(_numbers(besides, other, words)))
    if record:
        sums += "; " + words["record"].format(number=record)
    return "\n".join([*parts, wrapped(sums)])


def not_ours(names: Sequence[str], language: str) -> str:
    """What `check` says of tables and views in the database that are of another program."""
    return wrapped(labels(language)["not_ours"].format(names=", ".join(map(shown, names))))


def _line(finding: dict[str, Any], words: Labels) -> str:
    page = f", {words['page']} {finding['page']}" if finding["page"] else ""
    return (
        f"{finding['finding'][:DIGITS]} {shown(finding['file'])}{page}: {shown(finding['message'])}"
    )


def _sums(
    findings: Sequence[dict[str, Any]],
    damage: Sequence[str],
    words: Labels,
    besides: Collection[str] = (),
) -> Iterator[str]:
    """How many there are of each weight, but for those that are told `besides`, and damage."""
    weights = SEVERITIES if any(each["severity"] == "info" for each in findings) else SEVERITIES[:2]
    yield from _numbers(findings, [each for each in weights if each not in besides], words)
    yield words["damaged"] if damage else words["whole"]


def _numbers(
    findings: Sequence[dict[str, Any]], weights: Iterable[str], words: Labels
) -> Iterator[str]:
    numbers = Counter(each["severity"] for each in findings)
    for severity in weights:
        label = severity if numbers[severity] == 1 else f"{severity}s"
        yield f"{numbers[severity]} {words[label]}"
