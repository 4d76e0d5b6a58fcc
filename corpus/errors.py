"""What can be wrong with an input, told in one line: which file, which page, what, what to do."""

from __future__ import annotations


class UnreadableReport(Exception):
    """A file that cannot be read as a report; nothing of it is stored.

    `str()` gives one line that names the file, the page where there is one, what happened and
    what to do about it.
    """

    def __init__(self, file: str, what: str, do: str, page: int | None = None) -> None:
        self.file = file
        self.what = what
        self.do = do
        self.page = page
        place = file if page is None else f"{file}, page {page}"
        super().__init__(f"{place}: {what}; {do}")

    def __reduce__(self) -> tuple[type[UnreadableReport], tuple[object, ...]]:
        """So that it can come from another process."""
        return UnreadableReport, (self.file, self.what, self.do, self.page)
