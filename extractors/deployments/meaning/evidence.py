"""What speaks for and against a table's being of our officers, sent, now: texts and cells weighed.

Each concept has the strength of the place where it is said; in each aspect the nearest place that
says anything goes before those farther off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from missiemonitor.corpus.period import Period
from missiemonitor.corpus.series import current_series, told_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.meaning.columns import WeighedColumn, WeighedColumns
from missiemonitor.extractors.deployments.meaning.concepts import (
    ASPECTS,
    PARTS,
    PEOPLE,
    Concept,
    concepts_in,
    is_titled,
    nation_of,
    other_country,
    points,
    strange_subject,
    unknown_words,
)
from missiemonitor.extractors.deployments.meaning.model import Features, places, weights
from missiemonitor.extractors.deployments.meaning.times import apart, time_of
from missiemonitor.extractors.deployments.meaning.view import TableView
from missiemonitor.extractors.thresholds import MEANING

Text = tuple[str, str, tuple[Concept, ...]]

ASPECT_OF = {name: aspect for aspect, names in ASPECTS.items() for name in names}
# A number says not of what, and a date may be that of a ceiling too.
UNTOLD = {"number", "dated"}
OTHER_CORPS = {*ASPECTS["corps"]} - {"police"}
OF_A_SECTION = {"time", "topic", "unit"}
# Where people are named here, places farther off are likelier to be about something else.
TELLS_OF_PEOPLE = {"note", "caption", "sentence"}
# Places whose dates are those of the figures.
DATED = {"head", "note", "caption", "sentence", "heading"}
# What no running text says of all figures of a table.
OF_A_TITLE = {"difference", "share", "age", "ordinal"}
# Running text that does not speak of the table.
FAR = {"before", "after"}
# Places of titles.
TITLED = {"caption", "heading"}
# A title that names a country to which no row sends names those who send.
TITLES = {"head", "caption", "heading", "sentence"}
# A sentence that does not point at the table may be about it where it speaks of one of these.
OF_A_TABLE = {"mission", "sent", "liaison", "received"}
# What heads of other columns say of the whole table.
OF_THE_TABLE = {"mission", "home", "liaison", "received", "training", "cases", "other_topic"}


@dataclass(frozen=True, slots=True)
class Said:
    """A concept with the place where it is said nearest, by which word, and how strongly (0 to 1).

    `nation` is the code where it is a nation.
    """

    name: str
    place: str
    word: str
    strength: float
    nation: str = ""


def said_of(texts: Sequence[Text], columns: WeighedColumns) -> tuple[Said, ...]:
    """What is said of a table in the texts around it, the strongest first."""
    hosts = _hosts(columns)
    strengths = places()
    met: dict[str, str] = {}
    found: dict[str, Said] = {}
    for place, text, concepts in texts:
        nation = nation_of(text, hosts) if text else None
        if not nation and place in TITLES:
            nation = other_country(text, hosts)
        told = list(concepts)
        if nation:
            kind = "own" if nation == current_series().nationality else "foreign"
            told = [c for c in told if ASPECT_OF.get(c.name) != "nation"] + [Concept(kind, nation)]
        here = set()
        names = {concept.name for concept in told}
        for concept in told:
            if concept.name in UNTOLD:
                continue
            if columns.apart and concept.name in OTHER_CORPS:
                continue  # they have columns of their own
            if concept.name in OF_A_TITLE and place not in ("head", *TITLED):
                continue  # running text tells of changes and shares of what a table counts
            if concept.name == "gender" and place != "head":
                continue  # how many of them are women is said of tables of ours too
            aspect = ASPECT_OF.get(concept.name, concept.name)
            strength = strengths[place]
            if met.get(aspect, place) != place:
                strength *= MEANING.nearer
            elif aspect in OF_A_SECTION and met.get("people", place) != place:
                strength *= MEANING.behind_people
            here.add(aspect)
            if concept.name in OTHER_CORPS and "police" in names:
                # Said of both: not others alone, nor police alone.
                concept = Concept("beside_police", concept.word)
            if concept.name in PEOPLE:
                here.add("unit")
                if place in TELLS_OF_PEOPLE:
                    here.add("people")
            known = found.get(concept.name)
            if known is None or known.strength < strength:
                code = nation if nation and concept.name in ASPECTS["nation"] else ""
                found[concept.name] = Said(concept.name, place, concept.word, strength, code or "")
        for aspect in here:
            met.setdefault(aspect, place)
    return tuple(sorted(found.values(), key=lambda said: -said.strength))


def _hosts(columns: WeighedColumns) -> frozenset[str]:
    """The countries that rows name, and those of their missions."""
    return frozenset(
        code
        for column in columns.all
        for codes in (column.contents.countries, *column.contents.where)
        for code in codes
    )


def texts_at(view: TableView, columns: WeighedColumns) -> tuple[Text, ...]:
    """The texts at a table, the nearest first: the place's name, the text, its concepts."""
    return tuple(_texts(view, columns))


