"""Names the regions of pages: words and rules go in; lines by region, in reading order, come out.

A colophon is what stands beside the column of running text; a header or footer is what comes back
at one height on other pages, or stands alone at the page's edge; a footnote is small, marked and
under all else. Geometry and repetition decide, never a list of words.
"""

from __future__ import annotations

from missiemonitor.corpus.layout.arrange import arrange
from missiemonitor.corpus.layout.edge_rows import stands_in_columns
from missiemonitor.corpus.layout.lines import is_scanned, lines_of, usual_size
from missiemonitor.corpus.layout.segments import Segment, segments

__all__ = [
    "Segment",
    "arrange",
    "is_scanned",
    "lines_of",
    "segments",
    "stands_in_columns",
    "usual_size",
]
