"""What decisions are keyed by: what a page says, never the number of a row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from missiemonitor.corpus.text import normal
from missiemonitor.output.database.ids import identify

# What begins the third part of subjects that are no rows of a table; the column `kind` of decisions
# is told by it. A statement is an item of the extractor of sentences.
ROW, HEADING, ITEM, TABLE, FINDING, REPORT = "+", "#", "=", "@", "!", "*"
CAPTION = 60  # characters of a caption that a person sees in the subject of a table


def subject_of(report: dict[str, Any], *said: str) -> str:
    """The key of decisions about a row of `report`: its `decision_key`, the annex, what is said."""
    return "/".join((report["decision_key"], report["annex"] or "", *said))


def row_subject(report: dict[str, Any], text: str) -> str:
    """The subject of a row that a person added, by the words on the page."""
    return subject_of(report, ROW + normal(text))


def heading_subject(report: dict[str, Any], text: str) -> str:
    """The subject of a heading that a person explained, by the words on the page."""
    return subject_of(report, HEADING + normal(text))


def item_subject(report: dict[str, Any], extractor: str, key: str) -> str:
    """The subject of what another extractor found, by the key that it gave."""
    return subject_of(report, f"{ITEM}{extractor} {key}".replace("/", " "))


def table_subject(
    report: dict[str, Any], caption: str, day: str, head: Iterable[str], missions: Iterable[str]
) -> str:
    """The subject of a table: caption, reference date ("" if it has none) and, as a digest, the
    words of its head and of the missions that it names, however they are parted into cells. No
    place on the page, and none of its counts."""
    said = normal(caption)
    content = identify(said, *_words(head), "", *_words(missions))
    return subject_of(report, TABLE + said[:CAPTION].strip(), day, content[:8])


def finding_subject(report: dict[str, Any], code: str, row: str, said: str) -> str:
    """The subject of a finding: its code and, as a digest, the row that it is about (its subject)
    and what was `said`, in no language. Where either changes it is another finding."""
    return subject_of(report, FINDING + code, identify(row, said)[:16])


def _words(texts: Iterable[str]) -> list[str]:
    return sorted({word for text in texts for word in normal(text).split()})


def span(key: str) -> tuple[str, str]:
    """Bounds between which all subjects of a key sort."""
    return f"{key}/", f"{key}0"
