"""spaCy without its commands.

`import spacy` imports the commands with which pipelines are trained, packaged and downloaded, for
one function that tells about an installation: half of all modules, a third of the time, and some
30 MB. Nothing here uses them; who does, still can.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

COMMANDS = ("spacy.cli", "spacy.cli.info")


def import_spacy() -> None:
    """Import spaCy, without its commands where it has not been imported yet."""
    if "spacy" not in sys.modules:
        stand_ins = {name: ModuleType(name) for name in COMMANDS}
        stand_ins["spacy.cli.info"].__dict__["info"] = _info
        sys.modules.update(stand_ins)
        try:
            import spacy  # noqa: F401
        finally:
            for name in COMMANDS:
                sys.modules.pop(name, None)


def _info(*given: Any, **named: Any) -> Any:
    """What spacy.info does, which imports the commands."""
    from spacy.cli.info import info

    return info(*given, **named)
