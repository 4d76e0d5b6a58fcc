"""Work of workers that dies or hangs on purpose, by the name of the report; for tests only."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from missiemonitor.pipeline.readers import dask, processes
from missiemonitor.pipeline.readers.sources import Source
from missiemonitor.pipeline.settings import Settings

_local, _remote = processes._work, dask.work


def local(source: Source, settings: Settings) -> Any:
    """What `processes._work` does, but for reports that are called "dies" and "hangs"."""
    if "dies" in source.file:
        os.kill(os.getpid(), signal.SIGKILL)
    if "hangs" in source.file:
        time.sleep(600)
    return _local(source, settings)


def remote(source: Source, data: bytes | None, settings: Settings) -> Any:
    """What `dask.work` does, slowly, and not for reports that are called "dies".

    Notes in the folder MISSIE_TEST_NOTES which process began what.
    """
    notes = Path(os.environ["MISSIE_TEST_NOTES"])
    (notes / f"{source.file}-{os.getpid()}-{time.monotonic_ns()}").touch()
    if "dies" in source.file:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.5)
    return _remote(source, data, settings)
