"""What the parts of an extractor decided and why, for whoever looks at it (`extract --debug`).

A part notes a step where it decides, with the words, boxes and numbers that it decided by, so that
nobody has to guess them afterwards. While nobody listens nothing is made or kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from missiemonitor.corpus.document import Box


@dataclass(frozen=True, slots=True)
class Step:
    """One decision: by which part, on which page, in plain words.

    `boxes` are what it is about, in points and in the page's reading position; `numbers` what it
    was decided by. `taken` is false for what was weighed and left.
    """

    part: str
    page: int
    text: str
    boxes: tuple[Box, ...] = ()
    numbers: tuple[tuple[str, float], ...] = ()
    taken: bool = True


class Trace:
    """The steps that were noted, in order; one that is noted again is kept once."""

    def __init__(self) -> None:
        self._steps: dict[Step, None] = {}

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(self._steps)

    def note(
        self,
        part: str,
        page: int,
        text: str,
        boxes: Iterable[Box] = (),
        taken: bool = True,
        **numbers: float,
    ) -> None:
        """Keep a step."""
        self._steps[Step(part, page, text, tuple(boxes), tuple(numbers.items()), taken)] = None


_listening: ContextVar[Trace | None] = ContextVar("listening", default=None)


def trace() -> Trace | None:
    """Where to note steps, or None while nobody listens: `if (seen := trace()): seen.note(...)`."""
    return _listening.get()


@contextmanager
def listen() -> Iterator[Trace]:
    """Have all parts note their steps while the context is open."""
    token = _listening.set(found := Trace())
    try:
        yield found
    finally:
        _listening.reset(token)
