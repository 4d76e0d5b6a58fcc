"""The numbers by which this package decides, a set a room; docs/thresholds.md tells which weigh."""

from __future__ import annotations

from dataclasses import dataclass

from missiemonitor.corpus.threshold import Thresholds, in_force, threshold


@dataclass(frozen=True, slots=True)
class Metadata(Thresholds):
    """Where a report says what it is."""

    opening: int = threshold(6, "lines", "at the top of a report, that say what it is")
    title_paragraphs: int = threshold(
        12, "paragraphs", "from the first on; a title that names the period stands before the last"
    )
    longest_title: int = threshold(2, "lines", "of a paragraph that may still be a title")
    first_headings: int = threshold(5, "paragraphs", "among which the report's title is a heading")
    place_and_day: int = threshold(8, "words", "of a line with town and date, at most")
    under_from: float = threshold(
        0.5, "line heights", "by which a value may overlap the label that it stands under"
    )
    under_to: float = threshold(2.0, "line heights", "from a label down to its value, less than")
    under_left: float = threshold(
        2.0, "ems", "by which a value may begin left or right of its label, less than"
    )
    days_before: int = threshold(31, "days", "of a reference date before the period's first day")
    days_after: int = threshold(92, "days", "of a reference date after the period's last day")


METADATA = in_force("metadata", Metadata())
