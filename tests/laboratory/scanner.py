"""Prints a report and scans it: pictures of its pages, skewed, noisy, grey, pressed as JPEG."""

from __future__ import annotations

import io
from random import Random

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter


def scan(pdf: bytes, number: int, dpi: int) -> bytes:
    """The same report as a PDF of pictures at this resolution; always the same for a number."""
    dice = Random(f"scan {number}")
    skew = dice.uniform(-2, 2)
    noise = np.random.default_rng(number)
    pages = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        picture = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        picture = picture.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
        if dice.random() < 0.5:
            picture = picture.filter(ImageFilter.GaussianBlur(dice.uniform(0.2, 0.6)))
        grey = np.asarray(picture, dtype=np.float32) * (dice.uniform(0.78, 1.0))
        grey += noise.normal(0, dice.uniform(2, 8), grey.shape)
        grey += np.linspace(0, dice.uniform(-18, 18), grey.shape[1])[None, :]
        target = io.BytesIO()
        Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).save(
            target, "JPEG", quality=dice.randint(55, 90)
        )
        pages.append(Image.open(target))
    document.close()
    target = io.BytesIO()
    pages[0].save(target, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
    return target.getvalue()
