"""Reports that are damaged or wired wrongly, and raw pages that ask for much; all invented."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable

from tests.conftest import pdf_of, rows_page
from tests.raw_pdf import raw_page, said, stream

Random = random.Random
Kind = Callable[[Random], bytes]
ROWS = [
    ("EULEX Kosovo", "Kosovo", "3"),
    ("EUMM Georgië", "Georgië", "4"),
    ("UNMISS", "Soedan", "2"),
]
NUMBERS = (b"-1", b"0", b"2147483648", b"99999999999999999999", b"1e400", b"nan", b"0.0000001")


def a_report(rng: Random) -> bytes:
    page = rows_page(ROWS[: rng.randint(1, 3)])
    year, half = rng.randint(1990, 2040), rng.choice(("eerste", "tweede"))
    page[0] = (60, 60, f"Bijlage 5 bij het {half} halfjaarbericht {year}")
    return pdf_of(*[page] * rng.randint(1, 3))


def a_page(rng: Random, content: bytes = b"", **more: bytes) -> bytes:
    text = said("Alle cijfers zijn verzonnen", f"Bijlage 5 bij het halfjaarbericht {rng.random()}")
    return raw_page(text + content, entries=more.get("entries", b""), resources=more.get("of", b""))


def bytes_changed(rng: Random) -> bytes:
    data = bytearray(a_report(rng))
    for _ in range(rng.randint(1, 200)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def cut_off(rng: Random) -> bytes:
    data = a_report(rng)
    return data[: rng.randrange(20, len(data))]


def piece_moved(rng: Random) -> bytes:
    data = a_report(rng)
    one, two = sorted(rng.sample(range(20, len(data)), 2))
    return data[:one] + data[two:] + data[one:two]


def piece_doubled(rng: Random) -> bytes:
    data = a_report(rng)
    one, two = sorted(rng.sample(range(20, len(data)), 2))
    return data[:two] + data[one:two] * rng.randint(1, 50) + data[two:]


def wired_wrongly(rng: Random) -> bytes:
    """References lead to other objects: pages, fonts and forms that contain themselves."""
    data = a_report(rng)
    most = len(re.findall(rb"\d+ 0 obj", data)) + 1
    return re.sub(
        rb"\d+ 0 R",
        lambda m: b"%d 0 R" % rng.randint(0, most) if rng.random() < 0.4 else m[0],
        data,
    )


def numbers_that_make_no_sense(rng: Random) -> bytes:
    return re.sub(
        rb"(?<= )\d+(?=[ \]>/\n])",
        lambda m: rng.choice(NUMBERS) if rng.random() < 0.1 else m[0],
        a_report(rng),
    )


def lengths_that_lie(rng: Random) -> bytes:
    return re.sub(rb"/Length \d+", lambda _: b"/Length " + rng.choice(NUMBERS), a_report(rng))


def xref_lost(rng: Random) -> bytes:
    """What viewers open: the table of objects is lost, the trailer is there."""
    return a_report(rng).replace(b"xref", rng.choice((b"xxxx", b"xref 0 0", b"")))


def junk_around(rng: Random) -> bytes:
    return rng.randbytes(rng.randint(1, 900)) + a_report(rng) + rng.randbytes(rng.randint(1, 9000))


def updated(rng: Random) -> bytes:
    """An incremental update that writes an object anew, with a table that points anywhere."""
    data = a_report(rng)
    new = b"%d 0 obj\n<</Type/%b>>\nendobj\n" % (
        rng.randint(1, 9),
        rng.choice((b"Page", b"Catalog")),
    )
    table = (
        b"xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 9/Prev %d>>\n"
        % rng.randint(0, len(data))
    )
    return data + new + table + b"startxref\n%d\n%%%%EOF\n" % (len(data) + len(new))


def nested(rng: Random) -> bytes:
    deep = rng.randint(100, 100_000)
    return a_page(rng, entries=b"/X " + rng.choice((b"[" * deep + b"]" * deep, b"<</A" * deep)))


def content_of_noise(rng: Random) -> bytes:
    words = (
        b"BT",
        b"ET",
        b"q",
        b"Q",
        b"Do",
        b"Tj",
        b"re",
        b"f",
        b"cm",
        b"/F1 9 Tf",
        b"(",
        b")",
        b"<",
    )
    more = b" ".join(rng.choice((*words, *NUMBERS)) for _ in range(rng.randint(10, 20_000)))
    return a_page(rng, more)


def bomb(rng: Random) -> bytes:
    once = rng.choice((b"0 0 m 9 9 l S\n", b"(9) Tj ", b"q ", b"\0"))
    packed = zlib.compress(
        zlib.compress(once * (rng.randint(1, 60) * 1_000_000 // len(once)), 9), 9
    )
    return a_page(rng).replace(b"<</Type/Page/", b"<</Extra 6 0 R/Type/Page/") + stream(
        packed, b"/Filter[/FlateDecode/FlateDecode]"
    )


def with_actions(rng: Random) -> bytes:
    action = rng.choice(
        (
            b"/S/JavaScript/JS(app.alert\\(1\\))",
            b"/S/Launch/F(/bin/true)",
            b"/S/URI/URI(http://192.0.2.1/x)",
            b"/S/SubmitForm/F(http://192.0.2.1/x)",
        )
    )
    entries = b"/AA<</O<<%b>>>>/Annots[<</Subtype/Link/Rect[0 0 900 900]/A<<%b>>>>]" % (
        action,
        action,
    )
    return a_page(rng, entries=entries)


def locked(rng: Random) -> bytes:
    lock = b"/Encrypt<</Filter/Standard/V %d/R %d/O(%b)/U(%b)/P -1>>" % (
        rng.randint(0, 9),
        rng.randint(0, 9),
        b"o" * rng.randint(0, 40),
        b"u" * rng.randint(0, 40),
    )
    return a_report(rng).replace(b"/Root", lock + b"/Root")


DAMAGED: tuple[Kind, ...] = (
    bytes_changed,
    cut_off,
    piece_moved,
    piece_doubled,
    wired_wrongly,
    numbers_that_make_no_sense,
    lengths_that_lie,
    xref_lost,
    junk_around,
    updated,
    nested,
    content_of_noise,
    bomb,
    with_actions,
    locked,
)
