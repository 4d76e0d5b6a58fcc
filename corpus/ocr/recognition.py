"""Pages that are pictures: the picture goes in; words with confidence, and rules, come out.

The page is set upright and its background made even, drawn rules are taken out (and kept as
rules), and two engines that fail in different places read it: Tesseract with Dutch data knows
words and accents, RapidOCR finds single figures in cells. What both read is sure; what only one
read, or both read differently, is not, and says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from statistics import median

import numpy as np
from missiemonitor.corpus.document import Box, Page, Rule, Word
from missiemonitor.corpus.ocr.engines import Bitmap, Engine, Sighting, engines
from missiemonitor.corpus.ocr.image import (
    comma_in,
    cut_out,
    even,
    ink_outside,
    raised_at_end,
    upright,
    without_rules,
)
from missiemonitor.corpus.thresholds import IMAGE, OCR
from PIL import Image

DASHES = ("-", "–", "—")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MARKS = "°!?*†‡®©\"'”’“‘⁰¹²³⁴⁵⁶⁷⁸⁹"  # raised marks, and what they are taken for


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture set upright and cleaned, by how many degrees it was turned, the rules that were
    taken out, and what each engine saw on it."""

    clean: Bitmap
    skew: float
    rules: list[Rule]
    by_engine: list[list[Sighting]]


def read_picture(picture: Image.Image, number: int, width: float, height: float) -> Page:
    """The page of that number and size in points, read by all engines that work here."""
    grey = even(np.asarray(picture.convert("L")))
    turn, seen = 0, _seen(grey)
    if _sideways(seen.by_engine[-1]):
        turns = {turn: _seen(np.ascontiguousarray(np.rot90(grey, -turn))) for turn in (1, 3)}
        turn = max(turns, key=lambda t: sum(s.score * len(s.text) for s in turns[t].by_engine[-1]))
        seen = turns[turn]
    scale = (height if turn % 2 else width) / seen.clean.shape[1]
    first, *others = _looked_again(seen, list(engines().values()))
    words = _levelled(_merged(first, others[0]) if others else _alone(first))
    return Page(
        number=number,
        width=width,
        height=height,
        words=tuple(_scaled(word, scale) for word in words),
        rules=tuple(
            replace(r, box=Box(*(scale * side for side in r.box.sides()))) for r in seen.rules
        ),
        turn=turn,
        skew=seen.skew,
    )


def _scaled(word: Word, scale: float) -> Word:
    return replace(
        word,
        box=Box(*(scale * side for side in word.box.sides())),
        size=round(word.size * scale, 1),
    )


def _seen(grey: Bitmap) -> Seen:
    """The picture set upright, by how much, its rules, and what each engine saw on it."""
    turned, skew = upright(grey)
    clean, rules = without_rules(turned)
    found = [engine.page(clean) for engine in engines().values()]
    return Seen(clean, skew, rules, [[_with_mark(s, clean) for s in each] for each in found])


def _with_mark(seen: Sighting, clean: Bitmap) -> Sighting:
    """The sighting with its last figures as raised ones where the picture shows them so.

    A comma that was overlooked in a number is put back.
    """
    if re.fullmatch(r"\d{2,3}", seen.text):
        comma = comma_in(clean, seen.box)
        if 0 < comma < len(seen.text):
            return replace(seen, text=f"{seen.text[:comma]},{seen.text[comma:]}")
    last = re.search(r"(?<=\w)(\d+|[^\w\s])$", seen.text)
    if last is None or " " in seen.text:
        return seen
    many = min(raised_at_end(clean, seen.box), len(last.group()))
    if many > OCR.longest_mark:
        return seen
    mark = last.group()[len(last.group()) - many :]
    mark = mark.translate(RAISED) if mark.isdigit() else "*" * many
    return replace(seen, text=seen.text[: len(seen.text) - many] + mark)


def _looked_again(seen: Seen, readers: Sequence[Engine]) -> list[list[Sighting]]:
    """What each engine saw, with what it reads in spots of ink that all of them overlooked.

    Engines find lines of text; a figure or a dash alone in its cell is easily passed over.
    """
    every = [sighting for found in seen.by_engine for sighting in found]
    if not every:
        return seen.by_engine
    usual = median(sighting.box.height for sighting in every)
    spots = ink_outside(seen.clean, [s.box for s in every], usual)
    if len(spots) > OCR.most_spots:
        return seen.by_engine
    both = [list(found) for found in seen.by_engine]
    for spot in spots:
        for found, reader in zip(both, readers, strict=True):
            flat = spot.height < IMAGE.dash_high * usual
            text, score = ("-", 1.0) if flat else reader.text(cut_out(seen.clean, spot))
            if text:
                found.append(Sighting(text, spot, score))
    return both


