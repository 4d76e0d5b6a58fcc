"""Fuzzing of `corpus`, guided by coverage; needs the extra `fuzz` (atheris, Linux and macOS).

    python -m tests.fuzz --seconds 900 --keep DIR

A search goes on from the inputs that the one before kept in DIR/inputs; give it another `--seed`.

Inputs are whole files, or the content of a page in a sound file, which goes further. A finding is
an exception that is no ReportError, a crash, or an input that takes over 20 seconds or 2 GB; it is
written to DIR, and the traceback printed. `tests.fuzz FILE` tries such an input again.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

SECONDS = 20  # that one input may take
MEGABYTES = 6_000  # that the process may take
LONGEST = 20_000  # bytes of an input
WHOLE, CONTENT = b"F", b"C"  # first byte: what the others are


def one(data: bytes) -> None:
    """Read what these bytes say; whatever is wrong with them is told as a ReportError."""
    from missiemonitor.corpus.errors import ReportError
    from missiemonitor.corpus.read import read_data

    from tests.raw_pdf import raw_page

    kind, rest = data[:1], data[1:]
    try:
        read_data(raw_page(rest) if kind == CONTENT else rest, "verzonnen.pdf")
    except ReportError as error:
        assert "\n" not in str(error)


def seeds(folder: Path) -> None:
    """What the search begins with: a small drawn file of most kinds, and pages of text.

    Those that are made to take long would end the search; a bound on time ends their worker.
    """
    from tests.hostile_drawn import SLOW, drawn
    from tests.raw_pdf import said

    for number, kind, data in drawn(72, 1):
        if len(data) < LONGEST and kind not in SLOW | {"bomb"}:
            (folder / f"{number}-{kind.replace(' ', '-')}").write_bytes(WHOLE + data)
    for number, text in enumerate(("EULEX Kosovo 3", "Missie Land Aantal", "peildatum 1 mei 2024")):
        (folder / f"text-{number}").write_bytes(CONTENT + said(text, "Bijlage 5", text))


@click.command()
@click.option("--seconds", default=900, show_default=True)
@click.option("--keep", type=click.Path(path_type=Path, file_okay=False), default="fuzzed")
@click.option("--seed", default=1, show_default=True)
@click.argument("file", type=click.Path(path_type=Path, exists=True), required=False)
def main(seconds: int, keep: Path, seed: int, file: Path | None) -> None:
    """Search for inputs that `corpus` does not end in a document or a line."""
    if file:
        one(file.read_bytes())
        return
    try:
        import atheris
    except ImportError as error:
        raise click.ClickException("atheris is not here: pip install atheris") from error
    with atheris.instrument_imports(include=["missiemonitor.corpus"]):
        import missiemonitor.corpus.read  # noqa: F401
    inputs = keep / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        seeds(Path(folder))
        limits = [f"-max_total_time={seconds}", f"-timeout={SECONDS}", f"-max_len={LONGEST}"]
        limits += [f"-rss_limit_mb={MEGABYTES}", f"-artifact_prefix={keep}/", f"-seed={seed}"]
        atheris.Setup([sys.argv[0], *limits, str(inputs), folder], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
