"""What stands around a table, the nearest first: each sentence or title with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from missiemonitor.corpus.series import current_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.meaning.columns import WeighedColumns
from missiemonitor.extractors.deployments.meaning.concepts import (
    PARTS,
    PEOPLE,
    Concept,
    concepts_in,
    goes_on,
    is_source,
    is_titled,
    lexicon,
    points,
    shows,
)
from missiemonitor.extractors.deployments.meaning.view import TableView
from missiemonitor.extractors.thresholds import MEANING

# A sentence that does not point at the table may be about it where it speaks of one of these.
OF_A_TABLE = {"mission", "sent", "liaison", "received"}
# What heads of other columns say of the whole table.
OF_THE_TABLE = {"mission", "home", "liaison", "received", "training", "cases", "other_topic"}
# What is said of the people that a table lists.
OF_WHOM = PEOPLE | {"own", "foreign", "sent"}


class Text(NamedTuple):
    """A text at a place (weights.toml has how near each is), and what it speaks of."""

    place: str
    text: str
    concepts: tuple[Concept, ...]


def texts_at(view: TableView, columns: WeighedColumns) -> tuple[Text, ...]:
    """The texts at a table, the nearest first."""
    found = (*_heads(columns), *_around(view, columns))
    return tuple(each for each in found if each.place == "head" or not is_source(each.text))


def _heads(columns: WeighedColumns) -> Iterator[Text]:
    counted = columns.counted
    if counted:
        yield Text("head", counted.head, counted.concepts)
    others = tuple(
        concept
        for column in columns.all
        if column is not counted and not column.contents.numeric
        for concept in column.concepts
        if concept.name in OF_THE_TABLE
    )
    if others:
        yield Text("columns", "", others)


def _around(view: TableView, columns: WeighedColumns) -> Iterator[Text]:
    caption, before, lead = _led_in(view)
    title, notes, below = _below(view, columns)
    if title:
        yield _text("caption", title)
        # What stands above is the heading of the section then.
        caption = "" if caption == view.heading else caption
    yield from (_text("note", note) for note in notes)
    if caption:
        yield _text("caption", caption)
    last = before[-MEANING.pointing :]
    near = [part for part in last if points(part) and not _is_of_another(part, title or caption)]
    leads: list[str] = []
    if lead and lead not in near:
        if not caption:
            near.append(lead)
        elif shows(lead):
            leads.append(lead)
    earlier, later = _going_on(_last_paragraph(view, before), near)
    leads += earlier
    yield from (_text("sentence", part) for part in reversed(near))
    yield from (_text("lead", part) for part in leads)
    for part in later:
        # Who is listed it says, but numbers and times may be those of anything.
        who = tuple(each for each in concepts_in(part) if each.name in OF_WHOM)
        yield Text("behind", part, who)
    if view.heading:
        yield _text("heading", view.heading)
    rest = [("before", part) for part in reversed(before) if part not in (*near, *leads, *later)]
    rest += [("after", part) for part in below]
    for place, part in rest:
        text = _text(place, part)
        # Sentences on other matters stand around tables too.
        if any(each.name in OF_A_TABLE for each in text.concepts):
            yield text


def _is_of_another(part: str, title: str) -> bool:
    """Whether a sentence speaks of tables by their numbers, and not of the one with this title."""
    named, own = set(table_numbers(part)), set(table_numbers(title))
    return bool(named and own) and not named & own


def table_numbers(text: str) -> Iterator[str]:
    """The numbers of tables that a text names: "Tabel 3", "in table 2a"."""
    for word, number in pairwise(normal(text).split()):
        if number[0].isdigit() and lexicon().frame["title"].fullmatch(word):
            yield number


def _text(place: str, text: str) -> Text:
    return Text(place, text, concepts_in(text))


def _below(view: TableView, columns: WeighedColumns) -> tuple[str, list[str], list[str]]:
    """The title that stands below a table, the notes that say what it is about, and the rest."""
    begins = tuple(f"{normal(each)} " for each in current_series().words["officers"]["notes"])
    below = [part for part in PARTS.split(view.after) if part]
    # A note with a mark is about the rows that have it, unless the head or the caption has it.
    titles = (view.caption, columns.counted.head if columns.counted else "")
    below = [part for part in below if not (mark := _mark(part)) or _is_marked(titles, mark)]
    title = ""
    if below and is_titled(view.after) and not is_titled(view.caption):
        # The number of a title ends like a sentence.
        parts = MEANING.few if len(below[0].split()) <= MEANING.few else 1
        title, below = " ".join(below[:parts]), below[parts:]
    notes = [part for part in below if f"{normal(part)} ".startswith(begins)]
    return title, notes, [part for part in below if part not in notes]


def _mark(text: str) -> str:
    """The sign that a note begins with, or nothing."""
    first = text.split()[0].rstrip(".):")
    return first if first and not any(c.isalpha() for c in first) else ""


def _is_marked(titles: Sequence[str], mark: str) -> bool:
    return any(text.rstrip().endswith(mark) for text in titles)


def _last_paragraph(view: TableView, before: Sequence[str]) -> list[str]:
    """The sentences of the paragraph before a table, which may be told as its caption."""
    last = [part for part in PARTS.split(view.before.rpartition("\n")[2]) if part]
    caption = [part for part in PARTS.split(view.caption) if part]
    return caption if caption and before and before[-1] == caption[-1] else last


def _going_on(paragraph: Sequence[str], near: Sequence[str]) -> tuple[list[str], list[str]]:
    """The sentences of a paragraph that speak of what one among them leads in: the one before it,
    where it goes on about that ("Soldiers were there. Their number was:"), and those behind it."""
    at = next((at for at, part in enumerate(paragraph) if part in near), None)
    if at is None:
        return [], []
    earlier = [paragraph[at - 1]] if at and goes_on(paragraph[at]) else []
    return earlier, [part for part in paragraph[at + 1 :] if part not in near]


def _led_in(view: TableView) -> tuple[str, list[str], str]:
    """The caption, the sentences before it, and the one that leads in the table, if there is one.

    What stands close above a table may be the end of running text, which is no caption.
    """
    caption, before = view.caption, [part for part in PARTS.split(view.before) if part]
    parts = [part for part in PARTS.split(caption) if part]
    at = next((at for at, part in enumerate(parts) if at and is_titled(part)), None)
    if at is not None:
        # A title close below running text.
        before += [part for part in parts[:at] if part not in before]
        caption, parts = " ".join(parts[at:]), []
    if len(caption) > MEANING.caption and (len(parts) > 1 or caption.endswith(".")):
        caption, before = "", before + [part for part in parts if part not in before]
        return "", before, before[-1] if len(parts) == 1 else ""
    last = [part for part in PARTS.split(view.before.rpartition("\n")[2]) if part]
    return caption, before, last[0] if len(last) == 1 else ""
