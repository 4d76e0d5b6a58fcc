"""The public face of Missiemonitor for notebooks, and `python -m missiemonitor`.

From a PDF to figures: `document = read("report.pdf")`, `found = extract(document)`, `rows(found)`.
Into a database and out again: `db = open_database("my.db")`, `store(db, found)`, `compare(db)`,
`over_time(db, "country")`, `query(db, "SELECT ...")`, `pictures(db)`. Tables are pandas DataFrames;
counts are officers in nullable integers, missing where a period does not list them.
Where a database has several series of reports, `one_series(db, name)` gives it as if it had one.
docs/tutorial.ipynb shows all of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from missiemonitor.notebook import (
        Chart as Chart,
    )
    from missiemonitor.notebook import (
        Document as Document,
    )
    from missiemonitor.notebook import (
        Extraction as Extraction,
    )
    from missiemonitor.notebook import (
        compare as compare,
    )
    from missiemonitor.notebook import (
        extract as extract,
    )
    from missiemonitor.notebook import (
        one_series as one_series,
    )
    from missiemonitor.notebook import (
        open_database as open_database,
    )
    from missiemonitor.notebook import (
        over_time as over_time,
    )
    from missiemonitor.notebook import (
        pictures as pictures,
    )
    from missiemonitor.notebook import (
        query as query,
    )
    from missiemonitor.notebook import (
        read as read,
    )
    from missiemonitor.notebook import (
        rows as rows,
    )
    from missiemonitor.notebook import (
        series as series,
    )
    from missiemonitor.notebook import (
        store as store,
    )

__all__ = [
    "Chart",
    "Document",
    "Extraction",
    "compare",
    "extract",
    "one_series",
    "open_database",
    "over_time",
    "pictures",
    "query",
    "read",
    "rows",
    "series",
    "store",
]


def __getattr__(name: str) -> Any:
    """What notebooks use is loaded when it is used, so that commands start quickly."""
    if name not in __all__:
        raise AttributeError(f"module 'missiemonitor' has no attribute {name!r}")
    from missiemonitor import notebook

    return getattr(notebook, name)


def __dir__() -> list[str]:
    return sorted(__all__)
