"""Opening files: every kind of bad input gets one line that names file, page and what to do."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.corpus.errors import ReportError
from missiemonitor.corpus.limits import Limits
from missiemonitor.corpus.text import clean
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import pdf_of, rows_page

GOOD = pdf_of([(60, 100, "Een zin op een bladzijde.")])


def protected() -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, encrypt=StandardEncryption("geheim", ownerPassword="ook"))
    canvas.drawString(60, 700, "besloten")
    canvas.save()
    return target.getvalue()


def pageless() -> bytes:
    target = io.BytesIO()
    pypdfium2.PdfDocument.new().save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"<html>no report</html>", "is not a PDF"),
        (GOOD[: len(GOOD) // 2], "is cut short"),
        (b"%PDF-1.4\n" + b"\x00nonsense" * 50 + b"\n%%EOF", "is damaged"),
        (protected(), "password"),
        (pageless(), "is damaged"),
        (pdf_of([], []), "has no text on any page: its pages are empty"),
        (
            pdf_of([], draw=lambda canvas: canvas.line(9, 9, 99, 99)),
            "has no text on any page, only drawn lines and areas",
        ),
        (pdf_of([(60, 100, "groot")], size=(20_000, 20_000)), "where a side may be 3 to 14,400"),
    ],
)
def test_bad_input_is_told_in_one_line(
    read: Callable[..., Document], data: bytes, says: str
) -> None:
    with pytest.raises(ReportError) as told:
        read(data, "kapot.pdf")
    message = str(told.value)
    assert "kapot.pdf" in message
    assert says in message
    assert "\n" not in message
    assert ";" in message  # what happened; what to do


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    from missiemonitor.corpus.read import read_document

    for path in (tmp_path / "niets.pdf", tmp_path):
        with pytest.raises(ReportError, match=r"cannot be opened|is a folder"):
            read_document(path)


def test_too_many_pages_or_characters_are_refused(read: Callable[..., Document]) -> None:
    three = pdf_of(*[[(60, 100, f"bladzijde {number}")] for number in range(3)])
    with pytest.raises(ReportError, match="has 3 pages"):
        read(three, limits=Limits(max_pages=2))
    with pytest.raises(ReportError, match=r"page 1: holds 11 characters"):
        read(three, limits=Limits(max_characters=10))
    with pytest.raises(ReportError, match="more than the limit"):
        read(three, limits=Limits(max_bytes=100))


def test_bytes_damaged_anywhere_never_give_another_error(read: Callable[..., Document]) -> None:
    """Whatever byte is lost, the result is a document or an ReportError."""
    data = pdf_of(rows_page([("EULEX Kosovo", "Kosovo", "3")]))
    for cut in range(9, len(data), max(1, len(data) // 60)):
        broken = data[:cut] + b"#" + data[cut + 7 :]
        try:
            document = read(broken)
        except ReportError:
            continue
        assert document.page_count == 1


def test_turned_pages_are_read_upright(read: Callable[..., Document]) -> None:
    def turned(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(100, -300, "Een zin die omhoog loopt")

    document = read(pdf_of([], draw=turned))
    page = document.pages[0]
    assert page.turn == 1
    assert page.lines[0].text == "Een zin die omhoog loopt"
    # On the paper the line runs upwards at 300 points from the left.
    box = page.on_paper(page.lines[0].box)
    assert box.height > 10 * box.width
    assert 285 < box.x0 < 305
    assert box.bottom == pytest.approx(842 - 100, abs=2)


def test_bold_made_by_printing_twice_is_read_once(read: Callable[..., Document]) -> None:
    document = read(pdf_of([(60, 100, "vet"), (60.3, 100, "vet")]))
    assert [word.text for word in document.pages[0].words] == ["vet"]


def test_ligatures_and_invisible_characters_are_cleaned() -> None:
    assert clean("o\ufb03cier\u200b e\u0308n") == "officier ën"


def test_control_characters_go_and_line_ends_stay() -> None:
    assert clean("3\x18 \x1b[31mrood\x84\x00\n\tmet\x0ctab") == "3 [31mrood\n\tmet tab"
    # PDFium puts this for the hyphen of a word that goes on in the next line.
    assert clean("politie\ufffefunctionaris") == "politiefunctionaris"
