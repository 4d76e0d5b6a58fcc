"""What a sentence states: a Fact, and where spaCy's documents keep what components found."""

from __future__ import annotations

from dataclasses import dataclass, field

from missiemonitor.extractors.linking.counts import Count
from spacy.tokens import Doc, Span


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact told in a sentence, as one reading sees it.

    `at` is the token by which the fact is known (its number, or its verb), `sentence` the first
    token of its sentence: by them the facts of two readings are held together. `kind` is one of
    `deployment`, `liaison`, `visit`, `assistance`, `agreement`, `priority`. `mission` is an id of
    missions.csv, or `unknown-...`. `nationality` is a country code, or None for officers of
    several countries. `status` is `current`, `ended`, `planned`, `past` or `negated`. `details`
    are what else it tells, by role: `place`, `theme`, `region`, `organisation`, `total` (of which
    organisation a number is the total, or `all`); `from`, `to` and
    `when` of a visit; `by`, `to`, `what` and `event` of assistance; `name`, `date` and `partners`
    of an agreement; `number` of a priority.
    """

    kind: str
    sentence: int
    at: int
    mission: str | None = None
    countries: tuple[str, ...] = ()
    count: Count = field(default_factory=lambda: Count(None))
    nationality: str | None = None
    status: str = "current"
    details: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()
    """What makes even an agreed reading unsure."""

    def detail(self, role: str) -> str:
        """The detail of this role, or nothing."""
        return dict(self.details).get(role, "")


# Keys of doc.spans: names, numbers of officers, and all numbers whatever they count.
NAMES, COUNTS, NUMBERS = "missie_names", "missie_counts", "missie_numbers"


def register() -> None:
    """Make the places in spaCy's documents where the components put what they find."""
    if Doc.has_extension("missie_heading"):
        return
    Doc.set_extension("missie_heading", default="")  # the id of a mission
    Doc.set_extension("missie_year", default=None)  # of which the document tells
    Doc.set_extension("missie_by_rules", default=())
    Doc.set_extension("missie_events", default=())
    Doc.set_extension("missie_events_by_learning", default=None)  # None: not read
    Doc.set_extension("missie_by_learning", default=None)  # None: not read
    Doc.set_extension("missie_odds", default=None)
    Doc.set_extension("missie_helps", default=None)  # parts, and the odds that they tell of help
    Doc.set_extension("missie_by_syntax", default=None)  # None: not read
    Doc.set_extension("missie_under", default="")  # the text of the heading
    Span.set_extension("missie_count", default=None)
    Span.set_extension("missie_noun", default=None)  # the token of what a number counts


def named(span: Doc | Span, *labels: str) -> list[Span]:
    """The names of these labels in a span, in order."""
    doc = span if isinstance(span, Doc) else span.doc
    start, end = (0, len(doc)) if isinstance(span, Doc) else (span.start, span.end)
    return [
        name
        for name in doc.spans.get(NAMES, [])
        if name.label_ in labels and start <= name.start and name.end <= end
    ]


def officers_in(span: Span) -> list[Span]:
    """The numbers of officers that begin in a span, in order."""
    return [each for each in span.doc.spans[COUNTS] if span.start <= each.start < span.end]


def numbers_in(span: Span) -> list[Span]:
    """The numbers that begin in a span, whatever they count, in order."""
    return [each for each in span.doc.spans[NUMBERS] if span.start <= each.start < span.end]


register()
