"""Numbers that decide are thresholds, with a unit and where they come from, and nothing else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import FrozenInstanceError, dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from missiemonitor.corpus.document import Box, Word
from missiemonitor.corpus.layout import segments
from missiemonitor.corpus.threshold import (
    Thresholds,
    described,
    sets_in_force,
    threshold,
    thresholds_of,
)
from missiemonitor.corpus.thresholds import LAYOUT, METADATA
from missiemonitor.extractors.linking.counts import whole_number
from missiemonitor.extractors.reference import acronyms_of_missions
from missiemonitor.extractors.thresholds import LINKING

ROOT = Path(__file__).parent.parent

# Files that are written anew, and whose numbers are named then, each with the subject that does it.
ANEW = {
    "extractors/tables": "the reading of tables",
    "extractors/statements": "the reading of sentences",
}
NAMED_THERE = {"extractors/tables/reconcile.py"}  # in such a folder, but named already

# Files in which a number is no threshold, each with the reason.
ELSEWHERE = {
    "corpus/thresholds.py": "it is where they stand",
    "extractors/thresholds.py": "it is where they stand",
    "corpus/threshold.py": "it makes them",
    "corpus/limits.py": "settings with their units, which a person sets",
    "corpus/period.py": "the calendar",
    "corpus/document.py": "geometry: quarter turns",
    "corpus/errors.py": "exit statuses",
    "corpus/pdf/characters.py": "places in arrays and bytes, numbers of characters",
    "corpus/pdf/careful.py": "quarter turns",
    "corpus/pdf/visible.py": "sides of boxes, and modes of ISO 32000-1",
    "corpus/pdf/words.py": "quarter turns, sides of boxes",
    "corpus/pdf/doubles.py": "places in arrays",
    "corpus/pdf/drawing.py": "sides of a box",
    "corpus/pdf/actual_text.py": "bytes of a text",
    "corpus/pdf/notes.py": "bytes of a text, and a picture that nobody looks at",
    "corpus/pdf/file.py": "bytes in a megabyte",
    "corpus/pdf/rendering.py": "how deep and how much a file may nest, which a hostile one decides",
    "corpus/pdf/wordless.py": "the same",
    "corpus/pdf/broken_content.py": "bytes of packed content, and how much of it is looked at",
    "corpus/pdf/content_scan.py": "the syntax of content: operands of a matrix, bits of a picture",
    "corpus/pdf/missing_content.py": "how much of a file is looked at",
    "corpus/pdf/pictures.py": "white, and the sides of a box",
    "corpus/pdf/digit_shapes.py": "the grid on which digits are compared and drawn",
    "corpus/pdf/seen_numbers.py": "white, and quarter turns",
    "extractors/deployments/meaning/times.py": "the calendar",
    "corpus/pdf/components.py": "pixels at the edges of an array",
    "corpus/pdf/unread.py": "the sides of a shape, its commonest three",
    "corpus/pdf/writing.py": "bands and blocks of an array",
    "corpus/samples": "it makes sample reports and reads none",
    "extractors/dutch_model/train.py": "it trains the Dutch parser and reads no report",
}

# Numbers that are not thresholds, by their line: conversions and formats, each with the reason.
NO_THRESHOLD = {
    "year >= 100 else 2000 + year": "a year of two digits is one of this century",
    "/ 72": "points in an inch",
    'float(row["conf"]) / 100': "per cent",
    "[picture] * 3": "a grey picture as three colours",
    "MaxFilter(2 * ": "a window is twice its reach, and its middle",
    "WHITE = 255": "a white pixel",
    "in (1, 3)": "quarter turns that bring a page upright",
    "score: float = 100.0": "the whole of the scale of likeness",
    "round(-10 * line.size)": "tenths of a point, for the order only",
    "SENTENCE, LOOSE = 3, 4": "the last ranks of places",
    ".rank <= 2": "ranks of places",
    "best.rank > 2": "ranks of places",
    ", None, 2)": "a rank of places",
    "gutter else 2": "the third of three sides of a gutter",
    "round(confidence, 3)": "digits that are stored",
    "0xDC": "how Python holds a byte that is no UTF-8",
    "LONGEST = 200": "characters of an error's text in a finding",
    "2 if second else 1": "the number of a half-year",
    "len(code) == 2": "an ISO 3166-1 code has two letters",
    "** 0.5": "a square root",
    "2 * border": "a border at both sides",
}


@dataclass(frozen=True)
class Literal:
    """A number in code, where, and the line that it stands in."""

    file: str
    line: int
    value: int | float
    text: str


def literals(path: Path, name: str) -> Iterator[Literal]:
    """The numbers in a file that may decide something.

    Left out are what is structure: 0, 1 and -1 (nothing, one, the first, the last, identity); 2 in
    an index, as a divisor (a half, odd or even) and in "more than one" (`len(...) < 2`); numbers
    of capturing groups and positions; and the size of a cache, which decides nothing but speed.
    """
    source = path.read_text("utf-8")
    lines = source.splitlines()
    tree = ast.parse(source)
    structure: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST] = []
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            parts.append(node.slice)
        elif isinstance(node, ast.Slice) and node.step is not None:
            parts.append(node.step)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".group"):
            parts += node.args
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div | ast.FloorDiv | ast.Mod):
            parts += [node.right] if isinstance(node.right, ast.Constant) else []
            if parts and getattr(node.right, "value", None) != 2:
                parts = []
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Lt | ast.GtE):
            counted = isinstance(node.left, ast.Call) and ast.unparse(node.left.func) == "len"
            if counted and ast.unparse(node.comparators[0]) == "2":
                parts.append(node.comparators[0])
        elif isinstance(node, ast.keyword) and node.arg in ("maxsize", "axis"):
            parts.append(node.value)
        structure |= {id(inner) for part in parts for inner in ast.walk(part)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or type(node.value) not in (int, float):
            continue
        if node.value in (0, 1) or id(node) in structure:
            continue
        yield Literal(name, node.lineno, node.value, lines[node.lineno - 1].strip())


def looked_at() -> list[tuple[Path, str]]:
    paths = [
        p for folder in ("corpus", "extractors") for p in sorted((ROOT / folder).rglob("*.py"))
    ]
    named = [(path, path.relative_to(ROOT).as_posix()) for path in paths]
    return [
        (path, name)
        for path, name in named
        if not any(name.startswith(each) for each in ELSEWHERE)
        and (name in NAMED_THERE or not any(name.startswith(each) for each in ANEW))
    ]


def test_no_number_that_decides_stands_inline() -> None:
    found = [each for path, name in looked_at() for each in literals(path, name)]
    unnamed = [each for each in found if not any(text in each.text for text in NO_THRESHOLD)]
    assert [f"{e.file}:{e.line}: {e.value} in {e.text}" for e in unnamed] == []


def test_what_is_let_through_still_stands_somewhere() -> None:
    found = [each.text for path, name in looked_at() for each in literals(path, name)]
    assert [text for text in NO_THRESHOLD if not any(text in line for line in found)] == []
    assert [each for each in (*ANEW, *ELSEWHERE, *NAMED_THERE) if not (ROOT / each).exists()] == []


def test_the_rule_sees_an_inline_number(tmp_path: Path) -> None:
    path = tmp_path / "part.py"
    path.write_text("def f(a, b):\n    return a[2] / 2 + 0.3 * b if len(a) < 2 else a[-4:]\n")
    assert [each.value for each in literals(path, "part.py")] == [0.3, 4]


def test_every_threshold_is_used_and_none_is_named_twice() -> None:
    code = "\n".join(
        path.read_text("utf-8")
        for folder in ("corpus", "extractors")
        for path in (ROOT / folder).rglob("*.py")
    )
    names = [each.name for each in described()]
    assert len(names) == len(set(names))
    assert len(names) > 150
    written = [(room.upper(), field) for room, field in (name.split(".") for name in names)]
    unused = [f"{room}.{field}" for room, field in written if f"{room}.{field}" not in code]
    assert unused == []


def test_other_thresholds_hold_for_as_long_as_they_are_asked_for() -> None:
    words = [Word("een", Box(0, 0, 20, 10), 10.0), Word("twee", Box(32, 0, 50, 10), 10.0)]
    before = len(segments(words))
    with thresholds_of({"layout.segment_gap": 1.3}):
        assert (before, len(segments(words))) == (2, 1)
    assert len(segments(words)) == 2
    with pytest.raises(RuntimeError), thresholds_of({"layout.segment_gap": 1.3}):
        raise RuntimeError
    assert LAYOUT.segment_gap == 1.1


def test_what_was_remembered_is_forgotten_when_a_threshold_changes() -> None:
    before = acronyms_of_missions()
    with thresholds_of({"linking.shortest_acronym": LINKING.shortest_acronym + 1}):
        assert len(acronyms_of_missions()) < len(before)
    assert acronyms_of_missions() == before


def _number_with(changed: dict[str, float]) -> int | None:
    with thresholds_of(changed):
        return whole_number("vijfduizend")


def test_other_thresholds_are_handed_to_a_new_process() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(_number_with, {}).result() == 5000
        assert pool.submit(_number_with, {"linking.most_officers": 4000}).result() is None


def test_a_threshold_has_a_unit_a_meaning_and_an_origin_of_a_known_form() -> None:
    for each in described():
        assert each.unit and each.meaning and each.origin
    assert all(len(each.guards.split()) > 5 for each in sets_in_force().values())
    for wrong in (("cubits", "wide", "guess"), ("ems", "", "guess"), ("ems", "wide", "measured")):
        with pytest.raises(ValueError, match="threshold"):
            threshold(1.0, *wrong)


@pytest.mark.parametrize("value", [0, -1, float("nan"), 2.5, True])
def test_a_count_of_lines_is_a_whole_number_above_nothing(value: float) -> None:
    with pytest.raises(ValueError, match="opening"):
        replace(METADATA, opening=value)  # type: ignore[arg-type]


def test_a_share_is_at_most_one_and_a_set_is_frozen() -> None:
    with pytest.raises(ValueError, match="edge"):
        replace(LAYOUT, edge=1.1)
    with pytest.raises(FrozenInstanceError):
        LAYOUT.edge = 0.2  # type: ignore[misc]
    assert isinstance(LAYOUT, Thresholds)


def test_a_threshold_that_there_is_not_is_told() -> None:
    with pytest.raises(KeyError, match=r"layout\.nothing"), thresholds_of({"layout.nothing": 1}):
        pass
