"""Typesets with headless Chromium, several reports in one run."""

from __future__ import annotations

import html
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.laboratory.report import Block, Cell, Invented, Table


def _cell(cell: Cell, table: Table, align: str, bold: bool) -> str:
    spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
        f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    )
    body = html.escape(cell.text) + (f"<sup>{html.escape(cell.mark)}</sup>" if cell.mark else "")
    weight = "font-weight:bold;" if bold else ""
    return (
        f'<td{spans} style="{weight}text-align:{align};vertical-align:{table.valign}">{body}</td>'
    )


def _over(row: tuple[Cell | None, ...]) -> str:
    return "".join(
        f'<th rowspan="{cell.rows}" colspan="{cell.columns}">'
        f"{'<br>'.join(html.escape(line) for line in cell.text.splitlines())}</th>"
        for cell in row
        if cell
    )


def _table(table: Table, number: int) -> str:
    cells = f"#t{number} td,#t{number} th"
    rules = {
        "full": f"{cells}{{border:1px solid #333}}",
        "horizontal": f"{cells}{{border-bottom:1px solid #555}}",
        "header": f"#t{number} th{{border-bottom:1.5px solid #000}}",
    }.get(table.rules, "")
    style = (
        f"#t{number} td,#t{number} th{{padding:{table.padding}px 4px}}{rules}"
        + (f"#t{number} tbody tr:nth-child(even){{background:#e4ecf4}}" if table.zebra else "")
        + (f"#t{number} th{{background:#d0d8e0}}" if table.fill else "")
        + f"#t{number} th{{font-weight:{'bold' if table.bold else 'normal'};vertical-align:bottom}}"
        + (f"#t{number} thead{{display:table-row-group}}" if not table.repeat else "")
    )
    total = sum(column.share for column in table.columns)
    widths = "".join(f'<col style="width:{100 * c.share / total:.1f}%">' for c in table.columns)
    heads = "".join(
        f'<th style="text-align:{c.align}">{"<br>".join(html.escape(h) for h in c.header)}</th>'
        for c in table.columns
        if c.header or not table.over
    )
    over = "".join(f"<tr>{_over(row)}</tr>" for row in table.over)
    head = "" if table.headless else f"<thead>{over}<tr>{heads}</tr></thead>"
    rows = "".join(
        "<tr>"
        + "".join(
            _cell(cell, table, table.columns[at].align, index in table.strong)
            for at, cell in enumerate(row)
            if cell
        )
        + "</tr>"
        for index, row in enumerate(table.rows)
    )
    return (
        f"<style>{style}</style><table id=t{number}><colgroup>{widths}</colgroup>"
        f"{head}<tbody>{rows}</tbody></table>"
    )


def _block(block: Block, number: int) -> str:
    tags = {"title": "h1", "heading": "h2", "note": "small"}
    if block.kind == "table":
        assert block.table
        return _table(block.table, number)
    if block.kind == "page":
        return '<div style="break-after:page"></div>'
    tag = tags.get(block.kind, "p")
    return f"<{tag}>{html.escape(block.text)}</{tag}>"


def source(report: Invented) -> str:
    """The report as an HTML page."""
    width, height = report.page
    colophon = ""
    if report.colophon:
        colophon = (
            '<div style="position:fixed;right:-105pt;top:50pt;width:90pt;font-size:7pt">'
            "<b>Directoraat-Generaal</b><br>Politie en<br>Veiligheidsregio’s<br><br>"
            "<b>Datum</b><br>"
            "19 juni<br><br><b>Ons kenmerk</b><br>5463232</div>"
        )
    right = 150 if report.colophon else 50
    body = "\n".join(_block(block, index) for index, block in enumerate(report.blocks))
    return (
        f"<!doctype html><html lang={report.language}><meta charset=utf-8>"
        "<title>Verzonnen cijfers</title><style>"
        f"@page{{size:{width}pt {height}pt;margin:70pt {right}pt 60pt 56pt;"
        f"@bottom-left{{content:'{report.notice}';font-size:7pt}}"
        f"@bottom-right{{content:counter(page);font-size:7pt}}}}"
        f"body{{font-family:'{report.font}';font-size:{report.size}pt;line-height:1.3;margin:0}}"
        "h1{font-size:1.4em}h2{font-size:1.05em;break-after:avoid}small{display:block;font-size:.8em}"
        "table{border-collapse:collapse;width:95%}tr{break-inside:avoid}sup{font-size:.65em}"
        "p{text-align:justify;hyphens:auto}"
        f"</style>{colophon}{body}</html>"
    )


def available() -> bool:
    """Whether the program is installed."""
    return shutil.which("chromium") is not None


def _print(source_file: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                f"--user-data-dir={profile}",
                "--no-pdf-header-footer",
                f"--print-to-pdf={target}",
                source_file.as_uri(),
            ],
            capture_output=True,
            check=True,
            timeout=120,
        )


def typeset_all(reports: Sequence[Invented]) -> dict[int, bytes]:
    """The PDFs by number of report."""
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(3) as pool:
        folder = Path(name)
        for report in reports:
            (folder / f"{report.number}.html").write_text(source(report), encoding="utf-8")
        jobs = [
            pool.submit(_print, folder / f"{r.number}.html", folder / f"{r.number}.pdf")
            for r in reports
        ]
        for job in jobs:
            job.result()
        return {r.number: (folder / f"{r.number}.pdf").read_bytes() for r in reports}
