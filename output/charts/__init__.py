"""Charts of the figures, each with the table that it shows."""

from __future__ import annotations

from collections.abc import Iterator

from missiemonitor.output.charts.changes import changes_chart
from missiemonitor.output.charts.frame import Chart, Figures
from missiemonitor.output.charts.labels import LANGUAGES, Labels, labels_in
from missiemonitor.output.charts.map import map_chart
from missiemonitor.output.charts.over_time import small_multiples, stacked_chart, total_chart
from missiemonitor.output.charts.timeline import timeline_chart
from sqlite_utils import Database

__all__ = ["LANGUAGES", "Chart", "Labels", "charts_of", "labels_in"]


def charts_of(db: Database, labels: Labels, upto: str | None = None) -> Iterator[Chart]:
    """All charts of the periods of a database, or of those up to one of them."""
    figures = Figures(db, upto, labels.language)
    if not figures.periods:
        return
    yield total_chart(figures, labels)
    for by in ("mission", "organisation", "region", "country"):
        yield small_multiples(figures, labels, by)
        yield stacked_chart(figures, labels, by)
    yield map_chart(figures, labels)
    yield timeline_chart(figures, labels)
    if len(figures.periods) > 1:
        yield changes_chart(figures, labels)
