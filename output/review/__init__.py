"""The archivist's desk: every extracted row beside its page, and decisions about it."""

from missiemonitor.output.review.serve import desk_of

__all__ = ["desk_of"]
