"""Pages with ink that is no text: pictures of tables, outlines and scans; logos, charts and codes.

All figures in what is drawn here are invented ("Alle cijfers zijn verzonnen").
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode import code128, qr
from reportlab.graphics.shapes import Drawing
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

ROWS = [
    ("Missie", "Land", "Aantal"),
    ("EUCAP Sahel Niger", "Niger", "2"),
    ("EUCAP Sahel Mali", "Mali", "7"),
    ("EUPOL COPPS", "Palestijnse gebieden", "6"),
    ("Alle cijfers zijn verzonnen", "", ""),
]
Draw = Callable[[Any], None]


def font(size: float) -> Any:
    return ImageFont.load_default(size)


def table_picture(
    rows: list[tuple[str, str, str]] = ROWS,
    dpi: int = 150,
    pitch: float = 18.0,
    ink: int = 20,
    paper: int = 255,
    size: tuple[float, float] = (420.0, 100.0),
) -> Image.Image:
    """A table of three columns as a picture of that size in points."""
    scale = dpi / 72
    picture = Image.new("L", (round(size[0] * scale), round(size[1] * scale)), paper)
    pen = ImageDraw.Draw(picture)
    for at, row in enumerate(rows):
        for left, text in zip((6, 190, 370), row, strict=True):
            pen.text((left * scale, (4 + pitch * at) * scale), text, ink, font(10 * scale))
        below = (2 + pitch * (at + 1)) * scale
        pen.line((0, below, picture.width, below), ink)
    return picture


def put(canvas: Any, picture: Image.Image, x: float, y: float, width: float, high: float) -> None:
    """A picture on an A4 page, `y` from the top to its head."""
    file = io.BytesIO()
    picture.save(file, "PNG")
    canvas.drawImage(ImageReader(file), x, 842 - y - high, width, high)


def in_outlines(canvas: Any, text: str, x: float, y: float, size: float = 10.0) -> None:
    """Text as filled shapes, one a letter, with its foot at `y` from the top."""
    fine = 8  # parts of a point
    for char in text:
        wide = font(size * fine).getlength(char) / fine
        mask = Image.new("L", (round(wide * fine) + fine, round(2 * size * fine)), 0)
        ImageDraw.Draw(mask).text((0, size * fine * 1.5), char, 255, font(size * fine), anchor="ls")
        path = canvas.beginPath()
        for row, pixels in enumerate(np.asarray(mask) > 128):
            edges = np.flatnonzero(np.diff(np.concatenate(([0], pixels.astype(np.int8), [0]))))
            for start, end in zip(edges[::2], edges[1::2], strict=True):
                top = 842 - (y + row / fine - 1.5 * size)
                path.rect(x + start / fine, top - 1 / fine, (end - start) / fine, 1 / fine)
        if char.strip():
            canvas.drawPath(path, stroke=0, fill=1)
        x += wide


def page_of(draw: Draw, text: bool = True) -> bytes:
    """An A4 page with this drawn on it, and over that a few lines of text at its head."""
    target = io.BytesIO()
    canvas: Any = Canvas(target, pagesize=(595, 842), invariant=1)
    draw(canvas)
    if text:
        canvas.setDash()
        for at in range(12):
            line = "Alle cijfers zijn verzonnen; dit is lopende tekst."
            canvas.drawString(60, 740 - 14 * at, line)
    canvas.save()
    return target.getvalue()


# --- writing ----------------------------------------------------------------------------------


def pasted(**how: Any) -> Draw:
    return lambda canvas: put(canvas, table_picture(**how), 80, 400, 420, 100)


def outlined(canvas: Any, rows: list[tuple[str, str, str]] = ROWS[1:4]) -> None:
    for at, row in enumerate(rows):
        for left, text in zip((86, 270, 450), row, strict=True):
            in_outlines(canvas, text, left, 420 + 18 * at)


WRITING: dict[str, Draw] = {
    "a pasted table": pasted(),
    "at 96 dpi": pasted(dpi=96),
    "with much room between rows": pasted(rows=ROWS[1:4], pitch=28.0),
    "white on dark": pasted(ink=250, paper=60),
    "one row": lambda c: put(c, table_picture(ROWS[1:2], size=(420, 24)), 80, 400, 420, 24),
    "in outlines": outlined,
    "one row in outlines": lambda canvas: outlined(canvas, ROWS[2:3]),
}


def scanned(canvas: Any, noise: float = 0.0, angle: float = 0.0) -> None:
    picture = Image.new("L", (1240, 1754), 250)
    picture.paste(table_picture(dpi=150), (160, 150))
    if angle:
        picture = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=250)
    if noise:
        grain = np.random.default_rng(1).normal(0, noise, (1754, 1240))
        picture = Image.fromarray(np.clip(np.asarray(picture) + grain, 0, 255).astype(np.uint8))
    put(canvas, picture, 0, 0, 595, 842)


def in_strips(canvas: Any) -> None:
    picture = Image.new("L", (1240, 1754), 250)
    picture.paste(table_picture(dpi=150), (160, 150))
    for at in range(0, 1754, 100):
        strip = picture.crop((0, at, 1240, min(1754, at + 100)))
        put(canvas, strip, 0, at * 842 / 1754, 595, strip.height * 842 / 1754)


def in_forms(canvas: Any) -> None:
    canvas.beginForm("form0")
    scanned(canvas)
    canvas.endForm()
    for level in range(1, 6):
        canvas.beginForm(f"form{level}")
        canvas.doForm(f"form{level - 1}")
        canvas.endForm()
    canvas.doForm("form5")


def headed(canvas: Any) -> None:
    scanned(canvas)
    canvas.drawString(60, 810, "Bijlage 5, alle cijfers zijn verzonnen")
    canvas.drawString(290, 30, "2")


def sideways(canvas: Any) -> None:
    picture = Image.new("L", (1754, 1240), 250)
    picture.paste(table_picture(dpi=150), (160, 150))
    put(canvas, picture.rotate(90, expand=True), 0, 0, 595, 842)
    canvas.drawString(60, 810, "Bijlage 5, alle cijfers zijn verzonnen")


SCANS: dict[str, Draw] = {
    "plain": scanned,
    "noisy and askew": lambda canvas: scanned(canvas, noise=12.0, angle=0.8),
    "in strips": in_strips,
    "five forms deep": in_forms,
    "with a running head": headed,
    "on its side": sideways,
}


# --- no writing -------------------------------------------------------------------------------


def logo(canvas: Any) -> None:
    picture = Image.new("RGB", (600, 200), "white")
    pen = ImageDraw.Draw(picture)
    pen.polygon([(20, 20), (120, 20), (120, 140), (70, 180), (20, 140)], "navy")
    pen.text((150, 40), "POLITIE", "navy", font(70))
    pen.text((150, 130), "waakzaam en dienstbaar", "navy", font(26))
    put(canvas, picture, 60, 20, 180, 60)


def logo_in_outlines(canvas: Any) -> None:
    in_outlines(canvas, "Rijksoverheid", 300, 60, 14)
    in_outlines(canvas, "Ministerie van Verzinsels", 300, 76, 9)


def photograph(canvas: Any) -> None:
    noise = np.random.default_rng(3).integers(0, 255, (300, 400, 3)).astype(np.uint8)
    coarse = Image.fromarray(noise).filter(ImageFilter.GaussianBlur(3))
    broad = Image.fromarray(noise).filter(ImageFilter.GaussianBlur(15))
    stretched = np.asarray(Image.blend(coarse, broad, 0.5), dtype=np.float32)
    stretched = (stretched - stretched.mean()) * 6 + 128
    put(canvas, Image.fromarray(np.clip(stretched, 0, 255).astype(np.uint8)), 80, 350, 400, 300)


def signature(canvas: Any) -> None:
    picture = Image.new("L", (500, 160), 255)
    chance = random.Random(5)
    points = [(20 + 12 * at, 80 + chance.uniform(-50, 50)) for at in range(38)]
    ImageDraw.Draw(picture).line(points, 30, 3, joint="curve")
    put(canvas, picture, 300, 600, 200, 64)


def stamp(canvas: Any) -> None:
    picture = Image.new("L", (400, 400), 255)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((10, 10, 390, 390), outline=60, width=6)
    pen.ellipse((80, 80, 320, 320), outline=60, width=4)
    for at, char in enumerate("INGEKOMEN * VERZONNEN * ARCHIEF * "):
        letter = Image.new("L", (40, 40), 255)
        ImageDraw.Draw(letter).text((8, 2), char, 60, font(32))
        turn = at * 360 / 34
        letter = letter.rotate(-turn, fillcolor=255)
        x, y = 200 + 155 * math.sin(math.radians(turn)), 200 - 155 * math.cos(math.radians(turn))
        picture.paste(letter, (round(x - 20), round(y - 20)))
    put(canvas, picture, 380, 560, 120, 120)


def bar_code(canvas: Any) -> None:
    code128.Code128("VERZONNEN-2024-1", barHeight=30).drawOn(canvas, 80, 300)
    picture = Image.new("L", (600, 80), 255)
    chance, x = random.Random(7), 10
    while x < 580:
        wide = chance.choice((2, 2, 4, 6))
        ImageDraw.Draw(picture).rectangle((x, 0, x + wide, 80), 0)
        x += wide + chance.choice((3, 5, 7))
    put(canvas, picture, 80, 600, 200, 16)


def qr_code(canvas: Any) -> None:
    code = qr.QrCodeWidget("Alle cijfers zijn verzonnen, ook deze 1234567890", barLevel="M")
    drawing = Drawing(120, 120)
    drawing.add(code)
    renderPDF.draw(drawing, canvas, 80, 300)
    chance = np.random.default_rng(9).integers(0, 2, (33, 33)).astype(np.uint8) * 255
    square = Image.fromarray(chance).resize((330, 330), Image.Resampling.NEAREST)
    put(canvas, square, 300, 400, 120, 120)


def chart(canvas: Any) -> None:
    picture = Image.new("RGB", (1000, 700), "white")
    pen = ImageDraw.Draw(picture)
    for at, high in enumerate((300, 420, 180, 520, 260)):
        pen.rectangle((160 + 160 * at, 620 - high, 250 + 160 * at, 620), "steelblue")
        pen.text((165 + 160 * at, 635), f"202{at}", "black", font(30))
        pen.text((60, 600 - 110 * at), str(10 * at), "black", font(30))
    pen.line((130, 40, 130, 620), "black", 3)
    pen.line((130, 620, 960, 620), "black", 3)
    put(canvas, picture, 80, 350, 400, 280)


def map_of_nowhere(canvas: Any) -> None:
    picture = Image.new("RGB", (1000, 900), "lightblue")
    pen, chance = ImageDraw.Draw(picture), random.Random(11)
    for x, y, name in ((250, 250, "Niger"), (650, 300, "Mali"), (450, 650, "Tsjaad")):
        around = [
            (
                x + chance.uniform(120, 230) * math.cos(a / 3),
                y + chance.uniform(120, 230) * math.sin(a / 3),
            )
            for a in range(19)
        ]
        pen.polygon(around, "khaki", "black")
        pen.text((x - 40, y - 20), name, "black", font(34))
    put(canvas, picture, 80, 350, 400, 360)


def leaders(canvas: Any) -> None:
    for at in range(8):
        for dot in range(90):
            canvas.circle(80 + 4 * dot, 500 - 14 * at, 0.6, stroke=0, fill=1)
    canvas.setDash(4, 3)
    for at in range(8):
        canvas.line(80, 350 - 12 * at, 500, 350 - 12 * at)
    for at in range(40):
        canvas.rect(80 + 10 * at, 240, 6, 3, stroke=0, fill=1)


def bands(canvas: Any) -> None:
    picture = Image.new("L", (800, 600), 255)
    for at in range(0, 600, 60):
        ImageDraw.Draw(picture).rectangle((0, at, 800, at + 30), 225)
    put(canvas, picture, 80, 350, 400, 300)
    shade = np.tile(np.linspace(0, 255, 800), (100, 1)).astype(np.uint8)
    put(canvas, Image.fromarray(shade), 80, 660, 400, 50)


def watermark(canvas: Any) -> None:
    picture = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(picture).text((150, 760), "CONCEPT", 215, font(220))
    put(canvas, picture.rotate(40, fillcolor=255), 0, 0, 595, 842)


def ornament(canvas: Any) -> None:
    for at in range(45):
        path, x = canvas.beginPath(), 80 + 10 * at
        path.moveTo(x, 400)
        path.curveTo(x + 2, 408, x + 6, 408, x + 8, 400)
        path.curveTo(x + 6, 396, x + 2, 396, x, 400)
        canvas.drawPath(path, stroke=0, fill=1)


def bullets(canvas: Any) -> None:
    dot = Image.new("L", (32, 32), 255)
    ImageDraw.Draw(dot).ellipse((4, 4, 28, 28), 0)
    for at in range(12):
        put(canvas, dot, 46, 55 + 14 * at, 8, 8)


def pale_ground(canvas: Any) -> None:
    noise = np.random.default_rng(13).normal(240, 6, (842, 595))
    put(canvas, Image.fromarray(np.clip(noise, 0, 255).astype(np.uint8)), 0, 0, 595, 842)


def hatched(canvas: Any) -> None:
    picture = Image.new("L", (800, 400), 255)
    pen = ImageDraw.Draw(picture)
    for x in range(0, 800, 12):
        for y in range(0, 400, 12):
            pen.line((x, y + 7, x + 7, y), 0, 2)
    put(canvas, picture, 80, 400, 380, 190)


NO_WRITING: dict[str, Draw] = {
    "a logo": logo,
    "a logo in outlines": logo_in_outlines,
    "a photograph": photograph,
    "a signature": signature,
    "a stamp": stamp,
    "a bar code": bar_code,
    "a QR code": qr_code,
    "a chart": chart,
    "a map": map_of_nowhere,
    "leaders and dashes": leaders,
    "bands and shades": bands,
    "a watermark": watermark,
    "an ornament": ornament,
    "bullets": bullets,
    "a pale ground": pale_ground,
    "a hatched area": hatched,
}