def _sideways(seen: Sequence[Sighting]) -> bool:
    """Whether most texts run up or down: boxes that are high and narrow, or say next to nothing."""
    many = len(seen) > OCR.sideways_texts
    if many and sum(len(s.text) for s in seen) < OCR.sideways_characters * len(seen):
        return True
    long = [s.box for s in seen if len(s.text) > OCR.sideways_long]
    upward = sum(box.height > OCR.sideways_high * box.width for box in long)
    return upward > OCR.sideways_most * len(long)


def _merged(words: Sequence[Sighting], pieces: Sequence[Sighting]) -> list[Word]:
    """Words of the first engine held against pieces (of one or more words) of the second.

    The second finds where text stands and reads figures; the first knows spaces and accents. So a
    piece that both read is taken as the first wrote it. Any other is parted where either engine
    saw a space, and each part of it is held against the other engine's.
    """
    merged: list[Word] = []
    left = list(words)
    usual = median([w.box.height for w in words] or [p.box.height for p in pieces] or [0.0])
    for piece in pieces:
        if piece.box.height > OCR.stacked * usual and piece.box.height > piece.box.width:
            continue  # figures that stand under each other, taken for one word
        over = sorted((w for w in left if _mostly_inside(w.box, piece.box)), key=lambda w: w.box.x0)
        left = [word for word in left if word not in over]
        same = _same(over, piece.text)
        if same:
            merged += [_word(w.text, w.box, OCR.sure) for w in same]
        elif over:
            merged += _aligned(over, piece)
        else:
            merged += _split(piece, OCR.lone)
    free = [w for w in left if not any(_mostly_inside(w.box, word.box) for word in merged)]
    said = [w for w in free if _is_spoken(w) or _is_dash(w, usual)]
    merged += [_word(w.text, w.box, OCR.lone) for w in said]
    return [part for word in merged for one in _figures_apart(word) for part in _without_mark(one)]


def _is_spoken(word: Sighting) -> bool:
    return bool(plain(word.text)) and word.score > OCR.lone_spoken


def _is_dash(word: Sighting, usual: float) -> bool:
    flat = word.box.height < OCR.dash_high * usual
    return word.text in DASHES and word.score > OCR.dash_score and flat


def _aligned(words: Sequence[Sighting], piece: Sighting) -> Iterator[Word]:
    """The words of a piece that the engines read differently, letter by letter held together."""
    theirs = "".join(word.text for word in words)
    ours = piece.text.replace(" ", "")
    spans = [(0, 0)] * len(theirs)  # which of our letters each of theirs is
    matcher = SequenceMatcher(None, _shapes(theirs), _shapes(ours), autojunk=False)
    for _, a0, a1, b0, b1 in matcher.get_opcodes():
        for at in range(a0, a1):
            spans[at] = (
                b0 + (at - a0) * (b1 - b0) // (a1 - a0),
                b0 + (at - a0 + 1) * (b1 - b0) // (a1 - a0),
            )
    at, done, right = 0, 0, piece.box.x0
    for word in words:
        start, end = spans[at][0], spans[at + len(word.text) - 1][1]
        at += len(word.text)
        if start > done:
            # What the first engine did not see at all.
            box = replace(piece.box, x0=right, x1=max(right, word.box.x0))
            yield _word(ours[done:start], box, OCR.lone)
        if end > start or word.score > OCR.spoken:
            yield _settled(word, ours[start:end])
        done, right = max(done, end), word.box.x1
    if done < len(ours):
        box = replace(piece.box, x0=right, x1=max(right, piece.box.x1))
        yield _word(ours[done:], box, OCR.lone)


def _settled(word: Sighting, text: str) -> Word:
    """A word of the first engine that the second read as `text`."""
    if plain(text) == plain(word.text):
        return _word(word.text, word.box, OCR.sure)
    spelled = re.fullmatch(r"[^\W\d_]{2,}(?:[-/’'][^\W\d_]+)*[.,;:]?", word.text)
    dutch = word.score > OCR.spoken and spelled is not None and len(word.text) >= OCR.spelled
    # What only one of them takes for a figure, behind figures, is a raised mark.
    mark = text[:-1] == word.text[:-1] and text.isdigit() and not word.text[-1:].isalnum()
    if mark:
        return _word(text[:-1] + "*", word.box, OCR.different, text)
    if not text or dutch:
        return _word(word.text, word.box, OCR.different, text)
    return _word(text, word.box, OCR.different, word.text)


