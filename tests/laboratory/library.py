"""Typesets with a PDF library: our own layout on reportlab's canvas, so that every glyph is ours.

It can write each glyph alone, write a page's text out of reading order, turn pages, and set two
columns; none of which the other producers do.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.laboratory.report import Block, Cell, Invented, Table

FOLDER = Path("/usr/share/fonts/truetype")
FILES = {
    "Liberation Sans": (
        "liberation/LiberationSans-Regular.ttf",
        "liberation/LiberationSans-Bold.ttf",
    ),
    "Liberation Serif": (
        "liberation/LiberationSerif-Regular.ttf",
        "liberation/LiberationSerif-Bold.ttf",
    ),
    "DejaVu Sans": ("dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf"),
    "Carlito": ("crosextra/Carlito-Regular.ttf", "crosextra/Carlito-Bold.ttf"),
}


def fonts(name: str) -> tuple[str, str]:
    """Regular and bold of a family; the built-in ones where its files are not there."""
    found = FILES.get(name)
    if not found or not all((FOLDER / path).exists() for path in found):
        return ("Times-Roman", "Times-Bold") if "Serif" in name else ("Helvetica", "Helvetica-Bold")
    for path, suffix in zip(found, ("", "-Bold"), strict=True):
        if name + suffix not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name + suffix, FOLDER / path))
    return name, name + "-Bold"


@dataclass
class _Text:
    x: float
    y: float
    text: str
    font: str
    size: float


@dataclass
class _Sheet:
    """One page's marks before they are written."""

    texts: list[_Text] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    fills: list[tuple[float, float, float, float, float]] = field(default_factory=list)


class _Setter:
    """Flows blocks down the columns of pages; y runs from the top of the page."""

    def __init__(self, report: Invented) -> None:
        self.report = report
        self.regular, self.bold = fonts(report.font)
        self.size = report.size
        self.leading = 1.25 * report.size
        width, height = report.page
        self.margin = 56.0
        right = 150.0 if report.colophon else 50.0
        gutter = 22.0
        number = report.columns
        self.width = (width - self.margin - right - gutter * (number - 1)) / number
        self.lefts = [self.margin + i * (self.width + gutter) for i in range(number)]
        self.top, self.foot = 80.0, height - 64.0
        self.sheets: list[_Sheet] = []
        self.column = number
        self.y = self.foot
        self.advance()

    @property
    def x(self) -> float:
        return self.lefts[self.column]

    def advance(self) -> None:
        """Go to the next column, or the next page."""
        self.column += 1
        if self.column >= len(self.lefts):
            self.column = 0
            self.sheets.append(_Sheet())
        self.y = self.top

    def new_page(self) -> None:
        """Go to a new page, unless one has just begun."""
        while self.column or self.y > self.top:
            self.advance()

    def room(self, height: float) -> None:
        if self.y + height > self.foot and self.y > self.top:
            self.advance()

    def write(self, x: float, y: float, text: str, bold: bool = False, size: float = 0) -> None:
        font = self.bold if bold else self.regular
        self.sheets[-1].texts.append(_Text(x, y, text, font, size or self.size))

    def wrap(self, text: str, width: float, bold: bool = False, size: float = 0) -> list[str]:
        font = self.bold if bold else self.regular
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and pdfmetrics.stringWidth(longer, font, size or self.size) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines or [""]

    def block(self, block: Block) -> None:
        match block.kind:
            case "title":
                self.flow(block.text, bold=True, size=1.4 * self.size, after=4)
            case "heading":
                self.room(4 * self.leading)
                self.y += 8
                self.flow(block.text, bold=True, after=4)
            case "note":
                self.flow(block.text, size=0.8 * self.size, after=1)
            case "table":
                assert block.table
                _TableSetter(self, block.table).set()
                self.y += 10
            case "page":
                self.new_page()
            case _:
                self.flow(block.text, after=7)

    def flow(self, text: str, bold: bool = False, size: float = 0, after: float = 0) -> None:
        size = size or self.size
        for line in self.wrap(text, self.width, bold, size):
            self.room(1.3 * size)
            self.write(self.x, self.y + size, line, bold, size)
            self.y += 1.25 * size
        self.y += after


