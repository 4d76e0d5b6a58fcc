"""The bytes of a PDF, or why they are none."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from missiemonitor.corpus.errors import ReportError
from missiemonitor.corpus.files import shown
from missiemonitor.corpus.limits import Limits


def read_bytes(path: Path, limits: Limits) -> bytes:
    """The bytes of a file that looks like a whole PDF.

    Raises ReportError where it is missing, empty, too large, no PDF, or cut short.
    """
    name = shown(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            os.scandir(path).close()  # says why, where it may not be looked into
            raise ReportError(name, "is a folder", "name a PDF file")
        if not stat.S_ISREG(status.st_mode):
            # A pipe may never end, and a device give bytes for ever.
            raise ReportError(name, "is a pipe or a device, not a file", "name a PDF file")
        size = status.st_size
        if size > limits.max_bytes:
            raise _too_large(name, size, limits)
        return sound(path.read_bytes(), name, limits)
    except OSError as error:
        raise ReportError(
            name,
            f"cannot be opened ({error.strerror or error})",
            "check the name and the permissions",
        ) from error


def sound(data: bytes, name: str, limits: Limits) -> bytes:
    """These bytes, if they look like a whole PDF. Raises ReportError."""
    if not data:
        raise ReportError(name, "is empty (0 bytes)", "fetch the file again")
    if len(data) > limits.max_bytes:
        raise _too_large(name, len(data), limits)
    if b"%PDF-" not in data[:1024]:
        raise ReportError(name, "is not a PDF", "give the PDF as it was published")
    tail = data[-4096:]
    if b"%%EOF" not in tail and b"startxref" not in tail:
        raise ReportError(name, "is cut short (its end is missing)", "fetch the whole file again")
    return data


def _too_large(name: str, size: int, limits: Limits) -> ReportError:
    return ReportError(
        name,
        f"is {size / 1e6:,.0f} MB, more than the limit of {limits.max_bytes / 1e6:,.0f}",
        "split it, or raise max-bytes in missiemonitor.toml",
    )
