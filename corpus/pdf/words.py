"""Characters as words: arrays go in, words in reading position come out.

Characters that go on where the one before them ends are a run; runs that meet on one line are a
word. Text that is drawn over other text thus stays whole, and so does what is drawn letter by
letter in any order.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from missiemonitor.corpus.document import Box, Word, turned_sides
from missiemonitor.corpus.pdf.characters import Characters, Flags, Floats, Whole
from missiemonitor.corpus.text import SOFT_HYPHEN, clean
from missiemonitor.corpus.thresholds import CHARACTER_BOXES, RENDERING, WORDS

# A word of nothing but characters that the file does not tell is ink and no text.
BLANK_OR_UNKNOWN = " \t\n\r\f\v\xa0\ufffd"


def upright(found: Characters, turn: int, width: float, height: float) -> Characters:
    """The characters that `turn` quarter turns set upright, on a page of these points so turned."""
    kept = found.only((found.turn == turn) & ~found.slanted)
    if not turn:
        return kept
    sides = (kept.x0, kept.top, kept.x1, kept.bottom)
    x0, top, x1, bottom = turned_sides(sides, turn, width, height)
    left, head, right, foot = kept.ink.T
    ink = np.stack(turned_sides((left, head, right, foot), turn, width, height), axis=1)
    return replace(kept, x0=x0, top=top, x1=x1, bottom=bottom, ink=ink)


def page_turn(found: Characters) -> int:
    """Quarter turns clockwise that set most of the characters upright."""
    there = found.turn[~found.slanted]
    return int(np.bincount(there, minlength=4).argmax()) if len(there) else 0


# Why a character of the file's own text is not sure, the worse the higher; 0 where it is.
DRAWN_OVER, OVERPRINTED = 1, 2
DOUBTS = ("", "drawn-over", "overprinted")


def words(found: Characters, doubts: Whole) -> Iterator[Word]:
    """The words of upright characters, from the top line to the last.

    `doubts` are DRAWN_OVER for characters that something drawn goes through, OVERPRINTED for those
    over or under which others are seen.
    """
    visible = np.array([bool(text.strip()) for text in found.text], dtype=bool)
    # A blank parts two words, however narrow it is.
    parted = np.concatenate([[True], ~visible[:-1]])[visible]
    found, doubts = found.only(visible), doubts[visible]
    if not len(found):
        return
    found, parted, doubts = _with_accents(found, parted, doubts)
    found = _with_raised_figures(found)
    order, starts = _in_words(found, parted)
    ends = np.append(starts[1:], len(order))
    x0 = np.minimum.reduceat(found.x0[order], starts)
    x1 = np.maximum.reduceat(found.x1[order], starts)
    top = np.minimum.reduceat(found.top[order], starts)
    bottom = np.maximum.reduceat(found.bottom[order], starts)
    worst = np.maximum.reduceat(doubts[order], starts)
    texts, fonts, sizes = found.text[order], found.font[order], found.size[order]
    styles = [_style(name) for name in found.fonts]
    for at, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        text = _told("".join(texts[start:end]))
        if text.strip(BLANK_OR_UNKNOWN):
            usual = np.bincount(fonts[start:end]).argmax()
            yield Word(
                text=text,
                box=Box(float(x0[at]), float(top[at]), float(x1[at]), float(bottom[at])),
                size=round(float(sizes[start]), 1),
                style=styles[int(usual)],
                confidence=RENDERING.overprinted if worst[at] else 1.0,
                doubt=DOUBTS[worst[at]],
            )


def _told(text: str) -> str:
    text = clean(text)
    # A soft hyphen that is drawn inside a line is a hyphen; only at its end it may be a break.
    if len(text) > 1:
        return text[:-1].replace(SOFT_HYPHEN, "-") + text[-1:]
    return text.replace(SOFT_HYPHEN, "-")


def _apart(found: Characters, left: Whole, right: Whole) -> Flags:
    """Which of the characters `right` do not go on where those of `left` end."""
    size = np.minimum(found.size[left], found.size[right])
    gap = found.x0[right] - found.x1[left]
    step = np.abs(found.bottom[right] - found.bottom[left])
    other = np.abs(found.size[right] - found.size[left]) > WORDS.same_size * size
    back = found.x0[right] < found.x0[left]
    far = gap > WORDS.space * found.size[left]
    return other | back | far | (step > WORDS.same_foot * size)


def _in_words(found: Characters, parted: Flags) -> tuple[Whole, Whole]:
    """The characters in the order of their words, and where each word begins in it."""
    at = np.arange(len(found))
    wide = np.zeros(len(found), dtype=bool)
    wide[1:] = found.x0[1:] - found.x1[:-1] > WORDS.narrow_space * found.size[1:]
    parted = parted | (found.after_gap & wide)
    begins = parted.copy()
    begins[1:] |= _apart(found, at[:-1], at[1:])
    firsts = np.flatnonzero(begins)
    lasts = np.append(firsts[1:], len(found)) - 1
    line = _lines(found.bottom[firsts])
    order = np.lexsort((found.x0[firsts], line))
    first, last = firsts[order], lasts[order]
    left, right = last[:-1], first[1:]
    over = WORDS.overlap * np.minimum(found.size[left], found.size[right])
    new = np.ones(len(order), dtype=bool)
    new[1:] = (
        (np.diff(line[order]) != 0)
        | parted[right]
        | _apart(found, left, right)
        | (found.x1[left] - found.x0[right] > over)
    )
    lengths = last - first + 1
    spans = zip(first.tolist(), last.tolist(), strict=True)
    characters = np.concatenate([np.arange(start, end + 1) for start, end in spans])
    return characters, np.cumsum(np.append(0, lengths[:-1]))[new]


def _lines(feet: Floats) -> Whole:
    """Numbers of lines by the feet of what stands in them, from the top."""
    order = np.argsort(feet, kind="stable")
    numbers = np.empty(len(feet), dtype=np.int64)
    numbers[order] = np.cumsum(np.diff(feet[order], prepend=feet[order][0]) > WORDS.line_step)
    return numbers


def _with_accents(
    found: Characters, parted: Flags, doubts: Whole
) -> tuple[Characters, Flags, Whole]:
    """The characters, where an accent that is drawn as one of its own stands on its letter.

    TeX's older fonts have no "ë", and draw the dots and the letter.
    """
    marks = [at for at, text in enumerate(found.text) if unicodedata.category(text[0]) == "Sk"]
    if not marks:
        return found, parted, doubts
    text, parted = found.text.copy(), parted.copy()
    kept = np.ones(len(found), dtype=bool)
    for at in marks:
        combining = unicodedata.normalize("NFKD", text[at]).strip()
        middle = (found.ink[at, 0] + found.ink[at, 2]) / 2
        for letter in (at + 1, at - 1):
            if not 0 <= letter < len(found) or not text[letter].isalpha() or len(combining) != 1:
                continue
            low, high = found.ink[letter, 0], found.ink[letter, 2]
            if low < middle < high and found.ink[at, 1] < found.ink[letter, 1] + found.size[at] / 2:
                whole = DOTLESS.get(text[letter], text[letter]) + combining
                text[letter] = unicodedata.normalize("NFC", whole)
                parted[letter] |= parted[at] and letter > at
                kept[at] = False
                break
    return replace(found, text=text).only(kept), parted[kept], doubts[kept]


DOTLESS = {"ı": "i", "ȷ": "j"}  # as they are drawn under an accent


def _with_raised_figures(found: Characters) -> Characters:
    """The characters, where a raised figure of the font itself is set as small as it looks.

    Typesetters take "3¹" from the font's own raised figures: the same size, only narrower, and
    read as 31 by whoever goes by the text alone.
    """
    figures = np.flatnonzero(np.array([t.isdigit() for t in found.text], dtype=bool))
    if not len(figures):
        return found
    wide = (found.x1 - found.x0)[figures]
    size = found.size[figures]
    kinds = np.stack([found.font[figures], np.round(10 * size)], axis=1)
    _, of = np.unique(kinds, axis=0, return_inverse=True)
    usual = np.empty(len(figures))
    for kind in range(int(of.max()) + 1):
        here = of == kind
        tenths, number = np.unique(np.round(wide[here], 1), return_counts=True)
        usual[here] = tenths[number == number.max()].max()
    least = WORDS.raised_width * np.maximum(usual, WORDS.figure_width * size)
    # A narrow figure that stands on the line is an old one of many fonts, as their 1 is.
    baseline = (found.bottom - CHARACTER_BOXES.foot * found.size)[figures]
    lifted = baseline - found.ink[figures, 3] > WORDS.raised_lift * size
    raised = figures[(wide < least) & lifted]
    sizes, bottom = found.size.copy(), found.bottom.copy()
    sizes[raised] *= WORDS.raised_size
    high = (found.bottom - found.top)[raised]
    bottom[raised] = found.top[raised] + WORDS.raised_size * high
    return replace(found, size=sizes, bottom=bottom)


def _style(font: str) -> str:
    name = font.lower()
    bold = "bold" in name or "heavy" in name or "black" in name
    italic = "italic" in name or "oblique" in name
    return " ".join(["bold"] * bold + ["italic"] * italic)
