"""Who may decide at the desk: names that whoever started it gave, or who signed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from missiemonitor.output.decisions.bounds import name_of


@dataclass(frozen=True, slots=True)
class People:
    """The names to choose from, as they were given."""

    names: tuple[str, ...]

    @classmethod
    def named(cls, names: Iterable[str]) -> People:
        """People of names. Raises ValueError for one that cannot be a name."""
        return cls(tuple(dict.fromkeys(name_of(name) for name in names)))

    def of(self, request: Any) -> str:
        """Who opened a page, where that is known; "" where a name is to be chosen."""
        return self.names[0] if len(self.names) == 1 else ""

    def who(self, request: Any, named: object) -> str:
        """Who decides. Raises PermissionError for a name that is not on the list."""
        if named in self.names:
            return str(named)
        raise PermissionError(f"{str(named)[:40]!r} is not on the list of this desk")
