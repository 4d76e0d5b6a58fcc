"""Scans: read by what engines there are, with each doubt told; without any, a clear message."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from missiemonitor.corpus.document import Box, Document
from missiemonitor.corpus.errors import ReportError
from missiemonitor.corpus.ocr import engines, image, recognition
from missiemonitor.corpus.ocr.engines import Sighting
from missiemonitor.corpus.read import is_rubbish, read_document
from missiemonitor.corpus.thresholds import OCR
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.linking.countries import alike_countries, link_countries
from PIL import Image

from tests.conftest import pdf_of, rows_page
from tests.laboratory.scanner import scan

Read = Callable[..., Document]
ROWS = [
    ("EULEX Kosovo", "Kosovo", "3"),
    ("EUMM Georgië", "Georgië", "14"),
    ("EUAM Irak", "Irak", "2"),
    ("EUCAP Somalië", "Somalië", "5"),
]
needs_engine = pytest.mark.skipif(not engines.engines(), reason="no OCR engine is installed")


@pytest.mark.slow
@needs_engine
def test_a_skewed_noisy_scan_gives_its_rows_and_no_silent_wrong_figure(read: Read) -> None:
    found = extract(read(scan(pdf_of(rows_page(ROWS)), 3, 200)))
    assert found.document.source == "ocr"
    got = {(d.mission, d.officers) for d in found.deployments}
    expected = {("eulex-kosovo", 3), ("eumm-georgia", 14), ("euam-iraq", 2), ("eucap-somalia", 5)}
    assert len(got & expected) >= 3
    doubted = {f.about.get("deployment") for f in found.findings if f.severity != "info"}
    assert all((d.mission, d.officers) in expected or d.key in doubted for d in found.deployments)


@pytest.mark.slow
@needs_engine
def test_boxes_of_a_scan_lie_where_the_words_are_on_the_skewed_page(read: Read) -> None:
    found = extract(read(scan(pdf_of(rows_page(ROWS)), 3, 200)))
    page = found.document.pages[0]
    assert abs(page.skew) > 0.3
    figure = next(d for d in found.deployments if d.mission == "euam-iraq")
    # Drawn at 440 points from the left, 174 from the top; turned about the middle of the page.
    x0, top, x1, bottom = Box(440, 166, 446, 174).skewed(page.skew, 595, 842).sides()
    box = figure.count_evidence.box
    assert box.x0 - 6 < (x0 + x1) / 2 < box.x1 + 6
    assert box.top - 6 < (top + bottom) / 2 < box.bottom + 6


@pytest.mark.slow
@needs_engine
def test_pages_with_and_without_text_are_read_together(tmp_path: Path) -> None:
    import pypdfium2

    mixed = pypdfium2.PdfDocument.new()
    for part in (
        pdf_of([(60, 80, "Eerste Halfjaarbericht 2024")]),
        scan(pdf_of(rows_page(ROWS)), 3, 200),
    ):
        mixed.import_pages(pypdfium2.PdfDocument(part))
    mixed.save(tmp_path / "mixed.pdf")
    document = read_document(tmp_path / "mixed.pdf")
    assert document.source == "mixed"
    assert [issue.page for issue in document.issues if issue.code == "page-from-picture"] == [2]


def test_without_an_engine_a_scan_is_refused_with_advice(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "engines", dict)
    with pytest.raises(ReportError, match="doctor"):
        read(scan(pdf_of(rows_page(ROWS)), 3, 100))


def _seen(*texts: tuple[str, float]) -> list[Sighting]:
    return [Sighting(t, Box(x, 10, x + 8 * len(t), 20), 0.95) for t, x in texts]


def test_what_both_engines_read_is_sure_and_keeps_the_spelling_of_the_first() -> None:
    words = recognition._merged(_seen(("EUCAP", 0), ("Somalië", 45)), _seen(("EUCAPSomalie", 0)))
    assert [(w.text, w.confidence) for w in words] == [
        ("EUCAP", OCR.sure),
        ("Somalië", OCR.sure),
    ]


def test_figures_that_the_engines_read_otherwise_are_never_sure() -> None:
    (word,) = recognition._merged(_seen(("8", 0)), _seen(("3", 0)))
    assert (word.text, word.confidence, word.other) == ("3", OCR.different, "8")
    (word,) = recognition._merged(_seen(("l", 0)), _seen(("1", 0)))
    assert word.confidence < 0.9


def test_a_figure_that_one_engine_saw_is_kept_and_doubted() -> None:
    (word,) = recognition._merged([], _seen(("7", 0)))
    assert (word.text, word.confidence) == ("7", OCR.lone)


def test_rules_are_taken_out_and_letters_stay() -> None:
    grey = np.full((400, 600), 255, dtype=np.uint8)
    grey[100:103, 50:550] = 0
    grey[50:350, 300:303] = 0
    grey[200:220, 100:112] = 0  # as large as a letter
    clean, rules = image.without_rules(grey)
    assert sorted(rule.horizontal for rule in rules) == [False, True]
    assert clean[101, 200] == 255
    assert clean[210, 105] == 0


def test_a_skewed_picture_is_set_upright() -> None:
    grey = np.full((700, 700), 255, dtype=np.uint8)
    for top in range(60, 640, 40):
        grey[top : top + 8, 60:640] = 0
    turned = np.asarray(Image.fromarray(grey).rotate(1.5, fillcolor=255))
    _, skew = image.upright(turned)
    assert skew == pytest.approx(-1.5, abs=0.15)


def test_a_text_layer_that_is_no_text_is_recognised() -> None:
    assert is_rubbish("xqtrw bvnmk plkjh ghfds zxcvb rtwqp " * 10)
    assert is_rubbish("\ue001\ue002\ue003" * 40)
    assert not is_rubbish(
        "Nederland draagt met politiemensen bij aan missies in het buitenland. " * 3
    )
    assert not is_rubbish("EUMM UNMIK KFOR EULEX 3 4 5 12 " * 10)
    assert not is_rubbish("")


@pytest.mark.parametrize(
    "text",
    [
        "\u65e5\u672c\u306e\u8b66\u5bdf\u5b98 \u306f 525 \u4eba \u3067\u3059 " * 20,  # Japanese
        "\u8b66\u5bdf \u4eba\u5458 \u589e\u52a0 12 " * 20,  # Chinese
        "\u0627\u0644\u0634\u0631\u0637\u0629 \u0641\u064a \u0643\u0648\u0633\u0648\u0641\u0648 "
        * 20,  # Arabic
        "\u043f\u043e\u043b\u0438\u0446\u0438\u044f \u0432 \u041a\u043e\u0441\u043e\u0432\u0435 "
        * 20,  # Cyrillic
        "\u03b1\u03c3\u03c4\u03c5\u03bd\u03bf\u03bc\u03af\u03b1 "
        "\u03c3\u03c4\u03bf \u039a\u03cc\u03c3\u03bf\u03b2\u03bf " * 20,  # Greek
        "\u0111\u1ed9i c\u1ea3nh s\u00e1t \u1edf n\u01b0\u1edbc ngo\u00e0i \u0111\u00ea\u0301m "
        * 20,  # Vietnamese
    ],
)
def test_text_of_scripts_without_latin_vowels_is_text(text: str) -> None:
    assert not is_rubbish(text)


def test_latin_rubbish_among_words_of_another_script_is_rubbish() -> None:
    assert is_rubbish("\u8b66\u5bdf " * 10 + "xqtrw bvnmk plkjh ghfds zxcvb rtwqp " * 10)


def test_words_that_one_engine_ran_together_are_parted_as_the_other_saw_them() -> None:
    words = recognition._merged(
        _seen(("2", 0), ("Republiek", 160)), _seen(("2Centraal-AfrikaanseRepubliek", 0))
    )
    assert [w.text for w in words] == ["2", "Centraal-Afrikaanse", "Republiek"]
    assert [w.confidence for w in words] == [OCR.sure, OCR.lone, OCR.sure]


@pytest.mark.parametrize("said", ["34°", "twee!", "één?", "12²"])
def test_a_sign_behind_a_number_is_its_mark(said: str) -> None:
    words = recognition._merged(_seen((said, 0)), _seen((said, 0)))
    assert [(w.text, w.raised) for w in words] == [
        (said[:-1], False),
        (said[-1].replace("²", "2"), True),
    ]


def test_small_raised_figures_are_told_from_the_picture() -> None:
    clean = np.full((60, 80), 255, dtype=np.uint8)
    clean[20:40, 10:20] = 0  # a figure
    clean[15:28, 24:31] = 0  # a smaller one, raised
    assert image.raised_at_end(clean, Box(8, 12, 34, 42)) == 1
    clean[15:40, 24:31] = 0  # as low as the first
    assert image.raised_at_end(clean, Box(8, 12, 34, 42)) == 0


def test_ink_that_no_engine_read_is_found() -> None:
    clean = np.full((200, 300), 255, dtype=np.uint8)
    clean[40:56, 20:80] = 0  # read
    clean[40:56, 200:210] = 0  # a figure that was overlooked
    clean[120:122, 200:212] = 0  # a dash
    clean[150:152, 20:22] = 0  # dirt
    spots = image.ink_outside(clean, [Box(18, 38, 82, 58)], 16.0)
    assert sorted((box.x0, box.top) for box in spots) == [(200, 40), (200, 120)]


def test_a_misread_country_is_taken_for_what_it_is_alike() -> None:
    assert alike_countries("Palestiinse gebieden").codes == ("PS",)
    assert alike_countries("Moldavie en Oekraine") == link_countries("Moldavië en Oekraïne")
    assert alike_countries("Mall").codes == ()
    assert alike_countries("Cvprus").codes == ("CY",)


@pytest.mark.slow
@needs_engine
def test_engines_leave_nothing_behind_and_tell_their_makers_nothing(tmp_path: Path) -> None:
    """The runtime of RapidOCR keeps a number for the machine, and sends events, if it may."""
    ask = (
        "import os, numpy; from missiemonitor.corpus.ocr.engines import engines\n"
        "for each in engines().values(): each.page(numpy.full((90, 400), 255, numpy.uint8))\n"
        "assert os.environ['ORT_DISABLE_TELEMETRY'] == '1'"
    )
    home = os.environ | {"HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-B", "-c", ask], check=True, env=home, cwd=tmp_path)
    assert [*tmp_path.rglob("*")] == []
