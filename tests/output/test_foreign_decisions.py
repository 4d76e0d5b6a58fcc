"""What a file or a package of decisions may hold: what a person may say at the desk, no more."""

from __future__ import annotations

import hashlib
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from missiemonitor.output.analysis.integrity import damage
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.decisions.added_rows import _parsed
from missiemonitor.output.decisions.bring_in import DecisionsError, bring_in
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.hash_chain import FIRST, HASHED
from missiemonitor.output.decisions.missed_rows import Missed, add_row
from missiemonitor.output.export import package
from missiemonitor.output.export.restore import PackageError, restore
from missiemonitor.pipeline.cli import main

SUBJECT = "2024-1/5/eulex kosovo/kosovo/1"
ADDED: dict[str, Any] = {
    "mission": "euam-irak",
    "name": "EUAM Irak",
    "countries": ["IQ"],
    "officers": 2,
    "text": "EUAM Irak 2",
    "report": "30b7f1b806145f39",
    "page": 1,
    "box": [9.0, 9.0, 99.0, 20.0],
}


def _decision(**changes: Any) -> dict[str, Any]:
    """A decision that is sound but for `changes`, its hash right."""
    told: dict[str, Any] = {
        "number": 1,
        "subject": SUBJECT,
        "action": "correct",
        "field": "officers",
        "value": "4",
        "count_as_written": "3",
        "reviewer": "Ada",
        "reason": None,
        "decided_at": "2026-11-27T16:50:37+00:00",
        "previous": FIRST,
        **changes,
    }
    more = [told["eyes"]] if told.get("eyes", 1) != 1 else []
    text = json.dumps([*(told[name] for name in HASHED), *more], ensure_ascii=False)
    return {**told, "hash": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()}


def _added(**changes: Any) -> dict[str, Any]:
    value = json.dumps({**ADDED, **changes})
    return _decision(subject="2024-1/5/+euam irak 2", action="add", field="row", value=value)


def _fact(field: str, value: object) -> dict[str, Any]:
    return _decision(subject=f"2024-1/5/*{field}/30b7", field=field, value=value)


SOUND = [
    _decision(),
    _decision(eyes=2, reason="zie blz. 3", reviewer="Zoë de Vries"),
    _decision(count_as_written="ca. 3\u00ad"),
    _decision(field="countries", value='["XK", "BA"]'),
    _decision(field="mission", value="eulex-kosovo"),
    _decision(field="heading", value="count", subject="2024-1/5/#aantal"),
    _decision(action="reject", field=None, value=None),
    _added(),
    _fact("period", "2024-1"),
    _fact("stated_total", ""),
]

WRONG = [
    _decision(reason="\ud800"),
    _decision(reason="\u202eabc"),
    _decision(reason="a\x1b[31m"),
    _decision(reason="x" * 1001),
    _decision(reason=float("inf")),
    _decision(reviewer="An\u200bna"),
    _decision(reviewer="Anna\0"),
    _decision(reviewer=7),
    _decision(reviewer=["x"]),
    _decision(reviewer="x" * 100_000),
    _decision(decided_at="later"),
    _decision(decided_at="9999999-01-01"),
    _decision(decided_at="2026-11-27"),
    _decision(decided_at=5),
    _decision(eyes=2**70),
    _decision(eyes="2"),
    _decision(eyes=True),
    _decision(subject=""),
    _decision(subject="\0/\n"),
    _decision(subject=7),
    _decision(subject="2024-1/5/" + "x" * 100_000),
    _decision(action="nuke"),
    _decision(action="approve"),
    _decision(field="nonsense"),
    _decision(value=4),
    _decision(value="²"),
    _decision(value=None),
    _decision(action="undo", field=None, value="x"),
    _decision(count_as_written=10**30),
    _decision(count_as_written={"a": 1}),
    _decision(count_as_written="3\0"),
    _decision(field="countries", value='["XX"]'),
    _decision(field="countries", value="[" * 100_000),
    _decision(field="mission", value="\ud800"),
    _decision(field="heading", value="x"),
    _decision(number=1.0),
    _decision(previous=None),
    _added(box=[float("nan")] * 4),
    _added(box=[10**400, 0, 0, 0]),
    _added(box=None),
    _added(page=10**20),
    _added(officers=True),
    _added(mission="\ud800"),
    _added(mission=["x"]),
    _added(name="\u202e\u200b\0"),
    _added(name={"a": 1}),
    _added(text="x" * 100_000),
    _added(countries=[]),
    _fact("period", "2024-13"),
    _fact("reference_date", "2024-99-99"),
    _fact("stated_total", "-5"),
    _fact("reference", "\u200b"),
]


