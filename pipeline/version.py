"""Which program reads: its version, its data, its options. The same reader reads the same."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from missiemonitor.corpus.ocr.engines import installed
from missiemonitor.extractors.installed import names_with_versions
from missiemonitor.pipeline.settings import Settings


def program_version() -> str:
    """The version of the installed package, or `source` when run from a bare source tree."""
    try:
        return version("missiemonitor")
    except PackageNotFoundError:
        return "source"


@lru_cache(maxsize=1)
def _knowledge() -> str:
    """A digest of all data files that readings depend on."""
    digest = hashlib.sha256()
    for package in ("corpus.series", "corpus.languages", "extractors.reference"):
        for item in _data_files(files(f"missiemonitor.{package}")):
            digest.update(item.read_bytes())
    return digest.hexdigest()[:12]


def _data_files(folder: Traversable) -> Iterator[Traversable]:
    """The data files in a folder and in those inside it, in the order of their names."""
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _data_files(item)
        elif item.name.endswith((".toml", ".csv")):
            yield item


def reader_of(settings: Settings) -> str:
    """What a reading depends on apart from the file: version, data and options, as one word."""
    # An engine that was installed since may read what could not be read before.
    engines = "+".join(installed()) or "none"
    options = (
        f"origin={settings.origin or 'read'},all_pages={settings.all_pages},ocr={engines},"
        f"model={settings.model or 'own'}"
    )
    options += f",series={settings.series}" if settings.series else ""
    # A new extractor of another package finds something in reports that were read before it.
    more = names_with_versions()
    options += f",extractors={more}" if more else ""
    return f"{program_version()}+{_knowledge()}+{options}"


def said_of_report(reader: str) -> dict[str, str]:
    """What of a reader's options a person said of the report: its `origin`, its `series`, if so."""
    found = {
        "origin": re.search(r"\+origin=(\w+),all_pages=", reader),
        "series": re.search(r",series=([\w-]+)(?=,|$)", reader),
    }
    return {name: match[1] for name, match in found.items() if match and match[1] != "read"}
