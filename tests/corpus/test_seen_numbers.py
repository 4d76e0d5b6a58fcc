"""Numbers as the picture shows them, against what the text says. All figures are invented."""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterator

import pytest
from missiemonitor.corpus.document import Box
from missiemonitor.corpus.ocr.engines import engines
from missiemonitor.corpus.ocr.numbers import EngineNumber
from missiemonitor.corpus.page_images import page_images
from missiemonitor.corpus.pdf import seen_numbers as seen_numbers_module
from missiemonitor.corpus.pdf.pictures import PagePictures
from missiemonitor.corpus.pdf.seen_numbers import NumberClaim, SeenNumber, Verdict, seen_numbers
from missiemonitor.corpus.read import read_data
from missiemonitor.corpus.threshold import thresholds_of
from missiemonitor.extractors.extract import extract
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

ROWS = (
    ("EUMM Georgië", "Georgië", "3"),
    ("EULEX Kosovo", "Kosovo", "14"),
    ("EUCAP Somalië", "Somalië", "5"),
    ("EUAM Irak", "Irak", "20"),
    ("EUPOL COPPS", "Palestijnse gebieden", "6"),
    ("UNMISS", "Zuid-Sudan", "7"),
)
COUNT_AT = 430.0  # points from the left
FIRST_ROW = 700.0  # points from the foot of the page


def report(
    drawn: str = "",
    says: dict[str, str] | None = None,
    font: str = "Helvetica",
    rows: tuple[tuple[str, str, str], ...] = ROWS,
    page: str = "",
) -> bytes:
    """A report with a table. Its font says of some characters that they are others; more is drawn
    over it as `drawn` (operators of a page) says, and `page` stands in its page dictionary."""
    lines = [
        (60.0, 800.0, "Bijlage 5 bij het eerste halfjaarbericht politie 2024"),
        (60.0, 780.0, "Datum 19 juni 2024"),
        (60.0, 760.0, "De aantallen gelden voor 3 april 2024. Alle cijfers zijn verzonnen."),
        (60.0, 725.0, "Missienaam"),
        (260.0, 725.0, "Land"),
        (COUNT_AT, 725.0, "Aantal functionarissen"),
    ]
    for at, row in enumerate(rows):
        y = FIRST_ROW - 20 * at
        lines += zip((60.0, 260.0, COUNT_AT), (y, y, y), row, strict=True)
    text = "".join(f"BT /F1 11 Tf {x} {y} Td ({said}) Tj ET\n" for x, y, said in lines)
    pairs = "".join(
        f"<{ord(drawn_as):02X}> <{ord(said):04X}>\n" for drawn_as, said in (says or {}).items()
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Lies def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(says or {})} beginbfchar\n{pairs}endbfchar\nendcmap end end"
    )
    unicode = "/ToUnicode 6 0 R " if says else ""
    content = text + drawn
    return pdf_of(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        f"/Resources << /Font << /F1 5 0 R >> >> {page} >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding {unicode}>>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    )


def pdf_of(*objects: str) -> bytes:
    """A file of these objects, numbered from 1."""
    written, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{each}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start, size = len(written), len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n"
    return written + f"{end}startxref\n{start}\n%%EOF\n".encode()


def seen(data: bytes, row: int, text: str) -> SeenNumber:
    """What is seen of the count in a row (from 0) that the text gives as `text`."""
    foot = 842 - FIRST_ROW + 20 * row
    box = Box(COUNT_AT - 1, foot - 10, COUNT_AT + 8 * len(text), foot + 3)
    (found,) = seen_numbers(PagePictures(data), [NumberClaim(text, 1, box)])
    return found


@pytest.fixture
def no_shape_is_told() -> Iterator[None]:
    """Templates of digits that no glyph is like, as if all fonts were strange ones."""
    with thresholds_of({"shapes.alike": 1.0, "shapes.near": 1.0}):
        yield


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        seen_numbers_module, "read_numbers", lambda pictures: [[] for _ in pictures]
    )


FONTS = ("Helvetica", "Helvetica-Bold", "Times-Roman", "Times-Italic", "Courier")


@pytest.mark.parametrize("font", FONTS)
def test_true_digits_are_borne_out_by_their_shapes(font: str) -> None:
    data = report(font=font, rows=tuple(("EUAM Irak", "Irak", str(n)) for n in range(10, 30)))

    found = [seen(data, row, str(row + 10)) for row in range(20)]

    assert [each.seen for each in found] == [str(n) for n in range(10, 30)]
    assert {each.verdict for each in found} == {Verdict.AGREES}


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize(("drawn_as", "says"), [("3", "8"), ("6", "8"), ("7", "2"), ("5", "6")])
def test_a_font_that_calls_a_digit_another_is_told(font: str, drawn_as: str, says: str) -> None:
    data = report(says={drawn_as: says}, font=font, rows=(("EUAM Irak", "Irak", drawn_as),))

    found = seen(data, 0, says)

    assert (found.verdict, found.seen, found.witness) == (Verdict.DIFFERS, drawn_as, "shapes")


