"""`missiemonitor` and `python -m missiemonitor`: the command, before anything heavy is loaded."""

from __future__ import annotations

import sys


def run() -> None:
    """Give the command what stands behind its name on the command line."""
    from missiemonitor.pipeline import stopping

    stopping.listen()
    try:
        # Here, as a process that reads a report begins with this module, and needs no commands.
        from missiemonitor.pipeline.cli import main

        main(prog_name="missiemonitor")
    except KeyboardInterrupt:  # before the command had begun
        sys.exit(130)
    finally:
        stopping.over()


if __name__ == "__main__":
    run()
