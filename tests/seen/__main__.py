"""`python -m tests.seen [DIR] [NAME...]`: what a reader sees against what is read, case by case.

DIR holds NAME.pdf and truth.json (judge.py says what it holds); without it the cases here. With
names only those that begin so. Exit status 1 where a case is silent, or must be right and is not.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from tests.seen.judge import Verdict
from tests.seen.run import CASES, cases_of, verdict_on


def main(arguments: list[str]) -> int:
    there = bool(arguments) and Path(arguments[0]).is_dir()
    folder = Path(arguments[0]) if there else CASES
    names = tuple(arguments[there:])
    tally: Counter[str] = Counter()
    short = idle = 0
    for name, case in cases_of(folder).items():
        if names and not name.startswith(names):
            continue
        verdict: Verdict = verdict_on(folder / f"{name}.pdf", case)
        fails = verdict.told not in ("right", "doubted") or (
            case["must"] == "right" and verdict.told != "right"
        )
        tally[verdict.told] += 1
        short += fails
        idle += verdict.warnings if verdict.told == "right" else 0
        mark = "*" if fails else " "
        print(f"{verdict.told:8}{mark} {name}: {case['note']}  {verdict.why}".rstrip(), flush=True)
    counts = ", ".join(f"{number} {told}" for told, number in sorted(tally.items()))
    print(f"{tally.total()} cases: {counts}; {short} fall short; {idle} idle warnings")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
