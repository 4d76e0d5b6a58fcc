"""Parts of a page that are pictures: read like a page, and laid among the words of its text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from missiemonitor.corpus.document import Box, Page, Rule, Unread, Word
from missiemonitor.corpus.layout import arrange
from missiemonitor.corpus.ocr.recognition import plain, read_picture
from missiemonitor.corpus.page_images import part_image
from missiemonitor.corpus.thresholds import ENGINES, OCR


def with_parts(page: Page, areas: Sequence[Unread], data: bytes) -> Page:
    """The page with the words and rules of these areas, which its text does not have.

    What the text has is left as it is: the areas are drawn without it.
    """
    words, rules, texts = list(page.words), list(page.rules), [page.text]
    for area in areas:
        part = _roomy(area.box, page)
        drawn = part_image(data, page.number, part, ENGINES.resolution / 72, OCR.part_pixels)
        read = read_picture(drawn.image, page.number, drawn.width, drawn.height)
        words += [replace(word, box=_placed(word.box, read, part, page)) for word in read.words]
        rules += _rules(read.rules, read, part, page)
        texts += [line.text for line in arrange([read])[0].lines]
    return replace(page, words=tuple(words), rules=tuple(rules), text="\n".join(texts))


def _roomy(box: Box, page: Page) -> Box:
    room = OCR.part_room
    return Box(
        max(0.0, box.x0 - room),
        max(0.0, box.top - room),
        min(page.width, box.x1 + room),
        min(page.height, box.bottom + room),
    )


def _placed(box: Box, read: Page, part: Box, page: Page) -> Box:
    """A box of the part that was read, on the page in reading position."""
    at = read.on_paper(box)
    at = Box(at.x0 + part.x0, at.top + part.top, at.x1 + part.x0, at.bottom + part.top)
    return at.turned(page.turn, page.width, page.height)


def _rules(rules: Iterable[Rule], read: Page, part: Box, page: Page) -> list[Rule]:
    level = (read.turn + page.turn) % 2 == 0
    return [
        replace(
            rule,
            box=_placed(rule.box, read, part, page),
            horizontal=rule.horizontal == level,
        )
        for rule in rules
    ]


def doubted(words: Iterable[Word], most: float) -> tuple[Word, ...]:
    """The words with no more than that confidence."""
    return tuple(replace(word, confidence=min(word.confidence, most)) for word in words)


def held_against(page: Page, layer: Page) -> Page:
    """A page that was read from its picture, against a text layer that somebody else's OCR made.

    Words that the layer has otherwise are in doubt, with its text as `other`.
    """
    theirs = [replace(word, box=layer.on_paper(word.box)) for word in layer.words]
    return replace(page, words=tuple(_held(word, page, theirs) for word in page.words))


def _held(word: Word, page: Page, theirs: Sequence[Word]) -> Word:
    box = page.on_paper(word.box)
    there = [
        each
        for each in theirs
        if each.box.overlap_x(box) > OCR.layer_shared * min(each.box.width, box.width)
        and each.box.overlap_y(box) > OCR.layer_shared * min(each.box.height, box.height)
    ]
    text = " ".join(each.text for each in sorted(there, key=lambda each: each.box.x0))
    if not text or plain(text) == plain(word.text) or plain(word.text) in plain(text):
        return word
    return replace(word, confidence=min(word.confidence, OCR.different), other=word.other or text)
