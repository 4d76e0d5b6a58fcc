"""`python -m tests.laboratory.digits`: what the shapes of digits tell, over the fonts of a machine.

Each font draws the ten digits at several sizes, as PDFium draws them on a page. Told are: how often
a glyph is read right, not told, and read WRONG; how often a right claim is called wrong (a false
alarm); and of claims of another digit how many are caught, left open, and believed.

    apt-get install fonts-dejavu fonts-liberation fonts-noto-core fonts-ebgaramond fonts-lmodern
    python -m tests.laboratory.digits --fonts /usr/share/fonts

With `--reports 100` reports are drawn anew instead, all of whose counts are true, and what is said
of each count is added up, with the time that looking takes.
"""

from __future__ import annotations

import ctypes
import re
import secrets
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium_c
from missiemonitor.corpus.document import Box
from missiemonitor.corpus.pdf.digit_shapes import DIGITS, Bitmap, DigitShape, digit_shapes
from missiemonitor.corpus.pdf.seen_numbers import NumberClaim, seen_numbers
from missiemonitor.corpus.read import read_data
from missiemonitor.extractors.extract import extract
from tabulate import tabulate

from tests.laboratory import producers
from tests.laboratory.grammar import draw

SIZES = (7.0, 9.0, 11.0, 14.0)  # points
RESOLUTIONS = (100, 150, 200, 288)  # dots per inch; a page is looked at at the last
ROOM = 24.0  # points between two digits
# No digits of ours: dingbats, letters in shapes of their own, and figures of other scripts.
OTHERS = re.compile(
    "dingbat|LinBiolinum_K|D050000L|cursor|ornament|music|barcode|braille|initials", re.I
)


def font_files(folder: Path) -> list[Path]:
    """The fonts below a folder that may have digits of ours, a name once."""
    found = {
        path.name: path
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in (".ttf", ".otf") and not OTHERS.search(path.name)
    }
    return list(found.values())


def drawn(font: Path, size: float, resolution: int) -> tuple[Bitmap, list[Box]] | None:
    """The ten digits of a font on a page, and their tight boxes in pixels; None without digits."""
    data = font.read_bytes()
    held = (ctypes.c_ubyte * len(data)).from_buffer_copy(data)
    pdf = pypdfium2.PdfDocument.new()
    loaded = pdfium_c.FPDFText_LoadFont(pdf, held, len(data), pdfium_c.FPDF_FONT_TRUETYPE, True)
    try:
        return _drawn(pdf, loaded, size, resolution) if loaded else None
    finally:
        if loaded:
            pdfium_c.FPDFFont_Close(loaded)
        pdf.close()


def _drawn(
    pdf: pypdfium2.PdfDocument, font: Any, size: float, resolution: int
) -> tuple[Bitmap, list[Box]] | None:
    page = pdf.new_page(ROOM * (DIGITS + 1), 2 * ROOM)
    for digit in range(DIGITS):
        text = pdfium_c.FPDFPageObj_CreateTextObj(pdf, font, size)
        pdfium_c.FPDFText_SetText(text, (ctypes.c_ushort * 2)(ord(str(digit)), 0))
        # Each starts at another part of a pixel.
        x, y = ROOM * (digit + 0.5) + 0.13 * digit, ROOM * 0.7 + 0.07 * digit
        pdfium_c.FPDFPageObj_Transform(text, 1, 0, 0, 1, x, y)
        pdfium_c.FPDFPage_InsertObject(page, text)
    pdfium_c.FPDFPage_GenerateContent(page)
    scale = resolution / 72
    bitmap = page.render(scale=scale, grayscale=True)
    picture = np.array(bitmap.to_pil())
    bitmap.close()
    textpage = page.get_textpage()
    boxes = {}
    for at in range(textpage.count_chars()):
        said = chr(pdfium_c.FPDFText_GetUnicode(textpage, at))
        if said.isdigit() and said.isascii():
            left, bottom, right, top = (scale * side for side in textpage.get_charbox(at))
            high = 2 * ROOM * scale
            boxes[int(said)] = Box(left, high - top, right, high - bottom)
    textpage.close()
    page.close()
    if len(boxes) < DIGITS or any(box.width < 1 or box.height < 3 for box in boxes.values()):
        return None
    glyphs = [np.asarray(_part(picture, boxes[digit])).tobytes() for digit in range(DIGITS)]
    if len(set(glyphs)) < DIGITS - 1:  # one box for every character that a font has not
        return None
    return picture, [boxes[digit] for digit in range(DIGITS)]


def _part(picture: Bitmap, box: Box) -> Bitmap:
    return picture[round(box.top) : round(box.bottom), round(box.x0) : round(box.x1)]