@pytest.fixture
def path(one_report_copy: Path) -> Path:
    return one_report_copy


@pytest.mark.parametrize("told", SOUND)
def test_what_the_desk_takes_is_brought_in(path: Path, told: dict[str, Any]) -> None:
    with closing(open_database(path)) as db:
        assert bring_in(db, [json.dumps(told)]) == 1
        assert list(damage(db)) == []


@pytest.mark.parametrize("told", WRONG, ids=range(len(WRONG)))
def test_what_the_desk_refuses_is_not_brought_in(path: Path, told: dict[str, Any]) -> None:
    with closing(open_database(path)) as db:
        with pytest.raises(DecisionsError) as refused:
            bring_in(db, [json.dumps(told)])
        assert (
            "line 1 is no decision of ours (decision " in str(refused.value)
            and len(str(refused.value)) < 300
        )
        assert str(refused.value).isprintable() and db.table("decision").count == 0


@pytest.mark.parametrize("line", ["[" * 100_000, "[]", '"number"', "{}", "\ud800", "NaN"])
def test_a_line_that_is_no_decision_is_refused(path: Path, line: str) -> None:
    with closing(open_database(path)) as db, pytest.raises(DecisionsError, match="line 2"):
        bring_in(db, [json.dumps(_decision()), line])


def test_the_command_refuses_the_file_as_a_whole_in_one_line(path: Path, tmp_path: Path) -> None:
    sound = _decision()
    file = tmp_path / "odd.jsonl"
    second = _decision(number=2, previous=sound["hash"], reviewer=7)
    file.write_text(f"{json.dumps(sound)}\n{json.dumps(second)}\n")
    asked = ["decisions", str(file), "--bring-in", "--db", str(path)]
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 2 and done.output.count("\n") == 1
    assert "line 2 is no decision of ours (decision 2: reviewer 7 is no text)" in done.output
    assert open_reading(path).table("decision").count == 0


def _packed(path: Path, target: Path, *decisions: dict[str, Any]) -> Path:
    with closing(open_database(path)) as db:
        bring_in(db, [json.dumps(each) for each in decisions])
        for name, content in package.package_files(db):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes(content)
    return target


def test_a_package_gives_back_what_says_that_there_is_none(path: Path, tmp_path: Path) -> None:
    folder = _packed(path, tmp_path / "out", _fact("stated_total", ""))
    with closing(open_database(tmp_path / "new.db", create=True)) as new:
        restore(new, folder)
        assert new.execute("SELECT value FROM decision").fetchall() == [("",)]
        assert list(damage(new)) == []


def test_a_package_that_holds_what_programs_end_at_is_refused(path: Path, tmp_path: Path) -> None:
    folder = _packed(path, tmp_path / "out", _decision(reason="zie blz. 3"))
    (file,) = folder.rglob("decision.csv")
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    file.write_bytes(file.read_bytes().replace(b"zie blz. 3", b"zie\0 blz. 3"))
    listed, after = folder / "datapackage.json", hashlib.sha256(file.read_bytes()).hexdigest()
    listed.write_text(listed.read_text("utf-8").replace(before, after), "utf-8")
    with closing(open_database(tmp_path / "new.db", create=True)) as new:
        with pytest.raises(PackageError, match=r"decision.csv: holds U\+0000"):
            restore(new, folder)
        assert new.table("report").count == 0


@pytest.mark.parametrize("odd", [{"name": "a\0"}, {"box": [1e308] * 4}, {"page": 1e400}])
def test_what_is_in_a_chain_already_is_not_laid_over_rows(odd: dict[str, Any]) -> None:
    row = {"number": 1, "subject": SUBJECT, "value": json.dumps({**ADDED, **odd})}
    assert _parsed(row) is None


@pytest.mark.parametrize(
    ("mission", "text"), [("A\u200bB", "EUAM 2"), ("Nieuw\0", "EUAM 2"), ("EUAM", "EUAM\u202e 2")]
)
def test_the_desk_refuses_what_cannot_be_seen(path: Path, mission: str, text: str) -> None:
    with closing(open_database(path)) as db:
        report = db.execute("SELECT report FROM report").fetchone()[0]
        missed = Missed(1, (9, 9, 99, 20), text, mission, ("IQ",), 2)
        with pytest.raises(ValueError, match="cannot be seen"):
            add_row(db, report, missed, Person("Ada"))
