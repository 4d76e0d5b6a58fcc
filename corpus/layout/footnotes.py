"""Footnotes: small, marked, and under all else."""

from __future__ import annotations

import re
from dataclasses import replace

from missiemonitor.corpus.document import Line, Region
from missiemonitor.corpus.layout.lines import is_scanned, usual_size
from missiemonitor.corpus.thresholds import LAYOUT

MARK = re.compile(r"^(\d{1,2}|[*†‡¹²³⁴⁵⁶⁷⁸⁹]{1,3}|\(\d\)|[a-e]\))$")


def with_footnotes(lines: list[Line]) -> list[Line]:
    """The lines with those at the bottom that are small and marked named as footnotes."""
    body = [line for line in lines if line.region is Region.BODY]
    if len(body) < LAYOUT.body_lines:
        return lines
    usual = usual_size(body)
    tail: list[Line] = []
    for line in reversed(body):
        small = LAYOUT.footnote_size_scanned if is_scanned(line) else LAYOUT.footnote_size
        if line.size > small * usual:
            break
        tail.append(line)
    marked = [line for line in tail if MARK.match(line.words[0].text) or line.words[0].raised]
    if not marked:
        return lines
    first = marked[-1].box.top
    notes = {line for line in tail if line.box.top >= first - LAYOUT.footnote_slack}
    return [replace(line, region=Region.FOOTNOTE) if line in notes else line for line in lines]