def shapes(folder: Path, pattern: str = "") -> Iterator[tuple[str, float, int, list[DigitShape]]]:
    """Font, size, resolution and the ten shapes, for every font that has digits."""
    for font in font_files(folder):
        if pattern and not re.search(pattern, font.name, re.I):
            continue
        for resolution in RESOLUTIONS:
            for size in SIZES:
                made = drawn(font, size, resolution)
                if made is not None:
                    yield font.name, size, resolution, digit_shapes(*made)


def on_reports(reports: int, seed: int) -> None:
    """Print what is said of the counts of drawn reports, every one of which is true."""
    said: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    times = []
    there = producers.available()
    wanted = (draw(number) for number in range(seed, seed + reports))
    for report, pdf in producers.typeset(each for each in wanted if each.producer in there):
        document = read_data(pdf, f"{report.number}-verzonnen-cijfers.pdf")
        found = extract(document)
        codes = [each.code for each in found.findings]
        for code in ("seen-otherwise", "readers-differ"):
            alarms[code] += codes.count(code)
            if code in codes:
                print(f"{report.number}-{report.producer}: {code}")
        claims = [
            NumberClaim(row.count_as_written, at.page, at.box, page.turn)
            for row in found.deployments
            if any(char.isdecimal() for char in row.count_as_written)
            for at in [row.count_evidence]
            for page in [document.page(at.page)]
            if page is not None
        ]
        if claims and document.pictures:
            begun = time.process_time()
            seen = seen_numbers(document.pictures, claims)
            times.append(1000 * (time.process_time() - begun))
            said.update(f"{each.verdict} ({each.witness or 'none'})" for each in seen)
    print(f"{len(times)} reports from {seed} on, {said.total()} counts in digits")
    print(tabulate([*said.most_common(), *alarms.items()]))
    times.sort()
    print(f"{times[len(times) // 2]:.0f} ms of the processor a report, {times[-1]:.0f} at most")


@click.command()
@click.option("--fonts", default="/usr/share/fonts", type=click.Path(path_type=Path))
@click.option("--match", default="", help="Only fonts whose file name has this.")
@click.option("--failures", default=20, help="How many faults to list.")
@click.option(
    "--reports", default=0, help="Draw so many reports instead, and look at their counts."
)
@click.option("--seed", type=int, help="The first number to draw; by default never drawn before.")
def main(fonts: Path, match: str, failures: int, reports: int, seed: int | None) -> None:
    """Print what is read right, not told and wrong, by resolution and by digit."""
    if reports:
        on_reports(reports, secrets.randbelow(10**9) if seed is None else seed)
        return
    read: Counter[tuple[object, str]] = Counter()
    claims: Counter[tuple[int, str]] = Counter()
    confused: Counter[tuple[int, int | None]] = Counter()
    faults: Counter[str] = Counter()
    names = set()
    for name, _, resolution, told in shapes(fonts, match):
        names.add(name)
        for digit, shape in enumerate(told):
            seen = shape.digit
            how = "right" if seen == digit else "not told" if seen is None else "WRONG"
            read[resolution, how] += 1
            confused[digit, seen] += 1
            if seen not in (digit, None):
                faults[f"{name}: {digit} read as {seen}"] += 1
            for claim in range(DIGITS):
                other = shape.instead_of(claim) is not None
                believed = shape.speaks_for(claim)
                if claim == digit:
                    said = "false alarm" if other else "borne out" if believed else "left open"
                    if other:
                        faults[f"{name}: a true {digit} called {shape.instead_of(claim)}"] += 1
                else:
                    said = "lie caught" if other else "lie BELIEVED" if believed else "lie open"
                    if believed and not other:
                        faults[f"{name}: a {digit} believed to be {claim}"] += 1
                claims[resolution, said] += 1
    ways = ("right", "not told", "WRONG")
    said_of = ("borne out", "left open", "false alarm", "lie caught", "lie open", "lie BELIEVED")
    print(f"{len(names)} fonts, sizes {SIZES} points")
    for title, counts, columns in (("read", read, ways), ("claims", claims, said_of)):
        print(
            tabulate(
                [[dpi, *(counts[dpi, how] for how in columns)] for dpi in RESOLUTIONS],
                headers=[f"{title}, dpi", *columns],
            ),
            end="\n\n",
        )
    rows = [[d, *(confused[d, seen] for seen in (*range(DIGITS), None))] for d in range(DIGITS)]
    print(tabulate(rows, headers=["digit", *map(str, range(DIGITS)), "not told"]))
    for fault, times in faults.most_common(failures):
        print(f"{times:4}  {fault}")


if __name__ == "__main__":
    main()
