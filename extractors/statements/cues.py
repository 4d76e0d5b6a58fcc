"""What tells that a sentence is of a visit, assistance or an agreement: templates of patterns.

Without spaCy, as pages are screened by the same words by which sentences are read (events.py).
"""

from __future__ import annotations

VISIT = (
    r"\b(?:{events.visit.cues}"
    r"|{events.visit.walked} .{0,50}{events.visit.days} {events.visit.along})\b"
)
CUES = (
    r"\b(?:{events.assistance.cues}"
    r"|{events.assistance.stood} .{0,30} {events.assistance.beside}"
    r"|{events.assistance.request} (?:{grammar.of} .{0,30} )?{events.assistance.for}"
    r"|{events.assistance.asks}"
    r" (?:(?:\w+ ){1,3}{events.assistance.for}|.{3,60} {events.assistance.to_send}))\b"
)
MEANS = r"\b{events.assistance.means}\b"
WITH_EVENT = r"\b{events.assistance.with_event}\b"
# "bij het WK-voetbal", "tijdens de Ronde van Vlaanderen", "voor de beveiliging van de NAVO-top"
EVENT = (
    r"\b{occasions.before} (?:{grammar.any_article} )?(?:{occasions.part} )?(?P<event>"
    r"{occasions.names}|{occasions.cups}(?:\s?-?{occasions.sport})?"
    r"|{occasions.championships}(?:\s\w+)?|{occasions.races} [A-Z]\w+"
    r"|[A-Z][\w-]*{occasions.summit}\b"
    r"|{occasions.protests}(?: {occasions.on_road} [A-Z]\d+)?|{occasions.kinds}|G[78])"
)
AGREEMENT = r"(?i:\b[\w-]*{events.agreement.names}\b|{events.agreement.declarations})"
SIGNED = r"\b{events.agreement.signed}\b"
