"""What a report may be at most, and how its reading tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[int, int], None]


# Pixels of a page that is drawn, for whatever: an A2 at 200 dots an inch. A larger page is drawn
# smaller. In grey OCR takes some twelve bytes of each while it works.
MOST_PIXELS = 16_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may be at most: bytes, pages, points along a side, characters on a page.

    A page whose sides or characters are beyond these is left out and told of. `least_side` is what
    ISO 32000 (annex C) has for the smallest page, `max_side` for the largest.
    """

    max_bytes: int = 512 * 1024 * 1024
    max_pages: int = 5_000
    least_side: float = 3.0
    max_side: float = 14_400.0
    max_characters: int = 60_000