class _TableSetter:
    def __init__(self, setter: _Setter, table: Table) -> None:
        self.setter = setter
        self.table = table
        total = sum(column.share for column in table.columns)
        width = setter.width * (0.98 if len(table.columns) > 3 or setter.width < 300 else 0.9)
        self.widths = [width * column.share / total for column in table.columns]
        self.starts = [sum(self.widths[:i]) for i in range(len(self.widths))]

    def set(self) -> None:
        """The header and all rows, over as many pages as it takes."""
        self.setter.room(6 * self.setter.leading)
        self.head()
        for index, row in enumerate(self.table.rows):
            height = self.height(list(row))
            below = self.table.rows[index + 1] if index + 1 < len(self.table.rows) else None
            if any(cell and cell.rows > 1 for cell in row) and below:
                height += self.height(list(below))
            if self.setter.y + height > self.setter.foot:
                self.setter.advance()
                if self.table.repeat:
                    self.head()
            self.row(list(row), index=index)

    def head(self) -> None:
        """The rows of heads; a head over several of them pushes the lowest one down."""
        table = self.table
        if table.headless:
            return
        covered = 0.0
        for over in table.over:
            low = self.height([cell if cell and cell.rows == 1 else None for cell in over])
            tall = self.height([cell if cell and cell.rows > 1 else None for cell in over])
            covered = max(covered, tall) - low
            self.row(list(over), header=True, exact=low)
        header = [
            Cell(" ".join(column.header)) if column.header or not table.over else None
            for column in table.columns
        ]
        fixed = [list(column.header) for column in table.columns]
        self.row(header, header=True, fixed=fixed, least=covered)

    def lines_of(self, cell: Cell, at: int, bold: bool) -> list[str]:
        width = sum(self.widths[at : at + cell.columns]) - 2 * self.pad
        return self.setter.wrap(cell.text, width, bold)

    @property
    def pad(self) -> float:
        return 3.0 if self.table.rules == "full" else 2.0

    def height(self, row: list[Cell | None], fixed: list[list[str]] | None = None) -> float:
        lines = [
            len(fixed[at]) if fixed else len(self.lines_of(cell, at, False))
            for at, cell in enumerate(row)
            if cell
        ]
        return max(lines, default=1) * self.setter.leading + 2 * self.table.padding

    def row(
        self,
        row: list[Cell | None],
        header: bool = False,
        index: int = 0,
        fixed: list[list[str]] | None = None,
        exact: float = 0.0,
        least: float = 0.0,
    ) -> None:
        setter, table = self.setter, self.table
        bold = (header and table.bold) or (not header and index in table.strong)
        if header and fixed:
            # A header word that is too long for its column is set as wide as it is.
            fixed = [
                [line for part in parts for line in setter.wrap(part, self.widths[at] - 4, bold)]
                for at, parts in enumerate(fixed)
            ]
        height = exact or max(least, self.height(row, fixed))
        sheet, left, top = setter.sheets[-1], setter.x, setter.y
        if (header and table.fill) or (not header and table.zebra and index % 2):
            sheet.fills.append((left, top, sum(self.widths), height, 0.87))
        for at, cell in enumerate(row):
            if not cell:
                continue
            lines = fixed[at] if fixed else self.lines_of(cell, at, bold)
            room = (
                0.0
                if cell.rows > 1 and header
                else height - 2 * table.padding - len(lines) * setter.leading
            )
            y = top + table.padding + (room / 2 if table.valign == "middle" else 0)
            width = sum(self.widths[at : at + cell.columns])
            for number, line in enumerate(lines):
                font = setter.bold if bold else setter.regular
                used = pdfmetrics.stringWidth(line, font, setter.size)
                align = "left" if table.tabs and header else table.columns[at].align
                x = left + self.starts[at] + self.pad
                if align == "right":
                    x = left + self.starts[at] + width - self.pad - used
                elif align == "center":
                    x = left + self.starts[at] + (width - used) / 2
                setter.write(x, y + setter.size, line, bold)
                if cell.mark and number == len(lines) - 1:
                    small = 0.65 * setter.size
                    setter.write(x + used + 0.3, y + 0.62 * setter.size, cell.mark, bold, small)
                y += setter.leading
        self.draw(row, header, top, height)
        setter.y += height

    def draw(self, row: list[Cell | None], header: bool, top: float, height: float) -> None:
        setter, rules = self.setter, self.table.rules
        if self.table.tabs or rules == "none":
            return
        sheet, left = setter.sheets[-1], setter.x
        bottom = top + height
        right = left + sum(self.widths)
        if rules == "header":
            if header:
                sheet.lines.append((left, bottom, right, bottom))
            return
        if rules == "horizontal":
            sheet.lines.append((left, bottom, right, bottom))
            return
        for at, cell in enumerate(row):
            if cell:
                x0 = left + self.starts[at]
                x1 = x0 + sum(self.widths[at : at + cell.columns])
                sheet.lines.append((x0, top, x1, top))
                sheet.lines.append((x0, top, x0, bottom))
                sheet.lines.append((x1, top, x1, bottom))
                if cell.rows == 1:
                    sheet.lines.append((x0, bottom, x1, bottom))
            elif not self.spanned_sideways(row, at):
                # The lower part of a cell that spans rows.
                x0, x1 = left + self.starts[at], left + self.starts[at] + self.widths[at]
                sheet.lines += [
                    (x0, top, x0, bottom),
                    (x1, top, x1, bottom),
                    (x0, bottom, x1, bottom),
                ]

    def spanned_sideways(self, row: list[Cell | None], at: int) -> bool:
        for before in range(at - 1, -1, -1):
            cell = row[before]
            if cell:
                return before + cell.columns > at
        return False


