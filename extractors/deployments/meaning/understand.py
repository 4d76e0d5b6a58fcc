"""A table as texts goes in; what it is, whose people, sent where, when, and why comes out."""

from __future__ import annotations

from dataclasses import replace

from missiemonitor.extractors.deployments.meaning.columns import (
    WeighedColumn,
    WeighedColumns,
    columns_of,
)
from missiemonitor.extractors.deployments.meaning.concepts import PEOPLE
from missiemonitor.extractors.deployments.meaning.contents import contents_of
from missiemonitor.extractors.deployments.meaning.evidence import (
    ASPECT_OF,
    Said,
    features_of,
    said_of,
)
from missiemonitor.extractors.deployments.meaning.model import Features, weights
from missiemonitor.extractors.deployments.meaning.people_said import said_of as people_said_of
from missiemonitor.extractors.deployments.meaning.texts import texts_at
from missiemonitor.extractors.deployments.meaning.view import (
    ColumnView,
    Reason,
    TableView,
    Understood,
)
from missiemonitor.extractors.thresholds import MEANING

DIRECTIONS = {"received": "received", "home": "home"}
OURS = ("police", "officers")
STRANGE = ("strange_", "unknown_")
# Places of what may be said of more than the table.
FARTHER = ("heading", "before", "after")
# What says no more than which column, row or day to count, and what every table starts from.
NO_DENIAL = {"gender", "mixed", "large", "amounts", "earlier", "strange_running", "bias"}
TENSES = {
    "ceiling": "ceiling",
    "planned": "planned",
    "sought": "planned",
    "former": "former",
    "previous": "former",
    "cumulative": "former",
    "average": "average",
}
# What a title says of a table as a whole; ceilings and the half-year before may be columns of it.
NEAR = ("head", "caption")  # places of a table itself
OF_ANOTHER_TIME = {"planned", "former", "average"}
UNITS = {"money": "money", "fte": "fte"}
NO_PEOPLE = ("cases", "goods", "days", "share", "age", "difference", "ordinal")


def understand(view: TableView) -> Understood:
    """What a table is, by its texts alone, in the words of the series at hand."""
    view, head_is_row = without_false_head(view)
    columns = columns_of(view)
    texts = texts_at(view, columns)
    said = said_of(texts, columns, view.period)
    features = features_of(columns, texts, said, view)
    clear = weights("tables").chance(features)
    standing = _standing(columns, features, clear)
    if standing == "counted" and _is_denied(said, features):
        standing = "to-agree"
    if standing == "other" and (_only_around(said, features) or _only_strange(features)):
        # What stands around may speak of another table, and words that nobody knows say the same.
        standing = "to-agree"
    people = people_said_of(view.caption)
    if people:
        standing = _as_people_said(people[0], standing, columns, features)
    aspects = _strongest(said)
    nation = aspects.get("nation")
    corps = aspects.get("corps")
    counted = columns.counted
    unit = aspects["unit"].name if "unit" in aspects else ""
    return Understood(
        standing=standing,
        roles=tuple(_role(columns, column) for column in columns.all),
        count=columns.count,
        rivals=columns.rivals,
        scopes=tuple(column.scope for column in columns.all),
        nationality=(nation.nation or None) if nation else None,
        corps=(counted.scope if counted and counted.scope else corps.name if corps else None),
        direction=DIRECTIONS.get(aspects["topic"].name, "sent") if "topic" in aspects else "sent",
        tense=TENSES.get(aspects["time"].name, "present") if "time" in aspects else "present",
        unit=UNITS.get(unit, "cases" if unit in NO_PEOPLE else "persons"),
        reasons=(
            *([Reason(f"people-{people[0]}", {"word": people[1]})] if people else ()),
            *_reasons(columns, said, features),
        ),
        clear=clear,
        head_is_row=head_is_row,
    )


def without_false_head(view: TableView) -> tuple[TableView, bool]:
    """A table with its heads among its rows, where they are one."""
    if not head_is_row(view):
        return view, False
    columns = tuple(ColumnView("", (each.head, *each.cells)) for each in view.columns)
    return replace(view, columns=columns), True


def head_is_row(view: TableView) -> bool:
    """Whether the heads of a table are a row like the others: they name a mission or country and a
    count where those below do."""
    whole = [contents_of((column.head,)) for column in view.columns]
    below = [contents_of(column.cells) for column in view.columns]
    named = any(
        (head.mission and body.mission + body.looks) or (head.country and body.country)
        for head, body in zip(whole, below, strict=True)
    )
    stated = any(
        head.count and body.count >= MEANING.mostly for head, body in zip(whole, below, strict=True)
    )
    return named and stated


def _standing(columns: WeighedColumns, features: Features, clear: float) -> str:
    counted = columns.counted
    if counted is None or "no_names" in features or clear < MEANING.other:
        return "other"
    clear_cut = _sure_column(columns, features) and clear >= MEANING.counted
    return "counted" if clear_cut else "to-agree"


def _sure_column(columns: WeighedColumns, features: Features) -> bool:
    """Whether there is one column that may be counted, and it says that it is."""
    counted = columns.counted
    if counted is None or columns.rivals:
        return False
    others_too = features.get("beside_police", 0.0) >= MEANING.mostly
    sure = counted.chance >= MEANING.column and "names_countries_only" not in features
    return sure and (counted.scope == "police" or not others_too)


