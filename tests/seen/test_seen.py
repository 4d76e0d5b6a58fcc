"""What a reader sees on the page is what is read; `python -m tests.seen` tries all cases."""

from __future__ import annotations

import pytest

from tests.seen.run import CASES, cases_of, verdict_on

# One or two of each kind that need no OCR engine.
SAMPLE = [
    "00-control",
    "01-cropbox",
    "02-cropbox",
    "03-invisible",
    "04-white",
    "05-whiteout",
    "07-redacted",
    "10-struck",
    "13-form-field",
    "14-freetext",
    "25-lowered",
    "38-row-split",
    "40-overprinted",
    "41-clipped",
    "56-widow-row",
    "60-widow-total",
    "75-font-descent",
    "101-row-under",
    "105-old-and-new",
    "107-actualtext",
    "109-row-outside",
    "110-rotate-90",
    "113-row-under",
    "121-each-glyph",
    "140-rotate-180",
    "144-latex",
    "147-text-as-a-clip",
    "202-latex",
    "212-negative",
    "226-space-kerned",
    "237-one-row",
    "300-count-crossed",
    "301-outlined",
    "302-old-style",
]
NAMES = [name for name in cases_of(CASES) if name.startswith(tuple(SAMPLE))]


@pytest.mark.parametrize("name", NAMES)
def test_what_a_reader_sees_is_read(name: str) -> None:
    case = cases_of(CASES)[name]
    verdict = verdict_on(CASES / f"{name}.pdf", case)
    wanted = ("right",) if case["must"] == "right" else ("right", "doubted")
    assert verdict.told in wanted, verdict.why


def test_each_name_of_the_sample_is_a_case() -> None:
    assert len(NAMES) == len(SAMPLE)
