"""Pages that are pictures: the picture goes in; words with confidence, and rules, come out.

The page is set upright and its background made even, drawn rules are taken out (and kept as
rules), and two engines that fail in different places read it: Tesseract with Dutch data knows
words and accents, RapidOCR finds single figures in cells. What both read is sure; what only one
read, or both read differently, is not, and says so.
"""

from __future__ import annotations

import csv
import io
import subprocess
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.util import find_spec
from shutil import which
from statistics import median
from typing import Any

import numpy as np
from PIL import Image, ImageFilter

from corpus.document import Box, Page, Rule, Word

DPI = 200  # what both engines do well on; RapidOCR takes 8 s a page at this size on two cores
LONGEST_SKEW = 3.0  # degrees
RULE_LENGTH = 34.0  # points; a longer dark run is a rule and no letter
SURE, LONE, DIFFERENT = 0.98, 0.6, 0.3


@dataclass(frozen=True, slots=True)
class Sighting:
    """A text that one engine saw, where (pixels), and how sure it says it is, from 0 to 1."""

    text: str
    box: Box
    score: float


Picture = np.ndarray[Any, np.dtype[np.uint8]]
Engine = Callable[[Picture], list[Sighting]]


@lru_cache(maxsize=1)
def engines() -> dict[str, Engine]:
    """The engines that work here, by name."""
    found: dict[str, Engine] = {}
    if _tesseract_works():
        found["tesseract"] = _tesseract
    rapid = _rapidocr()
    if rapid:
        found["rapidocr"] = rapid
    return found


def installed() -> tuple[str, ...]:
    """Names of the engines that seem to be there, told without loading them."""
    found = [("rapidocr", find_spec("rapidocr_onnxruntime")), ("tesseract", which("tesseract"))]
    return tuple(name for name, there in found if there)


def read_picture(picture: Image.Image, number: int, width: float, height: float) -> Page:
    """The page of that number and size in points, read by all engines that work here."""
    even = _even(np.asarray(picture.convert("L")))
    turn = 0
    grey, skew, rules, seen = _seen(even)
    if _sideways(seen[-1]):
        turns = {turn: _seen(np.ascontiguousarray(np.rot90(even, -turn))) for turn in (1, 3)}
        turn = max(turns, key=lambda t: sum(s.score * len(s.text) for s in turns[t][3][-1]))
        grey, skew, rules, seen = turns[turn]
    scale = (height if turn % 2 else width) / grey.shape[1]
    words = _levelled(_merged(seen[0], seen[1]) if len(seen) > 1 else _alone(seen[0]))
    return Page(
        number=number,
        width=width,
        height=height,
        words=tuple(_scaled(word, scale) for word in words),
        rules=tuple(replace(r, box=Box(*(scale * side for side in r.box.sides()))) for r in rules),
        turn=turn,
        skew=skew,
    )


def _scaled(word: Word, scale: float) -> Word:
    return replace(
        word,
        box=Box(*(scale * side for side in word.box.sides())),
        size=round(word.size * scale, 1),
    )


# --- the picture ------------------------------------------------------------------------------


def _even(grey: Picture) -> Picture:
    """The picture with its background made white, however grey or uneven it is."""
    radius = max(8, grey.shape[1] // 40)
    small = Image.fromarray(grey).reduce(4)
    ground = small.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.BoxBlur(radius / 4))
    back = np.asarray(ground.resize((grey.shape[1], grey.shape[0])), dtype=np.float32)
    even = np.clip(255.0 * grey / np.maximum(back, 1.0), 0, 255)
    return np.asarray(even, dtype=np.uint8)


Seen = tuple[Picture, float, list[Rule], list[list[Sighting]]]


def _seen(even: Picture) -> Seen:
    """The picture set upright, by how much, its rules, and what each engine saw on it."""
    grey, skew = _upright(even)
    clean, rules = _without_rules(grey, grey < 140)
    return grey, skew, rules, [engine(clean) for engine in engines().values()]


