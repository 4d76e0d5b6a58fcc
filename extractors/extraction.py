"""What is found in a document, as frozen dataclasses: the border between extractors and output.

Boxes are PDF points on the paper, origin top left; pages count from 1; counts are officers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from missiemonitor.corpus.document import Box, Document


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where on which page something stands, and the words there as written."""

    page: int
    box: Box
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at; ours are made by extractors.findings.finding.

    `severity` is `error` (a figure is wrong or missing), `warning` (may be) or `info`; `message` is
    English; `about` names what it concerns, with plain values. `message_key` and `values` say the
    same in any language: which message of the code it is, and what fills its slots.
    """

    code: str
    severity: str
    message: str
    about: dict[str, Any] = field(default_factory=dict)
    evidence: Evidence | None = None
    message_key: str = "default"
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table with its place in the grid (from 0) and the role of its column."""

    row: int
    column: int
    role: str
    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reading:
    """What one way of reading made of a row: the three texts as written; empty where nothing."""

    way: str
    mission: str
    country: str
    count: str


@dataclass(frozen=True, slots=True)
class ExtractedTable:
    """A table with officers by mission or country, read cell by cell.

    `standing` is `counted`, `to-agree` (its rows are in no total until a person agrees to it) or
    `other` (no table of ours). `reasons` are what speaks for and against it: codes with the values
    that fill their texts (see extractors/reasons.py). `doubts` are findings about the rows of a
    table that is to be agreed: nobody need look at them before a person agrees to it.
    `stated_evidence` is where the page states `stated_total`: a row of the table, or a sentence.
    """

    key: str
    pages: tuple[int, ...]
    caption: str
    reference_date: dt.date | None
    evidence: Evidence
    cells: tuple[TableCell, ...]
    stated_total: int | None = None
    chosen: bool = True
    standing: str = "counted"
    reasons: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    doubts: tuple[Finding, ...] = ()
    stated_evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class CountPart:
    """Others who are told of beside a count: those of another column, or a corps named of a sum.

    `scope` is who they are: `marechaussee`, `defence`, `customs`, `justice`, `civil`, `others`
    (officers of other countries), `police` (of a sum), or `sum` for all of them together;
    `officers` is None where only a sum is given. `heading` is what says so, `as_written` the
    number as the page has it.
    """

    scope: str
    officers: int | None
    heading: str
    as_written: str


@dataclass(frozen=True, slots=True)
class Deployment:
    """Officers of one nationality in one mission: a row of a deployment table.

    `officers` is None where the count could not be read; with `officers_max` they are the ends of
    a range. `qualifier` is `up_to`, `at_least`, `about`, `range`, `none`, `part_time`, `fte` or
    None.
    `confidence` lies between 0 and 1; `readings` is what each reader made of the row.
    `nationality` is a country code, None where it is unsure; a row that is not `counted` is in no
    total. `scope` says who is counted: `police`, or `sum` where police stand in one number with
    other corps; `of_which` are the others whom the row tells of, from left to right.
    """

    key: str
    table: str
    row: int
    mission_as_written: str
    mission: str
    known: bool
    organisation: str | None
    country_as_written: str
    countries: tuple[str, ...]
    officers: int | None
    officers_max: int | None
    qualifier: str | None
    count_as_written: str
    evidence: Evidence
    count_evidence: Evidence
    confidence: float
    readings: tuple[Reading, ...]
    note: str | None = None
    nationality: str | None = None
    counted: bool = True
    scope: str = "police"
    of_which: tuple[CountPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact told in a sentence. `evidence` has one box a line that the sentence runs over.

    `officers`, `officers_max` and `qualifier` are as in Deployment; `nationality` is a country
    code, or None for officers of several; `details` are what else it tells, by role (see
    extractors/statements/fact.py).
    """

    key: str
    kind: str
    mission: str | None
    countries: tuple[str, ...]
    officers: int | None
    officers_max: int | None
    qualifier: str | None
    nationality: str | None
    status: str
    details: tuple[tuple[str, str], ...]
    sentence: str
    evidence: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What is neither a deployment nor a statement: a budget, a vehicle, whatever a package reads.

    `key` tells it from others of its extractor in the same report, the same whenever that is read;
    `kind` is a word for what it is. `label` says what it is about and `as_written` what stands
    there; `mission` is the id of a mission (see extractors/linking), if it is about one. `value`
    is a number in `unit` ("EUR", "officers"). `confidence` lies between 0 and 1. `details` are what
    else it tells, by name. `extractor` is filled in by who asks it.
    """

    key: str
    kind: str
    label: str
    as_written: str
    evidence: Evidence
    confidence: float
    mission: str | None = None
    value: float | None = None
    unit: str | None = None
    details: tuple[tuple[str, str], ...] = ()
    extractor: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one document."""

    document: Document
    tables: tuple[ExtractedTable, ...]
    deployments: tuple[Deployment, ...]
    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...]
    stated_total: int | None = None
    items: tuple[Item, ...] = ()

    @property
    def officers_total(self) -> int | None:
        """Officers in all deployments that count; None where there is none with a number."""
        counts = [d.officers for d in self.deployments if d.counted and d.officers is not None]
        return sum(counts) if counts else None
