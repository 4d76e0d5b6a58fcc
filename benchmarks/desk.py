"""Speed of the desk: `python benchmarks/desk.py [--json]`.

Makes two invented reports, of 4 and of 600 pages, each with its table on the last page, stores
them, and prints the milliseconds that the rows and the picture of that page take on the server,
the first time and again. Asked are 300 ms for a page, and that 600 pages open as fast as 4.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
import time
from pathlib import Path

import click
from reportlab.pdfgen.canvas import Canvas
from tabulate import tabulate

sys.path.insert(0, str(Path(__file__).parent.parent))

from missiemonitor.output.database.connect import open_database
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.page_images import Pages
from missiemonitor.output.review.desk import rows
from missiemonitor.pipeline.readers.one_report import read
from missiemonitor.pipeline.readers.sources import Source
from missiemonitor.pipeline.settings import Settings

from tests.conftest import rows_page

MISSIONS = [("EULEX Kosovo", "Kosovo", "3"), ("EUMM Georgië", "Georgië", "4")]


def report(pages: int) -> bytes:
    """A PDF of so many pages, the last with a table."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, 842), invariant=1)
    for page in range(pages - 1):
        canvas.setFont("Helvetica", 10)
        for line in range(45):
            canvas.drawString(60, 780 - 16 * line, f"Verzonnen regel {line} op bladzijde {page}.")
        canvas.showPage()
    canvas.setFont("Helvetica", 10)
    for x, y, text in rows_page(MISSIONS):
        canvas.drawString(x, 842 - y, text)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


@click.command()
@click.option("--json", "json_", is_flag=True, help="Print JSON for programs.")
def main(json_: bool) -> None:
    """Time opening reports at the desk."""
    told = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for pages in (4, 600):
            path = folder / f"{pages}-verzonnen.pdf"
            path.write_bytes(report(pages))
            db = open_database(folder / f"{pages}.db", create=True)
            found = read(Source(str(path)), Settings(origin="invented"))
            document = found.document
            store(db, found, "benchmark")
            key = db.execute("SELECT report FROM report").fetchone()[0]
            shown = Pages([path])
            row = {"pages": pages}
            for what, work in (
                ("rows, ms", lambda db=db, key=key: rows(db, key)),
                ("page, ms", lambda s=shown, d=document: s.picture(d.sha256, d.page_count, 2.0)),
                (
                    "page again, ms",
                    lambda s=shown, d=document: s.picture(d.sha256, d.page_count, 2.0),
                ),
            ):
                begun = time.perf_counter()
                work()
                row[what] = round(1000 * (time.perf_counter() - begun), 1)
            told.append(row)
    if json_:
        click.echo(json.dumps(told, indent=2))
    else:
        click.echo(tabulate(told, headers="keys"))


if __name__ == "__main__":
    main()
