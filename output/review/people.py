"""Who may decide at the desk: names that whoever started it gave, or who signed in."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from missiemonitor.output.decisions.bounds import name_of
from missiemonitor.output.review import passwords

SESSION = 12 * 3600.0  # seconds that a sign-in holds
MOST_TRIES, PAUSE = 5, 60.0  # wrong passwords in a row for a name, then so many seconds without
MOST_SESSIONS = 1_000


@dataclass
class People:
    """The names to choose from, as they were given; or a file of passwords, and who signed in.

    `secure` is whether pages go out by TLS: then the cookie goes by nothing else.
    """

    names: tuple[str, ...] = ()
    file: Path | None = None
    secure: bool = False
    _sessions: dict[str, tuple[str, float]] = field(default_factory=dict)
    _tries: dict[str, tuple[int, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def named(cls, names: Iterable[str]) -> People:
        """People of names. Raises ValueError for one that cannot be a name."""
        return cls(tuple(dict.fromkeys(name_of(name) for name in names)))

    @classmethod
    def with_passwords(cls, file: Path, secure: bool) -> People:
        """People who sign in. Raises PasswordsError."""
        passwords.read_people(file)
        return cls((), file, secure)

    @property
    def cookie(self) -> str:
        """The name of the cookie of a sign-in."""
        return "__Host-session" if self.secure else "session"

    def of(self, request: Any) -> str:
        """Who opened a page, where that is known; "" where a name is to be chosen."""
        if self.file is None:
            return self.names[0] if len(self.names) == 1 else ""
        with self._lock:
            name, until = self._sessions.get(request.cookies.get(self.cookie, ""), ("", 0.0))
        return name if until > time.monotonic() else ""

    def may_look(self, request: Any) -> bool:
        """Whether the desk is shown: to everybody, or to who signed in."""
        return self.file is None or bool(self.of(request))

    def who(self, request: Any, named: object) -> str:
        """Who decides. Raises PermissionError for a name that is not on the list, and where nobody
        signed in."""
        if self.file is None and named in self.names:
            return str(named)
        if self.file is not None and (name := self.of(request)):
            return name
        raise PermissionError(f"{str(named)[:40]!r} is not on the list of this desk")

    def sign_in(self, name: str, password: str) -> str:
        """The cookie for a person. Raises PermissionError for a wrong name or password, and for a
        name of which too many were wrong a moment ago."""
        if self.file is None:
            raise PermissionError("this desk has no sign-in")
        name = name.strip(" ")
        now = time.monotonic()
        with self._lock:
            wrong, since = self._tries.get(name, (0, 0.0))
            if wrong >= MOST_TRIES and now < since + PAUSE:
                raise PermissionError("too many wrong passwords; wait a minute")
        if not passwords.fits(self.file, name, password):
            with self._lock:
                if len(self._tries) >= MOST_SESSIONS:
                    self._tries.clear()
                self._tries[name] = (wrong + 1 if now < since + PAUSE else 1, now)
            raise PermissionError("the name or the password is wrong")
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._tries.pop(name, None)
            self._sessions = {key: kept for key, kept in self._sessions.items() if kept[1] > now}
            if len(self._sessions) >= MOST_SESSIONS:
                self._sessions.pop(next(iter(self._sessions)))
            self._sessions[token] = (name, now + SESSION)
        return self._header(token, int(SESSION))

    def sign_out(self, request: Any) -> str:
        """The cookie that takes back the one of a sign-in."""
        with self._lock:
            self._sessions.pop(request.cookies.get(self.cookie, ""), None)
        return self._header("", 0)

    def _header(self, token: str, seconds: int) -> str:
        secure = "; Secure" if self.secure else ""
        return (
            f"{self.cookie}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}"
        )
