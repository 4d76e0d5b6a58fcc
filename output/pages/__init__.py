"""Pages that can be sent on: one file each, without scripts, asking nothing of the network."""

from missiemonitor.output.pages.period import period_page
from missiemonitor.output.pages.trends import trends_page

__all__ = ["period_page", "trends_page"]
