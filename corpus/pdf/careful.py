"""The careful pass: words and rules of the pages that are asked for.

pypdfium2 took 11 ms a page where pdfplumber took 327 (shared measurements of 2026-11), and a
pdfplumber page keeps its caches until it is closed, so each is closed after use.
"""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pdfplumber
import pypdfium2
from missiemonitor.corpus.document import Box, Page, Rule, Word
from missiemonitor.corpus.errors import ReportError
from missiemonitor.corpus.limits import Limits, Progress
from missiemonitor.corpus.text import SOFT_HYPHEN, clean
from pdfminer.layout import LTChar
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException
from pdfplumber.utils.text import WordExtractor

logging.getLogger("pdfminer").setLevel(logging.ERROR)


# A space of a quarter em, shrunk to two thirds in justified lines, is still wider than this.
SPACE_IN_EMS = 0.16
# A figure that is narrower than this share of the font's usual figures is a raised one.
RAISED = 0.8


def careful_pages(
    data: bytes,
    numbers: Sequence[int],
    name: str,
    limits: Limits,
    progress: Progress | None = None,
) -> Iterator[Page]:
    """The pages of these numbers (from 1) with words and rules, one after another.

    Raises ReportError for a page that cannot be read.
    """
    number = 0
    try:
        with pdfplumber.open(io.BytesIO(_only(data, numbers))) as pdf:
            pages = pdf.pages
            for done, number in enumerate(numbers, start=1):
                page = pages[done - 1] if len(pages) == len(numbers) else pages[number - 1]
                try:
                    yield _careful_page(page, number, name, limits)
                finally:
                    page.close()
                if progress:
                    progress(done, len(numbers))
    except (PDFException, PdfminerException, IndexError, KeyError, TypeError, ValueError) as error:
        # pdfminer lets errors of many kinds out of a damaged file.
        raise ReportError(
            name,
            f"cannot be read ({type(error).__name__})",
            "fetch the file again or repair it",
            number or None,
        ) from error


def _careful_page(page: Any, number: int, name: str, limits: Limits) -> Page:
    _spare(page)
    chars = [char for char in page.chars if _on(char, page)]
    if len(chars) > limits.max_characters:
        raise ReportError(
            name,
            f"holds {len(chars):,} characters, more than the limit of {limits.max_characters:,}",
            "check that it is a report",
            number,
        )
    width, height = float(page.width), float(page.height)
    turn = _turn(chars)
    chars = _without_doubles([_turned(char, turn, width, height) for char in chars])
    return Page(
        number=number,
        width=width,
        height=height,
        words=tuple(_words(chars)),
        rules=tuple(_rules(page, turn, width, height)),
        turn=turn,
    )


def _only(data: bytes, numbers: Sequence[int]) -> bytes:
    """A PDF of these pages alone, so that the rest of a long one is neither parsed nor kept.

    Done for a short one too: PDFium writes sizes with six digits, and boxes must be the same to the
    last digit whichever pages are read. The whole PDF where PDFium cannot take pages out.
    """
    try:
        whole = pypdfium2.PdfDocument(data)
        try:
            part = pypdfium2.PdfDocument.new()
            part.import_pages(whole, [number - 1 for number in numbers])
            written = io.BytesIO()
            part.save(written)
            part.close()
            return written.getvalue()
        finally:
            whole.close()
    except pypdfium2.PdfiumError:
        return data


def _spare(page: Any) -> None:
    """Have pdfplumber give of a character only what is used here, in half the time.

    It copies, resolves and decodes some thirty attributes of each, colours among them.
    """
    whole = page.process_object
    left, above = page.mediabox[:2]
    height = page.height

    def process(item: Any) -> dict[str, Any]:
        if not isinstance(item, LTChar) or not isinstance(item.fontname, str):
            made: dict[str, Any] = whole(item)
            return made
        return {
            "object_type": "char",
            "text": item.get_text(),
            "fontname": item.fontname,
            "matrix": item.matrix,
            "x0": item.x0 + left,
            "x1": item.x1 + left,
            "top": height - item.y1 + above,
            "bottom": height - item.y0 + above,
        }

    page.process_object = process


def _on(char: dict[str, Any], page: Any) -> bool:
    """Whether any of a character lies on the page; pdfplumber keeps what is cropped away."""
    x0, top, x1, bottom = page.bbox
    inside = char["x1"] > x0 and char["x0"] < x1 and char["bottom"] > top and char["top"] < bottom
    return bool(inside and char["text"])


def _turn(chars: Sequence[dict[str, Any]]) -> int:
    """Quarter turns clockwise that set most of the characters upright, from their matrices."""
    turns: Counter[int] = Counter()
    for char in chars:
        a, b, *_ = char["matrix"]
        # (a, b) is where the baseline points, upwards positive: up the page needs one turn
        # clockwise, down the page three.
        turns[(0 if a >= 0 else 2) if abs(a) >= abs(b) else (1 if b > 0 else 3)] += 1
    return turns.most_common(1)[0][0] if turns else 0


def _turned(char: dict[str, Any], turn: int, width: float, height: float) -> dict[str, Any]:
    x0, top, x1, bottom = char["x0"], char["top"], char["x1"], char["bottom"]
    if turn:
        box = Box(x0, top, x1, bottom).turned(turn, width, height)
        x0, top, x1, bottom = box.x0, box.top, box.x1, box.bottom
    return {
        "text": char["text"],
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "doctop": top,
        "upright": True,
        "size": round(bottom - top, 1),
        "fontname": char.get("fontname") or "",
    }


