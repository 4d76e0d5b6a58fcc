"""A Frictionless data package from which a database comes back.

It holds the views, the wide forms and every table, with schemas, sources, licence and the SHA-256
of every file.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from typing import Any

from missiemonitor.output.database.catalogue import Relation, about, relations
from missiemonitor.output.database.connect import schema_version
from missiemonitor.output.decisions.anchor import anchor
from missiemonitor.output.export.files import (
    ANCHOR,
    LEFT_OUT,
    WIDE,
    as_csv,
    columns_of,
    rows_of,
    type_of,
    views,
    wide_csv,
)
from missiemonitor.output.export.wide import is_count
from sqlite_utils import Database


def package_files(db: Database) -> Iterator[tuple[str, bytes]]:
    """The files of a Frictionless data package, datapackage.json last: names and bytes."""
    resources = []
    for relation in relations(db):
        if relation.name in LEFT_OUT:
            continue
        columns = columns_of(relation)
        content = as_csv([column.name for column in columns], rows_of(db, relation))
        path = f"{'views' if relation.view else 'tables'}/{relation.name}.csv"
        resources.append(_resource(db, relation, path, content))
        yield path, content
    for by in WIDE:
        path, content = f"wide/officers_by_{by}.csv", wide_csv(db, by)
        resources.append(_wide_resource(by, path, content))
        yield path, content
    yield ANCHOR, anchor(db).encode()
    readme = _readme(db)
    yield "README.md", readme
    told = about()
    package = {
        "name": "missiemonitor",
        "title": told["title"],
        "description": told["description"],
        "profile": "tabular-data-package",
        "version": str(schema_version()),
        "created": db.execute("SELECT max(ingested_at) FROM run").fetchone()[0],
        "licenses": [
            {"name": told["license"], "title": told["license_title"], "path": told["license_url"]}
        ],
        "sources": [
            {
                "title": f"{row['file']} ({row['origin']}), SHA-256 {row['sha256']}",
                "path": told["source_url"],
            }
            for row in db.query("SELECT file, origin, sha256 FROM report ORDER BY file, sha256")
        ]
        or [{"title": told["source"], "path": told["source_url"]}],
        "readme_sha256": hashlib.sha256(readme).hexdigest(),
        "resources": resources,
    }
    yield "datapackage.json", json.dumps(package, ensure_ascii=False, indent=1).encode()


def _readme(db: Database) -> bytes:
    told = about()
    lines = [
        f"# {told['title']}",
        "",
        told["description"],
        "",
        f"Licence: {told['license_title']}.",
        "",
        "`views/` has answers, `wide/` the same with periods across, `tables/` everything that the "
        "database is made of; `datapackage.json` describes each column.",
        "",
        "An empty count could not be read, or is not listed: that is not zero. In `wide/` the "
        "columns of marks, behind the others, say which. Texts are as the "
        "pages have them; a spreadsheet may take one that begins with = for a formula.",
        "",
        "`anchor.json` has the last decision and a digest of each report: `missiemonitor check "
        "--anchor` tells by it whether the database was changed behind the program's back.",
        "",
        "A database comes back with `missiemonitor import DIR --db new.db`.",
        "",
    ]
    lines += [f"- `{r.name}`: {r.title}. {r.description}" for r in views(db)]
    return ("\n".join(lines) + "\n").encode()


def _file(path: str, content: bytes) -> dict[str, Any]:
    return {
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "profile": "tabular-data-resource",
    }


def _resource(db: Database, relation: Relation, path: str, content: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {
                "name": column.name,
                "type": type_of(column, db, relation),
                "description": column.description + (f" ({column.unit})" if column.unit else ""),
            }
            for column in columns_of(relation)
        ],
        "missingValues": [""],
    }
    if not relation.view:
        table = db.table(relation.name)
        schema["primaryKey"] = list(table.pks)
        schema["foreignKeys"] = [
            {
                "fields": [key.column],
                "reference": {"resource": key.other_table, "fields": [key.other_column]},
            }
            for key in table.foreign_keys
            if isinstance(key.column, str)
        ]
    return {
        "name": relation.name,
        "title": relation.title,
        "description": " ".join(filter(None, (relation.description, relation.not_said))),
        **_file(path, content),
        "schema": schema,
    }


def _wide_resource(by: str, path: str, content: bytes) -> dict[str, Any]:
    header = next(csv.reader(io.StringIO(content.decode())))
    return {
        "name": f"officers_by_{by}_wide",
        "title": f"Officers by {by}, periods across",
        "description": "Officers, and behind them for each period the most of a range, the "
        "officers shared with others, and the marks in words; behind all, periods without figures. "
        "An empty number is not listed, rejected, ended, waiting to be agreed to or without a "
        "report, as the marks say, and not zero.",
        **_file(path, content),
        "schema": {
            "fields": [
                {"name": name, "type": "integer" if is_count(name) else "string"} for name in header
            ],
            "missingValues": [""],
        },
    }
