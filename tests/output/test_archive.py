"""Bags for the archive, and decisions that outlive the database they were taken in."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.output.database.connect import open_database, open_reading
from missiemonitor.output.database.report_rows import store
from missiemonitor.output.decisions.bring_in import DecisionsError, bring_in
from missiemonitor.output.decisions.chain import Person
from missiemonitor.output.decisions.correction import Correction
from missiemonitor.output.decisions.decide import decide
from missiemonitor.output.decisions.hash_chain import written
from missiemonitor.output.export import mdto
from missiemonitor.output.export.account import account
from missiemonitor.output.export.bag import archive, verify
from missiemonitor.pipeline.cli import main

from tests.conftest import SAMPLES

# Each makes or looks at a whole bag.
pytestmark = pytest.mark.slow


@pytest.fixture
def decided(samples_path: Path, tmp_path: Path) -> Path:
    path = tmp_path / "decided.db"
    shutil.copy(samples_path, path)
    db = open_database(path)
    ids = [r["deployment"] for r in db.query("SELECT * FROM officers ORDER BY deployment")]
    decide(db, ids[0], "correct", Person("Ada", "een | streep"), Correction(9))
    decide(db, ids[1], "approve", Person("Bo"))
    db.close()
    return path


def test_a_bag_is_whole_and_says_what_was_checked(decided: Path, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    assert archive(open_reading(decided), bag, [SAMPLES]) == []
    assert list(verify(bag)) == []
    account = (bag / "data" / "ACCOUNT.md").read_text("utf-8")
    assert "corrected to 9 | Ada" in account and "nobody looked" in account
    assert len(list((bag / "data" / "reports").iterdir())) == 5
    copy = open_reading(bag / "data" / "missiemonitor.db")
    assert copy.execute("SELECT count(*) FROM decision").fetchone()[0] == 2


def test_what_was_lost_or_changed_is_noticed(decided: Path, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    archive(open_reading(decided), bag, [SAMPLES])
    pdf = next((bag / "data" / "reports").iterdir())
    kept = pdf.read_bytes()
    pdf.write_bytes(kept + b" ")
    assert any("another one than was read" in message for message in verify(bag))
    pdf.unlink()
    assert any("is not in the bag" in message for message in verify(bag))
    pdf.write_bytes(kept)
    assert list(verify(bag)) == []
    (bag / "data" / "decisions.jsonl").write_text("")
    outcome = CliRunner().invoke(main, ["archive", "--verify", str(bag)])
    assert outcome.exit_code == 1 and "is damaged" in outcome.output


def test_a_newer_bag_stands_beside_the_older_one_and_says_which_it_follows(
    decided: Path, tmp_path: Path
) -> None:
    def run(*more: str, db: Path = decided) -> tuple[int, str]:
        at = [str(tmp_path / "bag"), "--db", str(db), "--reports", str(SAMPLES)]
        outcome = CliRunner().invoke(main, ["archive", *at, *more])
        return outcome.exit_code, outcome.output

    assert run("--newer") == (0, f"{tmp_path / 'bag'} holds the bag\n")
    db = open_database(decided)
    row = db.execute("SELECT deployment FROM officers ORDER BY deployment DESC").fetchone()[0]
    decide(db, row, "approve", Person("Bo"))
    db.close()
    assert "bag-2 holds the bag, which follows" in run("--newer")[1]
    assert "bag-3 holds the bag, which follows" in run("--newer")[1]
    first, second = tmp_path / "bag", tmp_path / "bag-2"
    assert list(verify(second)) == list(verify(first)) == []
    assert "Missiemonitor-Follows: bag " in (second / "bag-info.txt").read_text("utf-8")
    # A database without the decisions of that bag does not go on from it.
    fresh = tmp_path / "fresh.db"
    shutil.copy(first / "data" / "missiemonitor.db", fresh)
    code, said = run("--newer", db=fresh)
    assert code == 2 and "does not go on from it: decision 3" in said
    assert not (tmp_path / "bag-4").exists()
    # An older bag that was made another one is told, one that is elsewhere is not.
    (first / "tagmanifest-sha256.txt").write_text("")
    assert any("not the bag any more" in message for message in verify(second))
    first.rename(tmp_path / "elsewhere")
    assert list(verify(second)) == []


def test_a_bag_without_a_pdf_says_which(decided: Path, tmp_path: Path) -> None:
    one = SAMPLES / "2024-1-bijlage-5.pdf"
    arguments = ["--db", str(decided), "--reports", str(one)]
    outcome = CliRunner().invoke(main, ["archive", str(tmp_path / "bag"), *arguments])
    assert outcome.exit_code == 1 and "2023-1-verzonnen-cijfers.pdf: its PDF" in outcome.output
    again = CliRunner().invoke(main, ["archive", str(tmp_path / "bag"), *arguments])
    assert again.exit_code == 2 and "is there already" in again.output
    none = CliRunner().invoke(main, ["archive", "--verify", str(tmp_path)])
    assert none.exit_code == 2 and "is no bag" in none.output


def test_lost_and_changed_reports_are_told(decided: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    shutil.copytree(SAMPLES, folder)
    arguments = ["check", "--db", str(decided), "--reports", str(folder)]
    assert "its PDF" not in CliRunner().invoke(main, arguments).output
    (folder / "2023-1-verzonnen-cijfers.pdf").unlink()
    with (folder / "2024-1-bijlage-5.pdf").open("ab") as file:
        file.write(b" ")
    told = CliRunner().invoke(main, arguments)
    assert told.exit_code == 1
    assert "2023-1-verzonnen-cijfers.pdf: its PDF was not found" in told.output
    assert "2024-1-bijlage-5.pdf: its PDF is another one than was read" in told.output


@pytest.mark.slow
def test_truth_files_of_what_was_checked_score_the_reading(decided: Path, tmp_path: Path) -> None:
    db = open_database(decided)
    period = "2024-1"
    for row in list(db.query("SELECT * FROM officers WHERE period = ?", [period])):
        if row["decided"] != "corrected":
            decide(db, row["deployment"], "approve", Person("Bo"))
    db.close()
    run = CliRunner().invoke
    folder = tmp_path / "truth"
    wrote = run(main, ["decisions", str(folder), "--truth", "--db", str(decided)])
    assert "1 truth files" in wrote.output, wrote.output
    (path,) = folder.iterdir()
    scored = run(main, ["evaluate", str(path), "--reports", str(SAMPLES), "--json"])
    told = json.loads(scored.stdout)
    assert told["rows"] == told["read"] == 12 and told["exact"] >= 11
    for more, code in ((["--reports", str(tmp_path)], 2), (["--bring-in"], 2)):
        assert run(main, ["evaluate", str(path), *more]).exit_code == code
    typed = Path(__file__).parent.parent / "truth" / "2024-1-bijlage-5.json"
    by_hand = run(main, ["evaluate", str(typed), "--reports", str(SAMPLES)])
    assert by_hand.exit_code == 0 and "12 of 12 rows exactly right" in by_hand.output


@pytest.mark.slow
def test_decisions_go_into_a_database_made_anew(decided: Path, tmp_path: Path) -> None:
    file, new = tmp_path / "decided.jsonl", tmp_path / "new.db"
    run = CliRunner().invoke
    assert run(main, ["decisions", str(file), "--db", str(decided)]).exit_code == 0
    db = open_database(new, create=True)
    assert bring_in(db, file.read_text("utf-8").splitlines()) == 2
    for path in sorted(SAMPLES.glob("*.pdf")):
        store(db, extract(read_document(path)), "newer")
    db.close()
    old = open_reading(decided)
    again = open_reading(new)
    for each in ("SELECT * FROM officers ORDER BY deployment", "SELECT * FROM decision"):
        assert list(old.query(each)) == list(again.query(each))
    outcome = run(main, ["decisions", str(file), "--bring-in", "--db", str(new)])
    assert outcome.output.startswith("0 decisions added")


def test_files_that_do_not_fit_are_refused_whole(decided: Path, tmp_path: Path) -> None:
    lines = list(written(open_reading(decided)))
    db = open_database(tmp_path / "new.db", create=True)
    for bad, told in (
        ([lines[1]], "decision 1 is missing"),
        ([lines[0].replace('"9"', '"8"')], "was changed after"),
        (["{}"], "line 1 is no decision"),
        (["[]"], "line 1 is no decision"),
        (["x"], "line 1 is no decision"),
    ):
        with pytest.raises(DecisionsError, match=told):
            bring_in(db, bad)
    assert db.table("decision").count == 0
    store(db, extract(read_document(SAMPLES / "2024-1-bijlage-5.pdf")), "test")
    row = next(db.query("SELECT deployment FROM officers"))
    decide(db, row["deployment"], "approve", Person("Cas"))
    with pytest.raises(DecisionsError, match="decided on apart"):
        bring_in(db, lines)


def test_records_after_mdto_names_and_totals_stand_beside_the_files(
    decided: Path, tmp_path: Path
) -> None:
    bag, db = tmp_path / "bag", open_reading(decided)
    archive(db, bag, [SAMPLES], "Archief van Verzonnen Stad", "nl")
    names = {row["sha256"]: row["file"] for row in db.query("SELECT * FROM report")}
    with (bag / "data" / "reports.csv").open(newline="") as told:
        assert {row["sha256"]: row["file"] for row in csv.DictReader(told)} == names
    space = {"m": mdto.NAMESPACE}
    for sha256, file in names.items():
        root = ElementTree.parse(bag / "data" / "mdto" / f"{sha256}.mdto.xml").getroot()
        pdf = bag / "data" / "reports" / f"{sha256}.pdf"
        found = {name: root.findtext(f".//m:{name}", namespaces=space)
                 for name in ("naam", "omvang", "checksumWaarde")}  # fmt: skip
        assert found == {
            "naam": file,
            "omvang": str(pdf.stat().st_size),
            "checksumWaarde": sha256,
        }
    record = ElementTree.parse(bag / "data" / "mdto" / "bag.mdto.xml").getroot()
    maker = record.findtext(".//m:archiefvormer/m:verwijzingNaam", namespaces=space)
    assert maker == "Archief van Verzonnen Stad"
    assert "Source-Organization: Archief van Verzonnen Stad" in (bag / "bag-info.txt").read_text()
    said = (bag / "data" / "ACCOUNT.md").read_text("utf-8")
    assert "verbeterd naar 9" in said and "## Totalen" in said and "| 2024-1 |" in said
    assert "- Open: " in said and "`, verzonnen." in said and "`, transcriptie." in said
    assert "- *  verzonnen" in said and "invented" not in said and "Police" not in said
    assert list(verify(bag)) == []


@pytest.mark.parametrize(
    ("within", "whole"),
    [
        (
            "<xs:element name='MDTO'><xs:complexType><xs:sequence>"
            "<xs:any processContents='lax'/></xs:sequence></xs:complexType></xs:element>",
            True,
        ),
        ("<xs:element name='MDTO' type='xs:string'/>", False),
        ("<xs:element", None),
    ],
)
def test_a_schema_judges_the_records_before_the_bag_is_made(
    decided: Path, tmp_path: Path, within: str, whole: bool | None
) -> None:
    pytest.importorskip("xmlschema")
    schema, bag = tmp_path / "mdto.xsd", tmp_path / "bag"
    schema.write_text(
        "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' "
        f"targetNamespace='{mdto.NAMESPACE}'>{within}</xs:schema>"
    )
    arguments = ["archive", str(bag), "--db", str(decided), "--reports", str(SAMPLES)]
    outcome = CliRunner().invoke(main, [*arguments, "--mdto-schema", str(schema)])
    if whole:
        assert outcome.exit_code == 0 and list(verify(bag)) == []
    else:
        said = "is no schema" if whole is None else "records are not as"
        assert outcome.exit_code == 2 and said in outcome.output and not bag.exists()


def test_the_account_tells_a_range_whole_and_names_and_what_waits(
    samples_path: Path, tmp_path: Path
) -> None:
    path = tmp_path / "x.db"
    shutil.copy(samples_path, path)
    db = open_database(path)
    first, other, third, *_ = [r["deployment"] for r in db.query("SELECT * FROM officers")]
    with db.atomic():
        db.execute(
            "UPDATE deployment SET officers_max = officers + 1 WHERE deployment = ?", [first]
        )
    (low,) = db.execute("SELECT officers FROM deployment WHERE deployment = ?", [first]).fetchone()
    decide(db, other, "correct", Person("Ada"), Correction(mission="eucap-somalia"))
    decide(db, other, "correct", Person("Ada"), Correction(countries=("SO", "KE")))
    decide(db, third, "correct", Person("Ada", eyes=2), Correction(9))
    for language, told, waits in (
        ("nl", "verbeterd naar EUCAP Somalië; Somalië, Kenia", "wacht op een tweede"),
        ("en", "corrected to EUCAP Somalia; Somalia, Kenya", "waits for a second person"),
    ):
        text = account(db, set(), "x.db", "politie", language)
        assert f"| {low}\N{EN DASH}{low + 1} |" in text and told in text and waits in text
