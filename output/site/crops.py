"""The spot of a figure on its page, as a picture with boxes over it."""

from __future__ import annotations

import io
from dataclasses import dataclass

from missiemonitor.output.page_images import PageImageError, Pages
from missiemonitor.output.site.model import Figure

SCALE = 1.8  # pixels a point
ABOVE, BELOW, ASIDE = 62.0, 34.0, 30.0  # points of page around the row
COLOURS = 16
COUNT_WIDE = 17.5  # percent of the picture that is seen around a count on a narrow screen


@dataclass(frozen=True, slots=True)
class Crop:
    """A picture of part of a page in pixels, and boxes over it as styles in percent.

    A narrow screen shows two parts side by side: `name_from` and `count_from` are where these
    begin, in percent of the width.
    """

    png: bytes
    width: int
    height: int
    boxes: tuple[str, ...]
    name_from: float = 0.0
    count_from: float = 0.0


def crop(pages: Pages, sha256: str, figure: Figure) -> Crop | None:
    """The row of a figure cut from its page: the row boxed, and the count in it.

    None where the PDF is not there or cannot be drawn.
    """
    if not pages.has(sha256):
        return None
    try:
        drawn = pages.image(sha256, figure.page, SCALE)
    except PageImageError:
        return None
    row, count = figure.row_box, figure.box
    wide, high = drawn.image.width / drawn.scale, drawn.image.height / drawn.scale
    left = max(0.0, min(row[0], count[0], figure.across[0]) - ASIDE)
    right = min(wide, max(row[2], count[2], figure.across[1]) + ASIDE)
    top = max(0.0, min(row[1], count[1]) - ABOVE)
    bottom = min(high, max(row[3], count[3]) + BELOW)
    if right <= left or bottom <= top:
        return None
    cut = drawn.image.crop(
        tuple(round(drawn.scale * each) for each in (left, top, right, bottom))  # type: ignore[arg-type]
    ).convert("RGB")
    written = io.BytesIO()
    cut.quantize(COLOURS).save(written, "PNG", optimize=True)

    def style(box: tuple[float, float, float, float]) -> str:
        x, y = (box[0] - left - 3) / (right - left), (box[1] - top - 2) / (bottom - top)
        w, h = (box[2] - box[0] + 6) / (right - left), (box[3] - box[1] + 4) / (bottom - top)
        return f"left:{x:.2%};top:{y:.2%};width:{w:.2%};height:{h:.2%}"

    boxes = (style(row),) if row == count else (style(row), style(count))
    middle = 100 * ((count[0] + count[2]) / 2 - left) / (right - left)
    return Crop(
        written.getvalue(),
        cut.width,
        cut.height,
        boxes,
        name_from=max(0.0, 100 * (row[0] - left - 6) / (right - left)),
        count_from=min(max(0.0, middle - COUNT_WIDE / 2), 100 - COUNT_WIDE),
    )
