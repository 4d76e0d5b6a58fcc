"""The bytes of a PDF, or why they are none."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import pypdfium2
from missiemonitor.corpus.errors import ReportError
from missiemonitor.corpus.files import shown
from missiemonitor.corpus.limits import Limits

HEADER = b"%PDF-"
OBJECT = re.compile(rb"\d \d+ obj\b")


def read_bytes(path: Path, limits: Limits) -> bytes:
    """The bytes of a file that may be a PDF.

    Raises ReportError where it is missing, no file, empty or too large.
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
    """These bytes, if there are some and not too many. Raises ReportError."""
    if not data:
        raise ReportError(name, "is empty (0 bytes)", "fetch the file again")
    if len(data) > limits.max_bytes:
        raise _too_large(name, len(data), limits)
    return data


def from_header(data: bytes) -> bytes:
    """The bytes from the header of the PDF on; all of them where there is none.

    Mail and web servers put lines before it. PDFium looks for it among the first 1,024 bytes only,
    other viewers among all.
    """
    return data[max(0, data.find(HEADER)) :]


def opened(data: bytes, name: str) -> pypdfium2.PdfDocument:
    """The PDF of these bytes, opened by PDFium, which decides whether it is one.

    Raises ReportError with the reason that fits.
    """
    try:
        return pypdfium2.PdfDocument(from_header(data))
    except pypdfium2.PdfiumError as error:
        raise _unopened(data, name, str(error)) from error


def _unopened(data: bytes, name: str, said: str) -> ReportError:
    if HEADER not in data:
        return ReportError(name, "is not a PDF", "give the PDF as it was published")
    # PDFium may report a password error for a file without pages; only /Encrypt asks for one.
    if b"/Encrypt" in data and "password" in said.casefold():
        return ReportError(name, "is protected by a password", "save a copy without the password")
    if is_cut_short(data):
        return ReportError(name, "is cut short (its end is missing)", "fetch the whole file again")
    return ReportError(name, "is damaged and cannot be opened", "fetch it again or repair it")


def is_cut_short(data: bytes) -> bool:
    """Whether the end of a PDF is missing, and not only followed by bytes of something else."""
    end = max(data.rfind(b"%%EOF"), data.rfind(b"startxref"))
    return end < 0 or OBJECT.search(data, end) is not None


def _too_large(name: str, size: int, limits: Limits) -> ReportError:
    return ReportError(
        name,
        f"is {size / 1e6:,.0f} MB, more than the limit of {limits.max_bytes / 1e6:,.0f}",
        "split it, or raise max-bytes in missiemonitor.toml",
    )
