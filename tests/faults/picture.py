"""Faults in the witness that looks at the picture of the page."""

from __future__ import annotations

import random
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from missiemonitor.corpus.pdf.seen_numbers import Verdict
from missiemonitor.extractors.deployments import seen

from tests.faults.edits import EDITS, Table
from tests.faults.places import Base, Plant, characters, wrap


def another_number_seen(base: Base, table: Table, dice: random.Random) -> Plant | None:
    """It sees another number than there is, where the text is right."""
    able = [row for row in table.rows if row.count_as_written.isdigit()]
    if not able:
        return None
    row = dice.choice(able)

    def told(each: Any) -> Any:
        if each.claim.box != row.count_evidence.box or each.claim.page != row.count_evidence.page:
            return each
        other = str((int(row.count_as_written) + 1) % 10 ** len(row.count_as_written))
        return replace(each, verdict=Verdict.DIFFERS, seen=other, witness="shapes")

    return lambda stack: wrap(
        stack,
        seen,
        "seen_numbers",
        lambda honest: lambda *given: tuple(map(told, honest(*given))),
    )


def blind(base: Base, table: Table, dice: random.Random) -> Plant | None:
    """It agrees to whatever the characters claim, and they claim another digit."""
    made = EDITS["another digit"](table, dice)
    wrong = characters(base, table, made, dice) if made else None
    if wrong is None:
        return None

    def agreed(each: Any) -> Any:
        return replace(each, verdict=Verdict.AGREES, seen=each.claim.text, witness="shapes")

    def plant(stack: ExitStack) -> None:
        wrong(stack)
        wrap(
            stack,
            seen,
            "seen_numbers",
            lambda honest: lambda *given: tuple(map(agreed, honest(*given))),
        )

    return plant


PICTURES = {
    "the picture seen otherwise": another_number_seen,
    "another digit, and the picture believes it": blind,
}
