"""What can go wrong with whoever reads reports."""

from __future__ import annotations

from missiemonitor.corpus.errors import ExitStatus, MissieError, ReportError


class FatalReportError(ReportError):
    """A report that ended or hung its worker, or cannot be stored: set aside, not tried again."""


class ClusterError(MissieError):
    """A cluster that cannot be used; `str()` is one line: which, what, and what to do."""


class WorkersError(MissieError):
    """Processes of this machine that cannot read anything, whatever the report."""

    status = ExitStatus.UNREAD