def _texts(view: TableView, columns: WeighedColumns) -> Iterator[Text]:
    counted = columns.counted
    if counted:
        yield "head", counted.head, counted.concepts
    others = tuple(
        concept
        for column in columns.all
        if column is not counted and not column.contents.numeric
        for concept in column.concepts
        if concept.name in OF_THE_TABLE
    )
    if others:
        yield "columns", "", others
    begins = tuple(f"{normal(each)} " for each in current_series().words["officers"]["notes"])
    below = [part for part in PARTS.split(view.after) if part]
    titles = (view.caption, counted.head if counted else "")
    notes = [part for part in below if f"{normal(part)} ".startswith(begins)]
    # A note with a mark is about the rows that have it, unless the head or the caption has it.
    below = [part for part in below if not (mark := _mark(part)) or _is_marked(titles, mark)]
    notes = [part for part in notes if part in below]
    if below and is_titled(view.after) and not is_titled(view.caption):
        # The number of a title ends like a sentence.
        number, *titled = below[: MEANING.few]
        below = below[MEANING.few :]
        title = " ".join((number, *titled))
        yield "caption", title, concepts_in(title)
    for note in notes:
        yield "note", note, concepts_in(note)
    caption, before, lead = _led_in(view)
    if caption:
        yield "caption", caption, concepts_in(caption)
    near = [part for part in before[-MEANING.pointing :] if points(part)]
    if lead and lead not in near and not caption:
        near.append(lead)
    for part in reversed(near):
        yield "sentence", part, concepts_in(part)
    if view.heading:
        yield "heading", view.heading, concepts_in(view.heading)
    for part in reversed(before):
        concepts = concepts_in(part)
        # Sentences on other matters stand around tables too.
        if part not in near and any(each.name in OF_A_TABLE for each in concepts):
            yield "before", part, concepts
    for part in below:
        concepts = concepts_in(part)
        if part not in notes and any(each.name in OF_A_TABLE for each in concepts):
            yield "after", part, concepts


def _mark(text: str) -> str:
    """The sign that a note begins with, or nothing."""
    first = text.split()[0].rstrip(".):")
    return first if first and not any(c.isalpha() for c in first) else ""


def _is_marked(titles: Sequence[str], mark: str) -> bool:
    return any(text.rstrip().endswith(mark) for text in titles)


def _led_in(view: TableView) -> tuple[str, list[str], str]:
    """The caption, the sentences before it, and the one that leads in the table, if there is one.

    What stands close above a table may be the end of running text, which is no caption.
    """
    caption, before = view.caption, [part for part in PARTS.split(view.before) if part]
    parts = [part for part in PARTS.split(caption) if part]
    if len(caption) > MEANING.caption and (len(parts) > 1 or caption.endswith(".")):
        caption, before = "", before + [part for part in parts if part not in before]
        return "", before, before[-1] if len(parts) == 1 else ""
    last = [part for part in PARTS.split(view.before.rpartition("\n")[2]) if part]
    return caption, before, last[0] if len(last) == 1 else ""


def _time(texts: Sequence[Text], period: Period | None) -> int:
    """Whether the figures are of before the report's period (-1), of it (0) or of after it (1).

    By the nearest text that names a time; a table that names none is of the period.
    """
    if period is None:
        return 0
    for place, text, _ in texts:
        time = time_of(text) if place in DATED else None
        if time:
            return apart(time, period)
    return 0


