"""`make sensitivity`: moves each threshold by a fifth, down and up, and counts what then changes.

Reads drawn reports, one of them scanned too, and the PDFs of a folder where there is one; first as
they are, then with each threshold moved. What is measured goes to a file line by line, so that a
run that was broken off goes on there; the table for docs/thresholds.md comes from that file.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import click
from missiemonitor.corpus import read
from missiemonitor.corpus.errors import ReportError
from missiemonitor.corpus.limits import Limits
from missiemonitor.corpus.ocr import recognition
from missiemonitor.corpus.ocr.engines import Bitmap, Engine, engines
from missiemonitor.corpus.threshold import (
    Described,
    Number,
    Thresholds,
    described,
    sets_in_force,
    thresholds_of,
)
from missiemonitor.extractors.extract import extract
from missiemonitor.extractors.extraction import Extraction

from tests.laboratory import library, typesetter
from tests.laboratory.grammar import draw
from tests.laboratory.kept import FOLDER as FIXED
from tests.laboratory.measure import compare
from tests.laboratory.report import Invented
from tests.laboratory.scanner import scan

SEED = 150_000  # drawn for nothing else
FIFTH = 0.2
# Rooms whose numbers only scans meet; the others are tried on texts alone, which read fast.
SCANNED = ("engines", "image", "ocr")
MOST_KEPT = 500  # pictures


@dataclass(frozen=True)
class Case:
    """A report to read, and what was drawn where it is known."""

    name: str
    pdf: bytes
    report: Invented | None = None


@dataclass(frozen=True)
class Outcome:
    """What one reading of all cases gave: rows by report, texts by report, exact and silent."""

    rows: Counter[str]
    texts: Counter[str]
    exact: int
    silent: int


@dataclass(frozen=True)
class Change:
    """What moving one threshold did. `rows` that are other, and reports of other `texts`."""

    name: str
    way: str
    value: Number
    rows: int
    exact: int
    silent: int
    texts: int
    told: str = ""


def moved(one: Described, way: str) -> Number:
    """The value a fifth down or up; a whole number by at least one, a share up to 1."""
    step = FIFTH * one.value
    if isinstance(one.value, int):
        step = max(1, round(step))
    value = one.value - step if way == "down" else one.value + step
    return min(value, 1.0) if one.unit in ("share", "confidence") else value


def drawn(reports: int) -> Iterator[Case]:
    """Reports from the fixed seed on, by the two producers that pip can install, and kept ones."""
    for number in range(SEED, SEED + reports):
        for name, producer in (("library", library), ("typesetter", typesetter)):
            report = draw(number, name)
            yield Case(f"{number}-{name}-verzonnen-cijfers.pdf", producer.typeset(report), report)
    for path in sorted(FIXED.glob("*.pdf"))[:reports]:
        number_, name = path.stem.split("-")[:2]
        yield Case(path.name, path.read_bytes(), draw(int(number_), name))


def scanned(scans: int, dpi: int = 150) -> Iterator[Case]:
    """The same reports printed and scanned."""
    for number in range(SEED, SEED + scans):
        report = draw(number, "library")
        pdf = scan(library.typeset(report), number, dpi)
        yield Case(f"{number}-scan-verzonnen-cijfers.pdf", pdf, report)


def pictured(pdf: bytes) -> bool:
    """Whether a page of a PDF is a picture, so that it is read by OCR."""
    try:
        return bool(read.fast_texts(pdf, "", Limits()).pictures)
    except ReportError:
        return False


def outcome(cases: Sequence[Case]) -> Outcome:
    """Read all cases with the thresholds in force."""
    rows: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    exact = silent = 0
    for case in cases:
        try:
            found = extract(read.read_data(case.pdf, case.name))
        except ReportError as error:
            texts[f"{case.name} {error}"] += 1
            continue
        rows.update(f"{case.name} {row}" for row in _rows(found))
        texts[f"{case.name} {_text(found)}"] += 1
        if case.report:
            score = compare(case.report, found)
            exact += score.exact
            silent += len(score.silent)
    return Outcome(rows, texts, exact, silent)


def _rows(found: Extraction) -> Iterator[str]:
    """Rows as they would be stored: figures, how sure, and what is doubted of them."""
    doubts: dict[str, list[str]] = {}
    for finding in found.findings:
        doubts.setdefault(str(finding.about.get("deployment")), []).append(finding.code)
    for d in found.deployments:
        stated = (d.mission_as_written, d.country_as_written, d.mission, d.countries)
        counted = (d.officers, d.officers_max, d.qualifier, d.note, d.confidence)
        yield repr((*stated, *counted, sorted(doubts.get(d.key, []))))


def _text(found: Extraction) -> str:
    """A digest of a report's particulars, its paragraphs and what they were found to state."""
    document = found.document
    report = document.particulars
    stated = (report.period, report.annex, report.title, report.document_date, report.origin)
    told = [(paragraph.text, paragraph.heading) for paragraph in document.paragraphs]
    said = [(statement.sentence, statement.officers) for statement in found.statements]
    return sha256(repr((stated, report.reference, told, said)).encode()).hexdigest()


