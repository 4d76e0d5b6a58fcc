"""spaCy is imported without the commands that nobody here gives, and they can still be had."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
from missiemonitor.extractors.statements.lean_spacy import import_spacy
import_spacy()
import spacy
before = len(sys.modules)
assert "spacy.cli" not in sys.modules
from missiemonitor.extractors.statements.pipeline import dutch
assert [token.dep_ for token in dutch()("Drie agenten werken in Mali.")][2] == "ROOT"
assert "spacy.cli" not in sys.modules
told = spacy.info(silent=True)
assert told["spacy_version"] == spacy.__version__
import spacy.cli
assert callable(spacy.cli.info)
import_spacy()
assert sys.modules["spacy.cli"] is spacy.cli
print("fine")
"""


def test_the_commands_of_spacy_are_left_out_until_somebody_asks_for_them() -> None:
    ended = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True)
    assert ended.stdout == "fine\n", ended.stderr
