"""How well sentences are read: a folder of gold files goes in, a row of figures a file comes out.

Only what every version has is used, so that the version before can be scored by its own Python.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.statements.pipeline import dutch
from missiemonitor.extractors.statements.reconcile import Reconciled
from missiemonitor.extractors.statements.triggers import told_of
from missiemonitor.pipeline.evaluation.sentences import (
    FIELDS,
    GoldItem,
    Values,
    read_gold,
    read_item,
    values_of,
)

TEXT = "# text = "
EVENTS = ("liaison", "visit", "assistance")
FIVE = FIELDS["deployment"]


@dataclass
class Figures:
    """What was counted in a file: see `row` for what each is."""

    counts: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    """Of deployments that were found, in how many a field was right."""
    wrong: list[str] = field(default_factory=list)
    """Sure deployments that are wrong in something, and false ones."""

    def add(self, other: Figures) -> None:
        """Add those of another file."""
        self.counts += other.counts
        self.right += other.right
        self.wrong += other.wrong


def items_of(path: Path) -> list[GoldItem]:
    """The items of a gold file; of a treebank, the sentences that are looked at, with no facts."""
    if path.suffix != ".conllu":
        return read_gold(path)
    lines = path.read_text("utf-8").splitlines()
    texts = [line.removeprefix(TEXT).strip() for line in lines if line.startswith(TEXT)]
    return [GoldItem(text, "", ()) for text in dict.fromkeys(texts) if told_of(text)]


def figures_of(items: Iterable[GoldItem]) -> Figures:
    """The figures of gold items, read as the installed version does."""
    nlp = dutch()
    figures = Figures()
    for item in items:
        given = read_item(nlp, item)
        _deployments(item, [one for one in given if one.fact.kind == "deployment"], figures)
        for kind in EVENTS:
            told = [values_of(one.fact) for one in given if one.fact.kind == kind]
            _events(kind, [values for each, values in item.facts if each == kind], told, figures)
    return figures


def _deployments(item: GoldItem, given: Sequence[Reconciled], figures: Figures) -> None:
    counts = figures.counts
    owed = [values for kind, values in item.facts if kind == "deployment"]
    counts["owed"] += len(owed)
    counts["stored"] += len(given)
    counts["sure"] += sum(one.sure for one in given)
    told = [(one, values_of(one.fact)) for one in given]
    for values, one in _paired(owed, told):
        if values is None:
            counts["false"] += 1
            counts["false, sure"] += one.sure
            kept = " SURE" if one.sure else ""
            figures.wrong.append(f"false{kept}: {_short(values_of(one.fact))} in {item.text!r}")
            continue
        said = values_of(one.fact)
        other = values_of(one.other) if one.other else said
        counts["found"] += 1
        counts["either"] += _all(values, said) or _all(values, other)
        counts["right"] += _all(values, said)
        for name in FIVE:
            figures.right[name] += said[name] == values[name]
        if one.sure:
            counts["sure, right"] += _all(values, said)
            if not _all(values, said):
                bad = [name for name in FIVE if said[name] != values[name]]
                line = f"sure, wrong in {bad}: {_short(said)} for {_short(values)}"
                figures.wrong.append(f"{line} in {item.text!r}")
                home = home_country() in (values["nationality"], said["nationality"])
                counts["sure, ours"] += home and ("mission" in bad or "count" in bad)


def _all(gold: Values, said: Values) -> bool:
    return all(gold[name] == said[name] for name in FIVE)


def _short(values: Values) -> str:
    count = values["count"]
    return f"{values['mission']} {count.officers} {values['nationality']} {values['status']}"


def _paired(
    owed: Sequence[Values], told: Sequence[tuple[Reconciled, Values]]
) -> Iterator[tuple[Values | None, Reconciled]]:
    """What is stored with what is owed, of the same number, the most alike first."""
    pairs = sorted(
        (
            (-sum(gold[name] == said[name] for name in FIVE), at, each)
            for at, (_, said) in enumerate(told)
            for each, gold in enumerate(owed)
            if gold["count"].officers == said["count"].officers
        ),
    )
    used: set[int] = set()
    taken: set[int] = set()
    for _, at, each in pairs:
        if at not in used and each not in taken:
            used.add(at)
            taken.add(each)
            yield owed[each], told[at][0]
    for at, (one, _) in enumerate(told):
        if at not in used:
            yield None, one


def _events(kind: str, owed: list[Values], told: list[Values], figures: Figures) -> None:
    names = FIELDS[kind]
    left = list(owed)
    figures.counts[f"{kind} owed"] += len(owed)
    figures.counts[f"{kind} stored"] += len(told)
    for said in told:
        hit = next((v for v in left if all(v.get(n) == said.get(n) for n in names)), None)
        if hit is not None:
            left.remove(hit)
            figures.counts[f"{kind} right"] += 1


SHOWN = ("status", "mission", "countries", "nationality")
HEADERS = (
    *("file", "owed", "stored", "found", "five right", "in either", *SHOWN, "false", "sure"),
    *("sure right", "sure share", "ours wrong", *EVENTS),
)


def row(name: str, figures: Figures) -> list[str]:
    """The figures of a file as they are printed; shares of what is owed, found, sure or stored."""
    n = figures.counts
    return [
        name,
        str(n["owed"]),
        str(n["stored"]),
        *(_share(n[each], n["owed"]) for each in ("found", "right", "either")),
        *(_share(figures.right[f], n["found"]) for f in SHOWN),
        f"{n['false']} ({n['false, sure']} sure)",
        str(n["sure"]),
        _share(n["sure, right"], n["sure"]),
        _share(n["sure"], n["stored"]),
        str(n["sure, ours"]),
        *(_f1(n, kind) for kind in EVENTS),
    ]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def _f1(n: Counter[str], kind: str) -> str:
    both = n[f"{kind} owed"] + n[f"{kind} stored"]
    return f"{2 * n[f'{kind} right'] / both:.2f} of {n[f'{kind} owed']}" if both else "-"


def score(paths: Sequence[Path], failures: bool = False) -> list[str]:
    """Lines to print: a row a file, one of all, and what is wrong where that is asked."""
    return table([(path.stem, figures_of(items_of(path))) for path in paths], failures)


def table(named: Sequence[tuple[str, Figures]], failures: bool = False) -> list[str]:
    """The rows of these figures and one of all; what was sure and wrong, or all that is wrong."""
    rows, whole = [list(HEADERS)], Figures()
    for name, figures in named:
        rows.append(row(name, figures))
        whole.add(figures)
    rows.append(row("all", whole))
    wide = [max(len(each[at]) for each in rows) for at in range(len(HEADERS))]
    lines = ["  ".join(cell.ljust(w) for cell, w in zip(each, wide, strict=True)) for each in rows]
    serious = [line for line in whole.wrong if failures or "sure" in line.lower().split(":")[0]]
    return lines + serious