def typeset(report: Invented) -> bytes:
    """The report as a PDF."""
    setter = _Setter(report)
    for block in report.blocks:
        setter.block(block)
    width, height = report.page
    target = io.BytesIO()
    paper = (height, width) if report.turned else report.page
    # reportlab turns the paper itself where a page has a rotation.
    canvas = Canvas(
        target, pagesize=report.page if report.turned == "rotate" else paper, invariant=1
    )
    for number, sheet in enumerate(setter.sheets, start=1):
        _along(setter, sheet, number, len(setter.sheets))
        if report.turned:
            # Landscape content on portrait paper, running upwards.
            canvas.translate(paper[0], 0)
            canvas.rotate(90)
            if report.turned == "rotate":
                canvas.setPageRotation(90)
        _write(canvas, sheet, height, report)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _along(setter: _Setter, sheet: _Sheet, number: int, pages: int) -> None:
    width, height = setter.report.page
    sheet.texts.append(_Text(56, height - 26, setter.report.notice, setter.regular, 7))
    sheet.texts.append(
        _Text(width - 110, height - 26, f"Pagina {number} van {pages}", setter.regular, 7)
    )
    if setter.report.colophon:
        lines = ["Directoraat-Generaal", "Politie en", "Veiligheidsregio’s", "", "Datum", "19 juni"]
        lines += ["Ons kenmerk", "5463232"]
        for index, line in enumerate(lines):
            if line:
                sheet.texts.append(_Text(width - 130, 130 + 11 * index, line, setter.regular, 7))


def _pieces(sheet: _Sheet, report: Invented) -> Iterator[_Text]:
    texts = list(sheet.texts)
    if report.way == "shuffled":
        Random(report.number).shuffle(texts)
    for text in texts:
        if report.way == "plain":
            yield text
        elif report.way == "shuffled":
            x = text.x
            for word in text.text.split(" "):
                yield _Text(x, text.y, word, text.font, text.size)
                x += pdfmetrics.stringWidth(word + " ", text.font, text.size)
        else:
            x = text.x
            for glyph in text.text:
                if glyph != " ":
                    yield _Text(x, text.y, glyph, text.font, text.size)
                x += pdfmetrics.stringWidth(glyph, text.font, text.size)


def _write(canvas: Canvas, sheet: _Sheet, height: float, report: Invented) -> None:
    for x, y, wide, high, grey in sheet.fills:
        canvas.setFillGray(grey)
        canvas.rect(x, height - y - high, wide, high, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.setLineWidth(0.5)
    for x0, y0, x1, y1 in sheet.lines:
        canvas.line(x0, height - y0, x1, height - y1)
    for piece in _pieces(sheet, report):
        canvas.setFont(piece.font, piece.size)
        canvas.drawString(piece.x, height - piece.y, piece.text)
