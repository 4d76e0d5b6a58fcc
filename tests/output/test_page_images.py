"""Pages are drawn of the file that was read and of no other, and within bounds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
from missiemonitor.corpus.files import digest_of
from missiemonitor.corpus.limits import MOST_PIXELS
from missiemonitor.output.page_images import Crops, Pages

from tests.conftest import SAMPLES


def test_crops_are_drawn_only_of_the_file_that_was_read(tmp_path: Path) -> None:
    changed = tmp_path / "changed.pdf"
    shutil.copy(SAMPLES / "2024-1-bijlage-5.pdf", changed)
    box = {"page": 1, "x0": 100.0, "top": 100.0, "x1": 120.0, "bottom": 110.0}
    row = {"sha256": digest_of(changed), **box}
    crops = Crops([changed])
    assert crops.around(row).startswith("iVBOR")  # PNG in base64
    assert crops.around({**row, "page": 99}) == crops.around({**row, "sha256": "0" * 64}) == ""
    later = Crops([changed])
    assert later.around({**row, "page": 99}) == ""  # the folder is looked through here
    changed.write_bytes(changed.read_bytes() + b"\n")
    assert later.around(row) == ""


def test_a_page_of_any_size_is_drawn_within_the_bound_on_pixels(tmp_path: Path) -> None:
    wide = tmp_path / "wide.pdf"
    with pypdfium2.PdfDocument.new() as pdf:
        pdf.new_page(14_000, 14_000)
        pdf.save(wide)
    image = Pages([wide]).image(digest_of(wide), 1, 4.0).image
    assert 0.9 * MOST_PIXELS < image.width * image.height < 1.01 * MOST_PIXELS
