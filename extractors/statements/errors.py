"""What can go wrong with a Dutch pipeline; importing this loads no spaCy."""

from __future__ import annotations

from missiemonitor.corpus.errors import MissieError


class ModelError(MissieError):
    """A Dutch pipeline that was asked for cannot be loaded, or has no parser; `str()` is a line."""
