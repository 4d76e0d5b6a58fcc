"""What the heading over a paragraph says of where it is about."""

from __future__ import annotations

from functools import lru_cache

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.linking.gazetteer import (
    cities_in,
    countries_in,
    listed,
    place_names,
    words_of,
)


@lru_cache(maxsize=256)
def in_heading(text: str) -> tuple[str, ...]:
    """The country other than ours that a heading names, if it is one."""
    words = words_of(text)
    places = [
        *countries_in(words, text),
        *listed(words, place_names(), ""),
        *cities_in(words, text),
    ]
    told = dict.fromkeys(name.value for name in places)
    codes = tuple(code for code in told if code != home_country())
    return codes if len(codes) == 1 else ()
