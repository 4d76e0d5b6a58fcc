"""The marks of pictures: what each bar shows, from the figures that the table under it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from missiemonitor.corpus.period import Period
from missiemonitor.output.analysis import notation
from missiemonitor.output.site.model import (
    NOTED,
    STATES,
    Figure,
    World,
    total_with_marks,
    with_mark,
)
from missiemonitor.output.site.pictures import Mark
from missiemonitor.output.site.words import Wording

LATEST = 12  # periods that a panel or a wide table has room for
ORIGINS = ("invented", "transcript", "unknown", "official")  # the least official first
DASH = "\N{EN DASH}"
Link = Callable[[str], str]  # from a period, or a figure, to its page


def all_periods(world: World) -> tuple[str, ...]:
    """The periods from the first to the last, those without a report among them."""
    return _in_order(world.periods + world.missing)


@lru_cache(maxsize=8)
def _in_order(periods: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(periods, key=lambda period: Period.parse(period).first_day))


def totals(world: World, words: Wording, link: Link) -> list[Mark]:
    """All officers by period, with what each report states itself."""
    found = []
    for period in all_periods(world):
        total = world.totals.get(period)
        if total is None:
            found.append(_without(world, period, words))
            continue
        said = words("said.total", period=period, number=total.shown)
        if total.stated is not None:
            said += words("said.stated", number=words.number(total.stated))
        found.append(
            Mark(
                period,
                parts_of(world.by_period.get(period, ())),
                total.shown,
                said,
                link(period),
                total.invented,
                high=_high(total.officers, total.officers_max),
                stated=total.stated,
                contradicted=total.state == "bad",
                counted=total.officers is not None,
                waiting=total.waiting_officers if total.waiting else None,
                origin=total.origin,
            )
        )
    return found


def of_group(
    world: World,
    words: Wording,
    of_period: Callable[[str], Sequence[Figure]],
    link: Callable[[str, Sequence[Figure]], str],
    kind: str = "",
    key: str = "",
) -> list[Mark]:
    """The officers by period of `key`, a mission, organisation or country as `kind` says, or of
    whatever the figures are of.

    Of a country, those that it shares with others are drawn apart and counted nowhere.
    """
    found = []
    for period in all_periods(world):
        figures = of_period(period)
        if period not in world.totals:
            found.append(_without(world, period, words))
        elif not figures:
            found.append(gone(world, words, kind, key, period, link(period, figures)))
        else:
            own = [f for f in figures if kind != "country" or not f.shared]
            others = [f for f in figures if f not in own]
            shared = sum(f.officers or 0 for f in others)
            text, parts = text_of(own, others), parts_of(own)
            if shared:
                parts = (*parts, (shared, "shared"))
            high = None if shared else sum(_most(f) for f in own)
            found.append(
                Mark(
                    period,
                    parts,
                    text,
                    f"{period}: {text}",
                    link(period, figures),
                    any(f.invented for f in figures),
                    high=high if high and high > sum(n for n, _ in parts) else None,
                    counted=any(f.officers is not None for f in own),
                    origin=origin_of(figures),
                )
            )
    return found


def gone(world: World, words: Wording, kind: str, key: str, period: str, href: str = "") -> Mark:
    """What stands where a half-year with figures has none of something, and why."""
    row = world.absent.get((kind, key, period), {})
    why = row.get("absent", "gone")
    return Mark(
        period,
        (),
        notation.shown(row) if row else DASH,
        f"{period}: {words(f'state.{why}')}",
        href,
        kind="gone",
        why=why,
        waiting=row.get("waiting_officers"),
    )


def origin_of(figures: Iterable[Figure]) -> str:
    """The least official origin of figures; empty where there are none."""
    there = {figure.origin for figure in figures}
    return next((each for each in ORIGINS if each in there), "")


def parts_of(figures: Iterable[Figure]) -> tuple[tuple[int, str], ...]:
    """Officers by state, the surest first."""
    counted: Counter[str] = Counter()
    for figure in figures:
        counted[figure.state] += figure.officers or 0
    return tuple((counted[state], state) for state in STATES if counted[state])


def text_of(
    figures: Sequence[Figure], shared: Sequence[Figure] = (), contradicted: bool = False
) -> str:
    """The sum of figures with its marks as every other way out has them, a dash where there is
    none; those that are `shared` with others stand behind it. A sum can be `contradicted` by
    itself, as a total is by an open error."""
    every = (*figures, *shared)
    if not every:
        return DASH
    whole = sum_of(figures, shared)
    unsure = bool(whole.pop("unsure"))
    if contradicted:
        return total_with_marks(notation.shown(whole), unsure, contradicted)
    worst = max((f.state for f in every), key=STATES.index)
    return with_mark(notation.shown(whole), worst, unsure)


def sum_of(figures: Sequence[Figure], shared: Sequence[Figure] = ()) -> dict[str, int | None]:
    """The sum of figures, and that of those `shared` with others, as the views have sums."""
    every = (*figures, *shared)
    whole: dict[str, int | None] = {
        name: sum(f.noted.get(name, 0) for f in every) for name in NOTED
    }
    for name, of in (("officers", figures), ("officers_shared", shared)):
        read = [f for f in of if f.officers is not None]
        whole[name] = sum(f.officers or 0 for f in read) if read else None
        whole[f"{name}_max"] = sum(_most(f) for f in read) if read else None
    return {**whole, "unsure": sum(f.unsure for f in every)}


def most_of(figures: Sequence[Figure]) -> int | None:
    """The most that figures can be together; None where that is their sum."""
    return _high(sum(f.officers or 0 for f in figures), sum(_most(f) for f in figures))


def _most(figure: Figure) -> int:
    return figure.officers_max if figure.officers_max is not None else figure.officers or 0


def _high(low: int | None, most: int | None) -> int | None:
    return most if most is not None and most > (low or 0) else None


def _without(world: World, period: str, words: Wording) -> Mark:
    why = words(f"without.{world.without.get(period, notation.NO_REPORT).replace(' ', '-')}")
    return Mark(period, (), "", f"{period}: {why}", kind="none")
