"""What speaks for and against a table's being of our officers, sent, now: texts and cells weighed.

Each concept has the strength of the place where it is said; in each aspect the nearest place that
says anything goes before those farther off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from missiemonitor.corpus.period import Period
from missiemonitor.corpus.series import current_series, told_series
from missiemonitor.corpus.text import normal
from missiemonitor.extractors.deployments.meaning.columns import WeighedColumn, WeighedColumns
from missiemonitor.extractors.deployments.meaning.concepts import (
    ASPECTS,
    LANGUAGES,
    PEOPLE,
    Concept,
    lexicon,
    nation_of,
    other_country,
)
from missiemonitor.extractors.deployments.meaning.contents import Years
from missiemonitor.extractors.deployments.meaning.model import Features, places, weights
from missiemonitor.extractors.deployments.meaning.stated import total_stated
from missiemonitor.extractors.deployments.meaning.strange_words import (
    strange_share,
    strange_subject,
    unknown_words,
)
from missiemonitor.extractors.deployments.meaning.texts import Text
from missiemonitor.extractors.deployments.meaning.times import apart, time_of
from missiemonitor.extractors.deployments.meaning.told_rows import rows_told
from missiemonitor.extractors.deployments.meaning.view import TableView
from missiemonitor.extractors.reference.stop_words import stop_words
from missiemonitor.extractors.thresholds import MEANING

ASPECT_OF = {name: aspect for aspect, names in ASPECTS.items() for name in names}
# A number says not of what, and a date may be that of a ceiling too.
UNTOLD = {"number", "dated"}
OTHER_CORPS = {*ASPECTS["corps"]} - {"police"}
OF_A_SECTION = {"time", "topic", "unit"}
# Where people are named here, places farther off are likelier to be about something else.
TELLS_OF_PEOPLE = {"note", "caption", "sentence"}
# Places whose dates are those of the figures.
DATED = {"head", "note", "caption", "sentence", "lead", "heading"}
# What no running text says of all figures of a table.
OF_A_TITLE = {"difference", "share", "age", "ordinal"}
# Running text that does not speak of the table.
FAR = {"before", "after"}
# Sentences that lead in the table: what they say is said of it, whatever its title says.
LEADING = {"sentence", "lead"}
# Places of titles.
TITLED = {"caption", "heading"}
# What is said there is said of the figures.
CLOSE = {"head", "caption", "heading", "note"}
# A title that names a country to which no row sends names those who send.
TITLES = {"head", "caption", "heading", "sentence", "lead"}


@dataclass(frozen=True, slots=True)
class Said:
    """A concept with the place where it is said nearest, by which word, and how strongly (0 to 1).

    `nation` is the code where it is a nation; `behind` tells that a nearer place says something of
    the same aspect.
    """

    name: str
    place: str
    word: str
    strength: float
    nation: str = ""
    behind: bool = False


def said_of(
    texts: Sequence[Text], columns: WeighedColumns, period: Period | None = None
) -> tuple[Said, ...]:
    """What is said of a table in the texts around it, the strongest first.

    Who "took part on 30 June" is there in a report of that half-year, its `period`.
    """
    hosts = _hosts(columns)
    strengths = places()
    met: dict[str, str] = {}
    found: dict[str, Said] = {}
    for place, text, concepts in texts:
        nation = nation_of(text, hosts) if text else None
        if not nation and place in TITLES:
            nation = other_country(text, hosts)
        told = [each for each in concepts if not _is_of_now(each, text, period)]
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
            if (
                concept.name == "gender"
                and place != "head"
                and not (place in TITLED and _is_counted(concept, text, told))
            ):
                continue  # how many of them are women is said of tables of ours too
            aspect = ASPECT_OF.get(concept.name, concept.name)
            strength = strengths[place]
            if met.get(aspect, place) != place:
                strength *= MEANING.nearer
            elif (
                place not in LEADING
                and aspect in OF_A_SECTION
                and met.get("people", place) != place
            ):
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
                code = (nation or "") if concept.name in ASPECTS["nation"] else ""
                behind = met.get(aspect, place) != place
                told_here = (concept.name, place, concept.word, strength, code, behind)
                found[concept.name] = Said(*told_here)
        for aspect in here:
            met.setdefault(aspect, place)
    return tuple(sorted(found.values(), key=lambda said: -said.strength))


def _is_counted(concept: Concept, text: str, told: Sequence[Concept]) -> bool:
    """Whether a title names what a table counts: "the number of women among them"."""
    numbers = {each.word.split()[0] for each in told if each.name == "number"}
    before = normal(text).partition(concept.word)[0].split()
    names = [word for word in before if word not in stop_words(*LANGUAGES)]
    return bool(names) and names[-1] in numbers


def _is_of_now(concept: Concept, text: str, period: Period | None) -> bool:
    """Whether the past tense of taking part is of a day of the report's own period."""
    if concept.name != "former" or not lexicon().frame["took_part"].fullmatch(concept.word):
        return False
    time = time_of(text)
    if period is None or time is None or not time[-1]:
        return False
    return apart(time, period) == 0


