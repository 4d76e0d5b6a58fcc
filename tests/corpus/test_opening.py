"""What viewers open is read, and one page that cannot be read costs itself alone."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable

import pypdfium2
import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.corpus.errors import ReportError
from missiemonitor.corpus.limits import Limits
from missiemonitor.corpus.pdf.file import is_cut_short
from missiemonitor.corpus.read import ReadOptions, read_data
from missiemonitor.extractors.deployments.findings import no_table
from missiemonitor.output.page_images import Pages

from tests.conftest import pdf_of, rows_page
from tests.raw_pdf import raw_page, raw_pdf, said, stream

GOOD = pdf_of(rows_page([("EULEX Kosovo", "Kosovo", "3")]))


def texts(document: Document) -> list[str]:
    return [line.text for page in document.pages for line in page.lines]


def issues(document: Document) -> list[tuple[str, str, int | None]]:
    known = ("series-unsure", "period-unsure", "date-unsure")
    return [(i.code, i.message, i.page) for i in document.issues if i.code not in known]


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\n\r\n" + GOOD,
        b"x" * 2_000 + GOOD,
        b"\0" * 1_000_000 + GOOD,
        GOOD + b"\0" * 10_000,
        GOOD + b"<p>een voettekst van de server</p>\n" * 10_000,
        GOOD[: GOOD.rindex(b"startxref")] + b"startxref\n7\n%%EOF",
        GOOD.replace(b"\n0000000", b"\n0000001"),
    ],
    ids=["headers", "junk", "much junk", "zeros behind", "text behind", "no xref", "wrong xref"],
)
def test_what_viewers_open_is_read_as_if_it_were_whole(data: bytes) -> None:
    document = read_data(data, "raar.pdf")
    assert texts(document) == texts(read_data(GOOD, "goed.pdf"))
    assert issues(document) == []


def test_the_digest_is_of_all_bytes_and_pages_of_such_a_file_can_be_drawn(
    read: Callable[..., Document], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "raar.pdf").write_bytes(b"x" * 2_000 + GOOD)
    digest = hashlib.sha256(b"x" * 2_000 + GOOD).hexdigest()
    assert read(b"x" * 2_000 + GOOD).sha256 == digest
    pages = Pages([folder])
    assert pages.image(digest, 1, 1.0).image.size == (595, 842)
    assert pages.size(digest, 1) == pytest.approx((595, 842), abs=0.01)
    assert pages.lines(digest, 1)


def test_a_file_whose_end_is_missing_is_read_as_far_as_it_goes_and_says_so() -> None:
    whole = raw_page(said("Een zin op een bladzijde"))
    cut = whole[: whole.rindex(b"startxref")]
    assert is_cut_short(cut)
    assert not is_cut_short(whole + b"\0" * 9_000)
    document = read_data(cut, "half.pdf")
    assert texts(document) == ["Een zin op een bladzijde"]
    assert ("file-cut-short", "default", None) in issues(document)


def with_broken_page() -> bytes:
    """Three pages, of which the second is a number where a page should be."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
    page += b"/Resources<</Font<</F1 8 0 R>>>>>>"
    return raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/Count 3>>",
            page % 6,
            b"42",
            page % 7,
            stream(said("De eerste bladzijde")),
            stream(said("De derde bladzijde")),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )


def test_one_damaged_page_is_told_and_the_rest_is_read() -> None:
    document = read_data(with_broken_page(), "deels.pdf")
    assert texts(document) == ["De eerste bladzijde", "De derde bladzijde"]
    assert document.page_count == 3
    assert issues(document) == [("page-unread", "damaged", 2)]
    found = no_table(document)
    assert "page 2" in found.message


def test_a_page_of_no_size_or_of_too_many_characters_costs_itself() -> None:
    pdf = pypdfium2.PdfDocument(pdf_of([(60, 100, "kort")], [(60, 100, "veel te lang")]))
    pdf.new_page(20_000, 20_000)
    pdf.new_page(600, 0.5)
    target = io.BytesIO()
    pdf.save(target)
    document = read_data(target.getvalue(), "raar.pdf")
    assert issues(document) == [("page-unread", "size", 3), ("page-unread", "size", 4)]
    short = read_data(target.getvalue(), "raar.pdf", limits(max_characters=8))
    assert texts(short) == ["kort"]
    assert ("page-unread", "crowded", 2) in issues(short)


def limits(**given: int) -> ReadOptions:
    return ReadOptions(limits=Limits(**given))


def test_a_report_of_which_no_page_can_be_read_is_refused() -> None:
    with pytest.raises(ReportError, match=r"page 1: holds 4 characters"):
        read_data(pdf_of([(60, 100, "kort")]), "kort.pdf", limits(max_characters=3))


def test_only_notes_are_no_scan() -> None:
    note = b"<</Type/Annot/Subtype/Text/Rect[50 50 90 90]/Contents(kijk hier)>>"
    data = raw_page(b"", entries=b"/Annots[6 0 R]", others=[note])
    with pytest.raises(ReportError, match=r"only form fields or notes") as told:
        read_data(data, "notitie.pdf")
    assert "OCR" not in str(told.value)


def test_attached_files_are_named_where_no_table_is_found() -> None:
    pdf = pypdfium2.PdfDocument(pdf_of([(60, 100, "Zie de bijlage.")]))
    pdf.new_attachment("bijlage.pdf").set_data(GOOD)
    target = io.BytesIO()
    pdf.save(target)
    document = read_data(target.getvalue(), "omslag.pdf")
    assert document.attached == 1
    assert "attached to this one (1)" in no_table(document).message
