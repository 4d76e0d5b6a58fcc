"""The chain of decisions: hashes that stay what they were, and where it is broken."""

from __future__ import annotations

from typing import Any

from missiemonitor.output.decisions.hash_chain import FIRST, broken, hash_of

TAKEN = {
    "subject": "2024-1/5/eumm georgië/georgië/1",
    "action": "correct",
    "field": "officers",
    "value": "4",
    "count_as_written": "3",
    "reviewer": "Renée",
    "reason": "voetnoot: één ging weg",
    "decided_at": "2026-01-01T00:00:00+00:00",
    "previous": FIRST,
}


def chain(*more: dict[str, Any]) -> list[dict[str, Any]]:
    """Decisions one after another, each with the hash of the one before."""
    rows: list[dict[str, Any]] = []
    for number, each in enumerate(more, 1):
        row = {**TAKEN, **each, "previous": rows[-1]["hash"] if rows else FIRST}
        rows.append({"number": number, **row, "hash": hash_of(row)})
    return rows


def test_hashes_are_those_that_are_stored_already() -> None:
    """A form of text that is another one would break the chain of every database there is."""
    assert hash_of(TAKEN) == "0062484f02513d77e08c35ff27464d4d8171189e7c7f19eb00dab8954175903a"
    assert hash_of({**TAKEN, "eyes": 1}) == hash_of(TAKEN)
    assert (
        hash_of({**TAKEN, "eyes": 2})
        == "caa6a7f3960c7d9dd50a267a2d25881502b88ec97e76267c83e518ff5b7f4e1c"
    )


def test_where_a_chain_is_broken_is_told() -> None:
    whole = chain({}, {"value": "5"}, {"eyes": 2}, {"action": "undo", "field": None, "value": None})
    assert list(broken(whole)) == []
    assert list(broken(whole[:1] + whole[2:])) == [
        "decision 2 is missing",
        "decision 3 does not follow the one before it",
    ]
    changed = [whole[0], {**whole[1], "reviewer": "Bo"}, *whole[2:]]
    assert list(broken(changed)) == ["decision 2 was changed after it was taken"]
    # one that is computed anew is noticed by the one behind it
    anew = {**changed[1], "hash": hash_of(changed[1])}
    assert list(broken([whole[0], anew, *whole[2:]])) == [
        "decision 3 does not follow the one before it"
    ]
    assert next(broken(whole[1:])) == "decision 1 is missing"