def test_a_digit_that_is_half_covered_is_not_borne_out() -> None:
    left_half = f"1 g {COUNT_AT - 1} {FIRST_ROW - 22} 4 14 re f"
    data = report(drawn=left_half, rows=(*ROWS[:1], ("EUAM Irak", "Irak", "8")))

    assert seen(data, 1, "8").verdict is not Verdict.AGREES


def test_light_digits_on_a_dark_band_are_read_like_dark_ones() -> None:
    band = (
        f"0 g 50 {FIRST_ROW - 5} 500 16 re f 1 g BT /F1 11 Tf {COUNT_AT} {FIRST_ROW} Td (3) Tj ET"
    )

    assert seen(report(drawn=band), 0, "33").verdict is Verdict.AGREES


@pytest.mark.parametrize("mark", ["4", "9"])
def test_the_mark_of_a_footnote_is_no_digit_of_the_number(mark: str) -> None:
    raised = f"BT /F1 6 Tf {COUNT_AT + 12.5} {FIRST_ROW - 15} Td ({mark}) Tj ET"

    found = seen(report(drawn=raised), 1, "14")

    assert (found.verdict, found.seen) == (Verdict.AGREES, "14")


def test_a_digit_on_a_patch_over_another_is_the_one_that_is_seen() -> None:
    patch = f"1 g {COUNT_AT - 1} {FIRST_ROW - 3} 9 13 re f 0 g "
    data = report(drawn=patch + f"BT /F1 11 Tf {COUNT_AT} {FIRST_ROW} Td (8) Tj ET")

    assert seen(data, 0, "8").verdict is Verdict.AGREES
    assert seen(data, 0, "3").verdict is Verdict.DIFFERS


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_digits_of_a_page_that_is_shown_turned_are_found(turn: int) -> None:
    data = report(page=f"/Rotate {90 * turn}")
    foot = 842 - FIRST_ROW + 20
    upright = Box(COUNT_AT - 1, foot - 10, COUNT_AT + 16, foot + 3)

    claim = NumberClaim("14", 1, upright.turned(turn, 595, 842), turn=-turn % 4)
    (found,) = seen_numbers(PagePictures(data), [claim])

    assert (found.verdict, found.seen) == (Verdict.AGREES, "14")


def test_digits_of_a_page_that_is_cropped_are_found_where_they_are_shown() -> None:
    data = report(page="/CropBox [50 400 500 820]")
    foot = 820 - FIRST_ROW + 20
    box = Box(COUNT_AT - 51, foot - 10, COUNT_AT - 50 + 16, foot + 3)

    (found,) = seen_numbers(PagePictures(data), [NumberClaim("14", 1, box)])

    assert (found.verdict, found.seen) == (Verdict.AGREES, "14")


def test_nothing_is_told_of_a_page_that_is_not_there() -> None:
    claim = NumberClaim("3", 2, Box(0, 0, 10, 10))

    (found,) = seen_numbers(PagePictures(report()), [claim])

    assert found == SeenNumber(claim, Verdict.UNKNOWN)


def test_where_shapes_tell_nothing_an_engine_is_asked(no_shape_is_told: None) -> None:
    if not engines():
        pytest.skip("no OCR engine is installed")
    lie = seen(report(says={"3": "8"}), 0, "8")
    true = seen(report(), 1, "14")

    assert (lie.verdict, lie.seen) == (Verdict.DIFFERS, "3")
    assert (true.verdict, true.seen) == (Verdict.AGREES, "14")
    assert {lie.witness, true.witness} <= set(engines())


