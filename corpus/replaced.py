"""Paragraphs and the period of a report go in; an Issue comes out where it replaces another's.

A report of one half-year may bring figures of another anew: what it says of itself then is not
what it is about, and nobody but a person can tell of which of the two its figures are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from missiemonitor.corpus.document import Issue, Page, Paragraph, Particulars
from missiemonitor.corpus.report_period import told_in
from missiemonitor.corpus.series import current_series, per_series
from missiemonitor.corpus.sightings import either


def replaced(
    report: Particulars, pages: Sequence[Page], paragraphs: Sequence[Paragraph]
) -> Iterator[Issue]:
    """An issue at the first paragraph that says that it takes the place of another period's."""
    if report.period is None or "replaces" not in current_series().words:
        return
    by_number = {page.number: page for page in pages}
    for paragraph in paragraphs:
        others = [each for each in replaced_in(paragraph.text) if each != str(report.period)]
        if others:
            number, line = paragraph.lines[0]
            told = {"value": str(report.period), "other": others[0]}
            box = by_number[number].on_paper(line.box)
            yield Issue("period-unsure", "replaces-other", told, number, box)
            return


def replaced_in(text: str) -> list[str]:
    """The periods of which a text says that it takes the place of their reports or figures."""
    before, after, begins = _patterns()
    found = {
        (named.start(), period)
        for named, period in told_in(text, title=True)
        if before.search(text[: named.start()])
        or (begins.search(text[: named.start()]) and after.match(text[named.end() :]))
    }
    return [period for _, period in sorted(found)]


@per_series()
def _patterns() -> tuple[re.Pattern[str], ...]:
    """What stands before a period ("vervangt de bijlage bij het"), or behind it ("is hiermee
    vervangen") in a sentence that begins with nothing but what is replaced."""
    told = current_series().words
    words, fillers = told["replaces"]["words"], told["replaces"]["fillers"]
    names = [*told["annex"]["names"], *told["annex"]["fillers"], *told["period"]["nouns"]]
    word, filler = either(words), either([*fillers, *names])
    between = rf"(?:(?:{filler}|\d{{1,2}}|[IVX]{{1,4}})[\s'’,(]+)*"
    return (
        re.compile(rf"(?<!\w)(?:{word})[\s:(]+{between}$", re.IGNORECASE),
        re.compile(rf"[\s),]+{between}(?:{word})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?:^|[.;:!?]\s+){between}$", re.IGNORECASE),
    )
