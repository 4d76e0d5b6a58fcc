"""Typesets with LibreOffice Writer, many reports in one run."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from tests.laboratory.report import Block, Cell, Invented, Table

NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
    )
)


def _cell_style(table: Table, name: str, shaded: bool) -> str:
    line = "0.5pt solid #000000"
    borders = {
        "full": f'fo:border="{line}"',
        "horizontal": f'fo:border-bottom="{line}"',
    }.get(table.rules, "")
    if table.rules == "header" and name.endswith("h"):
        borders = f'fo:border-bottom="{line}"'
    fill = 'fo:background-color="#dde4ec"' if shaded else ""
    middle = 'style:vertical-align="middle"' if table.valign == "middle" else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties '
        f'{borders} {fill} {middle} fo:padding-top="{table.padding}pt" '
        f'fo:padding-bottom="{table.padding}pt" fo:padding-left="3pt" fo:padding-right="3pt"/>'
        "</style:style>"
    )


def _paragraph(style: str, text: str, mark: str = "") -> str:
    raised = f'<text:span text:style-name="Hoog">{escape(mark)}</text:span>' if mark else ""
    body = "<text:line-break/>".join(escape(part) for part in text.split("\n"))
    return f'<text:p text:style-name="{style}">{body}{raised}</text:p>'


ALIGN = {"left": "L", "right": "R", "center": "M"}


def _table(table: Table, number: int, width: float) -> tuple[str, str]:
    """Automatic styles and body of a table."""
    total = sum(column.share for column in table.columns)
    widths = [0.97 * width * column.share / total for column in table.columns]
    if table.tabs:
        return _tabbed(table, number, widths)
    name = f"T{number}"
    styles = (
        f'<style:style style:name="{name}" style:family="table"><style:table-properties '
        f'style:width="{sum(widths):.1f}pt" table:align="left"/></style:style>'
        + "".join(
            f'<style:style style:name="{name}{i}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{w:.1f}pt"/></style:style>'
            for i, w in enumerate(widths)
        )
        + _cell_style(table, f"{name}h", table.fill)
        + _cell_style(table, f"{name}c", False)
        + _cell_style(table, f"{name}z", True)
    )
    columns = "".join(
        f'<table:table-column table:style-name="{name}{i}"/>' for i in range(len(widths))
    )
    bold = "V" if table.bold else ""
    heads = "".join(
        f'<table:table-cell table:style-name="{name}h">'
        + _paragraph(f"Cel{ALIGN[column.align]}{bold}", "\n".join(column.header))
        + "</table:table-cell>"
        for column in table.columns
    )
    header = f"<table:table-row>{heads}</table:table-row>"
    if table.repeat:
        header = f"<table:table-header-rows>{header}</table:table-header-rows>"
    rows = "".join(_row(table, row, index, name) for index, row in enumerate(table.rows))
    return styles, (
        f'<table:table table:name="{name}" table:style-name="{name}">{columns}{header}{rows}'
        "</table:table>"
    )


def _row(table: Table, row: tuple[Cell | None, ...], index: int, name: str) -> str:
    shade = "z" if table.zebra and index % 2 else "c"
    bold = "V" if index in table.strong else ""
    cells = "".join(
        f'<table:table-cell table:style-name="{name}{shade}"'
        + (f' table:number-rows-spanned="{cell.rows}"' if cell.rows > 1 else "")
        + (f' table:number-columns-spanned="{cell.columns}"' if cell.columns > 1 else "")
        + ">"
        + _paragraph(f"Cel{ALIGN[table.columns[at].align]}{bold}", cell.text, cell.mark)
        + "</table:table-cell>"
        if cell
        else "<table:covered-table-cell/>"
        for at, cell in enumerate(row)
    )
    return f"<table:table-row>{cells}</table:table-row>"


def _tabbed(table: Table, number: int, widths: list[float]) -> tuple[str, str]:
    stops = "".join(
        f'<style:tab-stop style:position="{sum(widths[:i]):.1f}pt"/>' for i in range(1, len(widths))
    )
    style = (
        f'<style:style style:name="Tab{number}" style:family="paragraph" '
        f'style:parent-style-name="CelL"><style:paragraph-properties><style:tab-stops>{stops}'
        "</style:tab-stops></style:paragraph-properties></style:style>"
    )
    lines = ["<text:tab/>".join(escape(column.header[0]) for column in table.columns)]
    for row in table.rows:
        lines.append("<text:tab/>".join(escape(cell.text + cell.mark) for cell in row if cell))
    return style, "".join(
        f'<text:p text:style-name="Tab{number}">{line}</text:p>' for line in lines
    )


def _block(block: Block, number: int, width: float) -> tuple[str, str]:
    names = {"title": "Titel", "heading": "Kop", "note": "Noot"}
    if block.table:
        return _table(block.table, number, width)
    return "", _paragraph(names.get(block.kind, "Tekst"), block.text)


def source(report: Invented) -> str:
    """The report as a flat OpenDocument text."""
    width, height = report.page
    parts = [_block(block, index, width - 106) for index, block in enumerate(report.blocks)]
    size = report.size
    paragraph = (
        '<style:style style:name="{}" style:family="paragraph"><style:paragraph-properties {}/>'
        '<style:text-properties style:font-name="{}" fo:font-family="{}" fo:font-size="{}pt" '
        'fo:font-weight="{}"/></style:style>'
    )
    font = report.font if report.font != "Libertinus Serif" else "Liberation Serif"
    styles = [
        paragraph.format(name, layout, font, font, round(points, 1), weight)
        for name, layout, points, weight in (
            ("Titel", 'fo:margin-bottom="6pt"', 1.4 * size, "bold"),
            (
                "Kop",
                'fo:margin-top="9pt" fo:margin-bottom="4pt" fo:keep-with-next="always"',
                size,
                "bold",
            ),
            ("Tekst", 'fo:margin-bottom="6pt"', size, "normal"),
            ("Noot", "", 0.8 * size, "normal"),
            ("Klein", "", 7, "normal"),
            *(
                (f"Cel{key}{suffix}", f'fo:text-align="{align}"', size, weight)
                for key, align in (("L", "start"), ("R", "end"), ("M", "center"))
                for suffix, weight in (("", "normal"), ("V", "bold"))
            ),
        )
    ]
    automatic = "".join(style for style, _ in parts)
    body = "".join(text for _, text in parts)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>'
        + "".join(styles)
        + '<style:style style:name="Hoog" style:family="text"><style:text-properties '
        'style:text-position="super 60%"/></style:style></office:styles><office:automatic-styles>'
        '<style:page-layout style:name="P"><style:page-layout-properties '
        f'fo:page-width="{width}pt" '
        f'fo:page-height="{height}pt" fo:margin-top="50pt" fo:margin-bottom="24pt" '
        'fo:margin-left="56pt" fo:margin-right="50pt"/><style:footer-style>'
        '<style:header-footer-properties fo:min-height="20pt" fo:margin-top="12pt"/>'
        f"</style:footer-style></style:page-layout>{automatic}</office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" '
        f'style:page-layout-name="P"><style:footer><text:p text:style-name="Klein">{report.notice}'
        " – "
        '<text:page-number text:select-page="current"/></text:p></style:footer>'
        "</style:master-page></office:master-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def available() -> bool:
    """Whether the program is installed."""
    return shutil.which("soffice") is not None


def typeset_all(reports: Sequence[Invented]) -> dict[int, bytes]:
    """The PDFs by number of report."""
    found: dict[int, bytes] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for tagged in (True, False):
            batch = [report for report in reports if report.tagged is tagged]
            if not batch:
                continue
            for report in batch:
                (folder / f"{report.number}.fodt").write_text(source(report), encoding="utf-8")
            options = f'{{"UseTaggedPDF":{{"type":"boolean","value":"{str(tagged).lower()}"}}}}'
            subprocess.run(
                [
                    "soffice",
                    f"-env:UserInstallation=file://{folder}/profile",
                    "--headless",
                    "--convert-to",
                    f"pdf:writer_pdf_Export:{options}",
                    "--outdir",
                    str(folder),
                    *(str(folder / f"{report.number}.fodt") for report in batch),
                ],
                capture_output=True,
                check=True,
                timeout=60 + 20 * len(batch),
            )
            for report in batch:
                found[report.number] = (folder / f"{report.number}.pdf").read_bytes()
    return found
