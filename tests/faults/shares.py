"""The shares of faults that findings tell, as a table of kinds by places."""

from __future__ import annotations

from collections.abc import Sequence

from tabulate import tabulate

from tests.faults.places import PICTURE, PLACES
from tests.faults.run import Trial


def table_of(trials: Sequence[Trial]) -> str:
    """Kinds by places, told of planted; below them the sums, and those that change a total."""
    places = [*PLACES, PICTURE]
    kinds = list(dict.fromkeys(sorted(one.kind for one in trials)))
    lines = [
        [
            kind,
            *(
                _share([one for one in trials if (one.kind, one.place) == (kind, at)])
                for at in places
            ),
        ]
        for kind in kinds
    ]
    sums = {
        "all": list(trials),
        "change a stated total": [one for one in trials if one.total],
        "the others": [one for one in trials if not one.total],
    }
    lines += [
        [name, *(_share([one for one in some if one.place == at], True) for at in places)]
        for name, some in sums.items()
    ]
    table = tabulate(lines, ["kind", *places], tablefmt="github", disable_numparse=True)
    told = "; ".join(f"{name}: {_share(some, True)}" for name, some in sums.items())
    return f"{table}\n\nTold of planted: {told}."


def _share(some: Sequence[Trial], percent: bool = False) -> str:
    if not some:
        return ""
    told = sum(one.told for one in some)
    share = f" ({100 * told / len(some):.1f} %)" if percent else ""
    return f"{told} of {len(some)}{share}"
