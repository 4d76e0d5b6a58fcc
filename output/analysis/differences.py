"""What can be said of the difference of two numbers: of ranges and least numbers no one number."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from missiemonitor.output.analysis import notation

ABOUT, UNSURE, DOUBTED = "about", "unsure", "total may be wrong"  # marks that a difference keeps
Side = tuple[int, int | None, frozenset[str]]  # the least, the most if known, and marks in words


@dataclass(frozen=True, slots=True)
class Difference:
    """Officers more, at the least and at the most (None: nobody knows), with the marks of both."""

    least: int | None
    most: int | None
    marks: frozenset[str] = frozenset()

    @property
    def change(self) -> str:
        """`more`, `fewer` or `same` where that is certain whatever the numbers are, or
        `uncertain`."""
        if self.least is not None and self.least > 0:
            return "more"
        if self.most is not None and self.most < 0:
            return "fewer"
        return "same" if self.least == self.most == 0 and ABOUT not in self.marks else "uncertain"

    @property
    def sure(self) -> int:
        """Of the officers more, or fewer, as many as are certain."""
        if self.change == "more":
            return self.least or 0
        return self.most or 0 if self.change == "fewer" else 0

    def text(
        self,
        words: Mapping[str, str],
        signed: Callable[[int], str] = "{:+d}".format,
        doubted: str = f" {notation.CONTRADICTED}",
    ) -> str:
        """The difference with the doubts of both numbers, such as `-1 to +1 ?`; `words` has the
        labels of `diff_...`, `signed` writes a number and `doubted` marks that of a total."""
        least, most = (None if each is None else signed(each) for each in (self.least, self.most))
        if least is None and most is None:
            return words["diff_unknown"]
        if least is None:
            text = words["diff_most"].format(number=most)
        elif most is None:
            text = words["diff_least"].format(number=least)
        else:
            text = least if least == most else words["diff_range"].format(low=least, high=most)
        text = f"ca. {text}" if ABOUT in self.marks else text
        return text + " ?" * (UNSURE in self.marks) + doubted * (DOUBTED in self.marks)


def of_row(row: Mapping[str, Any]) -> Difference | None:
    """The difference in a row of `compare`, None where one of both periods has no number; what one
    only shares with others can be in it or not."""
    marks = frozenset(f"{row['before_marks']}; {row['after_marks']}".split("; "))
    least, most = (notation.number(row, f"difference_{end}") for end in ("least", "most"))
    if notation.number(row, "difference") is None and least is most is None:
        return None
    return Difference(least, most, marks)


def of_totals(before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    """The difference of two rows of officers_by_period, or of any two sums with their marks; what
    a country shares with others can be in it or not."""
    one, two = _side(before), _side(after)
    least = None if one[1] is None else two[0] - one[1]
    most = None if two[1] is None else two[1] - one[0]
    return Difference(least, most, one[2] | two[2])


def _side(row: Mapping[str, Any]) -> Side:
    least = notation.number(row, "officers") or 0
    most = notation.number(row, "officers_max")
    most = least if most is None else most
    shared = notation.number(row, "officers_shared") or 0
    shared = max(shared, notation.number(row, "officers_shared_max") or 0)
    bounded = not (notation.number(row, "unread") or notation.number(row, "at_least"))
    return least, most + shared if bounded else None, _marks(notation.words(row))


def _marks(words: Collection[str]) -> frozenset[str]:
    return frozenset({ABOUT, UNSURE, DOUBTED} & {*words})