def _as_people_said(side: str, standing: str, columns: WeighedColumns, features: Features) -> str:
    """The standing of a table whose caption people know: what they rejected is another; what they
    took in counts where no more was asked than whose it is, for which column they did not say."""
    if side == "others":
        return "other"
    return "counted" if standing == "to-agree" and _sure_column(columns, features) else standing


def _only_strange(features: Features) -> bool:
    """Whether a table that names missions is told to be another by unknown words alone."""
    rest = {name: value for name, value in features.items() if not name.startswith(STRANGE)}
    enough = weights("tables").chance(rest) >= MEANING.counted
    return enough and "no_names" not in features and "no_count" not in features


def _is_denied(said: tuple[Said, ...], features: Features) -> bool:
    """Whether something near a table says plainly that it is another, whatever else speaks for it,
    and no sentence of the report states its sum as one of our officers."""
    if any(
        each.behind and each.place == "caption" and each.name in OF_ANOTHER_TIME for each in said
    ):
        return "total_ours" not in features  # a title of another time over a head of now
    if any(each.name == "gender" and each.place != "head" for each in said):
        return "total_ours" not in features  # a title that counts women
    fitted = weights("tables").fitted
    farther = {each.name for each in said if each.place in FARTHER or each.behind} | NO_DENIAL
    if any(each.place in NEAR and each.name == "police" and not each.behind for each in said):
        farther = farther | {"total_else"}  # others may be as many as the police that it names
    heaviest = min(fitted.get(name, 0.0) * features[name] for name in features.keys() - farther)
    return heaviest < -MEANING.against and "total_ours" not in features


def _only_around(said: tuple[Said, ...], features: Features) -> bool:
    """Whether a table of known missions, or whose head or caption names people of ours, is told to
    be of others by nothing but text around it: the heading, or sentences that may speak of
    something else, or say what the table leaves out."""
    missions = features.get("known", 0.0) >= MEANING.abroad
    if not missions and not any(each.place in NEAR and each.name in OURS for each in said):
        return False
    fitted = weights("tables").fitted
    near = {each.name for each in said if each.place in NEAR}
    against = {e.name for e in said if e.name not in near and fitted.get(e.name, 0.0) < 0}
    rest = {
        name: value
        for name, value in features.items()
        if name not in against and not name.startswith(STRANGE)
    }
    least = MEANING.other if missions else MEANING.counted
    return bool(against) and weights("tables").chance(rest) >= least


def _strongest(said: tuple[Said, ...]) -> dict[str, Said]:
    """For each aspect what is said most strongly, where it is not said far off only."""
    found: dict[str, Said] = {}
    for each in said:
        if each.strength >= MEANING.nearer:
            found.setdefault(ASPECT_OF.get(each.name, each.name), each)
            if each.name in PEOPLE:
                found.setdefault("unit", each)  # police and soldiers are persons too
    return found


def _role(columns: WeighedColumns, column: WeighedColumn) -> str:
    if column.at == columns.count:
        return "count"
    if column.at == columns.mission:
        return "mission"
    if column.at == columns.country:
        return "country"
    return "organisation" if column.at == columns.organisation else "other"


def _reasons(columns: WeighedColumns, said: tuple[Said, ...], features: Features) -> list[Reason]:
    """What was weighed, the heaviest first; then what is told of the columns."""
    words = {each.name: each for each in said}
    fitted = weights("tables").fitted
    heavy = sorted(
        (
            (abs(fitted.get(name, 0.0) * value), name)
            for name, value in features.items()
            if name != "bias"
        ),
        reverse=True,
    )
    found: list[Reason] = []
    for weight, name in heavy:
        if weight < MEANING.told:
            continue
        if name in words:
            each = words[name]
            values = {"place": each.place, "concept": name, "word": each.word}
            found.append(Reason("says", values))
        elif name == "known" and columns.mission is not None:
            contents = columns.all[columns.mission].contents
            found.append(Reason("names-missions", {"n": contents.missions, "of": contents.filled}))
        elif name == "looks" and columns.mission is not None:
            contents = columns.all[columns.mission].contents
            n = round(contents.looks * contents.filled)
            found.append(Reason("looks-like-missions", {"n": n, "of": contents.filled}))
        elif name in TOLD:
            found.append(Reason(TOLD[name]))
    counted = columns.counted
    if counted and counted.scope == "sum":
        found.append(Reason("only-a-sum", {"head": counted.head}))
    for at in columns.rivals:
        head = columns.all[at].head
        found.append(Reason("rival", {"head": head}) if head else Reason("rival-at", {"n": at + 1}))
    if counted and "newest" in counted.features:
        found.append(Reason("newest", {"head": counted.head}))
    return found


TOLD = {
    "no_names": "no-missions",
    "names_countries_only": "countries-only",
    "no_count": "no-numbers",
    "fractions": "fractions",
    "amounts": "amounts",
    "percents": "percents",
    "large": "large-numbers",
    "mixed": "other-corps-in-rows",
    "apart": "corps-apart",
    "elsewhere": "countries-elsewhere",
    "earlier": "earlier-period",
    "later": "later-period",
    "rows_told": "sentences-say-so",
    "column": "small-numbers",
    "report": "under-the-title",
}
