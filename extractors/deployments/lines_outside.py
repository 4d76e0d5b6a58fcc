"""Lines that read like rows and stand in no table that was found, of whatever kind.

The finder of tables is shared by all readings that know a table, so what it misses they all miss.
The reading by content knows none: it looks at the lines of every page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Box, Document
from missiemonitor.extractors.deployments.around import SENTENCE_END
from missiemonitor.extractors.deployments.meaning.stated import people_stated
from missiemonitor.extractors.deployments.table_state import TableState
from missiemonitor.extractors.deployments.total_sentences import of_another_time, text_behind
from missiemonitor.extractors.extraction import Evidence, Finding
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.linking.gazetteer import listed, mission_names, words_of
from missiemonitor.extractors.linking.missions import known_mission
from missiemonitor.extractors.tables import read_by_content
from missiemonitor.extractors.tables.reading import RowReading
from missiemonitor.extractors.tables.table import Table
from missiemonitor.extractors.thresholds import DEPLOYMENTS


def in_no_table(
    document: Document, tables: Sequence[Table], read: Sequence[RowReading]
) -> Iterator[Finding]:
    """A finding for each page on which several lines name a known mission and a number, and stand
    in none of its tables, nor at a row that was `read`."""
    for page in document.pages:
        rows = [row for row in read_by_content.read_page(page) if _names_a_mission(row)]
        left = [
            row
            for row in rows
            if not _is_in(row, tables) and not any(row.is_at(other) for other in read)
        ]
        if len(left) >= DEPLOYMENTS.lines_outside:
            yield finding(
                "row-outside",
                {"page": page.number},
                message="lines",
                evidence=_evidence(left[0]),
                page=page.number,
                lines=len(left),
                rows=[_as_written(row) for row in left],
            )


def in_sentences(states: Sequence[TableState]) -> Iterator[Finding]:
    """A finding for each sentence behind a table that counts which names officers on a mission that
    no row has: "Daarbij komen nog zeven mensen bij UNMISS"."""
    listed_here = {row.mission for state in states for row in state.deployments}
    for state in states:
        for sentence in SENTENCE_END.split(text_behind(state)) if state.deployments else ():
            names = list(listed(words_of(sentence), mission_names(), "MISSION"))
            new = [name for name in names if name.value not in listed_here]
            if not new or len(new) < len(names) or of_another_time(sentence):
                continue
            if any(people_stated(sentence)):
                yield finding(
                    "row-outside",
                    {"table": state.key},
                    message="sentence",
                    evidence=replace(state.deployments[-1].count_evidence, text=sentence),
                    missions=[sentence[name.start : name.end] for name in new],
                    sentence=sentence,
                )


def _evidence(row: RowReading) -> Evidence:
    return Evidence(row.page, Box.around(cell.box for cell in row.cells), _as_written(row))


def _as_written(row: RowReading) -> str:
    """The mission and the number of a line, without the full stop of a sentence that ends there."""
    return " ".join(cell.text.strip(" .,;:") for cell in row.cells if cell.text.strip(" .,;:"))


def _names_a_mission(row: RowReading) -> bool:
    return known_mission(row.text("mission")) is not None


def _is_in(row: RowReading, tables: Sequence[Table]) -> bool:
    spots = [row.at, *((cell.box.centre, cell.box.middle) for cell in row.cells)]
    return any(table.holds(row.page, spot) for table in tables for spot in spots)
