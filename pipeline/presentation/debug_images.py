"""Pictures of pages with what was made of them, because most errors are seen before understood.

Body lines are framed in grey, the margin in purple, headers and footers in blue, footnotes in
brown; rows of deployments in green, their counts in red.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from missiemonitor.corpus.document import Box, Region
from missiemonitor.extractors.extraction import Extraction
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
    """One PNG for each page that was read with care, in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    document = pypdfium2.PdfDocument(pdf)
    for page in extraction.document.pages:
        picture = document[page.number - 1].render(scale=SCALE).to_pil().convert("RGB")
        pen = ImageDraw.Draw(picture)
        for line in page.lines:
            pen.rectangle(_pixels(page.on_paper(line.box)), outline=COLOURS[line.region])
        for deployment in extraction.deployments:
            for evidence, colour in (
                (deployment.evidence, ROW),
                (deployment.count_evidence, COUNT),
            ):
                if evidence.page == page.number:
                    pen.rectangle(_pixels(evidence.box), outline=colour, width=3)
        target = folder / f"{pdf.stem}-{page.number}.png"
        picture.save(target)
        yield target
    document.close()


def _pixels(box: Box) -> tuple[float, float, float, float]:
    return (
        SCALE * box.x0 - 2,
        SCALE * box.top - 2,
        SCALE * box.x1 + 2,
        SCALE * box.bottom + 2,
    )