def _heard(said: Sequence[Said]) -> Iterator[Said]:
    """What is said, but of what running text says against a table only the heaviest: sentences on
    many matters stand around every table."""
    fitted = weights("tables").fitted
    far = [each for each in said if each.place in FAR and fitted.get(each.name, 0.0) < 0]
    heaviest = min(far, key=lambda each: fitted[each.name] * each.strength, default=None)
    yield from (each for each in said if each not in far or each is heaviest)


def _of_the_report(counted: WeighedColumn, texts: Sequence[Text]) -> bool:
    """Whether a table stands right under the title of the report, and nothing near it, its head
    neither, has a word on anything else: then it is about what the report is about."""
    if unknown_words(counted.head, head=True):
        return False
    titles = [(text, concepts) for place, text, concepts in texts if place in TITLED]
    said = {ASPECT_OF.get(each.name, "") for _, concepts in titles for each in concepts}
    named = [text for text, _ in titles if current_series() in told_series((text,))]
    return bool(named) and not said & {"corps", "nation", "topic"}


def _strange(columns: WeighedColumns, texts: Sequence[Text]) -> Iterator[tuple[str, float]]:
    """Whether what is said nearest a table is about something that nobody knows.

    It may be about anything, whatever the words that are known beside it.
    """
    if columns.counted:
        yield "strange_head", float(bool(unknown_words(columns.counted.head, head=True)))
    for place in ("caption", "sentence"):
        title = place == "caption"
        strange = any(strange_subject(text, title=title) for at, text, _ in texts if at == place)
        yield f"strange_{place}", float(strange)


def features_of(
    columns: WeighedColumns,
    texts: Sequence[Text],
    said: tuple[Said, ...],
    period: Period | None,
) -> Features:
    """What is weighed: the concepts by their strength, and what stands in the cells."""
    features: Features = {"bias": 1.0}
    features.update((each.name, each.strength) for each in _heard(said))
    mission = columns.all[columns.mission].contents if columns.mission is not None else None
    country = columns.all[columns.country].contents if columns.country is not None else None
    if mission and mission.filled:
        features["known"] = mission.mission
        features["looks"] = mission.looks
    if not mission or not (mission.mission or mission.looks):
        features["names_countries_only" if country and country.country else "no_names"] = 1.0
    if country:
        features["countries"] = country.country
    if mission and country:
        both = [pair for pair in zip(mission.where, country.where, strict=True) if all(pair)]
        apart = sum(not here & there for here, there in both)
        features["elsewhere"] = float(apart > MEANING.elsewhere * len(both))
    counted = columns.counted
    if counted is None:
        features["no_count"] = 1.0
    else:
        features["column"] = counted.chance
        features["fractions"] = counted.contents.fraction
        features["amounts"] = counted.contents.money
        features["percents"] = counted.contents.percent
        features["large"] = float(counted.contents.most > MEANING.large)
        features["few"] = float(counted.contents.filled < MEANING.few)
        features["report"] = float(_of_the_report(counted, texts))
    who = [each.strength for each in said if each.name in ("police", "officers", "own")]
    for name, share in _strange(columns, texts):
        features[name] = share
    called = [each.strength for each in said if each.name in ("police", "officers")]
    if not called:
        # People of ours may be of any corps.
        features["own_alone"] = max(
            (each.strength for each in said if each.name == "own"), default=0.0
        )
    features["dated"] = max(
        (
            places()[place]
            for place, _, concepts in texts
            if any(each.name == "dated" for each in concepts)
        ),
        default=0.0,
    )
    features["nobody"] = 1.0 - max(who, default=0.0)
    features["apart"] = float(columns.apart)
    time = _time(texts, period)
    features["earlier"], features["later"] = float(time < 0), float(time > 0)
    corps = {
        name
        for column in columns.all
        if not column.contents.numeric and column.at not in (columns.mission, columns.country)
        for name in column.contents.corps
    }
    if corps - {"police"}:
        features["mixed"] = 1.0
    return {name: value for name, value in features.items() if value}
