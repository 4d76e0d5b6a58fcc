"""New reports in folders, as they arrive."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from missiemonitor.corpus.files import find_reports
from missiemonitor.pipeline.readers.sources import Source

INTERVAL = 1.0  # seconds between two looks
CALM = 2  # looks in a row at which a whole file is the same
# Looks at which a file without an end is the same before it is held to be cut short. A copy over a
# slow line may stand still for a while.
GIVEN_UP = 60

Seen = tuple[int, int]  # size in bytes, time of change in nanoseconds


def arriving(
    folders: Sequence[Path],
    sleep: Callable[[float], None] = time.sleep,
    looks: int | None = None,
) -> Iterator[list[Source]]:
    """Batches of files that are whole and were not given before in the state they are in.

    A file is whole when it ends like a PDF and did not change for `CALM` looks. It is looked at by
    size and time, which works on network shares too. Goes on for ever, or for so many `looks`.
    """
    states: dict[Path, tuple[Seen, int]] = {}
    given: dict[Path, Seen] = {}
    while looks is None or looks > 0:
        ready = []
        for path in find_reports(folders):
            now = _state(path)
            if now is None or given.get(path) == now:
                continue
            before, same = states.get(path, (None, 0))
            same = same + 1 if before == now else 0
            states[path] = (now, same)
            if same >= GIVEN_UP or (same >= CALM and _ends(path)):
                ready.append(Source(str(path)))
                given[path] = now
                del states[path]
        if ready:
            yield ready
        if looks is not None:
            looks -= 1
        sleep(INTERVAL)


def _state(path: Path) -> Seen | None:
    """Size and time of a file; None where it is gone or empty."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns) if status.st_size else None


def _ends(path: Path) -> bool:
    """Whether a file ends like a PDF."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - 4096))
            tail = file.read()
    except OSError:
        return False
    return b"%%EOF" in tail or b"startxref" in tail
