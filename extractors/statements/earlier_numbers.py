"""What a sentence says of a mission at the time before, held against the column of that time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from missiemonitor.corpus.series import home_country
from missiemonitor.extractors.deployments.earlier_columns import earlier_column
from missiemonitor.extractors.deployments.meaning.concepts import concepts_in
from missiemonitor.extractors.extraction import Deployment, ExtractedTable, Finding, Statement
from missiemonitor.extractors.findings import finding
from missiemonitor.extractors.found import Found
from missiemonitor.extractors.linking.counts import read_count


def against_earlier(statements: Sequence[Statement], rows: Found) -> Iterator[Finding]:
    """Sentences with a number of the time before that the row of their mission has otherwise."""
    tables = {table.key: table for table in rows.tables}
    for statement in statements:
        own = [row for row in rows.deployments if row.mission == statement.mission]
        past = statement.kind == "deployment" and statement.status == "past"
        said = statement.officers
        if not (past and said and statement.qualifier is None and len(own) == 1):
            continue
        if statement.nationality != home_country() or not _of_before(statement.sentence):
            continue
        row = own[0]
        before = _before(tables[row.table], row)
        if before is not None and said not in (before, row.officers):
            yield finding(
                "table-against-text",
                {"deployment": row.key, "mission": statement.mission, "statement": statement.key},
                message="earlier",
                evidence=statement.evidence[0],
                name=row.mission_as_written,
                table=before,
                said=said,
                sentence=statement.sentence,
            )


def _of_before(sentence: str) -> bool:
    return "previous" in {concept.name for concept in concepts_in(sentence, head=True)}


def _before(table: ExtractedTable, row: Deployment) -> int | None:
    """What a row has in the column of the time before."""
    # The role of a column is told by the cells under its head.
    roles = {c.column: c.role for c in table.cells if c.role != "header"}
    heads = [(c.column, roles.get(c.column, ""), c.text) for c in table.cells if c.role == "header"]
    column = earlier_column(heads, table.reference_date)
    texts = [c.text for c in table.cells if (c.row, c.column) == (row.row, column)]
    return read_count(texts[0]).officers if column is not None and len(texts) == 1 else None
