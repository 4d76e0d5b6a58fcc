"""python -m tests.findings FOLDER: score the warnings and errors on marked reports.

Beside NAME.pdf stands NAME.findings.json, in which somebody who read the report marked what a
person should look at: {"things": [{"id", "page", "what", "kind", "mission", "where": table,
sentence or whole, "decision"}]}. What page, mission and kind do not tell is listed, and judged by a
person in findings-judged.json: the thing's id at each finding, "misread: ..." where it is right to
tell that the program misread something (named, so that the same is known twice), or "".
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import click

from tests.findings.score import Judged, judge, key_of, sums

JUDGED = "findings-judged.json"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--python", default=sys.executable, help="Python with the version to score.")
@click.option(
    "--together", is_flag=True, help="The reports are of one series: what they say together too."
)
@click.option("--quiet", is_flag=True, help="The sums alone.")
def main(folder: Path, python: str, together: bool, quiet: bool) -> None:
    """Score what `check` says of each report of FOLDER alone."""
    kept = folder / JUDGED
    said = json.loads(kept.read_text()) if kept.exists() else {}
    marked = {
        path.name.removesuffix(".findings.json"): json.loads(path.read_text())["things"]
        for path in sorted(folder.glob("*.findings.json"))
    }
    pdfs = [folder / f"{name}.pdf" for name in marked]
    told = _told(python, pdfs, [pdfs] if together else _pairs(folder, pdfs))
    reports = []
    for name, things in marked.items():
        judged = judge(things, told[f"{name}.pdf"], said.get(name, {}))
        reports.append((things, judged))
        open_ = [each.key for each in judged if each.thing is None]
        if open_:
            said.setdefault(name, {}).update(dict.fromkeys(open_))
        if not quiet:
            _print(name, things, judged)
    kept.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n")
    _print_sums(reports)


def _pairs(folder: Path, pdfs: list[Path]) -> list[list[Path]]:
    """The reports that were drawn as following each other, by how their names begin: what they say
    together is a part of what there is to find."""
    mix = folder / "mix.json"
    pairs = json.loads(mix.read_text()).get("pairs", []) if mix.exists() else []
    return [[pdf for pdf in pdfs if pdf.name.startswith(tuple(pair))] for pair in pairs]


def _told(python: str, pdfs: list[Path], together: list[list[Path]]) -> dict[str, list[Any]]:
    """What is open of each report by its name, and what those that are `together` say besides.

    Each is read alone, because reports of one period supersede each other, and what is open of one
    that counts no more is not told.
    """
    with tempfile.TemporaryDirectory() as folder:
        found: dict[str, list[Any]] = {}
        for number, pdf in enumerate(pdfs):
            found[pdf.name] = _checked(python, Path(folder, f"{number}.db"), [pdf])
        for number, group in enumerate(together):
            for each in _checked(python, Path(folder, f"{number}-together.db"), group):
                of_one = found[Path(each["file"]).name]
                if key_of(each) not in map(key_of, of_one):
                    of_one.append(each)
        return found


def _checked(python: str, db: Path, pdfs: list[Path]) -> list[Any]:
    command = [python, "-m", "missiemonitor"]
    # Elsewhere, so that it finds no modules of this version.
    where: dict[str, Any] = {"capture_output": True, "text": True, "cwd": db.anchor}
    names = [str(pdf.absolute()) for pdf in pdfs]
    subprocess.run([*command, "ingest", "--db", str(db), *names], **where)
    ran = subprocess.run([*command, "check", "--json", "--db", str(db)], **where)
    if not ran.stdout:
        raise click.ClickException(ran.stderr.strip()[-300:])
    findings: list[Any] = json.loads(ran.stdout)["findings"]
    return findings


def _print(name: str, things: list[Any], judged: list[Judged]) -> None:
    told = Counter(each.thing for each in judged if each.thing)
    click.echo(f"{name}: {len(judged)} findings, {told.total()} true, {len(things)} things")
    for each in judged:
        mark = "?" if each.thing is None else each.thing or "-"
        click.echo(f"    {mark:6} {each.finding['severity']:7} {each.key[:200]}")
    for thing in things:
        if not told[str(thing["id"])]:
            click.echo(f"    missed {thing['id']}: {thing['kind']}: {thing['what']}")


def _print_sums(reports: list[tuple[list[Any], list[Judged]]]) -> None:
    one = sums(reports)
    share = one.true / max(1, one.findings - one.unjudged)
    click.echo(
        f"{len(reports)} reports: {one.findings} warnings and errors, {one.true} true "
        f"({share:.3f} of those judged), {one.unjudged} to judge in {JUDGED}; "
        f"{one.found} of {one.things} things found, {one.repeated} by more than one finding"
    )
    by_code = Counter(
        (each.finding["code"], each.thing is not None and bool(each.thing))
        for _, judged in reports
        for each in judged
        if each.thing is not None
    )
    for code in sorted({code for code, _ in by_code}):
        good, all_ = by_code[code, True], by_code[code, True] + by_code[code, False]
        click.echo(f"    {good:3} of {all_:3} {code}")


if __name__ == "__main__":
    main()