def _sideways(seen: Sequence[Sighting]) -> bool:
    """Whether most texts run up or down: their boxes are high and narrow."""
    long = [s.box for s in seen if len(s.text) > 3]
    return sum(box.height > 1.5 * box.width for box in long) > 0.5 * len(long)


def _upright(grey: Picture) -> tuple[Picture, float]:
    """The picture turned so that its lines run level, and by how many degrees it was turned."""
    small = Image.fromarray(255 - grey).reduce(max(1, grey.shape[1] // 700))

    def level(angle: float) -> float:
        rows = np.asarray(small.rotate(angle), dtype=np.float32).sum(axis=1)
        return float(np.square(np.diff(rows)).sum())

    best = max(np.arange(-LONGEST_SKEW, LONGEST_SKEW + 0.01, 0.25), key=level)
    best = max(np.arange(best - 0.2, best + 0.21, 0.05), key=level)
    if abs(best) < 0.04:
        return grey, 0.0
    turned = Image.fromarray(grey).rotate(best, Image.Resampling.BICUBIC, fillcolor=255)
    return np.asarray(turned), float(best)


def _without_rules(
    grey: Picture, dark: np.ndarray[Any, np.dtype[np.bool_]]
) -> tuple[Picture, list[Rule]]:
    """The picture without its long straight lines, and these lines in pixels."""
    length = int(RULE_LENGTH / 72 * DPI)
    across, down = _long_runs(dark, length), _long_runs(dark.T, length).T
    rules = [Rule(box, horizontal=True) for box in _strokes(across)]
    rules += [
        Rule(Box(box.top, box.x0, box.bottom, box.x1), horizontal=False) for box in _strokes(down.T)
    ]
    clean = grey.copy()
    for mask in (across, down):
        wide = np.asarray(Image.fromarray(mask).filter(ImageFilter.MaxFilter(5)))
        clean[wide.astype(bool)] = 255
    return clean, rules


def _long_runs(
    dark: np.ndarray[Any, np.dtype[np.bool_]], length: int
) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """The dark runs along rows that are at least `length` long."""
    if dark.shape[1] <= length:
        return np.zeros_like(dark)
    # A speck of white in a scanned line does not end it.
    sums = np.cumsum(np.pad(dark, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
    full = sums[:, length:] - sums[:, :-length] >= 0.93 * length
    steps = np.zeros((dark.shape[0], dark.shape[1] + 1), dtype=np.int32)
    steps[:, : full.shape[1]] += full
    steps[:, length : length + full.shape[1]] -= full
    return np.asarray((np.cumsum(steps, axis=1)[:, :-1] > 0) & dark)


def _strokes(mask: np.ndarray[Any, np.dtype[np.bool_]]) -> Iterator[Box]:
    """The straight lines along rows of a mask, each as the box of its middle, without height."""
    rows = np.flatnonzero(mask.any(axis=1))
    if not rows.size:
        return
    thick = int(5 / 72 * DPI)
    for group in np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1):
        for band in np.array_split(group, max(1, round(len(group) / thick))):
            line = np.concatenate(([0], mask[band].any(axis=0).astype(np.int8), [0]))
            edges = np.flatnonzero(np.diff(line))
            middle = float(band.mean())
            for start, end in zip(edges[::2], edges[1::2], strict=True):
                if end - start > thick:
                    yield Box(float(start), middle, float(end), middle)


# --- the engines ------------------------------------------------------------------------------


def _tesseract_works() -> bool:
    if which("tesseract") is None:
        return False
    told = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, check=False
    )
    return "nld" in told.stdout.split()


def _tesseract(picture: Picture) -> list[Sighting]:
    target = io.BytesIO()
    Image.fromarray(picture).save(target, "PNG", dpi=(DPI, DPI))
    done = subprocess.run(
        ["tesseract", "-", "-", "-l", "nld", "--psm", "6", "--dpi", str(DPI), "tsv"],
        input=target.getvalue(),
        capture_output=True,
        check=True,
        timeout=120,
    )
    rows = csv.DictReader(
        io.StringIO(done.stdout.decode("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    seen = []
    for row in rows:
        if row["level"] == "5" and row["text"].strip() and float(row["conf"]) > 20:
            x, y, w, h = (float(row[key]) for key in ("left", "top", "width", "height"))
            box = Box(x, y, x + w, y + h)
            seen.append(Sighting(row["text"].strip(), box, float(row["conf"]) / 100))
    return seen


def _rapidocr() -> Engine | None:
    try:
        from rapidocr_onnxruntime import RapidOCR
    except ImportError:  # not installed, or a library that OpenCV needs is missing
        return None
    reader = RapidOCR()

    def read(picture: Picture) -> list[Sighting]:
        found, _ = reader(np.stack([picture] * 3, axis=-1), use_cls=False)
        seen = []
        for corners, text, score in found or []:
            xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
            box = Box(min(xs), min(ys), max(xs), max(ys))
            if str(text).strip():
                seen.append(Sighting(str(text).strip(), box, float(score)))
        return seen

    return read


# --- two readings made one --------------------------------------------------------------------


def _merged(words: Sequence[Sighting], pieces: Sequence[Sighting]) -> list[Word]:
    """Words of the first engine held against pieces (of one or more words) of the second.

    The second finds where text stands and reads figures; the first knows spaces and accents. So a
    piece that both read is taken as the first wrote it, any other as the second did.
    """
    merged: list[Word] = []
    left = list(words)
    usual = median([w.box.height for w in words] or [p.box.height for p in pieces] or [0.0])
    for piece in pieces:
        if piece.box.height > 1.9 * usual and piece.box.height > piece.box.width:
            continue  # figures that stand under each other, taken for one word
        over = sorted((w for w in left if _mostly_inside(w.box, piece.box)), key=lambda w: w.box.x0)
        left = [word for word in left if word not in over]
        same = _same(over, piece.text)
        if same:
            merged += [_word(w.text, w.box, SURE) for w in same]
        else:
            confidence = DIFFERENT if over else LONE
            merged += [replace(w, other=_joined(over)) for w in _split(piece, confidence)]
    merged += [_word(w.text, w.box, LONE) for w in left if w.score > 0.75 and _plain(w.text)]
    return merged


def _same(words: Sequence[Sighting], text: str) -> list[Sighting]:
    """The words without specks at their ends, where they then are what the other engine read."""
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            if _plain("".join(w.text for w in words[start:end])) == _plain(text):
                return list(words[start:end])
    return []


def _joined(seen: Sequence[Sighting]) -> str:
    return " ".join(sighting.text for sighting in seen)


def _alone(seen: Sequence[Sighting]) -> list[Word]:
    return [word for sighting in seen for word in _split(sighting, LONE)]


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
    return Word(text, box, size=0.75 * box.height, confidence=confidence, other=other)


def _mostly_inside(word: Box, piece: Box) -> bool:
    level = word.overlap_y(piece) > 0.4 * min(word.height, piece.height)
    return level and word.overlap_x(piece) > 0.5 * word.width


def _plain(text: str) -> str:
    """Letters and figures without case and accents: what both engines can be expected to see."""
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in apart if c.isalnum())
    if any(c.isalpha() for c in plain):
        # Beside letters these are one shape to both.
        plain = plain.translate(str.maketrans("Il10", "iiio"))
    return plain.casefold()


def _levelled(words: Sequence[Word]) -> list[Word]:
    """The words with the height of their line: boxes of pictures are as high as their letters."""
    if not words:
        return []
    usual = median(word.box.height for word in words)
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.box.middle):
        near = [
            line
            for line in lines[-12:]
            if abs(median(w.box.middle for w in line) - word.box.middle) < 0.4 * usual
        ]
        if near and word.box.height < 2 * usual:
            min(near, key=lambda li: abs(li[-1].box.middle - word.box.middle)).append(word)
        else:
            lines.append([word])
    levelled = []
    for line in lines:
        middle = median(word.box.middle for word in line)
        high = max(median(word.box.height for word in line), 0.8 * usual)
        high = min(high, 1.4 * usual)
        for word in line:
            box = Box(word.box.x0, middle - high / 2, word.box.x1, middle + high / 2)
            levelled.append(replace(word, box=box, size=0.8 * high))
    return levelled
