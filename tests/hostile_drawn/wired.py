"""PDFs whose objects are wired to mislead: trees, forms, fonts, tables of objects; all invented."""

from __future__ import annotations

import zlib

from tests.hostile_drawn.damaged import NUMBERS, Kind, Random, a_report
from tests.raw_pdf import HELVETICA, raw_page, raw_pdf, said, stream

BOX = b"/MediaBox[0 0 595 842]"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"


def text(rng: Random) -> bytes:
    """Content of a page that says that its figures are invented; another one each time."""
    rows = [f"EULEX Kosovo {rng.randint(1, 99)}", f"UNMISS Soedan {rng.randint(1, 99)}"]
    return said("Alle cijfers zijn verzonnen", f"Bijlage 5, stuk {rng.random()}", *rows)


def objects_in_streams(rng: Random) -> bytes:
    """A PDF 1.5: objects stand in a stream, their table in another; some of it lies."""
    lies = rng.sample(("first", "count", "type", "place", "width", "extends", "index", "cut"), 2)
    packed = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R%b/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>>>>>" % BOX,
        HELVETICA,
    ]
    heads, body = b"", b""
    for number, each in enumerate(packed, 1):
        heads += b"%d %d " % (number, len(body) if "place" not in lies else rng.randint(0, 999))
        body += each + b" "
    inside = zlib.compress(heads + body)
    entries = b"/Type/ObjStm/N %b/First %b%b/Filter/FlateDecode" % (
        rng.choice(NUMBERS) if "count" in lies else b"4",
        rng.choice(NUMBERS) if "first" in lies else b"%d" % len(heads),
        b"/Extends 6 0 R" if "extends" in lies else b"",
    )
    out = b"%PDF-1.5\n"
    content = len(out)
    out += b"5 0 obj\n" + stream(text(rng)) + b"\nendobj\n"
    holder = len(out)
    out += b"6 0 obj\n" + stream(inside, entries) + b"\nendobj\n"
    table = len(out)
    rows = [(0, 0, 65535), *((2, 6, at) for at in range(4)), (1, content, 0), (1, holder, 0)]
    rows.append((1, table, 0))
    if "type" in lies:
        rows = [(rng.choice((kind, 3, 250, 2)), a, b) for kind, a, b in rows]
    listed = b"".join(bytes([kind]) + a.to_bytes(4) + b.to_bytes(2) for kind, a, b in rows)
    listed = listed[: rng.randrange(len(listed))] if "cut" in lies else listed
    more = b"/Type/XRef/Size 8/Root 1 0 R/W[%b 4 2]/Filter/FlateDecode" % (
        rng.choice(NUMBERS) if "width" in lies else b"1"
    )
    if "index" in lies:
        more += b"/Index[%b %b]" % (rng.choice(NUMBERS), rng.choice(NUMBERS))
    out += b"7 0 obj\n" + stream(zlib.compress(listed), more) + b"\nendobj\n"
    return out + b"startxref\n%d\n%%%%EOF\n" % table


def boxes(rng: Random) -> bytes:
    """Pages with boxes, turns and units of every size."""

    def number() -> bytes:
        return rng.choice((b"%d" % rng.randint(-20_000, 20_000), b"%.4f" % rng.random(), *NUMBERS))

    def box(name: bytes) -> bytes:
        return b"/%b[%b]" % (name, b" ".join(number() for _ in range(rng.choice((4, 4, 4, 3, 6)))))

    names = rng.sample((b"CropBox", b"BleedBox", b"TrimBox", b"ArtBox"), 2)
    entries = b"".join(box(name) for name in names)
    entries += b"/Rotate %b/UserUnit %b" % (rng.choice((b"90", b"45", number())), number())
    media = b"[%b]" % b" ".join(number() for _ in range(4))
    sound = b"[0 0 595 842]"
    return raw_page(text(rng), box=rng.choice((media, sound)), entries=entries)


def tree_of_pages(rng: Random) -> bytes:
    """A tree of pages that contains itself, is very deep, or counts wrongly."""
    deep = rng.choice((3, 40, 1_000, 20_000))
    last = deep + 2
    objects = [b"<</Type/Catalog/Pages 2 0 R>>"]
    for at in range(2, last + 1):
        kids = b"%d 0 R" % (at + 1)
        if rng.random() < 3 / deep:
            kids += b" %d 0 R" % rng.randint(1, last)
        count = rng.choice((b"1", b"1", *NUMBERS))
        objects.append(b"<</Type/Pages/Kids[%b]/Count %b/Parent %d 0 R>>" % (kids, count, at - 1))
    page = b"<</Type/Page/Parent %d 0 R%b/Contents %d 0 R/Resources<</Font<</F1 %d 0 R>>>>>>"
    objects.append(page % (last, BOX, last + 2, last + 3))
    return raw_pdf([*objects, stream(text(rng)), HELVETICA])


