"""The style sheet as it is sent: what `static/site.css` says, without its comments and spaces.

In: the sheet as people write it. Out: one within the 30 kB that a page may cost in style.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

SHEET = Path(__file__).parent / "static" / "site.css"


@cache
def style_sheet() -> str:
    """The style sheet of every page."""
    return squeezed(SHEET.read_text("utf-8"))


def squeezed(css: str) -> str:
    """A style sheet without what only its readers need; what stands between quotes stays."""
    quoted = r'("[^"\n]*")'
    without = re.sub(rf"{quoted}|/\*.*?\*/", lambda m: m[1] or " ", css, flags=re.DOTALL)
    parts = re.split(quoted, without)
    return "".join(part if at % 2 else _tight(part) for at, part in enumerate(parts)).strip()


def _tight(css: str) -> str:
    # A space before a colon says something ("tr :focus"), one behind it nothing.
    spaced = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,>]) ?|(:) ", r"\1\2", spaced).replace(";}", "}")
