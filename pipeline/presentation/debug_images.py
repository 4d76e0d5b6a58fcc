"""Images of pages with what was made of them, because most errors are seen before understood.

A page stands in the middle. On it are its regions, the header, the columns and lines of each table,
and its rows as each reading saw them, a colour and a hatch for each, so that a row that one of them
missed or saw otherwise shows. Numbers in the gutter lead to the notes beside the page: what was
decided there and why, in the words of the part that decided it (extractors/trace.py). A text file
beside the image has all steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import normalize

from missiemonitor.corpus.document import Box, Page, Region
from missiemonitor.corpus.page_images import PageImage, page_images
from missiemonitor.extractors.extraction import Extraction
from missiemonitor.extractors.trace import Step
from missiemonitor.output.page_images import bytes_as_read
from PIL import Image, ImageDraw, ImageFont

SCALE = 2.0  # pixels a point: 144 dpi
GUTTER, PANEL, EDGE = 70, 760, 16  # pixels: left of the page, right of it, and around texts
LETTERS, LINE = 17, 23  # pixels: height of letters and of a line of notes

REGION_COLOURS = {
    Region.BODY: "#b5b5b5",
    Region.MARGIN: "#8e44ad",
    Region.HEADER: "#7f8c8d",
    Region.FOOTER: "#7f8c8d",
    Region.FOOTNOTE: "#a0522d",
}


@dataclass(frozen=True, slots=True)
class Style:
    """How boxes of one part are drawn: framed `out` pixels wider, hatched in direction `hatch`."""

    colour: str
    label: str
    out: int = 2
    width: int = 2
    hatch: tuple[int, int] = (0, 0)
    dashed: bool = False


STYLES = {
    "header": Style("#111111", "header that was found; dashed: what is none", out=5, width=3),
    "grid": Style("#999999", "grid of drawn lines", out=8, width=1, dashed=True),
    "extent": Style("#c8e6f5", "lines of the table", out=0, width=1),
    "columns": Style("#d81bda", "where columns part", width=3, dashed=True),
    "end": Style("#d50000", "where the table ended", out=3, width=3),
    "row aligned": Style("#1565c0", "row by white space", out=1, hatch=(1, 1)),
    "row ruled": Style("#e65100", "row by drawn lines", out=4, hatch=(1, -1)),
    "row names": Style("#2e7d32", "row by names", out=7, hatch=(0, 1)),
    "difference": Style("#4a148c", "readings of a row that differ", out=11, width=4),
    "table": Style("#555555", "table; dashed: left", out=14, width=1),
}
OTHER = Style("#00838f", "another part", out=3)
# What is told beside the page; of the rest the drawing says enough.
QUIET = ("row aligned", "row ruled", "row names", "extent", "columns", "agreement")


def draw_pages(
    pdf: Path, extraction: Extraction, steps: Sequence[Step], folder: Path
) -> Iterator[Path]:
    """For each page that was read with care a PNG in `folder`, and a text file with its steps.

    Raises PageImageError if the PDF was changed since it was read.
    """
    data = bytes_as_read(pdf, extraction.document.sha256)
    folder.mkdir(parents=True, exist_ok=True)
    pages = extraction.document.pages
    drawn = page_images(data, [page.number for page in pages], SCALE)
    for page, paper in zip(pages, drawn, strict=True):
        here = [step for step in steps if step.page == page.number]
        target = folder / f"{pdf.stem}-{page.number}.png"
        _Drawing(page, paper, here).sheet().save(target)
        target.with_suffix(".txt").write_text(steps_as_text(page, here), encoding="utf-8")
        yield target


def steps_as_text(page: Page, steps: Iterable[Step]) -> str:
    """The steps of a page, a line each: taken (+) or left (-), part, words, numbers, and where."""
    lines = []
    for step in steps:
        numbers = "".join(f"  {name} {value:g}" for name, value in step.numbers)
        lines.append(f"{'+' if step.taken else '-'} {step.part}: {step.text}{numbers}")
        if step.boxes:
            sides = page.on_paper(Box.around(step.boxes)).rounded()
            lines[-1] += f"  at {', '.join(f'{side:g}' for side in sides)}"
    return "\n".join(lines or ["no header of a deployment table on this page"]) + "\n"


class _Drawing:
    """A page being drawn on, with its gutter and notes."""

    def __init__(self, page: Page, paper: PageImage, steps: Sequence[Step]) -> None:
        self.page = page
        self.paper = paper.image.convert("RGB")
        self.scale = paper.scale
        self.steps = steps
        self.font = ImageFont.load_default(LETTERS)
        self.listed = [step for step in steps if _is_listed(step)]
        self.pen = ImageDraw.Draw(self.paper, "RGBA")

    def sheet(self) -> Image.Image:
        """The page with its gutter and notes; to be asked for once, for it draws on the page."""
        for line in self.page.lines:
            self._frame(line.box, Style(REGION_COLOURS[line.region], "", width=1, out=1))
        # What is found in a place lies under what is made of it.
        order = list(STYLES)
        order.sort(key=lambda part: part != "extent")
        for part in [*order, *sorted({s.part for s in self.steps} - set(order))]:
            for step in self.steps:
                if step.part == part and _is_drawn(step):
                    self._draw(step)
        notes = list(self._notes())
        height = max(self.paper.height, 2 * EDGE + LINE * len(notes))
        sheet = Image.new("RGB", (GUTTER + self.paper.width + PANEL, height), "white")
        pen = ImageDraw.Draw(sheet)
        self._number(pen, height)
        sheet.paste(self.paper, (GUTTER, 0))
        left, top = GUTTER + self.paper.width + EDGE, EDGE
        pen.line((left - EDGE, 0, left - EDGE, height), fill="#dddddd")
        for colour, text in notes:
            if colour and not text:
                middle = top + LINE / 2
                pen.line((left, middle, left + PANEL - 2 * EDGE, middle), fill=colour)
            elif colour and text.startswith("\t"):
                pen.rectangle((left, top + 4, left + 26, top + 16), fill=colour)
                pen.text((left + 38, top), text[1:], fill="black", font=self.font)
            else:
                pen.text((left, top), text, fill=colour or "black", font=self.font)
            top += LINE
        return sheet

    # --- on the page

    def _draw(self, step: Step) -> None:
        style = STYLES.get(step.part, OTHER)
        if not step.taken:
            style = replace(style, dashed=True)
        for box in step.boxes:
            if step.part == "extent":
                self.pen.rectangle(self._pixels(box, style.out), fill=(90, 180, 230, 40))
                continue
            if any(style.hatch):
                self._hatch(self._pixels(box, style.out), style)
            self._frame(box, style)

    def _frame(self, box: Box, style: Style) -> None:
        """The four sides of a box; a box without width or height is a line."""
        flat = not (box.width and box.height)
        x0, top, x1, bottom = self._pixels(box, 0 if flat else style.out)
        if not style.dashed:
            if flat:
                self.pen.line((x0, top, x1, bottom), fill=style.colour, width=style.width + 2)
            else:
                self.pen.rectangle((x0, top, x1, bottom), outline=style.colour, width=style.width)
            return
        down = {(x0, top, x0, bottom), (x1, top, x1, bottom)}
        across = {(x0, top, x1, top), (x0, bottom, x1, bottom)}
        for a, b, c, d in (down if box.height else set()) | (across if box.width else set()):
            for at in range(0, int(max(c - a, d - b)), 12):
                end = at + 7
                dash = (a + at, b, min(a + end, c), d) if c > a else (a, b + at, c, min(b + end, d))
                self.pen.line(dash, fill=style.colour, width=style.width)

    def _hatch(self, sides: tuple[float, float, float, float], style: Style) -> None:
        """Thin lines over a box, faint enough to read through."""
        x0, top, x1, bottom = sides
        across, down = style.hatch
        faint = (*bytes.fromhex(style.colour[1:]), 70)
        if not across:
            for y in range(int(top) + 3, int(bottom), 6):
                self.pen.line((x0, y, x1, y), fill=faint)
            return
        high = bottom - top
        for x in range(int(x0 - high), int(x1), 9):
            # Cut off at the sides of the box.
            start, end = max(x, x0), min(x + high, x1)
            if start < end:
                a, b = start - x, end - x
                ends = (top + a, top + b) if down > 0 else (bottom - a, bottom - b)
                self.pen.line((start, ends[0], end, ends[1]), fill=faint)

    def _pixels(self, box: Box, out: float) -> tuple[float, float, float, float]:
        """A box in pixels, wider by `out`, but not so much higher that it meets the next row."""
        x0, top, x1, bottom = (self.scale * side for side in self.page.on_paper(box).sides())
        return x0 - out, top - min(out, 2), x1 + out, bottom + min(out, 2)

    # --- beside it

    def _number(self, pen: ImageDraw.ImageDraw, height: int) -> None:
        """Numbers in the gutter, beside what each note is about, none over another."""
        places = []
        for number, step in enumerate(self.listed, start=1):
            if step.boxes:
                x0, top, _, bottom = self._pixels(Box.around(step.boxes), 0)
                places.append(((top + min(bottom, top + LINE)) / 2, x0, number, step))
        free = 0.0
        for middle, x0, number, step in sorted(places, key=lambda place: place[:3]):
            y = min(max(middle - LINE / 2, free), height - LINE)
            colour = STYLES.get(step.part, OTHER).colour
            pen.line((44, y + LINE / 2, GUTTER, middle), fill=colour)
            self.pen.line((0, middle, x0, middle), fill=(*bytes.fromhex(colour[1:]), 90))
            pen.rectangle((6, y, 44, y + LINE - 3), fill="white", outline=colour, width=2)
            pen.text((25, y + LINE / 2 - 1), str(number), fill="black", font=self.font, anchor="mm")
            free = y + LINE

    def _notes(self) -> Iterator[tuple[str, str]]:
        """Lines of the panel: a colour and a text; a tab before the text asks for a patch."""
        yield "", f"page {self.page.number}"
        for part in dict.fromkeys(step.part for step in self.steps if _is_drawn(step)):
            style = STYLES.get(part, OTHER)
            yield style.colour, "\t" + (style.label if part in STYLES else part)
        for region in dict.fromkeys(line.region for line in self.page.lines):
            yield REGION_COLOURS[region], f"\tlines of the {region.value}"
        yield "", ""
        if not self.listed:
            yield "", "no header of a deployment table on this page"
        for number, step in enumerate(self.listed, start=1):
            yield "#bbbbbb", ""
            mark = "" if step.taken else " (left)"
            colour = STYLES.get(step.part, OTHER).colour
            yield colour if step.part != "extent" else "", f"{number}. {step.part}{mark}"
            numbers = ", ".join(f"{name} {value:.3g}" for name, value in step.numbers)
            for text in filter(None, (normalize("NFC", step.text), numbers)):
                yield from (("", line) for line in self._wrapped(text))

    def _wrapped(self, text: str) -> Iterator[str]:
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and self.font.getlength(longer) > PANEL - 2 * EDGE:
                yield line
                line = word
            else:
                line = longer
        yield line


def _is_drawn(step: Step) -> bool:
    """Whether a step's boxes are drawn: rows that agree and ways that were left are only told."""
    left = not step.taken and step.part == "grid"
    return bool(step.boxes) and not left and step.part != "agreement"


def _is_listed(step: Step) -> bool:
    return step.part not in QUIET or not step.taken