def forms(rng: Random) -> bytes:
    """Forms in forms: each draws the next many times, or any of them, itself among them."""
    many, times = rng.choice(((8, 12), (30, 2), (400, 1), (12, 10)))
    made = []
    for at in range(many):
        following = 6 + (at + 1 if rng.random() < 0.9 else rng.randrange(many))
        made.append(
            stream(b"/X Do " * times, FORM + b"/Resources<</XObject<</X %d 0 R>>>>" % following)
        )
    made.append(stream(b"0 0 9 9 re f", FORM))
    return raw_page(text(rng) + b"/X Do", resources=b"/XObject<</X 6 0 R>>", others=made)


def patterns(rng: Random) -> bytes:
    """Areas filled with patterns, shadings and masks that contain themselves or are very fine."""
    step = rng.choice((b"0.001", b"1", *NUMBERS))
    inside = b"/Resources<</Pattern<</P 6 0 R>>/ExtGState<</G 8 0 R>>>>"
    tile = stream(
        b"/Pattern cs /P scn 0 0 9 9 re f",
        b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 %b %b]/XStep %b/YStep %b%b"
        % (step, step, step, step, inside),
    )
    functions = b"<</FunctionType 3/Domain[0 1]/Functions[9 0 R 9 0 R]/Bounds[%b]/Encode[0 1 0 1]>>"
    others = [
        tile,
        b"<</Type/Pattern/PatternType 2/Shading<</ShadingType %d/ColorSpace/DeviceGray"
        b"/Coords[0 0 0 1 1 1]/Function 9 0 R>>>>" % rng.randint(0, 8),
        b"<</Type/ExtGState/SMask<</S/Luminosity/G 10 0 R>>>>",
        functions % rng.choice(NUMBERS),
        stream(b"/G gs 0 0 9 9 re f", FORM + b"/Group<</S/Transparency>>" + inside),
    ]
    drawn = b"/Pattern cs /%b scn /G gs 0 0 595 842 re f\n" % rng.choice((b"P", b"Q"))
    resources = b"/Pattern<</P 6 0 R/Q 7 0 R>>/ExtGState<</G 8 0 R>>"
    return raw_page(drawn + text(rng), resources=resources, others=others)


def fonts(rng: Random) -> bytes:
    """Fonts with broken encodings, widths, programs, and maps to Unicode that lie or never end."""
    ranges = [
        b"1 beginbfrange <00> <FFFFFFFF> <0030> endbfrange",
        b"1 beginbfrange <0000> <FFFF> [" + b"<0031>" * rng.randint(0, 70_000) + b"] endbfrange",
        b"1 begincodespacerange <00> <FFFFFFFFFFFFFFFF> endcodespacerange",
        b"9 beginbfchar <31> <" + b"0032" * rng.randint(1, 20_000) + b"> endbfchar",
        b"/CMapName usecmap 7 0 R usecmap /Identity-H usecmap",
        b"1 beginbfchar <31> <D83D> <32> <202E> <33> <0000> <34> <200B> endbfchar",
        rng.randbytes(rng.randint(1, 4_000)),
        b"100 beginbfrange " + b"<31> <30> <" * 500,
    ]
    to_unicode = stream(b"begincmap\n" + b"\n".join(rng.sample(ranges, 3)) + b"\nendcmap")
    differences = b" ".join(
        rng.choice(
            (b"/%d" % rng.randint(0, 999), b"/uni0000", b"/a#00b", b"%d" % rng.randint(-9, 300))
        )
        for _ in range(rng.randint(1, 3_000))
    )
    program = stream(
        rng.choice((b"\0\1\0\0", b"OTTO", b"%!PS", b"")) + rng.randbytes(rng.randint(0, 9_000)),
        b"/Length1 %b/Subtype/%b" % (rng.choice(NUMBERS), rng.choice((b"Type1C", b"OpenType"))),
    )
    kind = rng.choice((b"Type1", b"TrueType", b"MMType1"))
    simple = b"<</Type/Font/Subtype/%b/BaseFont/Q/FirstChar %b/LastChar %b/Widths[%b]" % (
        kind,
        rng.choice(NUMBERS),
        rng.choice(NUMBERS),
        b" ".join(rng.choice(NUMBERS) for _ in range(rng.randint(0, 300))),
    )
    simple += b"/Encoding<</Differences[%b]>>/ToUnicode 7 0 R/FontDescriptor 9 0 R>>" % differences
    wide = (
        b"<</Type/Font/Subtype/Type0/BaseFont/Q/Encoding/%b/DescendantFonts[%b]/ToUnicode 7 0 R>>"
    )
    wide %= (
        rng.choice((b"Identity-H", b"Identity-V", b"90ms-RKSJ-H", b"Nul")),
        rng.choice(
            (
                b"6 0 R",
                b"",
                b"<</Type/Font/Subtype/CIDFontType2/W[0 [1 0 R] 9 9999999 1]>>",
                b"8 0 R",
            )
        ),
    )
    descriptor = b"<</Type/FontDescriptor/FontFile%b 8 0 R/FontBBox[%b]>>" % (
        rng.choice((b"", b"2", b"3")),
        b" ".join(rng.choice(NUMBERS) for _ in range(4)),
    )
    others = [rng.choice((simple, wide)), to_unicode, program, descriptor]
    words = b"BT /F2 10 Tf 60 400 Td (EULEX Kosovo 31234) Tj <00310032> Tj ET\n"
    page = raw_page(text(rng) + words, others=others)
    return page.replace(b"/F1 5 0 R", b"/F1 5 0 R/F2 6 0 R")