def _without_doubles(chars: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Characters without those printed twice at one spot, as some programs make bold."""
    # By character and a square of the page; a copy lies in the square of its original or beside it.
    seen: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
    kept = []
    for char in chars:
        text, x0, top = char["text"], char["x0"], char["top"]
        column, row = int(x0 // SQUARE), int(top // SQUARE)
        if text.isspace() or not _near(seen, char):
            kept.append(char)
        seen.setdefault((text, column, row), []).append((x0, top))
    return kept


def _near(seen: dict[tuple[str, int, int], list[tuple[float, float]]], char: Any) -> bool:
    """Whether the same character was seen at nearly the same spot."""
    text, x0, top = char["text"], char["x0"], char["top"]
    slack = min(SQUARE, 0.35 * min(char["x1"] - x0, char["bottom"] - top))
    left, right = int((x0 - slack) // SQUARE), int((x0 + slack) // SQUARE)
    above, below = int((top - slack) // SQUARE), int((top + slack) // SQUARE)
    for across in range(left, right + 1):
        for down in range(above, below + 1):
            for x, y in seen.get((text, across, down), ()):
                if abs(x0 - x) < slack and abs(top - y) < slack:
                    return True
    return False


SQUARE = 8.0  # points


def _words(chars: list[dict[str, Any]]) -> Iterator[Word]:
    extractor = WordExtractor(x_tolerance_ratio=SPACE_IN_EMS, extra_attrs=["size"])
    for found in extractor.extract_words(_with_raised(chars), return_chars=True):
        text = clean(found["text"])
        # A soft hyphen that is drawn inside a line is a hyphen; only at its end it may be a break.
        if len(text) > 1:
            text = text[:-1].replace(SOFT_HYPHEN, "-") + text[-1:]
        else:
            text = text.replace(SOFT_HYPHEN, "-")
        if text.strip():
            fonts = Counter(char["fontname"] for char in found["chars"])
            yield Word(
                text=text,
                box=Box(found["x0"], found["top"], found["x1"], found["bottom"]),
                size=found["size"],
                style=_style(fonts.most_common(1)[0][0]),
            )


def _with_raised(chars: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The characters, where a raised figure of the font itself is set as small as it looks.

    Typesetters take "3¹" from the font's own raised figures: the same size, only narrower, and
    read as 31 by whoever goes by the text alone.
    """
    wide: dict[tuple[str, float], list[float]] = {}
    for char in chars:
        if char["text"].isdigit():
            wide.setdefault((char["fontname"], char["size"]), []).append(char["x1"] - char["x0"])
    usual = {
        key: max(Counter(round(w, 1) for w in ws).items(), key=lambda i: (i[1], i[0]))[0]
        for key, ws in wide.items()
    }
    result = []
    for char in chars:
        key = (char["fontname"], char["size"])
        if char["text"].isdigit() and char["x1"] - char["x0"] < RAISED * max(
            usual[key], 0.45 * char["size"]
        ):
            high = char["bottom"] - char["top"]
            char = char | {"size": 0.6 * char["size"], "bottom": char["top"] + 0.6 * high}
        result.append(char)
    return result


def _style(font: str) -> str:
    name = font.lower()
    bold = "bold" in name or "heavy" in name or "black" in name
    italic = "italic" in name or "oblique" in name
    return " ".join(["bold"] * bold + ["italic"] * italic)


def _rules(page: Any, turn: int, width: float, height: float) -> Iterator[Rule]:
    for line in page.lines:
        yield from _edges(line, turn, width, height, drawn=True)
    for rect in page.rects:
        whole_page = rect["width"] > 0.9 * width and rect["height"] > 0.9 * height
        if not whole_page:
            drawn = bool(rect.get("stroke")) or min(rect["width"], rect["height"]) < THIN
            yield from _edges(rect, turn, width, height, drawn=drawn)
    for curve in page.curves:
        # A curve of straight pieces only is a rectangle or a line under another name.
        points = curve.get("pts") or []
        if all(abs(x - u) < 0.1 or abs(y - v) < 0.1 for (x, y), (u, v) in pairwise(points)):
            yield from _edges(curve, turn, width, height, drawn=bool(curve.get("stroke")))


THIN = 2.5  # points; a filled area thinner than this is a drawn line


def _edges(
    shape: dict[str, Any], turn: int, width: float, height: float, drawn: bool
) -> Iterator[Rule]:
    """A thin shape as the one rule that it is, a larger one as its four sides."""
    box = Box(shape["x0"], shape["top"], shape["x1"], shape["bottom"]).turned(turn, width, height)
    if box.height <= THIN and box.width > THIN:
        yield Rule(Box(box.x0, box.middle, box.x1, box.middle), horizontal=True, drawn=drawn)
    elif box.width <= THIN and box.height > THIN:
        yield Rule(Box(box.centre, box.top, box.centre, box.bottom), horizontal=False, drawn=drawn)
    elif box.width > THIN and box.height > THIN:
        for y in (box.top, box.bottom):
            yield Rule(Box(box.x0, y, box.x1, y), horizontal=True, drawn=drawn)
        for x in (box.x0, box.x1):
            yield Rule(Box(x, box.top, x, box.bottom), horizontal=False, drawn=drawn)
