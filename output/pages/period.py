"""A period on one page: figures, changes, pictures, sentences, findings, each with its spot."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import pypdfium2
from missiemonitor.corpus.files import by_digest
from missiemonitor.output.analysis import notation
from missiemonitor.output.analysis.compare import compare, periods, records, series
from missiemonitor.output.charts import Picture, Words
from missiemonitor.output.charts.pictures import CHANGES
from missiemonitor.output.render import render
from PIL import Image, ImageDraw
from sqlite_utils import Database

SCALE = 1.7  # pixels a point in pictures of spots
ROOM = 22.0  # points of page above and below a spot


class Spots:
    """Pictures of spots on pages, of the PDFs that are found under some paths by their SHA-256."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = list(paths)
        self._files: dict[str, Path] | None = None
        self._pages: dict[tuple[str, int], Image.Image] = {}

    def _file(self, sha256: str) -> Path | None:
        if self._files is None:
            self._files = by_digest(self._paths)
        return self._files.get(sha256)

    def picture(self, row: Mapping[str, Any]) -> str:
        """The strip of the page around a figure as PNG in base64, the figure framed; "" without."""
        file = self._file(row["sha256"])
        if file is None:
            return ""
        key = (row["sha256"], int(row["page"]))
        if key not in self._pages:
            with pypdfium2.PdfDocument(file) as document:
                self._pages[key] = document[key[1] - 1].render(scale=SCALE).to_pil().convert("RGB")
        page = self._pages[key]
        top = max(0, round(SCALE * (row["top"] - ROOM)))
        bottom = min(page.height, round(SCALE * (row["bottom"] + ROOM)))
        strip = page.crop((0, top, page.width, max(bottom, top + 1)))
        pen = ImageDraw.Draw(strip)
        pen.rectangle(
            (
                SCALE * row["x0"] - 3,
                SCALE * row["top"] - top - 3,
                SCALE * row["x1"] + 3,
                SCALE * row["bottom"] - top + 3,
            ),
            outline="#D55E00",
            width=3,
        )
        written = io.BytesIO()
        strip.quantize(32).save(written, "PNG", optimize=True)
        return base64.b64encode(written.getvalue()).decode()


def period_page(
    db: Database,
    period: str,
    file: str,
    told: Words,
    pictures: Iterable[Picture],
    spots: Spots,
) -> str:
    """One HTML page about a period that the database has; `file` is the name of the database."""
    there = periods(db)
    totals = {row["period"]: row for row in records(series(db, "total"))}
    total = {
        **totals[period],
        **next(db.query("SELECT * FROM officers_by_period WHERE period = ?", [period])),
    }
    before = max((each for each in there if each < period), default=None)
    table = compare(db, before, period) if before else None
    rows = [
        {**row, "picture": spots.picture(row), "checked": row["decided"] or "nobody"}
        for row in db.query(
            "SELECT o.*, r.sha256 FROM officers AS o JOIN report AS r USING (report) "
            "WHERE o.period = ? ORDER BY o.organisation, o.mission_name, o.page, o.top",
            [period],
        )
    ]
    named = {row["country"]: row["name_nl"] for row in db.query("SELECT * FROM country")}
    for row in rows:
        codes = [code for code in (row["country"] or "").split("+") if code]
        row["countries"] = ", ".join(named[code] for code in codes)
        row["unsure"] = int(row["findings"] > 0 and row["decided"] in (None, "conflict"))
        row["at_least"] = int(row["qualifier"] == "at_least")
        row["approximate"] = int(row["qualifier"] in ("about", "fte"))
        row["unread"] = int(row["officers"] is None)
    shown = " ".join(notation.shown(row) for row in [*rows, total])
    return render(
        "pages",
        "report.html",
        told=told,
        period=period,
        file=file,
        total=total,
        rows=rows,
        shown=lambda row: notation.shown({**row, "origin": None}),
        marks=notation.meanings(shown) if told.language == "en" else _meanings(shown, told),
        countries=len({code for row in rows for code in (row["country"] or "").split("+") if code}),
        before=before,
        difference=_difference(totals[before], total) if before else None,
        missing=table.attrs["missing"] if table is not None else [],
        changes=_changes(table, told) if table is not None else [],
        pictures=list(pictures),
        statements=_statements(db, period),
        findings=list(db.query("SELECT * FROM to_review WHERE period = ?", [period])),
        reports=list(
            db.query(
                "SELECT file, origin, document_date, sha256 FROM current_report WHERE period = ? "
                "ORDER BY file",
                [period],
            )
        ),
        without=sorted({row["file"] for row in rows if not row["picture"]}),
    )


def _difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> int:
    return (notation.number(after, "officers") or 0) - (notation.number(before, "officers") or 0)


def _meanings(shown: str, told: Words) -> list[str]:
    return [told[name] for mark, name in (("?", "unsure"), ("*", "invented")) if mark in shown]


def _changes(table: Any, told: Words) -> list[str]:
    lines = []
    for row in records(table):
        if row["change"] == "same":
            continue
        line = told[f"change_{CHANGES[row['change']]}"].format(
            name=row["mission_name"],
            before=notation.shown({"officers": row["before"], "officers_max": row["before_max"]}),
            after=notation.shown({"officers": row["after"], "officers_max": row["after_max"]}),
        )
        for column, label in (("continues_as", "goes_on"), ("continued_from", "came_from")):
            if isinstance(row[column], str):
                line += f"; {told[label].format(names=row[column].replace('+', ', '))}"
        lines.append(f"{line} ?" if row["unsure"] else line)
    lines += [told["perhaps"].format(gone=a, fresh=b) for a, b in table.attrs["perhaps"]]
    return lines or [told["nothing_changed"]]


KINDS = ("deployment", "liaison", "visit", "assistance", "agreement", "priority")


def _statements(db: Database, period: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """Statements of a period by kind, in reading order, with what was read in each."""
    rows = list(
        db.query(
            "SELECT s.*, m.name AS mission_name, e.page, r.file, "
            "(SELECT group_concat(role || ': ' || value, ', ') FROM statement_detail AS d "
            " WHERE d.statement_id = s.statement_id) AS details, "
            "(SELECT group_concat(country, '+') FROM statement_country AS c "
            " WHERE c.statement_id = s.statement_id) AS countries "
            "FROM statement AS s JOIN current_report AS r USING (report) "
            "JOIN evidence AS e USING (evidence) LEFT JOIN mission AS m USING (mission) "
            "WHERE r.period = ? ORDER BY r.file, e.page, e.top, s.statement_id",
            [period],
        )
    )
    for row in rows:
        number = notation.shown(row) if row["officers"] is not None else None
        counted = f"{number} {row['nationality'] or ''}".strip() if number else None
        row["facts"] = ", ".join(
            filter(
                None,
                (
                    row["status"],
                    counted,
                    row["mission_name"] or row["countries"],
                    row["details"],
                ),
            )
        )
        row["sure"] = row["confidence"] >= 0.9
    rows.sort(key=lambda row: KINDS.index(row["kind"]))
    return [(kind, list(group)) for kind, group in groupby(rows, key=lambda row: row["kind"])]