def change(one: Described, way: str, cases: Sequence[Case], before: Outcome) -> Change:
    """What moving one threshold one way does to the reading of the cases."""
    value = moved(one, way)
    if value <= 0 or value == one.value:
        return Change(one.name, way, value, 0, 0, 0, 0, "cannot be moved")
    try:
        with thresholds_of({one.name: value}):
            after = outcome(cases)
    except Exception as error:  # a value that cannot be read with is a result too
        return Change(one.name, way, value, 0, 0, 0, 0, f"fails: {type(error).__name__}")
    return Change(
        one.name,
        way,
        value,
        _other(before.rows, after.rows),
        after.exact - before.exact,
        after.silent - before.silent,
        _other(before.texts, after.texts),
    )


def _other(before: Counter[str], after: Counter[str]) -> int:
    """How many are other: those that went or those that came, whichever are more."""
    return max((before - after).total(), (after - before).total())


@contextmanager
def noting() -> Iterator[set[str]]:
    """Names of the thresholds that are looked at meanwhile; another moves nothing."""
    looked_at: set[str] = set()
    rooms = {type(each): room for room, each in sets_in_force().items()}

    def seen(thresholds: Thresholds, name: str) -> Any:
        looked_at.add(f"{rooms[type(thresholds)]}.{name}")
        return object.__getattribute__(thresholds, name)

    Thresholds.__getattribute__ = seen  # type: ignore[assignment, method-assign]
    try:
        yield looked_at
    finally:
        del Thresholds.__getattribute__


def remember_what_stays() -> None:
    """Treat each picture once with the same thresholds of pictures."""
    there = engines()
    one = {"tesseract": there["tesseract"]} if "tesseract" in there else there
    for name in ("even", "upright", "without_rules"):
        setattr(recognition, name, _by_picture(getattr(recognition, name), "engines", "image"))
    asked = {
        name: Engine(_by_picture(e.page, "engines"), _by_picture(e.text, "engines"), e.numbers)
        for name, e in one.items()
    }
    recognition.engines = lambda: asked  # type: ignore[attr-defined]


def _by_picture(function: Callable[[Bitmap], Any], *by: str) -> Callable[[Bitmap], Any]:
    """The function, which goes by the thresholds of these rooms, asked once for each picture."""
    kept: dict[Any, Any] = {}
    rooms = sets_in_force()

    def once(picture: Bitmap) -> Any:
        key = (sha256(picture.tobytes()).digest(), picture.shape, repr([rooms[b] for b in by]))
        if key not in kept:
            if len(kept) > MOST_KEPT:
                kept.clear()
            kept[key] = function(picture)
        return kept[key]

    return once


def measured(kept: Path) -> dict[tuple[str, str], Change]:
    """The changes that a file holds."""
    if not kept.is_file():
        return {}
    changes = [Change(**json.loads(line)) for line in kept.read_text("utf-8").splitlines()]
    return {(each.name, each.way): each for each in changes}


