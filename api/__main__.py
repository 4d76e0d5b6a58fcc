"""`python -m missiemonitor`: the command, before anything heavy is loaded."""

from __future__ import annotations

from missiemonitor.pipeline.cli import main

main(prog_name="missiemonitor")
