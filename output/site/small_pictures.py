"""Small pictures: panels side by side, bars in a row of a table, differences in a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup, escape
from missiemonitor.output.site.album import Picture
from missiemonitor.output.site.bars import Bars, Box, shapes
from missiemonitor.output.site.marks import LATEST
from missiemonitor.output.site.parts import Move
from missiemonitor.output.site.pictures import Mark, key
from missiemonitor.output.site.words import Wording

HEIGHT = 96  # pixels of a panel
SPARK = (104, 26)  # pixels of bars in a row of a table, wide and high
GAP = 2.0  # pixels left and right of each of them
FEWEST = 5  # bars that a row of a table has room for, so that a single one is no wider


def window(marks: Sequence[Mark]) -> Sequence[Mark]:
    """The marks that a panel has room for: the latest, or those up to the last with figures."""
    last = max((at for at, mark in enumerate(marks) if not mark.kind), default=len(marks) - 1)
    end = min(len(marks), max(last + 2, LATEST))
    return marks[-LATEST:] if last >= len(marks) - LATEST else marks[max(0, end - LATEST) : end]


def panels(picture: Picture, words: Wording) -> Markup:
    """A panel for each series, with a scale and numbers of its own, and one key under all."""
    seen: dict[str, None] = {}
    items = []
    for series in picture.series:
        drawing = Bars(window(series.marks), HEIGHT, small=True)
        label = escape(words("bars_of", name=series.name))
        name = escape(series.name)
        head = f'<a href="{escape(series.href)}">{name}</a>' if series.href else name
        items.append(
            f"<li><h3>{head}</h3><p>{escape(series.note)}</p>"
            f'<svg class="chart" height="{HEIGHT}" role="group" aria-label="{label}">'
            f"{drawing.drawn(links=False)}</svg></li>"
        )
        seen |= drawing.seen
    return Markup(f'<ul class="panels">{"".join(items)}</ul>') + key(seen, words)


def spark(marks: Sequence[Mark]) -> Markup:
    """Small bars beside a row of a table, which has the same numbers elsewhere.

    All that look the same are one shape: a row costs a third of what it did with a shape a bar.
    """
    marks = marks[-LATEST:]
    slot = SPARK[0] / max(len(marks), FEWEST)
    most = max([mark.top for mark in marks] + [1])
    drawn: dict[str, list[Box]] = {}
    foot, none = SPARK[1] - 2, ""
    for at, mark in enumerate(marks):
        x, wide = round(at * slot + GAP), round(slot - 2 * GAP)
        if mark.kind:
            none += f"M{x + 1} 22h{wide - 2}"
            continue
        up = 0
        for number, state in mark.parts:
            up += number
            high = max((foot - 2) * number / most, 1)
            top = foot - (foot - 2) * up / most
            for look in (f"f {state} v", f"o {state}") if mark.invented else (f"f {state}",):
                drawn.setdefault(look, []).append((x, top + high, wide, high))
    return Markup(
        f'<svg class="spark" viewBox="0 0 {SPARK[0]} {SPARK[1]}" aria-hidden="true" '
        f'focusable="false">{shapes(drawn)}<path class="dash" d="{none}"/></svg>'
    )


def moves(rows: Sequence[Move], href: Callable[[str], str], label: str) -> Markup:
    """Differences left and right of zero, as far as they are certain, with what is told of each;
    `href` leads to the page of a mission."""
    most = max([abs(row.sure) for row in rows] + [1])
    out = []
    for row in rows:
        wide = 50 * abs(row.sure) / most
        x = 50.0 if row.sure > 0 else 50 - wide
        bar = (
            f'<rect class="{"m-more" if row.sure > 0 else "m-less"}" '
            f'x="{x:.1f}%" y="1" width="{wide:.1f}%" height="13"/>'
        )
        out.append(
            f'<li><a href="{escape(href(row.mission))}">{escape(row.name)}</a>'
            f'<svg aria-hidden="true" focusable="false">{bar if row.sure else ""}'
            '<line x1="50%" x2="50%" y1="-4" y2="20" stroke="#16202b"/></svg>'
            f"<span>{escape(row.told)}</span></li>"
        )
    return Markup(f'<ul class="diffs" aria-label="{escape(label)}">{"".join(out)}</ul>')
