"""Datasette over the database: described, with questions answered, searched and plotted."""

from missiemonitor.output.explore.metadata import Query, metadata, queries
from missiemonitor.output.explore.serve import datasette_of, publish

__all__ = ["Query", "datasette_of", "metadata", "publish", "queries"]