def test_an_engine_is_not_believed_against_a_shape_that_speaks_for_the_claim(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def misread(pictures: list[object]) -> list[list[EngineNumber]]:
        return [[EngineNumber("tesseract", "74")] for _ in pictures]

    monkeypatch.setattr(seen_numbers_module, "read_numbers", misread)
    half = f"1 g {COUNT_AT + 6} {FIRST_ROW - 22} 4 14 re f"  # the 1 of 14 is seen, the 4 in part

    found = seen(report(drawn=half), 1, "14")

    assert found.verdict is not Verdict.DIFFERS


def test_without_shapes_and_engines_digits_of_one_font_are_held_against_each_other(
    no_shape_is_told: None, no_engine: None
) -> None:
    rows = tuple(("EUAM Irak", "Irak", count) for count in ("8", "3", "8", "88"))
    data = report(says={"3": "8"}, rows=rows)

    found = [seen(data, row, text) for row, text in enumerate(("8", "8", "8", "88"))]

    assert [each.verdict for each in found] == [
        Verdict.UNKNOWN,
        Verdict.DIFFERS,
        Verdict.UNKNOWN,
        Verdict.UNKNOWN,
    ]
    assert (found[1].seen, found[1].witness) == ("?", "alike")


@pytest.mark.parametrize("font", FONTS)
def test_true_digits_of_one_font_do_not_contradict_each_other(
    font: str, no_shape_is_told: None, no_engine: None
) -> None:
    data = report(font=font)

    found = [seen(data, row, count) for row, (_, _, count) in enumerate(ROWS)]

    assert {each.verdict for each in found} == {Verdict.UNKNOWN}


@pytest.mark.parametrize(("says", "verdict"), [("14", Verdict.AGREES), ("44", Verdict.DIFFERS)])
def test_the_text_that_lies_over_a_scan_need_not_lie_on_its_digits(
    says: str, verdict: Verdict, no_engine: None
) -> None:
    # Programs for OCR set words in a font of their own, so that each letter is a little off.
    page = next(page_images(report(), [1], 200 / 72, grayscale=True)).image
    target = io.BytesIO()
    canvas = Canvas(target, (595, 842))
    canvas.drawImage(ImageReader(page), 0, 0, 595, 842)
    layer = canvas.beginText(COUNT_AT - 1, FIRST_ROW - 20 - 1.5)
    layer.setFont("Courier", 12)
    layer.setTextRenderMode(3)
    layer.textOut(says)
    canvas.drawText(layer)
    canvas.save()

    found = seen(target.getvalue(), 1, says)

    assert (found.verdict, found.seen) == (verdict, "14")


def test_a_count_that_the_page_shows_otherwise_is_an_error_and_its_row_unsure() -> None:
    extraction = extract(read_data(report(says={"3": "8"}), "2024-1-verzonnen-cijfers.pdf"))

    (told,) = [each for each in extraction.findings if each.code == "seen-otherwise"]
    first, *others = extraction.deployments
    assert told.severity == "error"
    assert told.message == "EUMM Georgië: the text says '8', the page shows '3'"
    assert told.about["deployment"] == first.key
    assert told.evidence == first.count_evidence
    assert first.confidence < 0.5 < min(other.confidence for other in others)
    assert [each.count for each in first.readings if each.way == "seen"] == ["3"]


@pytest.mark.parametrize("font", FONTS)
def test_a_true_report_has_no_finding_about_what_is_seen(font: str) -> None:
    extraction = extract(read_data(report(font=font), "2024-1-verzonnen-cijfers.pdf"))

    assert len(extraction.deployments) == len(ROWS)
    codes = {each.code for each in extraction.findings}
    assert not codes & {"seen-otherwise", "readers-differ"}


@pytest.mark.slow
def test_a_count_that_was_read_from_a_picture_is_not_held_against_the_text_of_the_file() -> None:
    if not engines():
        pytest.skip("no OCR engine is installed")
    page = next(page_images(report(), [1], 200 / 72, grayscale=True)).image
    target = io.BytesIO()
    canvas = Canvas(target, (595, 842))
    canvas.drawImage(ImageReader(page), 0, 0, 595, 842)
    canvas.save()

    extraction = extract(read_data(target.getvalue(), "2024-1-verzonnen-cijfers.pdf"))

    assert len(extraction.deployments) == len(ROWS)
    codes = {each.code for each in extraction.findings}
    assert not codes & {"seen-otherwise", "readers-differ"}


def test_pictures_go_to_another_process_as_the_bytes_of_the_file() -> None:
    pictures = PagePictures(report())
    claim = NumberClaim("3", 1, Box(COUNT_AT - 1, 132, COUNT_AT + 8, 145))
    seen_numbers(pictures, [claim])  # it is open now

    sent = pickle.loads(pickle.dumps(pictures))

    assert seen_numbers(sent, [claim])[0].verdict is Verdict.AGREES


def test_a_page_is_looked_at_though_bytes_stand_before_the_header() -> None:
    plain, behind = PagePictures(report()), PagePictures(b"mail\n" * 400 + report())
    assert behind.area(1) == plain.area(1) and plain.area(1).width > 0
