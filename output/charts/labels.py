"""Labels of charts and pages in Dutch or English, from labels.toml."""

from __future__ import annotations

from missiemonitor.output.render import LANGUAGES, Labels, labels_of

__all__ = ["LANGUAGES", "Labels", "labels_in"]


def labels_in(language: str) -> Labels:
    """The labels in `nl` or `en`. Raises ValueError for another language."""
    return labels_of("missiemonitor.output.charts", language)
