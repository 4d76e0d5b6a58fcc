"""A browser for tests of pages: the Chromium of the machine, through Playwright."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from missiemonitor.pipeline.presentation.print_pdf import find_browser
from playwright.sync_api import Browser, Page, sync_playwright

# Screenshots are kept here, to be looked at.
SHOTS = Path(__file__).parent.parent / "build" / "screenshots"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@contextmanager
def browser() -> Iterator[Browser]:
    """The browser; the test is skipped where there is none."""
    path = find_browser()
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        opened.close()


def shot(page: Page, name: str) -> None:
    """Keep a picture of the whole page."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def fine(page: Page, name: str, widths: Iterable[int] = (), axe: Iterable[int] = ()) -> None:
    """The page is not wider than any of these screens, and axe finds no serious fault on them.

    `axe` are the widths at which axe looks; the others are only measured. What axe needs is put in
    from outside, past the policy of pages that run no script.
    """
    for wide in (*widths, *axe):
        page.set_viewport_size({"width": wide, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= wide, (name, wide)
    for wide in axe:
        page.set_viewport_size({"width": wide, "height": 900})
        shot(page, f"{name}-{wide}")
        found = Axe().run(page).response["violations"]
        serious = [v for v in found if v["impact"] in ("serious", "critical")]
        assert not serious, (name, wide, [(v["id"], v["nodes"][0]["html"][:200]) for v in serious])


@contextmanager
def served(app: object) -> Iterator[str]:
    """The address at which an ASGI application answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="on")  # type: ignore[arg-type]
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    begun = time.monotonic()
    while not server.started:
        if time.monotonic() - begun > 30:
            raise TimeoutError("the server did not start")
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=10)
