"""What stands at the name of a mission and says that nobody is there yet, or no more."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from missiemonitor.corpus.document import Document
from missiemonitor.extractors.extract import extract

from tests.conftest import pdf_of, rows_page

Read = Callable[..., Document]


@pytest.mark.parametrize(
    ("behind", "note"),
    [
        (" (vanaf 2026)", "vanaf 2026"),
        (" (beëindigd)", "beëindigd"),
        (" (gepland)", "gepland"),
        (" (terminated)", "terminated"),
        (" (sinds 2010)", ""),  # is there still
        (" (2024)", ""),
        ("", ""),
    ],
)
def test_it_is_told_at_the_row(read: Read, behind: str, note: str) -> None:
    rows = [("EUCAP Sahel Mali" + behind, "Mali", "5"), ("EUMM Georgië", "Georgië", "4"),
            ("EULEX Kosovo", "Kosovo", "2")]  # fmt: skip
    found = extract(read(pdf_of(rows_page(rows))))
    told = [f for f in found.findings if f.code == "footnote-on-count"]
    assert [(f.message_key, f.values["note"]) for f in told] == ([("at-name", note)] * bool(note))
    assert {row.mission for row in found.deployments} >= {"eucap-sahel-mali"}
