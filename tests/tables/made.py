"""Words and lines made by hand: each letter five points wide, lines ten points high."""

from __future__ import annotations

from missiemonitor.corpus.document import Box, Line, Page, Rule, Word

WIDE, HIGH = 5.0, 10.0  # points: a letter, a line
SPACE = 2.5


def words(x: float, top: float, text: str) -> list[Word]:
    """The words of a text that begins at `x`, with a usual space between them."""
    made = []
    for each in text.split():
        box = Box(x, top, x + WIDE * len(each), top + HIGH)
        made.append(Word(each, box, size=HIGH))
        x = box.x1 + SPACE
    return made


def line(top: float, *cells: tuple[float, str]) -> Line:
    """A line with these texts at these x."""
    return Line(tuple(word for x, text in cells for word in words(x, top, text)))


def table(*rows: tuple[str, ...], xs: tuple[float, ...] = (60, 260, 440)) -> list[Line]:
    """A line for each row, 18 points apart from 100 on, its cells at `xs`."""
    return [
        line(100 + 18 * at, *((x, text) for x, text in zip(xs, row, strict=True) if text))
        for at, row in enumerate(rows)
    ]


def page(lines: list[Line], rules: tuple[Rule, ...] = (), number: int = 1) -> Page:
    """A page of A4 that holds these lines."""
    made = tuple(word for each in lines for word in each.words)
    return Page(number, 595, 842, made, rules, tuple(lines))


def grid(xs: tuple[float, ...], ys: tuple[float, ...]) -> tuple[Rule, ...]:
    """The rules of a whole grid between these x and y."""
    flat = [Rule(Box(xs[0], y, xs[-1], y), horizontal=True) for y in ys]
    upright = [Rule(Box(x, ys[0], x, ys[-1]), horizontal=False) for x in xs]
    return (*flat, *upright)
