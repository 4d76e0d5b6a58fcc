"""Several programs write to one database at once, and none of them fails."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from missiemonitor.output.analysis.integrity import damage
from missiemonitor.output.database.connect import DatabaseError, open_database
from missiemonitor.output.database.writing import writing

from tests.invented import invented_database

STORES = textwrap.dedent(
    """
    import json, sys
    from pathlib import Path
    from random import Random
    from missiemonitor.output.database.connect import open_database
    from missiemonitor.output.database.report_rows import store
    from tests.invented import invented_extraction
    path, first, number = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    dice, counts, failed = Random(first), {}, []
    for at in range(number):
        extraction = invented_extraction(f"{first + at // 2}-{at % 2 + 1}", dice, counts)
        try:
            db = open_database(path, create=True)
            store(db, extraction, "test")
            db.close()
        except Exception as error:
            failed.append(repr(error))
    print(json.dumps(failed))
    """
)
DECIDES = textwrap.dedent(
    """
    import json, sys
    from pathlib import Path
    from missiemonitor.output.database.connect import open_database
    from missiemonitor.output.decisions.chain import Person
    from missiemonitor.output.decisions.decide import decide
    path, number = Path(sys.argv[1]), int(sys.argv[2])
    failed, rows = [], []
    for at in range(number):
        try:
            db = open_database(path)
            (row,) = db.execute(
                "SELECT deployment FROM deployment WHERE report = "
                "(SELECT report FROM report WHERE period = '1990-1') ORDER BY subject LIMIT 1"
            ).fetchone()
            decide(db, row, ("approve", "reject", "undo")[at % 3], Person("Ada"))
            db.close()
        except Exception as error:
            failed.append(repr(error))
    print(json.dumps(failed))
    """
)


@pytest.mark.slow
def test_two_programs_store_and_a_third_decides(tmp_path: Path) -> None:
    path = tmp_path / "shared.db"
    invented_database(path, 1, first_year=1990).close()
    commands = [
        [STORES, str(path), "1900", "40"],
        [STORES, str(path), "1950", "40"],
        [DECIDES, str(path), "40"],
    ]
    programs = [
        subprocess.Popen([sys.executable, "-c", *each], stdout=subprocess.PIPE, text=True)
        for each in commands
    ]
    for program in programs:
        told, _ = program.communicate(timeout=300)
        assert json.loads(told) == []
    db = open_database(path)
    assert (db.table("report").count, db.table("decision").count) == (81, 40)
    assert list(damage(db)) == []


@pytest.mark.slow
def test_two_programs_make_one_database_at_once(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from missiemonitor.output.database.connect import "
        "open_database; open_database(Path(sys.argv[1]), create=True).close()"
    )
    path = str(tmp_path / "new.db")
    programs = [subprocess.Popen([sys.executable, "-c", code, path]) for _ in range(3)]
    assert [program.wait(timeout=120) for program in programs] == [0, 0, 0]
    assert list(damage(open_database(Path(path)))) == []


def test_a_database_that_stays_locked_is_told_in_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    one, two = open_database(path, create=True), open_database(path)
    two.execute("PRAGMA busy_timeout = 100")
    with (
        writing(one),
        pytest.raises(DatabaseError, match=r"a\.db: another program is writing"),
        writing(two),
    ):
        pass


def test_what_fails_inside_a_transaction_leaves_nothing(tmp_path: Path) -> None:
    db = open_database(tmp_path / "a.db", create=True)
    with writing(db):
        db.execute("INSERT INTO mission (mission, name, known) VALUES ('unknown-a', 'a', 0)")
        with pytest.raises(RuntimeError), writing(db):
            db.execute("INSERT INTO mission (mission, name, known) VALUES ('unknown-b', 'b', 0)")
            raise RuntimeError("inside")
    rows = db.query("SELECT mission FROM mission WHERE NOT known")
    assert [row["mission"] for row in rows] == ["unknown-a"]
