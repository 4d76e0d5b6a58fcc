"""`python -m tests.meaning` fits and scores.

With `draw` it draws the tables for fitting anew first, with `score` it does not fit, and
`show NAME` explains one table.
"""

from __future__ import annotations

import sys

from missiemonitor.corpus.series import series_named, using
from missiemonitor.extractors.deployments.meaning.explain import explain

from tests.meaning.draw import plain_examples, wide_examples
from tests.meaning.examples import HERE, SERIES, drawn, marked, written
from tests.meaning.fit import all_examples, fit, score

FITTING = range(1, 161)
SCORING = range(2001, 2301)

if "show" in sys.argv[1:]:
    for each in (*marked(), *drawn()):
        if each.name in sys.argv:
            with using(series_named(SERIES[each.language])):
                print(each.view, explain(each.view), sep="\n")
    sys.exit()
if "draw" in sys.argv[1:]:
    tables = [*plain_examples(FITTING[::2], "fitting"), *wide_examples(FITTING, "fitting")]
    lines = [written(each) for each in tables]
    (HERE / "drawn.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
if "score" not in sys.argv[1:]:
    fit()
print("\n".join(score(all_examples("fitting"), "fitting", names=True)))
print("\n".join(score([m for m in marked() if m.half == "scoring"], "marked, scoring", names=True)))
# Which words stand in the half for scoring is not looked at: figures only.
unseen = [*plain_examples(SCORING, "scoring"), *wide_examples(SCORING, "scoring")]
print("\n".join(score(unseen, "drawn, scoring", names=False)))
