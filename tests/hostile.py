"""Small PDFs that ask for much: pixels, memory, time. All figures in them are invented."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.raw_pdf import raw_page, raw_pdf, said, stream

TEXT = said("Alle cijfers zijn verzonnen", "Een zin op een bladzijde")


def huge_page_with_a_picture() -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(14_400, 14_400))
    picture = Image.new("L", (400, 400), 255)
    picture.paste(0, (50, 50, 350, 350))
    canvas.drawImage(ImageReader(picture), 0, 0, 14_400, 14_400)
    canvas.save()
    return target.getvalue()


def many_rules() -> bytes:
    lines = b"".join(
        b"%d %d m %d %d l S\n" % (at % 500, at // 72, at % 500 + 40, at // 72)
        if at % 2
        else b"%d %d m %d %d l S\n" % (at % 590, at // 72, at % 590, at // 72 + 30)
        for at in range(60_000)
    )
    return raw_page(TEXT + lines)


def deep_forms() -> bytes:
    """Form in form, a thousand deep."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X %d 0 R>>>>"
    forms = [stream(b"/X Do", form % (7 + at)) for at in range(1_000)]
    forms.append(stream(b"0 0 9 9 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"))
    return raw_page(TEXT + b"/X Do", resources=b"/XObject<</X 6 0 R>>", others=forms)


def forms_in_a_circle() -> bytes:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 6 0 R>>>>"
    return raw_page(
        TEXT + b"/X Do", resources=b"/XObject<</X 6 0 R>>", others=[stream(b"/X Do /X Do", form)]
    )


def bomb_of_pixels() -> bytes:
    """A picture of 60,000 by 60,000 pixels in a few kilobytes."""
    side = 60_000
    packed = zlib.compress(zlib.compress(b"\0" * (side * side // 8), 9), 9)
    picture = stream(
        packed,
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1"
        b"/ColorSpace/DeviceGray/Filter[/FlateDecode/FlateDecode]" % (side, side),
    )
    return raw_page(
        b"595 0 0 842 0 0 cm /I Do", resources=b"/XObject<</I 6 0 R>>", others=[picture]
    )


def bomb_of_content() -> bytes:
    """Page content of 300 megabytes in a few kilobytes."""
    content = zlib.compress(zlib.compress(b"0 0 m 9 9 l S\n" * 20_000_000, 9), 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        stream(content, b"/Filter[/FlateDecode/FlateDecode]"),
    ]
    return raw_pdf(objects)


def references_in_a_circle() -> bytes:
    data = raw_page(TEXT)
    start = data.rindex(b"startxref\n") + len(b"startxref\n")
    at = int(data[start : data.index(b"\n", start)])
    return data.replace(b"/Size 6>>", b"/Size 6/Prev %d>>" % at)


def pages_in_a_circle() -> bytes:
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 9/Parent 2 0 R>>",
            b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 9/Parent 2 0 R>>",
        ]
    )


def pages_that_are_not_there() -> bytes:
    return raw_pdf(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 4000>>", b"<<>>"]
    )


def many_notes() -> bytes:
    note = b"<</Type/Annot/Subtype/FreeText/Rect[50 50 90 90]/Contents(3)/DA(/F1 9 Tf)>>"
    return raw_page(TEXT, entries=b"/Annots[%b]" % (note * 100_000))


def one_pile_of_words() -> bytes:
    return raw_page(b"BT /F1 1 Tf 1 0 0 1 9 9 Tm " + b"(1 )Tj " * 20_000 + b"ET")


def very_small_print() -> bytes:
    lines = b"".join(
        b"BT /F1 2 Tf 20 %d Td (%b) Tj ET\n" % (20 + 2 * line, b"woord 12 " * 14)
        for line in range(400)
    )
    return raw_page(lines)


def boxed(box: bytes) -> Callable[[], bytes]:
    return lambda: raw_page(TEXT, box=box)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "huge page with a picture": huge_page_with_a_picture,
    "many rules": many_rules,
    "deep forms": deep_forms,
    "forms in a circle": forms_in_a_circle,
    "bomb of pixels": bomb_of_pixels,
    "bomb of content": bomb_of_content,
    "references in a circle": references_in_a_circle,
    "pages in a circle": pages_in_a_circle,
    "pages that are not there": pages_that_are_not_there,
    "many notes": many_notes,
    "one pile of words": one_pile_of_words,
    "very small print": very_small_print,
    "box of 1e30": boxed(b"[0 0 1e30 1e30]"),
    "box of a huge number": boxed(b"[0 0 1%b 800]" % (b"0" * 60)),
    "box of nothing": boxed(b"[0 0 0 0]"),
    "box of no numbers": boxed(b"[0 0 nan inf]"),
    "box turned round": boxed(b"[595 842 0 0]"),
    "box below nothing": boxed(b"[-9e9 -9e9 -8e9 -8e9]"),
    "box of two numbers": boxed(b"[0 0]"),
    "box that is no list": boxed(b"(groot)"),
    "box without height": boxed(b"[0 0 595 0.001]"),
}