def table(changes: dict[tuple[str, str], Change], command: str, reports: str) -> str:
    """docs/thresholds.md: every threshold, those first that change most."""
    parts = [
        "# Thresholds",
        "",
        "The numbers by which reports are read: `corpus/thresholds.py` and "
        "`extractors/thresholds.py`. Each was moved by a fifth down and up (a whole number by at "
        f"least one) over {reports}; generated by `{command}`.",
        "",
        "*rows* are rows of deployment tables that become other in what is stored (names, figures, "
        "how sure, findings); *exact* says how many more or fewer are as they were drawn, *silent* "
        "how many more are wrong with nobody warned, *texts* in how many reports paragraphs, "
        "statements or particulars become other. `-` changes nothing there: it guards against "
        "what these reports do not have, or has room to both sides; what is *not met* was not even "
        "asked for. A number of which nothing is known but that it worked is a guess and says so.",
        "",
        "| name | value | unit | meaning | origin | -20 % | +20 % |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in sorted(described(), key=lambda each: -_weight(each, changes)):
        cells = (one.name, f"{one.value:g}", one.unit, one.meaning, one.origin)
        shown = [_shown(changes.get((one.name, way))) for way in ("down", "up")]
        parts.append(f"| `{cells[0]}` | " + " | ".join((*cells[1:], *shown)) + " |")
    parts += [
        "",
        "What the numbers of each room guard against, where moving them changes nothing:",
        "",
    ]
    parts += [f"- `{room}`: {each.guards}." for room, each in sets_in_force().items()]
    return "\n".join(parts) + "\n"


def _weight(one: Described, changes: dict[tuple[str, str], Change]) -> int:
    both = [changes.get((one.name, way)) for way in ("down", "up")]
    return max((100 * each.rows + each.texts for each in both if each), default=0)


def _shown(one: Change | None) -> str:
    if one is None:
        return "not measured"
    if one.told:
        return one.told
    parts = [f"rows {one.rows}"] if one.rows else []
    parts += [f"exact {one.exact:+}"] if one.exact else []
    parts += [f"silent {one.silent:+}"] if one.silent else []
    parts += [f"texts {one.texts}"] if one.texts else []
    return ", ".join(parts) or "-"


@click.command()
@click.option("--reports", default=6, show_default=True, help="How many to draw of each producer.")
@click.option("--scans", default=1, show_default=True, help="How many of them to scan besides.")
@click.option("--cases", type=click.Path(path_type=Path), help="A folder of more PDFs.")
@click.option("--kept", type=click.Path(path_type=Path), default=Path("sensitivity.jsonl"))
@click.option("--only", default="", help="Thresholds whose name begins so.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("docs/thresholds.md"))
def main(reports: int, scans: int, cases: Path | None, kept: Path, only: str, out: Path) -> None:
    """Tell what each threshold weighs, and write it to docs/thresholds.md."""
    remember_what_stays()
    texts = list(drawn(reports))
    more = sorted(cases.glob("*.pdf")) if cases and cases.is_dir() else []
    texts += [Case(path.name, data) for path in more if not pictured(data := path.read_bytes())]
    pictures = list(scanned(scans)) if engines() else []
    pictures += [Case(path.name, data) for path in more if pictured(data := path.read_bytes())]
    with noting() as looked_at:
        before = {"text": outcome(texts), "scan": outcome(pictures)}
    done = measured(kept)
    for one in described():
        kind = "scan" if one.name.split(".")[0] in SCANNED else "text"
        for way in ("down", "up"):
            if (one.name, way) in done or not one.name.startswith(only):
                continue
            if one.name in looked_at:
                found = change(one, way, pictures if kind == "scan" else texts, before[kind])
            else:
                found = Change(one.name, way, moved(one, way), 0, 0, 0, 0, "not met")
            done[one.name, way] = found
            with kept.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(found)) + "\n")
    command = f"python -m tests.laboratory.sensitivity --reports {reports} --scans {scans}"
    command += f" --cases {cases.name}" if more and cases else ""
    told = (
        f"{len(texts)} reports with {before['text'].rows.total()} rows, and {len(pictures)} scanned"
    )
    told += f" with {before['scan'].rows.total()} rows for the rooms that read pictures"
    out.write_text(table(done, command, told), "utf-8")
    click.echo(f"{len(done)} changes measured; the table is {out}")


if __name__ == "__main__":
    main()