def _figures_apart(word: Word) -> Iterator[Word]:
    """A count and the name in the next cell, which engines read as one: 3USSC."""
    both = re.fullmatch(r"(\d{1,3})[.,]?([A-ZÀ-Ý]\w{2,}.*)", word.text)
    if both is None:
        yield word
        return
    at = word.box.x0 + word.box.width * len(both[1]) / len(word.text)
    yield replace(word, text=both[1], box=replace(word.box, x1=at))
    yield replace(word, text=both[2], box=replace(word.box, x0=at + OCR.cell_gap * word.box.height))


def _without_mark(word: Word) -> Iterator[Word]:
    """A number and the mark behind it, which engines take for a sign: 34°, twee!, één?"""
    plain = word.text.rstrip(MARKS)
    if not plain or plain == word.text or len(word.text) - len(plain) > OCR.longest_mark:
        yield word
        return
    at = word.box.x0 + word.box.width * len(plain) / len(word.text)
    yield replace(word, text=plain, box=replace(word.box, x1=at))
    mark = replace(word.box, x0=at)
    sign = unicodedata.normalize("NFKC", word.text[len(plain) :])
    yield replace(word, text=sign, box=mark, raised=True)


def _same(words: Sequence[Sighting], text: str) -> list[Sighting]:
    """The words without specks at their ends, where they then are what the other engine read."""
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            if plain("".join(w.text for w in words[start:end])) == plain(text):
                return list(words[start:end])
    return []


def _alone(seen: Sequence[Sighting]) -> list[Word]:
    return [word for sighting in seen for word in _split(sighting, OCR.lone)]


def _split(piece: Sighting, confidence: float) -> list[Word]:
    """The words of a piece, each given the share of its width that its letters take."""
    texts = piece.text.split()
    total = sum(map(len, texts)) + len(texts) - 1
    words: list[Word] = []
    at = 0
    for text in texts:
        x0 = piece.box.x0 + piece.box.width * at / total
        x1 = piece.box.x0 + piece.box.width * (at + len(text)) / total
        box = Box(x0, piece.box.top, x1, piece.box.bottom)
        words.append(_word(text, box, confidence))
        at += len(text) + 1
    return words


def _word(text: str, box: Box, confidence: float, other: str = "") -> Word:
    # No word begins with l and a consonant: "lrak" is Irak.
    text = re.sub(r"(?<!\w)l(?=[bcdfghkmnpqrstvwxz])", "I", text)
    return Word(text, box, size=OCR.box_size * box.height, confidence=confidence, other=other)


def _mostly_inside(word: Box, piece: Box) -> bool:
    level = word.overlap_y(piece) > OCR.inside_level * min(word.height, piece.height)
    return level and word.overlap_x(piece) > OCR.inside * word.width


def plain(text: str) -> str:
    """Letters and figures without case and accents: what both engines can be expected to see."""
    letters = text.translate(dict.fromkeys(map(ord, MARKS)))
    plain = "".join(c for c in unicodedata.normalize("NFKD", letters) if c.isalnum())
    if plain.isdigit():
        return "".join(letters.split())  # 1,5 is not 15
    # Beside letters these are one shape to both, and "ij" is often taken for one letter.
    return re.sub("i+", "i", _shapes(plain)) if any(map(str.isalpha, plain)) else plain


def _shapes(text: str) -> str:
    """The text letter by letter, without accents, and with one letter for one shape."""
    apart = (unicodedata.normalize("NFKD", char)[0] for char in text.casefold())
    return "".join(apart).translate(str.maketrans("lj10", "iiio"))


def _levelled(words: Sequence[Word]) -> list[Word]:
    """The words with the height of their line: boxes of pictures are as high as their letters."""
    if not words:
        return []
    usual = median(word.box.height for word in words)
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.box.middle):
        near = [
            line
            for line in lines[-OCR.lines_back :]
            if abs(median(w.box.middle for w in line) - word.box.middle) < OCR.line_apart * usual
        ]
        if near and word.box.height < OCR.word_high * usual:
            min(near, key=lambda li: abs(li[-1].box.middle - word.box.middle)).append(word)
        else:
            lines.append([word])
    levelled = []
    for line in lines:
        middle = median(word.box.middle for word in line)
        high = max(median(word.box.height for word in line), OCR.line_low * usual)
        half = min(high, OCR.line_high * usual) / OCR.letter_height / 2
        for word in line:
            foot = middle if word.raised else middle + half
            box = Box(word.box.x0, middle - half, word.box.x1, foot)
            levelled.append(replace(word, box=box, size=box.height))
    return levelled
