"""What a report may be at most, and how its reading tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may be at most: bytes, pages, points along a side, characters on a page.

    `max_area` is in square points: twice an A0, which OCR sees as 123 million pixels. A page of the
    longest sides would be 1,600 million.
    """

    max_bytes: int = 512 * 1024 * 1024
    max_pages: int = 5_000
    max_side: float = 14_400.0
    max_area: float = 16_000_000.0
    max_characters: int = 60_000
