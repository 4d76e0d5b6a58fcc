"""What stands around tables: their captions, headings, the text before them and notes below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from missiemonitor.corpus.document import Document, Line, Page, Paragraph
from missiemonitor.corpus.layout import segments, usual_size
from missiemonitor.corpus.text import join_lines
from missiemonitor.extractors.tables.table import INSIDE, Table

CAPTION_LINES = 4  # that a caption or a note has, at most
FIRST_GAP = 3.0  # line heights between a table and the nearest line of its caption or note
NEXT_GAP = 0.9  # line heights between the lines of one
NEARER = 0.6  # of its gap to a table the most that a caption has to the one above, to be of that
NOTE_LINES = 2  # that a note has which is set as large as running text, at most
BEFORE = 3  # paragraphs that are given of those before a table, at most
LARGE = 1.05  # times the usual size, of a heading of a section

PageLine = tuple[int, Line]  # a line with its page, from 1


def with_surroundings(tables: Sequence[Table], document: Document) -> tuple[Table, ...]:
    """The tables with caption, heading, the paragraphs before them and the note below."""
    held = {_place(page, line) for table in tables for page, line in table.lines}
    running = [
        (page, line)
        for page, line in document.lines(*INSIDE)
        if not _is_in(tables, page.number, line)
    ]
    lines = [line for _, line in running]
    usual = usual_size(lines) if lines else 0.0
    texts = [
        paragraph
        for paragraph in document.paragraphs
        if not any(
            _place(page, line) in held or _is_in(tables, page, line)
            for page, line in paragraph.lines
        )
    ]
    found = []
    captions = [_whole(_caption(table, running), texts) for table in tables]
    captions = _set_below(tables, captions, running)
    titles = {_place(page, line) for caption in captions for page, line in caption}
    untitled = [(page, line) for page, line in running if _place(page.number, line) not in titles]
    # What is the title of one table is no heading over the next.
    free = [p for p in texts if not any(_place(page, line) in titles for page, line in p.lines)]
    for table, caption in zip(tables, captions, strict=True):
        heading, before = _before(table, free, caption, usual, _foot_above(table, tables))
        found.append(
            replace(
                table,
                caption=join_lines(line.text for _, line in caption),
                heading=heading,
                before=before,
                after=_below(_note(table, untitled, usual)),
            )
        )
    return tuple(found)


def _place(page: int, line: Line) -> tuple[int, float, float]:
    return page, round(line.box.x0, 1), round(line.box.top, 1)


def _is_in(tables: Sequence[Table], page: int, line: Line) -> bool:
    return any(
        part.page == page and part.box.holds(line.box) for table in tables for part in table.parts
    )


def _caption(table: Table, running: Sequence[tuple[Page, Line]]) -> list[PageLine]:
    """The lines close above a table: its title, or the end of the text that introduces it.

    At the head of a page or column it may stand at the foot of the one before.
    """
    box = table.box
    above = [
        line
        for page, line in running
        if page.number == table.page and line.box.middle < box.top and line.box.overlap_x(box) > 0
    ]
    kept: list[Line] = []
    top = box.top
    for line in sorted(above, key=lambda each: each.box.bottom, reverse=True)[:CAPTION_LINES]:
        gap = top - line.box.bottom
        if gap > (NEXT_GAP if kept else FIRST_GAP) * line.box.height:
            break
        if kept and line.words[0].style != kept[-1].words[0].style:
            break
        if _is_row(line):
            break
        kept.append(line)
        top = line.box.top
    if not above:
        before = [(page.number, line) for page, line in running if page.number == table.page - 1]
        return before[-1:]
    return [(table.page, line) for line in kept[::-1]]


def _set_below(
    tables: Sequence[Table],
    captions: Sequence[list[PageLine]],
    running: Sequence[tuple[Page, Line]],
) -> list[list[PageLine]]:
    """The captions, where those of a document stand below its tables: one between two tables is
    nearer to the upper one, and each table has one below it."""
    # The first of a page may have a heading over it.
    over = [
        not caption or _is_of_the_table_above(table, caption, tables)
        for (last, table), caption in zip(pairwise(tables), captions[1:], strict=True)
        if last.parts[-1].page == table.page
    ]
    below = [_title_below(table, running) for table in tables] if over and all(over) else []
    return below if below and all(below) else [*captions]


def _is_of_the_table_above(
    table: Table, caption: Sequence[PageLine], tables: Sequence[Table]
) -> bool:
    """Whether a caption stands much nearer to the table above it than to its own."""
    if not caption or caption[0][0] != table.page:
        return False
    top, bottom = caption[0][1].box.top, caption[-1][1].box.bottom
    ends = [
        part.box.bottom
        for other in tables
        if other is not table
        for part in other.parts
        if part.page == table.page and part.box.bottom <= top and part.box.overlap_x(table.box) > 0
    ]
    return bool(ends) and top - max(ends) < NEARER * (table.box.top - bottom)


def _under(table: Table, running: Sequence[tuple[Page, Line]]) -> list[Line]:
    """The lines below a table on its last page, where it stands."""
    last = table.parts[-1]
    return [
        line
        for page, line in running
        if page.number == last.page
        and line.box.middle > last.box.bottom
        and line.box.overlap_x(last.box) > 0
    ]


def _title_below(table: Table, running: Sequence[tuple[Page, Line]]) -> list[PageLine]:
    """The line close below a table that is set as a title, alone and not as the first of a
    paragraph, where there is one."""
    last = table.parts[-1]
    below = _under(table, running)
    first = min(below, key=lambda line: line.box.top, default=None)
    if first is None or first.box.top - last.box.bottom > FIRST_GAP * first.box.height:
        return []
    after = min((line.box.top for line in below if line is not first), default=None)
    if after is not None and after - first.box.bottom < first.box.height:
        return []
    return [(last.page, first)] if _is_title(first) and not _is_row(first) else []


def _is_row(line: Line) -> bool:
    """Whether a line is parted as a row is, which is no title."""
    parts = segments(line.words)
    return len(parts) > 2 and not any(part.prose for part in parts)


def _whole(caption: list[PageLine], texts: Sequence[Paragraph]) -> list[PageLine]:
    """A caption, or nothing where it is the end of a paragraph: that is told as text before."""
    places = {_place(page, line) for page, line in caption}
    for paragraph in texts:
        own = [_place(page, line) in places for page, line in paragraph.lines]
        if any(own) and not all(own):
            return []
    return caption


def _note(table: Table, running: Sequence[tuple[Page, Line]], usual: float) -> list[Line]:
    """The lines close below a table, but for those of a paragraph of running text."""
    last = table.parts[-1]
    below = _under(table, running)
    kept: list[Line] = []
    bottom = last.box.bottom
    for line in sorted(below, key=lambda each: each.box.top)[:CAPTION_LINES]:
        gap = line.box.top - bottom
        # A title may stand below, and a note below that.
        titled = len(kept) == 1 and _is_title(kept[0])
        if gap > (NEXT_GAP if kept and not titled else FIRST_GAP) * line.box.height:
            break
        if kept and not titled and abs(line.size - kept[-1].size) > 0.5:
            break
        kept.append(line)
        bottom = line.box.bottom
    if len(kept) > NOTE_LINES and kept[0].size > usual / LARGE and not kept[0].words[0].raised:
        return []
    return kept


def _is_title(line: Line) -> bool:
    """Whether a line ends as titles do, which are no sentences, and is none of a longer one."""
    return line.text[-1].isalnum() and line.words[0].text[0].isupper()


def _below(lines: Sequence[Line]) -> str:
    """The text of lines below a table; a title stands apart from the note below it."""
    apart = int(len(lines) > 1 and _is_title(lines[0]))
    texts = (join_lines(line.text for line in part) for part in (lines[:apart], lines[apart:]))
    return _joined(text for text in texts if text)


def _foot_above(table: Table, tables: Sequence[Table]) -> tuple[int, float]:
    """The page and foot (points) of the last table that ends above this one; (0, 0) for the first.

    Tables beside this one are none.
    """
    first = (table.page, table.box.top)
    ends = [(part.page, part.box.bottom) for other in tables for part in other.parts[-1:]]
    return max((end for end in ends if end <= first), default=(0, 0.0))


def _before(
    table: Table,
    texts: Sequence[Paragraph],
    caption: Sequence[PageLine],
    usual: float,
    foot: tuple[int, float],
) -> tuple[str, str]:
    """The nearest heading above a table, and the paragraphs before it: those below the `foot` of
    the table above, for what leads that one in is not about this one.

    Where its caption is set as large as headings are, it is the heading as well.
    """
    first = (table.page, table.box.top)
    above = [p for p in texts if (p.lines[0][0], p.lines[0][1].box.top) < first]
    places = {_place(page, line) for page, line in caption}
    heading = ""
    if caption and caption[0][1].size > LARGE * usual:
        heading = join_lines(line.text for _, line in caption)
    before: list[str] = []
    for paragraph in reversed(above):
        if _is_caption(paragraph, places):
            continue
        if paragraph.heading:
            heading = heading or paragraph.text
            if before:
                break
        elif (paragraph.lines[0][0], paragraph.lines[0][1].box.top) < foot:
            if heading:
                break
        elif len(before) < BEFORE:
            before.append(paragraph.text)
        elif heading:
            break
    return heading, _joined(reversed(before))


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def _is_caption(paragraph: Paragraph, places: set[tuple[int, float, float]]) -> bool:
    return any(_place(page, line) in places for page, line in paragraph.lines)
