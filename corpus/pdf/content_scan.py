"""Whether what a page shows can be followed to its end, or operators are swallowed on the way.

In: the unpacked content of a page or form. Out: whether it is sound, and which names it draws. A
string that is not closed and a picture that is longer than its data hide all behind them from every
reader, and text under a matrix of zeros is drawn nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Possessive, as contents may be of megabytes and hostile.
STRING = re.compile(rb"\((?:[^()\\]++|\\.)*+\)", re.DOTALL)
WITHIN = re.compile(rb"\\.|[()]", re.DOTALL)
DRAWN = re.compile(rb"/([^\s()<>\[\]{}/%]+)\s+Do(?![^\s()<>\[\]{}/%])")
TOKEN = re.compile(
    rb"(?P<skip>%[^\r\n]*)|(?P<open>\()|(?P<pair><<|>>)|(?P<hex><[^>]*>?)"
    rb"|(?P<name>/[^\s()<>\[\]{}/%]*)|(?P<word>[^\s()<>\[\]{}/%]+)|(?P<other>[\[\]{})>])"
)
HEX = re.compile(rb"<[0-9A-Fa-f\s\0]*>")
NOT_HEX = re.compile(rb"(?<!<)<(?!<)[0-9A-Fa-f\s\0]*[^0-9A-Fa-f\s\0>]|<[0-9A-Fa-f\s\0]*\Z")
PICTURE = re.compile(rb"(?<!\S)BI(?![^\s/])")
NUMBER = rb"[-+]?[\d.]{1,20}"
MATRIX = re.compile(rb"(?<!\S)((?:%b\s+){4})%b\s+%b\s+cm(?!\S)" % (NUMBER, NUMBER, NUMBER))
DATA = re.compile(rb"\sID\s")
ENDS = re.compile(rb"\s*EI(?!\S)")
SHOWS = (b"Tj", b"TJ", b"'", b'"')
COMPONENTS = {b"G": 1, b"DeviceGray": 1, b"RGB": 3, b"DeviceRGB": 3, b"CMYK": 4, b"DeviceCMYK": 4}
NESTED = 5  # parentheses within strings that are taken out before they are looked at one by one


def drawn_names(content: bytes) -> set[bytes]:
    """The names of pictures and forms that are drawn."""
    return set(DRAWN.findall(_without_strings(content)))


def is_sound(content: bytes) -> bool:
    """Whether content can be followed to its end, each text of it drawn somewhere.

    A quick look comes first: most contents hold nothing that needs a look at each operator.
    """
    bare = _without_strings(content)
    if b"(" not in bare and not NOT_HEX.search(bare) and not PICTURE.search(bare):
        flat = any(_is_flat(found[1].split()) for found in MATRIX.finditer(bare))
        if not flat:
            return True
    return _followed(content)


def _without_strings(content: bytes) -> bytes:
    for _ in range(NESTED):
        bare = STRING.sub(b" ", content)
        if len(bare) == len(content):
            break
        content = bare
    return content


def _followed(content: bytes) -> bool:
    """Whether each operator is reached, one after another."""
    at, operands = 0, list[bytes]()
    flat, outer = False, list[bool]()
    while found := TOKEN.search(content, at):
        kind, token, at = found.lastgroup, found[0], found.end()
        if kind == "open":
            if not (at := _string_end(content, at)):
                return False
        elif kind == "hex":
            if not HEX.fullmatch(token):
                return False
        elif token == b"BI":
            end = _picture_end(content, at)
            if not end:
                return end is None
            at = end
        elif kind == "word" and _number(token) is not None:
            operands.append(token)
        elif kind == "word":
            if token == b"q":
                outer.append(flat)
            elif token == b"Q":
                flat = outer.pop() if outer else False
            elif token == b"cm":
                flat = flat or _is_flat(operands[-6:-2])
            elif token in SHOWS and flat:
                return False
            operands.clear()
    return True


def _is_flat(numbers: list[bytes]) -> bool:
    """Whether the first four numbers of a matrix draw everything onto a point."""
    return len(numbers) == 4 and all(_number(each) == 0 for each in numbers)


def _number(token: bytes) -> float | None:
    try:
        return float(token)
    except ValueError:
        return None


def _string_end(content: bytes, at: int) -> int:
    """Behind the parenthesis that closes the one before `at`; 0 where none does."""
    depth = 1
    for found in WITHIN.finditer(content, at):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if depth == 0:
            return found.end()
    return 0


def _picture_end(content: bytes, at: int) -> int | None:
    """Behind a picture in the content, which begins before `at`; 0 where its data are not there,
    None where it cannot be told how long they are."""
    begins = DATA.search(content, at)
    if not begins:
        return 0
    told = dict(_entries(content[at : begins.start()]))
    if {b"F", b"Filter"} & told.keys() or (size := _size(told)) is None:
        return None
    end = ENDS.match(content, begins.end() + size)
    return end.end() if end else 0


def _entries(text: bytes) -> Iterator[tuple[bytes, bytes]]:
    return ((key, value) for key, value in re.findall(rb"/(\w+)\s*/?([^\s/]+)", text))


def _size(told: dict[bytes, bytes]) -> int | None:
    """Bytes of a picture that is not packed; None where its colours are named elsewhere."""
    mask = told.get(b"IM", told.get(b"ImageMask")) == b"true"
    colours = COMPONENTS.get(told.get(b"CS", told.get(b"ColorSpace", b"")))
    try:
        width = int(told.get(b"W", told.get(b"Width", b"")))
        height = int(told.get(b"H", told.get(b"Height", b"")))
        bits = 1 if mask else int(told.get(b"BPC", told.get(b"BitsPerComponent", b"")))
    except ValueError:
        return None
    if not mask and colours is None:
        return None
    return (width * bits * (1 if mask else colours or 1) + 7) // 8 * height
