"""Images of pages with what was made of them, because most errors are seen before understood.

Body lines are framed in grey, the margin in purple, headers and footers in blue, footnotes in
brown; rows of deployments in green, their counts in red.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from missiemonitor.corpus.document import Box, Region
from missiemonitor.corpus.page_images import page_images
from missiemonitor.extractors.extraction import Extraction
from missiemonitor.output.page_images import MOST_PIXELS, bytes_as_read
from PIL import ImageDraw

SCALE = 2.0  # pixels a point: 144 dpi
COLOURS = {
    Region.BODY: "#bbbbbb",
    Region.MARGIN: "#8e44ad",
    Region.HEADER: "#2980b9",
    Region.FOOTER: "#2980b9",
    Region.FOOTNOTE: "#a0522d",
}
ROW, COUNT = "#27ae60", "#c0392b"


def draw_pages(pdf: Path, extraction: Extraction, folder: Path) -> Iterator[Path]:
    """One PNG for each page that was read with care, in `folder`.

    Raises PageImageError if the PDF was changed since it was read.
    """
    data = bytes_as_read(pdf, extraction.document.sha256)
    folder.mkdir(parents=True, exist_ok=True)
    pages = extraction.document.pages
    drawn = page_images(data, [page.number for page in pages], SCALE, MOST_PIXELS)
    for page, shown in zip(pages, drawn, strict=True):
        image = shown.image.convert("RGB")
        pen = ImageDraw.Draw(image)
        for line in page.lines:
            box = _pixels(page.on_paper(line.box), shown.scale)
            pen.rectangle(box, outline=COLOURS[line.region])
        for deployment in extraction.deployments:
            for evidence, colour in (
                (deployment.evidence, ROW),
                (deployment.count_evidence, COUNT),
            ):
                if evidence.page == page.number:
                    box = _pixels(evidence.box, shown.scale)
                    pen.rectangle(box, outline=colour, width=3)
        target = folder / f"{pdf.stem}-{page.number}.png"
        image.save(target)
        yield target


def _pixels(box: Box, scale: float) -> tuple[float, float, float, float]:
    return (
        scale * box.x0 - 2,
        scale * box.top - 2,
        scale * box.x1 + 2,
        scale * box.bottom + 2,
    )
