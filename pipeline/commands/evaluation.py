"""How well it reads, and what is installed."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from missiemonitor.corpus.errors import ExitStatus
from missiemonitor.pipeline.commands.common import (
    PathOf,
    as_json,
    json_option,
    model_option,
    reports_option,
    say,
    settings_of,
)


@click.command()
@click.argument("gold", nargs=-1, required=True, type=PathOf(exists=True, dir_okay=False))
@json_option
@model_option
@click.option("--errors", is_flag=True, help="List what was missed or read otherwise.")
@reports_option("that truth files are about")
def evaluate(
    gold: tuple[Path, ...],
    json_: bool,
    model: str | None,
    errors: bool,
    folders: tuple[Path, ...],
) -> None:
    """Score the reading of sentences on gold files, or that of tables on truth files (.json).

    The form of gold files is told in tests/gold/README.md. Truth files are typed by hand, or
    written by 'decisions --truth' from what people checked. Rows that count are scored; those of
    tables that are to be agreed, or of others, are told apart.

    \b
    Examples:
      missiemonitor evaluate tests/gold/held-out.txt
      missiemonitor evaluate tests/gold/development.txt --errors
      missiemonitor evaluate truth/*.json --reports reports/
    """
    truths = [path for path in gold if path.suffix.casefold() == ".json"]
    if truths and len(truths) < len(gold):
        raise click.UsageError("take gold files or truth files, not both")
    if truths:
        _tables(truths, folders or (Path(),), json_, model, errors)
    else:
        _sentences(gold, json_, model, errors)


def _tables(
    paths: Sequence[Path], folders: Sequence[Path], json_: bool, model: str | None, errors: bool
) -> None:
    from missiemonitor.corpus.files import by_digest, find_reports
    from missiemonitor.pipeline.evaluation import tables
    from missiemonitor.pipeline.presentation import as_text
    from missiemonitor.pipeline.presentation.progress import Reporter
    from missiemonitor.pipeline.readers.bounded import asking, extraction
    from missiemonitor.pipeline.readers.sources import Source

    settings = settings_of(model=model)
    told = [tables.read_truth(path) for path in paths]
    named = {path.name: path for path in reversed(find_reports(folders))}
    with Reporter(len(told)) as reporter, asking(settings, reporter.page) as ask:
        found = tables.score(
            told, by_digest(folders), named, lambda path: ask(extraction, Source(str(path)))
        )
    if json_:
        as_json(tables.as_json(found))
    else:
        say(f"{found.exact} of {found.gold} rows exactly right, {found.read} rows read")
        fields = [(name, number, found.matched) for name, number in found.fields.items()]
        say(as_text.table(fields, ("field", "right", "of")))
        say(f"wrong rows that nobody is warned of: {len(found.unwarned)}")
        for line in found.unwarned:
            say(f"  {line}")
        say(
            f"rows of tables to be agreed or of others, in no total: {len(found.not_counted)}, "
            f"with {found.not_counted_exact} of the rows that were missed exactly right"
        )
        for kind in ("missed", "wrong", "not_counted") if errors else ():
            for line in getattr(found, kind):
                say(f"{kind.replace('_', ' ')}: {line}")
    sys.exit(ExitStatus.LOOK if found.unwarned else ExitStatus.FINE)


def _sentences(gold: Sequence[Path], json_: bool, model: str | None, errors: bool) -> None:
    from missiemonitor.extractors.statements.pipeline import dutch
    from missiemonitor.pipeline.evaluation import sentences
    from missiemonitor.pipeline.presentation import as_text
    from missiemonitor.pipeline.presentation.progress import Waiting

    items = [item for path in gold for item in sentences.read_gold(path)]
    with Waiting("reading sentences"):
        nlp = dutch(model or settings_of().model)
        tallies = sentences.evaluate(nlp, items)
        unwarned = list(sentences.wrong_and_unwarned(nlp, items))
    if json_:
        as_json(sentences.as_json(tallies, unwarned))
    else:
        say(as_text.table(sentences.table(tallies), sentences.HEADERS))
        say("")
        say(as_text.table(sentences.field_table(tallies), ("kind", "field", "held", "right")))
        say("")
        say(f"wrong Dutch counts that nobody is warned of: {len(unwarned)}")
        for line in unwarned:
            say(f"  {line}")
        for kind, tally in tallies.items():
            for line, number in tally.confused.most_common() if errors else ():
                say(f"{kind}, {number} times: {line}")
    sys.exit(ExitStatus.LOOK if unwarned else ExitStatus.FINE)


@click.command()
@json_option
def doctor(json_: bool) -> None:
    """What is installed, what is missing, and how to get it."""
    from missiemonitor.pipeline.doctor import examine
    from missiemonitor.pipeline.presentation import as_text

    parts = examine()
    if json_:
        as_json(parts)
    else:
        rows = [(p["part"], _version(p), p["needed_for"], p["do"]) for p in parts]
        say(as_text.table(rows, ("part", "version", "needed for", "to do")))
    sys.exit(
        ExitStatus.LOOK if any(p["needed"] and not p["ok"] for p in parts) else ExitStatus.FINE
    )


def _version(part: Mapping[str, Any]) -> str:
    return str(part["version"] or ("missing" if part["needed"] else "not there (optional)"))
