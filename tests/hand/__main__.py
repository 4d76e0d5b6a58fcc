"""python -m tests.hand DIR: score reports (NAME.pdf with NAME.truth.json) and print the figures."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from missiemonitor.corpus.errors import MissieError
from missiemonitor.corpus.read import read_document
from missiemonitor.extractors.extract import extract
from missiemonitor.pipeline.presentation.as_json import extraction_as_json

from tests.hand.score import Score, score


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.option("--python", default=sys.executable, help="Python with the version to score.")
@click.option("--quiet", is_flag=True, help="The sums alone.")
@click.argument("names", nargs=-1)
def main(folder: Path, python: str, quiet: bool, names: tuple[str, ...]) -> None:
    """Score each report of FOLDER, or those whose NAMES begin so."""
    scores = []
    for pdf, truth in _reports(folder):
        if names and not pdf.name.startswith(names):
            continue
        said = _said(pdf) if python == sys.executable else _said_by(python, pdf)
        if said:
            scores.append(score(pdf.name, truth, said))
            if not quiet:
                _print(scores[-1])
    _sums(scores)


def _reports(folder: Path) -> Iterator[tuple[Path, Any]]:
    """Each report with what a reader says of it: a file each, or one for all drawn ones."""
    for path in sorted(folder.glob("*.truth.json")):
        yield path.with_name(path.name.replace(".truth.json", ".pdf")), json.loads(path.read_text())
    drawn = folder / "truth.json"
    if drawn.exists():
        for name, truth in json.loads(drawn.read_text()).items():
            rows = [
                {**row, "known_as": row["mission"], "country": row["countries"]}
                for row in truth["rows"]
            ]
            yield folder / name, {**truth, "rows": rows}


def _said(pdf: Path) -> Any:
    """What this version says."""
    try:
        return extraction_as_json(extract(read_document(pdf)))
    except MissieError as error:
        click.echo(f"{pdf.name}: {error}", err=True)
        return None


def _said_by(python: str, pdf: Path) -> Any:
    """What the version of another Python says."""
    command = [python, "-m", "missiemonitor", "extract", "--json", str(pdf.absolute())]
    # Elsewhere, so that it finds no entry points of this version.
    ran = subprocess.run(command, capture_output=True, text=True, cwd=pdf.anchor or "/")
    if not ran.stdout:
        click.echo(f"{pdf.name}: {ran.stderr.strip()[-300:]}", err=True)
        return None
    return json.loads(ran.stdout)


def _print(one: Score) -> None:
    click.echo(
        f"{one.name[:44]:44} rows {one.exact:3}/{one.owed:3}, counted {one.counted:3}, others "
        f"{one.others:2} (silent {one.silent:2}), total {'ok' if one.total else 'NO'}, "
        f"day {'ok' if one.day else 'NO'}, "
        f"to agree {one.to_agree}, warnings {one.warnings}"
    )
    if not (one.total and one.day):
        click.echo(f"    stated  {one.stated}")
    for row in one.missed:
        click.echo(f"    missed  {row}")
    for row in one.wrong:
        click.echo(f"    counted {row}")


def _sums(scores: list[Score]) -> None:
    owed = sum(one.owed for one in scores)
    without = [one for one in scores if not one.owed]
    click.echo(
        f"{len(scores)} reports, {owed} rows: exact {sum(o.exact for o in scores)} "
        f"({sum(o.exact for o in scores) / max(1, owed):.3f}), counted "
        f"{sum(o.counted for o in scores)} ({sum(o.counted for o in scores) / max(1, owed):.3f}), "
        f"others counted {sum(o.others for o in scores)} (silent {sum(o.silent for o in scores)}), "
        f"totals {sum(o.total for o in scores)}/{len(scores)}, "
        f"days {sum(o.day for o in scores)}/{len(scores)}, without a table of ours "
        f"{len(without)}, of these to agree {sum(o.to_agree > 0 for o in without)}, "
        f"warnings {sum(o.warnings for o in scores)}"
    )


if __name__ == "__main__":
    main()
