"""Where reports come from: files, folders, and addresses that fsspec can open (s3://, https://).

Plug-ins of fsspec open more kinds of addresses; what they need is told by fsspec itself.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from missiemonitor.corpus.errors import MissieError, ReportError
from missiemonitor.corpus.files import digest_of, find_reports, path_of, shown
from missiemonitor.corpus.limits import Limits
from missiemonitor.corpus.whole_files import scratch
from missiemonitor.pipeline.settings import Settings


class SourceError(MissieError):
    """An address that cannot be looked through; `str()` says which, why and what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """One report by its path or address, as it was found; `name` is how that is shown.

    `origin` and `series` are what a person said of it when it was ingested before; `called` is how
    it is shown where its address tells nothing.
    """

    address: str
    origin: str | None = None
    series: str | None = None
    called: str | None = None

    def read_with(self, settings: Settings) -> Settings:
        """The settings to read it with: what a person says now goes before what was said before."""
        return replace(
            settings,
            origin=settings.origin or self.origin,
            series=settings.series or self.series,
        )

    @property
    def name(self) -> str:
        return shown(self.called or self.address)

    @property
    def shared(self) -> bool:
        """Whether other machines reach it under this name."""
        return "://" in self.address

    @property
    def file(self) -> str:
        return PurePosixPath(self.called or self.address).name

    def data(self, limits: Limits) -> bytes:
        """Its bytes. Raises ReportError."""
        if self.called:
            from missiemonitor.corpus.pdf.file import sound

            return sound(Path(self.address).read_bytes(), self.name, limits)
        if not self.shared:
            from missiemonitor.corpus.pdf.file import read_bytes

            return read_bytes(Path(self.address), limits)
        try:
            with _fsspec().open(self.address, "rb") as file:
                content: bytes = file.read()
                return content
        except Exception as error:  # each plug-in has errors of its own
            what = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise ReportError(
                self.name, f"cannot be opened ({what})", "check the name and the permissions"
            ) from error

    def digest(self) -> str | None:
        """SHA-256 of its bytes; None where it cannot be read, which reading it will say better."""
        try:
            if not self.shared:
                return digest_of(Path(self.address))
            return hashlib.sha256(self.data(Limits())).hexdigest()
        except (OSError, ReportError):
            return None


def find_sources(names: Iterable[str]) -> list[Source]:
    """The reports under these paths and addresses, each once; folders are looked through for PDFs.

    An address may have wildcards. Raises SourceError.
    """
    found: dict[Source, None] = {}
    for name in names:
        if "://" in name:
            found.update(dict.fromkeys(_under(name)))
        else:
            paths = find_reports([path_of(name)])
            found.update(dict.fromkeys(Source(str(path)) for path in paths))
    return list(found)


@contextmanager
def standard_input() -> Iterator[Source]:
    """What comes in at standard input, as a source while this goes on."""
    with scratch() as folder:
        path = folder / "report.pdf"
        path.write_bytes(sys.stdin.buffer.read())
        yield Source(str(path), called="standard input")


def _under(address: str) -> list[Source]:
    try:
        system, path = _fsspec().core.url_to_fs(address)
        if "*" in path:
            paths = system.glob(path)
        elif system.isdir(path):
            paths = [each for each in system.find(path) if each.lower().endswith(".pdf")]
        else:
            return [Source(address)]
        return [Source(system.unstrip_protocol(each)) for each in sorted(paths)]
    except SourceError:
        raise
    except Exception as error:  # each plug-in has errors of its own
        raise SourceError(
            f"{address}: cannot be looked through ({error})", "check the address"
        ) from error


def _fsspec() -> Any:
    try:
        import fsspec
    except ImportError as error:
        raise SourceError(
            "addresses need fsspec", "install it with: pip install 'missiemonitor[cluster]'"
        ) from error
    return fsspec
