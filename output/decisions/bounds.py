"""What a number that a person gives may be. Raised as ValueError, with the bounds in words."""

from __future__ import annotations

import re
import unicodedata

from missiemonitor.corpus.text import INVISIBLE

MOST_OFFICERS = 100_000  # officers of a row; the whole police force has fewer
MOST_DECISIONS = 2**31 - 1  # numbers of decisions and pages stay far below what SQLite can hold

LONGEST_NAME, LONGEST_REASON, LONGEST_MISSION = 100, 1000, 200  # characters
LONGEST_SAID = 10_000  # characters of what is taken from a page; a row there has far fewer
FARTHEST = 100_000  # points from the corner of a page to that of a box on it
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # categories of Unicode
FILLERS = "\u115f\u1160\u3164\uffa0\u2800"  # letters and signs that are drawn as nothing


class RefusedError(ValueError):
    """A decision that cannot be taken as it was given: `code` says why and `values` of what, so
    that it can be told in the language of who gave it; `str()` is in English."""

    def __init__(self, code: str, text: str, **values: object) -> None:
        super().__init__(text)
        self.code, self.values = code, values


def whole(value: object, what: str, most: int, least: int = 0) -> int:
    """`value` if it is a whole number from `least` to `most`: not 3.0, true or "3"."""
    if type(value) is not int or not least <= value <= most:
        raise RefusedError(
            "number",
            f"{what} {str(value)[:40]!r} is not a whole number from {least} to {most}",
            least=least,
            most=most,
        )
    return value


def officers_of(value: object) -> int:
    """A number of officers that a person gave. Raises ValueError."""
    return whole(value, "the number of officers", MOST_OFFICERS)


def stored_officers(text: object) -> int:
    """A number of officers as decisions hold it, in digits. Raises ValueError."""
    digits = str(text)
    small = len(digits) <= len(str(MOST_OFFICERS)) and digits.isascii() and digits.isdecimal()
    return officers_of(int(digits) if small else text)


def plain(text: object, what: str, most: int) -> str:
    """A text of one line that a person gave, composed (NFC) and without spaces around it.

    Raises ValueError for one that is longer than `most` characters or holds what cannot be seen:
    control and zero-width characters, by which two texts that look alike would differ.
    """
    composed = unicodedata.normalize("NFC", str(text)).strip(" ")
    if len(composed) > most:
        raise RefusedError("too-long", f"{what} is longer than {most} characters", most=most)
    for letter in composed:
        if unicodedata.category(letter) in UNSEEN or letter in FILLERS:
            sign = f"U+{ord(letter):04X}"
            raise RefusedError("unseen", f"{what} holds {sign}, which cannot be seen", sign=sign)
    return composed


def on_page(text: object, what: str, most: int) -> str:
    """Words that stand on a page, with one space between them.

    Pages have soft hyphens and letters that fonts call as they like. Raises ValueError for what no
    page was ever read as: control characters, and those that turn the way in which is read.
    """
    words = " ".join(str(text).split())
    if len(words) > most:
        raise RefusedError("too-long", f"{what} is longer than {most} characters", most=most)
    for letter in words:
        if unicodedata.category(letter) in ("Cc", "Cs") or INVISIBLE.match(letter):
            sign = f"U+{ord(letter):04X}"
            raise RefusedError("unseen", f"{what} holds {sign}, which cannot be seen", sign=sign)
    return words


def name_of(text: object) -> str:
    """The name of a person. Raises ValueError where it has no letter, or as `plain` does."""
    name = re.sub(r"\s+", " ", plain(text, "the name", LONGEST_NAME))
    if not any(letter.isalpha() for letter in name):
        raise RefusedError("name-needed", "a decision needs the name of who takes it")
    if mixed := next(filter(_mixes, name.split()), None):
        raise RefusedError(
            "name-mixed", f"the name {mixed!r} has letters of several alphabets", name=mixed
        )
    return name


def _mixes(word: str) -> bool:
    """Whether a word has Latin letters and others, such as a Cyrillic A, that look like them."""
    cased = (letter for letter in word if unicodedata.category(letter) in ("Lu", "Ll", "Lt"))
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in cased}
    return "LATIN" in scripts and len(scripts) > 1


def same_person(one: str, two: str) -> bool:
    """Whether two names may be of one person: a full stop, a space, an accent or capitals more do
    not make a second one."""
    return _bare(one) == _bare(two)


def _bare(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in apart if letter.isalnum())
