"""`python -m tests.reader` trains the learned reader, cross-validates it, and scores gold files.

python -m tests.reader train
python -m tests.reader cross [--failures]
python -m tests.reader score FOLDER [--python PYTHON] [--failures]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Do what the arguments ask; the exit status comes out."""
    parser = argparse.ArgumentParser(prog="tests.reader")
    parser.add_argument("what", choices=("train", "cross", "score"))
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--python", help="of the version that is scored, instead of this one")
    parser.add_argument("--failures", action="store_true", help="print all that is wrong")
    args = parser.parse_args()
    if args.python:
        more = ["--failures"] * args.failures
        command = [args.python, "-m", "tests.reader", "score", str(args.folder), *more]
        return subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode
    if args.what == "train":
        from tests.reader.cross import (
            RELATION_WEIGHTS,
            VERBS,
            WEIGHTS,
            all_examples,
            all_relation_rows,
        )
        from tests.reader.train import trained, trained_relations, verbs_of, written, written_verbs

        examples = all_examples()
        WEIGHTS.write_text(written(trained(examples)), encoding="utf-8")
        VERBS.write_text(written_verbs(verbs_of(examples)), encoding="utf-8")
        relations = trained_relations(all_relation_rows())
        RELATION_WEIGHTS.write_text(written(relations), encoding="utf-8")
        return 0
    if args.what == "cross":
        from tests.reader.cross import cross_validated

        print("\n".join(cross_validated(args.failures)))
        return 0
    from tests.reader.score import score

    paths = sorted(args.folder.glob("*.txt")) if args.folder.is_dir() else [args.folder]
    print("\n".join(score(paths, args.failures)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
