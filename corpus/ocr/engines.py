"""OCR engines: a picture goes in, what each engine sees on it comes out.

Tesseract with the data of the language knows words and accents; RapidOCR, whose models come with
pip, finds single figures in cells. Either alone will do.
"""

from __future__ import annotations

import csv
import io
import os
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from shutil import which
from typing import Any

import numpy as np
from missiemonitor.corpus.document import Box
from missiemonitor.corpus.languages import current_language
from missiemonitor.corpus.series import per_series
from missiemonitor.corpus.thresholds import ENGINES
from PIL import Image

Bitmap = np.ndarray[Any, np.dtype[np.uint8]]
WHITE = 255


@dataclass(frozen=True, slots=True)
class Sighting:
    """A text that one engine saw, where (pixels), and how sure it says it is, from 0 to 1."""

    text: str
    box: Box
    score: float


@dataclass(frozen=True, slots=True)
class Engine:
    """Ways to use an engine: on a page, on a small picture of one short text, on many of numbers.

    `numbers` gives what stands in each picture and how sure that is, an empty text for nothing.
    """

    page: Callable[[Bitmap], list[Sighting]]
    text: Callable[[Bitmap], tuple[str, float]]
    numbers: Callable[[Sequence[Bitmap]], list[tuple[str, float]]]


@per_series()
def engines() -> dict[str, Engine]:
    """The engines that work here for the language at hand, by name."""
    found: dict[str, Engine] = {}
    if _tesseract_works():
        found["tesseract"] = Engine(_tesseract, _tesseract_text, _tesseract_numbers)
    rapid = _rapidocr()
    if rapid:
        found["rapidocr"] = rapid
    return found


def installed() -> tuple[str, ...]:
    """Names of the engines that seem to be there, told without loading them."""
    found = [("rapidocr", find_spec("rapidocr_onnxruntime")), ("tesseract", which("tesseract"))]
    return tuple(name for name, there in found if there)


def _tesseract_works() -> bool:
    if which("tesseract") is None:
        return False
    told = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, check=False
    )
    return current_language().tesseract in told.stdout.split()


def _tesseract(picture: Bitmap, mode: str = "6", *options: str) -> list[Sighting]:
    dpi = ENGINES.resolution
    target = io.BytesIO()
    Image.fromarray(picture).save(target, "PNG", dpi=(dpi, dpi))
    language = current_language().tesseract
    done = subprocess.run(
        ["tesseract", "-", "-", "-l", language, "--psm", mode, "--dpi", str(dpi), *options, "tsv"],
        input=target.getvalue(),
        capture_output=True,
        check=True,
        timeout=ENGINES.patience,
    )
    rows = csv.DictReader(
        io.StringIO(done.stdout.decode("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    seen = []
    for row in rows:
        said = row["text"].strip() and float(row["conf"]) > ENGINES.least_score
        if row["level"] == "5" and said:
            x, y, w, h = (float(row[key]) for key in ("left", "top", "width", "height"))
            box = Box(x, y, x + w, y + h)
            seen.append(Sighting(row["text"].strip(), box, float(row["conf"]) / 100))
    return seen


def _tesseract_text(picture: Bitmap) -> tuple[str, float]:
    seen = _tesseract(picture, "7") or _tesseract(picture, "10")
    return " ".join(s.text for s in seen), min((s.score for s in seen), default=0.0)


def _tesseract_numbers(pictures: Sequence[Bitmap]) -> list[tuple[str, float]]:
    """All in one picture, a line each: to start Tesseract takes longer than to read a dozen."""
    wide = max((picture.shape[1] for picture in pictures), default=0)
    lines, ends = [], [0]
    for picture in pictures:
        lines.append(np.pad(picture, ((0, 0), (0, wide - picture.shape[1])), constant_values=WHITE))
        ends.append(ends[-1] + len(picture))
    if not lines:
        return []
    seen = _tesseract(np.concatenate(lines), "6", "-c", "tessedit_char_whitelist=0123456789")
    read = []
    for top, bottom in pairwise(ends):
        mine = [each for each in seen if top <= each.box.middle < bottom]
        mine.sort(key=lambda each: each.box.x0)
        text = "".join(each.text for each in mine)
        read.append((text, min((each.score for each in mine), default=0.0)))
    return read


def _rapidocr() -> Engine | None:
    # Its runtime tells its maker of each use, and keeps a number for this machine, unless told not
    # to before it is loaded.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    try:
        from rapidocr_onnxruntime import RapidOCR
    except ImportError:  # not installed, or a library that OpenCV needs is missing
        return None
    rapid = RapidOCR()

    def reader(*pictures: Any, **how: Any) -> Any:
        try:
            return rapid(*pictures, **how)
        except Exception as error:
            # Its own error tells of a want of memory in the text of a traceback.
            if "alloc" in str(error):
                raise MemoryError("the OCR engine has too little memory") from None
            raise

    def read(picture: Bitmap) -> list[Sighting]:
        found, _ = reader(np.stack([picture] * 3, axis=-1), use_cls=False)
        seen = []
        for corners, text, score in found or []:
            xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
            box = Box(min(xs), min(ys), max(xs), max(ys))
            if str(text).strip():
                seen.append(Sighting(str(text).strip(), box, float(score)))
        return seen

    def text(picture: Bitmap) -> tuple[str, float]:
        found, _ = reader(np.stack([picture] * 3, axis=-1), use_det=False, use_cls=False)
        said, score = found[0] if found else ("", 0.0)
        return str(said).strip(), float(score)

    def numbers(pictures: Sequence[Bitmap]) -> list[tuple[str, float]]:
        return [text(picture) for picture in pictures]

    return Engine(read, text, numbers)
