"""What is installed and what is missing, with how to get it."""

from __future__ import annotations

import platform
import re
import sqlite3
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from missiemonitor.corpus.ocr.engines import engines
from missiemonitor.pipeline.presentation.print_pdf import find_browser

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
    "rich": "tables on the terminal",
    "pebble": "reports within bounds of time and memory",
    "openpyxl": "workbooks of 'export' and 'tables'",
    "bagit": "packages of 'archive'",
    "altair": "charts of 'trends' and 'report'",
    "vl-convert-python": "charts as pictures",
    "jinja2": "pages of 'trends' and 'report'",
    "datasette": "'explore' and 'review'",
}
# What only some commands ask for: what for, and how to get it.
OPTIONAL = {
    "pyarrow": ("Parquet files of 'export'", "pip install 'missiemonitor[parquet]'"),
    "distributed": ("reading on a cluster", "pip install 'missiemonitor[cluster]'"),
    "fsspec": ("addresses like s3://", "pip install 'missiemonitor[cluster]'"),
}
SECONDS = 20  # that a program may take to tell its version


def examine() -> list[dict[str, Any]]:
    """One entry a part: its version (None if missing), what for, whether it is fine, what to do."""
    parts = [
        _part(
            "Python", platform.python_version(), "everything", sys.version_info >= (3, 11), "3.11"
        ),
        _part("SQLite", sqlite3.sqlite_version, "the database", _sqlite_fine(), "3.38 with FTS5"),
    ]
    for name, purpose in {"missiemonitor": "everything", **PACKAGES}.items():
        parts.append(_package(name, purpose, f"pip install {name}", needed=True))
    parts += [_dutch_model(), *_ocr_engines(), _browser()]
    parts += [_package(name, *told, needed=False) for name, told in OPTIONAL.items()]
    return parts


def _package(name: str, purpose: str, advice: str, *, needed: bool) -> dict[str, Any]:
    found = _installed(name)
    return {
        "part": name,
        "version": found,
        "needed_for": purpose,
        "needed": needed,
        "ok": found is not None,
        "do": "" if found else advice,
    }


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _browser() -> dict[str, Any]:
    """Chromium, or a browser made from it."""
    path = find_browser()
    return {
        "part": "Chromium",
        "version": _told_version(path) if path else None,
        "needed_for": "'report --pdf'",
        "needed": False,
        "ok": path is not None,
        "do": "" if path else "install it (on Debian: apt install chromium)",
    }


def _told_version(program: str) -> str:
    """The version that a program tells of itself; `there` where it tells none."""
    try:
        ran = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return "there"
    told = re.search(r"\d+(\.\d+)+", ran.stdout + ran.stderr)
    return told.group() if told else "there"


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
    versions = {
        "rapidocr": _installed("rapidocr-onnxruntime"),
        "tesseract": _told_version("tesseract"),
    }
    return [
        {
            "part": f"{name} (OCR)",
            "version": (versions[name] or "works") if name in there else None,
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
