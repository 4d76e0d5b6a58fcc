"""Remakes the sample reports from their sources: `python corpus/samples/make.py [NAME...]`.

Each report is set by another producer: typst (Python package), LibreOffice Writer, Chromium,
reportlab and pdfLaTeX. Needs the extra `samples` and, of Debian, libreoffice-writer, chromium,
texlive-latex-recommended, texlive-lang-european, lmodern, fonts-liberation, fonts-dejavu-core and
fonts-crosextra-carlito. Figures of all but 2024-1 are invented, and each page says so.
"""

from __future__ import annotations

import runpy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

SAMPLES = Path(__file__).parent
SOURCES = SAMPLES / "sources"


def typst(source: Path, target: Path) -> None:
    """Compile with the typesetter typst."""
    import typst as compiler

    compiler.compile(source, output=target, font_paths=[Path("/usr/share/fonts/truetype")])


def office(source: Path, target: Path) -> None:
    """Convert with LibreOffice Writer."""
    with tempfile.TemporaryDirectory() as folder:
        _run(
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            str(source),
        )
        shutil.move(Path(folder) / f"{source.stem}.pdf", target)


def browser(source: Path, target: Path) -> None:
    """Print with headless Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        _run(
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            f"--user-data-dir={folder}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={target}",
            source.as_uri(),
        )


def library(source: Path, target: Path) -> None:
    """Draw with reportlab, by the source's own `make`."""
    runpy.run_path(str(source))["make"](target)


def latex(source: Path, target: Path) -> None:
    """Typeset with pdfLaTeX, three times for the widths of the long table."""
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(3):
            _run(
                "pdflatex",
                "-interaction=nonstopmode",
                "-halt-on-error",
                f"-output-directory={folder}",
                str(source),
            )
        shutil.move(Path(folder) / f"{source.stem}.pdf", target)


PRODUCERS: dict[str, Callable[[Path, Path], None]] = {
    ".typ": typst,
    ".fodt": office,
    ".html": browser,
    ".py": library,
    ".tex": latex,
}


def _run(program: str, *arguments: str) -> None:
    path = shutil.which(program)
    if path is None:
        sys.exit(f"{program} is not installed; see the head of corpus/samples/make.py")
    done = subprocess.run([path, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{program} failed:\n{(done.stdout + done.stderr)[-2000:]}")


def main(names: list[str]) -> None:
    """Remake the reports whose names begin with one of `names`, or all of them."""
    for source in sorted(SOURCES.iterdir()):
        if source.suffix in PRODUCERS and (not names or source.name.startswith(tuple(names))):
            target = SAMPLES / f"{source.stem}.pdf"
            PRODUCERS[source.suffix](source.resolve(), target.resolve())
            print(f"{target.name}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