def _hosts(columns: WeighedColumns) -> frozenset[str]:
    """The countries that rows name, and those of their missions."""
    return frozenset(
        code
        for column in columns.all
        for codes in (column.contents.countries, *column.contents.where)
        for code in codes
    )


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


def _behind(said: Said) -> Said:
    """What is said of nation or corps, as weak as where a nearer place says something of it."""
    if ASPECT_OF.get(said.name) not in ("nation", "corps"):
        return said
    return replace(said, strength=said.strength * MEANING.nearer)


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
    for place in ("caption", "sentence", "lead"):
        here = [text for at, text, _ in texts if at == place]
        title = place == "caption"
        # A caption that is a sentence may be the end of running text.
        running = [text for text in here if title and text.endswith(".")]
        here = [text for text in here if text not in running]
        yield f"strange_{place}", float(any(strange_subject(text, title=title) for text in here))
        yield f"unknown_{place}", max(map(strange_share, here), default=0.0)
        if title:
            yield "strange_running", float(any(strange_subject(r, title=True) for r in running))


def _outside_years(years: Sequence[Years], period: Period | None) -> Features:
    """Whether most known missions of a table had ended before the report's period, or begin after
    it: then it tells of what was, or is to be."""
    if period is None or len(years) <= MEANING.few:
        return {}
    ended = sum(last is not None and last < period.first_day.year for _, last in years)
    coming = sum(first is not None and first > period.last_day.year for first, _ in years)
    return {
        "ended": float(ended >= MEANING.outside * len(years)),
        "coming": float(coming >= MEANING.outside * len(years)),
    }


def _of_others(columns: WeighedColumns) -> float:
    """The share of rows that name another corps than police in a column of their own: a few of
    them are told row by row."""
    named = (columns.mission, columns.country)
    own = (each.contents for each in columns.all if each.at not in named)
    return max((each.others for each in own if not each.numeric), default=0.0)


def features_of(
    columns: WeighedColumns,
    texts: Sequence[Text],
    said: tuple[Said, ...],
    view: TableView,
) -> Features:
    """What is weighed: the concepts by their strength, and what stands in the cells."""
    period = view.period
    features: Features = {"bias": 1.0}
    told = rows_told(view, columns)
    if told >= MEANING.few:
        # A heading may be of a section that tells of a country, or of others beside.
        said = tuple(_behind(each) if each.place == "heading" else each for each in said)
    mission = columns.all[columns.mission].contents if columns.mission is not None else None
    if mission and mission.filled > MEANING.few and mission.mission >= MEANING.abroad:
        # Rows that name missions are abroad, whatever running text says of home.
        said = tuple(each for each in said if each.name != "home" or each.place in CLOSE)
    features.update((each.name, each.strength) for each in _heard(said))
    country = columns.all[columns.country].contents if columns.country is not None else None
    if mission and mission.filled:
        features["known"] = mission.mission
        features["looks"] = mission.looks
        features.update(_outside_years(mission.years, period))
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
    around = (view.caption, view.before, view.after, view.report)
    features.update(total_stated(around, columns))
    features["rows_told"] = told
    time = _time(texts, period)
    features["earlier"], features["later"] = float(time < 0), float(time > 0)
    features["mixed"] = _of_others(columns)
    return {name: value for name, value in features.items() if value}
