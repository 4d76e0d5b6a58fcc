"""Draws the pictures of README.md and of the walks from the sample reports: `make pictures`.

It stores the samples in a database of its own, opens that with `missiemonitor open --review`, and
photographs pages in Chromium. All figures but those of 2024-1 are invented, and striped.
"""

from __future__ import annotations

import io
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from missiemonitor.output.database.connect import open_reading
from missiemonitor.output.site.read_world import read_world
from missiemonitor.pipeline.presentation.print_pdf import find_browser
from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "corpus" / "samples"
WIDE, HIGH = 1200, 800  # pixels of a picture
HIGHER = {"figure": 960, "desk": 1100}  # of those that show more
COLOURS = 128


def main() -> None:
    """Write every picture anew."""
    browser = find_browser()
    if browser is None:
        sys.exit("no Chromium on this machine")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "voorbeeld.db"
        subprocess.run([*ours("ingest"), str(SAMPLES), "--db", str(path)], check=False)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        options = ["--db", str(path), "--reports", str(SAMPLES), "--port", str(port)]
        server = subprocess.Popen([*ours("open"), "--review", "--reviewer", "Anna", *options])
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(address)
            with sync_playwright() as playwright:
                opened = playwright.chromium.launch(
                    executable_path=browser, args=["--no-sandbox", "--disable-gpu"]
                )
                page = opened.new_page(viewport={"width": WIDE, "height": HIGH})
                for name, where in places(path).items():
                    page.set_viewport_size({"width": WIDE, "height": HIGHER.get(name, HIGH)})
                    page.goto(address + where)
                    page.wait_for_load_state("networkidle")
                    keep(page, name)
                opened.close()
        finally:
            server.terminate()
            server.wait()


def ours(command: str) -> list[str]:
    """A command of missiemonitor."""
    return [sys.executable, "-m", "missiemonitor", command]


def wait_for(address: str) -> None:
    """Until the server answers. Raises TimeoutError."""
    for _ in range(300):
        try:
            httpx.get(address, timeout=30)
            return
        except httpx.TransportError:
            time.sleep(0.2)
    raise TimeoutError("the server did not start")


def places(path: Path) -> dict[str, str]:
    """The address of each picture, by the name of its file."""
    world = read_world(open_reading(path))
    figure = world.of("eulex-kosovo", "2024-1")[0]
    last = next(r for r in world.reports.values() if r["period"] == world.last)
    return {
        "home": "/en/",
        "figure": f"/en/figures/{figure.address}",
        "trend": "/en/missions",
        "answer": "/en/questions/officers_in_country?country=UA",
        "reports": "/en/review",
        "desk": f"/en/review/{last['report']}",
    }


def keep(page: Page, name: str) -> None:
    """A picture of what a screen shows, in few colours so that it is small."""
    drawn = Image.open(io.BytesIO(page.screenshot()))
    file = HERE / "pictures" / f"{name}.png"
    file.parent.mkdir(exist_ok=True)
    drawn.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    print(file.relative_to(HERE.parent), f"{file.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
