"""Pages that show nothing because what they are to show is lost, and not because they are empty.

PDFium passes over content that is missing or cannot be unpacked without a word; pdfminer, with
which pdfplumber reads, is asked what stands in the file.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Collection
from typing import Any

PAINTS = re.compile(rb"(?<![^\s\])>])(?:Tj|TJ|Do|sh|[fFbBsS]\*?|EI)(?!\S)|['\"](?!\S)")


def lost_contents(data: bytes, numbers: Collection[int]) -> set[int]:
    """Of these pages, on which PDFium finds no object at all, those whose content is lost."""
    import pdfplumber

    if not numbers:
        return set()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(io.BytesIO(data), pages=sorted(numbers)) as pdf:
            return {page.page_number for page in pdf.pages if _is_lost(page.page_obj)}
    except MemoryError:
        raise
    except Exception:  # pdfminer lets errors of any kind out of a damaged file
        return set()


def _is_lost(page: Any) -> bool:
    from pdfminer.pdftypes import PDFStream, resolve1

    streams = [resolve1(each) for each in page.contents]
    if not streams:
        return False
    for stream in streams:
        if not isinstance(stream, PDFStream):
            return True  # named, and not there
        try:
            content = stream.get_data()
        except MemoryError:
            raise
        except Exception:
            return True
        if PAINTS.search(content) or (stream.get_rawdata() and not content):
            return True
    return False