def drawn_fonts(rng: Random) -> bytes:
    """Type 3 fonts: glyphs that write with their own font, fill much, or have no size."""
    proc = rng.choice(
        (
            b"9 0 d0 BT /F2 9 Tf (aaaa) Tj ET",
            b"9 0 0 0 9 9 d1 0 0 1e9 1e9 re f",
            b"q " * 9_000,
            b"/X Do",
            rng.randbytes(200),
        )
    )
    matrix = rng.choice((b"0.001 0 0 0.001 0 0", b"0 0 0 0 0 0", b"1e9 0 0 1e9 0 0", b"1 2"))
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[%b]/CharProcs<</a 7 0 R>>"
        b"/Encoding<</Differences[97/a]>>/FirstChar 97/LastChar %b/Widths[9]"
        b"/Resources<</Font<</F2 6 0 R>>/XObject<</X 7 0 R>>>>>>"
    ) % (matrix, rng.choice((b"97", *NUMBERS)))
    words = b"BT /F2 10 Tf 60 400 Td (%b) Tj ET\n" % (b"a" * rng.randint(1, 3_000))
    page = raw_page(text(rng) + words, others=[font, stream(proc, FORM)])
    return page.replace(b"/F1 5 0 R", b"/F1 5 0 R/F2 6 0 R")


def many_updates(rng: Random) -> bytes:
    """Hundreds of updates one after another, each with a table; some lead back."""
    data = a_report(rng)
    for at in range(rng.choice((2, 50, 3_000))):
        before = rng.choice((data.rfind(b"xref\n0"), len(data), 0, rng.randrange(len(data))))
        new = b"%d 0 obj\n<</Type/Page/A %d>>\nendobj\n" % (90 + at, at)
        table = b"xref\n0 0\ntrailer<</Root 1 0 R/Size 99/Prev %d/XRefStm %d>>\n"
        start = len(data) + len(new)
        data += new + table % (before, before) + b"startxref\n%d\n%%%%EOF\n" % start
        if len(data) > 2_000_000:
            break
    return data


def trees_of_names(rng: Random) -> bytes:
    """Outlines, names, labels of pages, structure and layers in circles, or in great number."""
    circle = b"<</Title(x)/First 6 0 R/Last 6 0 R/Next 6 0 R/Prev 6 0 R/Count %b/Parent 6 0 R>>"
    names = b"<</Kids[7 0 R 7 0 R]/Names[(a) 7 0 R]/Nums[0 7 0 R]/Limits[(a)(b)]>>"
    part = b"<</Type/StructElem/S/P/K[8 0 R 8 0 R %b]/P 8 0 R/Pg 3 0 R/ActualText(9)>>" % (
        b" ".join(b"%d" % at for at in range(rng.choice((1, 60_000))))
    )
    page = raw_page(
        b"/Span <</MCID 0/ActualText(7)>> BDC " * rng.choice((1, 5_000)) + text(rng),
        others=[circle % rng.choice(NUMBERS), names, part],
        entries=b"/StructParents 0",
    )
    root = b"/Outlines 6 0 R/Names 7 0 R/Dests 7 0 R/PageLabels 7 0 R/StructTreeRoot 8 0 R"
    root += b"/MarkInfo<</Marked true>>/OCProperties<</OCGs[7 0 R]/D<</Order[7 0 R]>>>>"
    return page.replace(b"<</Type/Catalog", b"<</Type/Catalog" + root)


WIRED: tuple[Kind, ...] = (
    objects_in_streams,
    boxes,
    tree_of_pages,
    forms,
    patterns,
    fonts,
    drawn_fonts,
    many_updates,
    trees_of_names,
)
