"""The public face of Missiemonitor for notebooks, and `python -m missiemonitor`."""

from __future__ import annotations

from pathlib import Path

from corpus.document import Document
from corpus.read import read_document
from extractors.extract import extract
from extractors.extraction import Extraction
from output.compare import compare
from output.database import open_database

__all__ = ["Document", "Extraction", "compare", "extract", "open_database", "read"]


def read(path: str | Path, origin: str | None = None) -> Document:
    """The report at `path`, all pages read with care. Raises corpus.errors.UnreadableReport."""
    return read_document(Path(path), origin=origin)


if __name__ == "__main__":
    from pipeline.cli import main

    main(prog_name="missiemonitor")
