"""The level rules of a page, that can be asked for by their height."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from missiemonitor.corpus.document import Box, Page

SPANNED = 0.6  # share of a table's width that rules at one height have, to go across it
SAME = 1.5  # points between rules at one height
JOINED = 6.0  # points between dots or dashes that make one rule


class LevelRules:
    """Dots, dashes and pieces at one height are one rule."""

    def __init__(self, page: Page) -> None:
        level = [rule for rule in page.rules if rule.horizontal]
        self.all = _joined(rule.box for rule in level)
        self.drawn = _joined(rule.box for rule in level if rule.drawn)
        self._tops = [box.top for box in self.all]
        self._drawn_tops = [box.top for box in self.drawn]

    def between(self, top: float, bottom: float) -> list[Box]:
        """The boxes of those from one height to another."""
        return self.all[bisect_left(self._tops, top) : bisect_right(self._tops, bottom)]

    def parts(self, above: Box, line: Box) -> bool:
        """Whether a drawn one lies between what is above a line and the line."""
        first = bisect_left(self._drawn_tops, above.bottom - 2)
        last = bisect_right(self._drawn_tops, line.top + 2)
        return any(box.overlap_x(line) > 0 for box in self.drawn[first:last])

    def under(self, box: Box, edges: Sequence[float]) -> bool:
        """Whether a drawn one close under words goes over several columns, and not over all."""
        for rule in self.between(box.bottom - 3, box.bottom + box.height):
            held = rule.x0 <= box.x0 + 3 and rule.x1 >= box.x1 - 3
            over = sum(rule.x0 < edge < rule.x1 for edge in edges)
            if held and over > 0 and (rule.x0 > edges[0] - 3 or over < len(edges)):
                return True
        return False

    def across(self, above: Box, below: Box, table: Box) -> bool:
        """Whether what lies between two lines goes across a table."""
        found = self.between(above.bottom - 2, below.top + 2)
        return sum(max(0.0, box.overlap_x(table)) for box in found) > SPANNED * table.width

    def steps(self, table: Box) -> list[float]:
        """The heights inside a table at which rules go across it."""
        heights: dict[int, float] = {}
        # What is a little outside may be inside once it is rounded.
        for box in self.between(table.top - 1, table.bottom + 1):
            shared = max(0.0, box.overlap_x(table))
            heights[round(box.top)] = heights.get(round(box.top), 0.0) + shared
        wide = [y for y, shared in heights.items() if shared > SPANNED * table.width]
        return sorted(float(y) for y in wide if table.top < y < table.bottom)


def _joined(boxes: Iterable[Box]) -> list[Box]:
    found: list[Box] = []
    for box in sorted(boxes, key=lambda each: (round(each.top / SAME), each.x0)):
        last = found[-1] if found else None
        if last and abs(last.top - box.top) <= SAME and box.x0 - last.x1 <= JOINED:
            found[-1] = Box.around([last, box])
        else:
            found.append(box)
    return sorted(found, key=lambda each: each.top)
