"""Pictures as inline SVG: x in percent, y in pixels, so that letters keep their size on any screen.

A picture is drawn from marks, which hold the numbers that the table under it has; every fill has a
word in the key. Between two reference days nothing is known, so there are bars and never lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape
from missiemonitor.output.site.model import STATES
from missiemonitor.output.site.words import Wording


@dataclass(frozen=True, slots=True)
class Mark:
    """What a bar shows of a period: officers by state from the foot up, and what is beside them.

    `kind` is "" for figures, "gone" where none is listed, "none" where there is no report.
    `high` is the most of a range, `stated` what the report says of the same; `contradicted` says
    that the sum may be wrong, whatever its parts are. `counted` is False where no number of its
    own could be told: what is shared with others or could not be read is not zero.
    """

    period: str
    parts: tuple[tuple[int, str], ...]
    text: str
    said: str
    href: str = ""
    invented: bool = False
    kind: str = ""
    high: int | None = None
    stated: int | None = None
    contradicted: bool = False
    counted: bool = True
    why: str = ""  # of "gone": gone, ended or waiting, whose officers `waiting` has
    waiting: int | None = None  # officers in tables that nobody agreed to yet: in no number
    origin: str = ""  # of the report, the least official of several

    @property
    def sum(self) -> int:
        """The officers of all parts."""
        return sum(number for number, _ in self.parts)

    @property
    def top(self) -> int:
        """The highest number that is drawn."""
        return max(self.sum, self.high or 0, self.stated or 0)


def definitions() -> Markup:
    """The patterns that fills use; once a page."""

    def stripes(name: str, colour: str, width: float = 1.6) -> str:
        return (
            f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><rect width="6" height="6" fill="none"/>'
            f'<rect width="{width}" height="6" fill="{colour}"/></pattern>'
        )

    return Markup(
        '<svg class="defs" aria-hidden="true" focusable="false"><defs>'
        + stripes("p-dark", "#0f4c81")
        + stripes("p-light", "#ffffff", 2.2)
        + stripes("p-doubt", "#9a4300")
        + stripes("p-bad", "#9c0f2e")
        + '<linearGradient id="p-half"><stop offset=".5" stop-color="#0f4c81"/>'
        '<stop offset=".5" stop-color="#fff"/></linearGradient></defs></svg>'
    )


def key(seen: Iterable[str], words: Wording) -> Markup:
    """What the fills of a picture mean: those that occur in it, each with its word."""
    there = set(seen)
    items = []
    for state in (*STATES, "shared"):
        for name, invented in ((state, False), (f"{state}+", True)):
            if name in there:
                said = words(f"state.{state}") + (f", {words('invented')}" if invented else "")
                items.append(_key(swatch(state, invented), said))
    if "gap" in there:
        items.append(_key(swatch("bad", True), words("key.gap")))
    if "stated" in there:
        items.append(
            _key('<line class="stated" x1="1" x2="21" y1="7" y2="7"/>', words("key.stated"))
        )
    if "ribbon" in there:
        strip = '<rect x="1" y="4" width="20" height="6" fill="url(#p-dark)"/>'
        items.append(_key(strip, words("key.ribbon")))
    items += [
        f"<li>{escape(words(f'key.{n}'))}</li>"
        for n in ("gone", "ended", "rejected", "waiting", "none", "range")
        if n in there
    ]
    if not items:
        return Markup("")
    return Markup(f'<ul class="key" aria-label="{escape(words("key"))}">{"".join(items)}</ul>')


def swatch(state: str, invented: bool, of: str = "f") -> str:
    """A piece of a fill for a key; `of` is f for a state, org for that of a group."""
    at = 'x="1" y="1" width="20" height="12"'
    if of == "org":
        plain = f'<rect class="org o-other is-{state}" {at}/>'
        return plain + (f'<rect class="o ok" {at}/>' if invented else "")
    if not invented:
        return f'<rect class="f {state}" {at}/>'
    return f'<rect class="f {state} v" {at}/><rect class="o {state}" {at}/>'


def _key(drawn: str, said: str) -> str:
    return f'<li><svg aria-hidden="true">{drawn}</svg>{escape(said)}</li>'
