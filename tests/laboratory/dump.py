"""`python -m tests.laboratory.dump OUT`: a canonical dump of the samples and of drawn reports.

Two versions of the program that read alike give the same lines, so this tells whether a change
that should change nothing did: run it before and after, and compare. `ingest.reader` is left out,
as it digests the data files.

    python -m tests.laboratory.dump --pdfs /tmp/drawn before.txt
    python -m tests.laboratory.dump --pdfs /tmp/drawn after.txt && cmp before.txt after.txt
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import click
from missiemonitor.output.database.canonical import canonical
from missiemonitor.output.database.connect import open_database
from missiemonitor.pipeline import ingest
from missiemonitor.pipeline.readers.sources import find_sources
from missiemonitor.pipeline.settings import load_settings

from tests.laboratory import producers
from tests.laboratory.grammar import draw

SAMPLES = Path(__file__).parent.parent.parent / "corpus" / "samples"


def drawn(folder: Path, reports: int, seed: int) -> None:
    """Typeset the reports from `seed` on into `folder`, where they are not there already."""
    if folder.is_dir() and any(folder.glob("*.pdf")):
        return
    folder.mkdir(parents=True, exist_ok=True)
    wanted = (draw(number) for number in range(seed, seed + reports))
    there = producers.available()
    for report, pdf in producers.typeset(each for each in wanted if each.producer in there):
        (folder / f"{report.number}-{report.producer}-verzonnen-cijfers.pdf").write_bytes(pdf)


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--pdfs", type=click.Path(path_type=Path), help="Keep the drawn reports here.")
@click.option("--reports", default=80, show_default=True, help="How many to draw.")
@click.option("--seed", default=140_000, show_default=True, help="The first number to draw.")
def main(out: Path, pdfs: Path | None, reports: int, seed: int) -> None:
    """Store the samples and drawn reports in a new database and write what it holds to OUT."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = pdfs or Path(temporary) / "drawn"
        drawn(folder, reports, seed)
        db = open_database(Path(temporary) / "dump.db", create=True)
        sources = find_sources([str(SAMPLES), str(folder)])
        outcomes = list(ingest.ingest(db, sources, load_settings({}, Path(temporary), {})))
        lines = []
        for line in canonical(db):
            table, row = line.split(" ", 1)
            plain = json.loads(row)
            plain.pop("reader", None)
            lines.append(f"{table} {json.dumps(plain, ensure_ascii=False, sort_keys=True)}\n")
        out.write_text("".join(lines), "utf-8")
        stored = sum(outcome.outcome == "stored" for outcome in outcomes)
        click.echo(f"{stored} of {len(outcomes)} reports stored, {len(lines)} rows in {out}")


if __name__ == "__main__":
    main()
