"""Words are data, and patterns are code with slots for them."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from missiemonitor.extractors.reference import statement_words
from missiemonitor.extractors.statements import lexicon
from missiemonitor.extractors.statements.lexicon import SLOT, data, has, pattern, terms


def groups(table: dict[str, object], before: str = "") -> list[str]:
    found = []
    for key, value in table.items():
        name = f"{before}{key}"
        found += groups(value, f"{name}.") if isinstance(value, dict) else [name]
    return found


def test_a_slot_is_filled_with_the_words_of_its_group() -> None:
    found = pattern(r"\b{grammar.by}(?: {grammar.articles})?$")
    assert found.search("gedaan door de") and found.search("gedaan door")
    assert not found.search("gedaan door een")


def test_a_star_in_a_word_is_any_letters() -> None:
    assert pattern(r"\b{officers.filled}\b").fullmatch("bezetting")
    assert not pattern(r"\b{officers.filled}\b").fullmatch("ingevulde")


def test_a_group_without_words_is_in_no_text() -> None:
    assert data("events.visit.ended") == [] and not has("beëindigd", "events.visit.ended")


def test_words_are_found_whole_and_not_within_compounds() -> None:
    assert has("zij zijn er", "pointing.there") and not has("zij zijn er-na", "pointing.there")


def test_a_group_that_is_not_there_is_told() -> None:
    with pytest.raises(KeyError):
        terms("grammar.nothing")


def test_every_slot_of_a_program_names_a_group_that_the_data_have() -> None:
    slots = {
        match[1]
        for item in files("missiemonitor.extractors.statements").iterdir()
        if item.name.endswith(".py")
        for line in item.read_text("utf-8").splitlines()
        if re.search(r'\br"|pattern\("', line)  # not an f-string, whose slots are its own
        for match in SLOT.finditer(line)
    }
    assert len(slots) > 80
    assert [slot for slot in slots if not isinstance(data(slot), list | dict)] == []


def test_every_group_of_words_is_used_by_a_program() -> None:
    source = "\n".join(
        item.read_text("utf-8")
        for folder in ("extractors", "extractors.statements", "extractors.linking")
        for item in files(f"missiemonitor.{folder}").iterdir()
        if item.name.endswith(".py")
    )
    last = {group: group.rsplit(".", 1)[1] for group in groups(statement_words())}
    # Tables whose keys are words, or are filled in by name.
    apart = (
        "officers.dozens",
        "counting.together",
        "status.nominal",
        "regions.members",
        "forms.endings",
        "around",
        "meaning",
        "helping",
    )
    unused = [
        group
        for group, key in last.items()
        if not group.startswith(apart) and not re.search(rf"[.\"]{key}\b", source)
    ]
    assert unused == []
    assert lexicon.abbreviations()
