"""A page made a PDF by a Chromium that is on the machine, without network."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from missiemonitor.corpus.errors import MissieError
from missiemonitor.corpus.whole_files import scratch

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
SECONDS = 120


class BrowserError(MissieError):
    """No PDF could be made; `str()` says why and what to do."""


def find_browser() -> str | None:
    """The path of a Chromium or a browser made from it."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def print_pdf(page: Path) -> Path:
    """The PDF beside an HTML page. Raises BrowserError."""
    browser = find_browser()
    if browser is None:
        raise BrowserError(
            "no PDF: it needs Chromium",
            "install it (on Debian: apt install chromium), or print the page from a browser",
        )
    target = page.with_suffix(".pdf")
    with scratch() as profile:
        command = [
            browser,
            "--headless",
            "--no-sandbox",  # a page of ours without scripts; as root it will not start otherwise
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
            f"--user-data-dir={profile}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={target.resolve()}",
            page.resolve().as_uri(),
        ]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
        except (subprocess.SubprocessError, OSError) as error:
            raise BrowserError(
                f"no PDF: {browser} gave up ({type(error).__name__})",
                "print the page from a browser",
            ) from error
    if not target.is_file():
        raise BrowserError(f"no PDF: {browser} wrote none", "print the page from a browser")
    return target
