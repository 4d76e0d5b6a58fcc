"""What is installed and what is missing, with how to get it."""

from __future__ import annotations

import platform
import sqlite3
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from missiemonitor.corpus.ocr.engines import engines

PACKAGES = {
    "pdfplumber": "reading pages with care",
    "pypdfium2": "the fast pass over all pages",
    "pandas": "comparing periods",
    "sqlite-utils": "the database",
    "babel": "country and month names",
    "rapidfuzz": "names that are written alike",
    "text2num": "numbers in words",
    "spacy": "reading sentences",
    "simplemma": "the tense of verbs",
    "tabulate": "tables on the terminal",
}


def examine() -> list[dict[str, Any]]:
    """One entry a part: its version (None if missing), what for, whether it is fine, what to do."""
    parts = [
        _part(
            "Python", platform.python_version(), "everything", sys.version_info >= (3, 11), "3.11"
        ),
        _part("SQLite", sqlite3.sqlite_version, "the database", _sqlite_fine(), "3.38 with FTS5"),
    ]
    for name, purpose in {"missiemonitor": "everything", **PACKAGES}.items():
        try:
            found = version(name)
        except PackageNotFoundError:
            found = None
        advice = "" if found else f"pip install {name}"
        parts.append(
            {
                "part": name,
                "version": found,
                "needed_for": purpose,
                "needed": True,
                "ok": found is not None,
                "do": advice,
            }
        )
    return [*parts, _dutch_model(), *_ocr_engines()]


def _dutch_model() -> dict[str, Any]:
    """The Dutch pipeline of this package, or the one that the settings name."""
    from missiemonitor.extractors.statements.errors import ModelError
    from missiemonitor.extractors.statements.pipeline import dutch
    from missiemonitor.pipeline.settings import load_settings

    model = load_settings().model
    try:
        found = str(dutch(model).meta["version"])
        advice = ""
    except ModelError as error:
        found, advice = "", str(error)
    return {
        "part": f"Dutch model ({model or 'own'})",
        "version": found or None,
        "needed_for": "reading sentences",
        "needed": True,
        "ok": bool(found),
        "do": advice,
    }


def _ocr_engines() -> list[dict[str, Any]]:
    """The OCR engines; one of them is needed for scans only."""
    there = engines()
    return [
        {
            "part": f"{name} (OCR)",
            "version": "works" if name in there else None,
            "needed_for": purpose,
            "needed": False,
            "ok": name in there,
            "do": "" if name in there else advice,
        }
        for name, purpose, advice in (
            (
                "rapidocr",
                "scans: places and figures",
                "pip install 'missiemonitor[ocr]' (on Debian also apt install libgl1 libglib2.0-0)",
            ),
            (
                "tesseract",
                "scans: words and accents",
                "install Tesseract with Dutch data (on Debian: apt install tesseract-ocr-nld)",
            ),
        )
    ]


def _part(name: str, found: str, purpose: str, fine: bool, least: str) -> dict[str, Any]:
    return {
        "part": name,
        "version": found,
        "needed_for": purpose,
        "needed": True,
        "ok": fine,
        "do": "" if fine else f"install {name} {least} or newer",
    }


def _sqlite_fine() -> bool:
    """Whether this SQLite has STRICT tables, JSON functions and FTS5."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE TABLE t (a TEXT CHECK (json_valid(a))) STRICT")
        connection.execute("CREATE VIRTUAL TABLE f USING fts5 (a)")
    except sqlite3.Error:
        return False
    finally:
        connection.close()
    return True
