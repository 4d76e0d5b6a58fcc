"""Labels of charts and pages in Dutch or English, from labels.toml and the file of the series."""

from __future__ import annotations

from missiemonitor.corpus.series import Series, first_series
from missiemonitor.output.render import LANGUAGES, Labels, labels_of

__all__ = ["LANGUAGES", "Labels", "labels_in"]


def labels_in(language: str, series: Series | None = None) -> Labels:
    """The labels in `nl` or `en`, with the title of a series. Raises ValueError for another."""
    labels = labels_of("missiemonitor.output.charts", language)
    labels["title"] = (series or first_series()).titles[language]
    return labels
