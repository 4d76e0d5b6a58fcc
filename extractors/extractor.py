"""What an extractor is: it gets one report as it was read, and gives what it found there.

An extractor of your own is one module and one line in your package's entry points; nothing here
needs to know of it. What it finds is stored, exported, shown and can be looked at at the desk.

    # budget.py
    from missiemonitor.corpus.document import Region
    from missiemonitor.extractors.extraction import Evidence, Item
    from missiemonitor.extractors.extractor import DocumentReading, Found

    class Budget:
        name = "budget"

        def __call__(self, reading: DocumentReading) -> Found:
            items = []
            for page, line in reading.document.lines(Region.BODY):
                if line.text.startswith("Budget EULEX Kosovo: EUR "):
                    items.append(
                        Item(
                            key=f"p{page.number}y{line.box.top:.0f}",
                            kind="budget",
                            label="EULEX Kosovo",
                            mission="eulex-kosovo",
                            value=float(line.text.rsplit(" ", 1)[1]),
                            unit="EUR",
                            as_written=line.text,
                            evidence=Evidence(page.number, page.on_paper(line.box), line.text),
                            confidence=0.9,
                        )
                    )
            return Found(items=tuple(items))

    # setup.cfg of your package
    [options.entry_points]
    missiemonitor.extractors =
        budget = budget:Budget

The entry point names a class (made without arguments) or an extractor; its name is `name`. Reports
that were read before a newly installed or newer extractor are read again by `ingest`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, runtime_checkable

from missiemonitor.corpus.document import Document
from missiemonitor.extractors.found import Found as Found
from missiemonitor.extractors.reference import sentences_are_read
from missiemonitor.extractors.statements.extract import Statements, read_statements
from missiemonitor.extractors.statements.outside_tables import outside_tables
from missiemonitor.extractors.tables.finder import find_tables
from missiemonitor.extractors.tables.table import Table


@dataclass(frozen=True)
class DocumentReading:
    """One report, for all extractors in turn. Tables are read once, when first asked for.

    `found` has what the extractors before found, by their names: "deployments" comes first, then
    "statements", then those of other packages. `model` names a Dutch spaCy pipeline to read
    sentences with, instead of our small one.
    """

    document: Document
    model: str | None = None
    found: Mapping[str, Found] = field(default_factory=dict)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Tables of whatever kind, cell by cell."""
        return find_tables(self.document)

    @cached_property
    def outside_tables(self) -> Document:
        """The document without the rows of tables among its running text."""
        return outside_tables(self.document, self.tables)

    @cached_property
    def said(self) -> Statements:
        """What sentences of running text state; nothing in a language whose sentences are not read.

        Raises missiemonitor.extractors.statements.errors.ModelError.
        """
        if not sentences_are_read():
            return Statements((), ())
        return read_statements(self.outside_tables, self.model)


class Extractor(Protocol):
    """Whoever finds something in a report.

    `name` is a short word in lower case that no other extractor has. The call gets one report and
    gives what it found; keys of items are the same each time the report is read, boxes are on the
    paper (`Page.on_paper`). It must not change what it gets, nor keep anything of it.

    What is raised by an extractor of another package (SystemExit and a want of memory too), or what
    it gives that cannot be stored, costs only what that would have found: the report has the
    finding `extractor-failed`. One that ends or holds up its process costs the report, and is told
    of by its name.
    """

    @property
    def name(self) -> str: ...

    def __call__(self, reading: DocumentReading) -> Found: ...


@runtime_checkable
class WantsPages(Protocol):
    """An extractor that needs other pages of long reports than those with missions and statements.

    Pages that nobody wants are known by their plain text alone (`Document.texts`); reports of a few
    pages are read whole.
    """

    def wants(self, text: str) -> bool:
        """Whether a page with this plain text is to be read with care: its words and places."""
        ...
