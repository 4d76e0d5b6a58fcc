"""`python -m tests.meaning` fits and scores; with `draw` it draws the tables anew first."""

from __future__ import annotations

import sys

from missiemonitor.corpus.series import series_named, using
from missiemonitor.extractors.deployments.meaning.explain import explain

from tests.meaning.draw import examples
from tests.meaning.examples import HERE, SERIES, drawn, marked, written
from tests.meaning.fit import fit, score

REPORTS = range(1, 161)

if "show" in sys.argv[1:]:
    for each in (*marked(), *drawn()):
        if each.name in sys.argv:
            with using(series_named(SERIES[each.language])):
                print(each.view, explain(each.view), sep="\n")
    sys.exit()
if "draw" in sys.argv[1:]:
    lines = [written(each) for each in examples(REPORTS)]
    (HERE / "drawn.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
if "score" not in sys.argv[1:]:
    fit()
for half in ("fitting", "scoring"):
    print("\n".join(score(half)))
