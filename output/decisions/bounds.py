"""What a number that a person gives may be. Raised as ValueError, with the bounds in words."""

from __future__ import annotations

MOST_OFFICERS = 100_000  # officers of a row; the whole police force has fewer
MOST_DECISIONS = 2**31 - 1  # numbers of decisions and pages stay far below what SQLite can hold


def whole(value: object, what: str, most: int, least: int = 0) -> int:
    """`value` if it is a whole number from `least` to `most`: not 3.0, true or "3"."""
    if type(value) is not int or not least <= value <= most:
        raise ValueError(f"{what} {str(value)[:40]!r} is not a whole number from {least} to {most}")
    return value


def officers_of(value: object) -> int:
    """A number of officers that a person gave. Raises ValueError."""
    return whole(value, "the number of officers", MOST_OFFICERS)


def stored_officers(text: object) -> int:
    """A number of officers as decisions hold it, in digits. Raises ValueError."""
    digits = str(text)
    small = len(digits) <= len(str(MOST_OFFICERS)) and digits.isascii() and digits.isdecimal()
    return officers_of(int(digits) if small else text)
