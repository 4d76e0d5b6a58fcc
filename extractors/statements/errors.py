"""What can go wrong with a Dutch pipeline; importing this loads no spaCy."""

from __future__ import annotations


class NoModel(Exception):
    """A Dutch pipeline that was asked for cannot be loaded, or has no parser; `str()` is a line."""
