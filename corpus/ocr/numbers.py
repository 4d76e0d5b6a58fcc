"""A few numbers cut out of a page, read by the engines that are there, each looked at twice.

What an engine reads of a single digit is often wrong, and often with a high score; wrong in the
same way at another size and with other room around it, it is seldom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from missiemonitor.corpus.ocr.engines import WHITE, Bitmap, engines
from missiemonitor.corpus.thresholds import SEEN
from PIL import Image


@dataclass(frozen=True, slots=True)
class EngineNumber:
    """What one engine reads in a picture: digits, the same in both looks and surely; else empty."""

    engine: str
    text: str


def read_numbers(pictures: Sequence[Bitmap]) -> list[list[EngineNumber]]:
    """What each engine reads in each of the pictures: dark digits on white, tightly cut.

    No engine is asked for nothing, and one that fails has read nothing.
    """
    found: list[list[EngineNumber]] = [[] for _ in pictures]
    if not pictures:
        return found
    first = [_set(picture, SEEN.look_high, SEEN.look_room) for picture in pictures]
    second = [_set(picture, SEEN.again_high, SEEN.again_room) for picture in pictures]
    for name, engine in engines().items():
        try:
            looks = zip(engine.numbers(first), engine.numbers(second), strict=True)
        except (OSError, ValueError, RuntimeError):
            continue
        for told, ((text, score), (again, sure)) in zip(found, looks, strict=True):
            same = text == again and text.isdigit() and min(score, sure) >= SEEN.engine_sure
            told.append(EngineNumber(name, text if same else ""))
    return found


def _set(picture: Bitmap, high: int, room: int) -> Bitmap:
    """A picture `high` pixels high with white around it."""
    wide = max(1, round(picture.shape[1] * high / max(1, picture.shape[0])))
    scaled = Image.fromarray(picture).resize((wide, high), Image.Resampling.BICUBIC)
    return np.pad(np.asarray(scaled), room, constant_values=WHITE)
