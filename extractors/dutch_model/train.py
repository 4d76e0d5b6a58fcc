"""Train the Dutch tagger and parser anew: Universal Dependencies go in, `model/` comes out.

    python extractors/dutch_model/train.py DIR

DIR holds train.conllu, train-older-annotation.conllu, dev-news.conllu and dev-wiki.conllu, selected
from UD_Dutch-LassySmall and UD_Dutch-Alpino (CC BY-SA 4.0, see the model card). Takes a quarter of
an hour on one core; seeded, so it gives the same model again with the versions of constraints.txt.
Prints the scores on the two files that are held out: dev-news, which also chooses among the
checkpoints, and dev-wiki, which chooses nothing.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SEED = 0
STEPS, EVERY = 3000, 500
META = {
    "name": "missie_nl_small",
    "version": "1.0.0",
    "license": "CC BY-SA 4.0",
    "description": "Small Dutch tagger and parser for reading sentences; see MODEL_CARD.md",
    "author": "Missiemonitor",
    "sources": [
        {
            "name": "UD_Dutch-LassySmall and UD_Dutch-Alpino",
            "url": "https://universaldependencies.org",
            "license": "CC BY-SA 4.0",
            "author": "Gosse Bouma, Gertjan van Noord, Daniel Zeman, Zdeněk Žabokrtský",
        }
    ],
}
# The older sentences that help: annotated late enough to be near today's.
LATE = re.compile(r"^# from = .*\b(2017-10|2018)", re.MULTILINE)


def late_sentences(conllu: str) -> str:
    """The later of the older sentences, with the labels that were renamed since."""
    kept = [part for part in conllu.strip().split("\n\n") if LATE.search(part)]
    return "\n\n".join("\n".join(map(_renamed, part.split("\n"))) for part in kept) + "\n"


def _renamed(line: str) -> str:
    fields = line.split("\t")
    if len(fields) != 10:
        return line
    if fields[7] == "flat:name":
        fields[7] = "flat"
    if fields[7] == "det" and "Poss=Yes" in fields[5]:
        fields[7] = "nmod:poss"
    if fields[4].startswith("TW|rang"):
        fields[3] = "ADJ"
        fields[7] = "amod" if fields[7] == "nummod" else fields[7]
    return "\t".join(fields)


def main(data: Path, target: Path = HERE / "model") -> None:
    """Convert, train, score and put in place."""
    from spacy.cli.convert import convert
    from spacy.cli.evaluate import evaluate
    from spacy.cli.init_config import init_config
    from spacy.cli.train import train

    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        older = (data / "train-older-annotation.conllu").read_text("utf-8")
        both = (data / "train.conllu").read_text("utf-8").rstrip() + "\n\n" + late_sentences(older)
        (work / "train.conllu").write_text(both, "utf-8")
        for held in ("dev-news", "dev-wiki"):
            shutil.copy(data / f"{held}.conllu", work)
        for part in ("train", "dev-news", "dev-wiki"):
            convert(work / f"{part}.conllu", work, file_type="spacy", converter="conllu", n_sents=8)
        config = init_config(lang="nl", pipeline=["morphologizer", "parser"], optimize="efficiency")
        config.to_disk(work / "config.cfg")
        train(
            work / "config.cfg",
            work / "out",
            overrides={
                "paths.train": str(work / "train.spacy"),
                "paths.dev": str(work / "dev-news.spacy"),
                "training.seed": SEED,
                "training.max_steps": STEPS,
                "training.eval_frequency": EVERY,
                "training.patience": 0,
                "training.optimizer.use_averages": True,
            },
        )
        best = work / "out" / "model-best"
        for held in ("dev-news", "dev-wiki"):
            scores = evaluate(str(best), work / f"{held}.spacy", silent=True)
            told = {key: scores[key] for key in ("pos_acc", "dep_uas", "dep_las", "sents_f")}
            print(held, *(f"{key} {100 * value:.1f}" for key, value in told.items()))
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(best, target)
        text = (target / "config.cfg").read_text("utf-8")
        text = re.sub(r"(?m)^(train|dev) = \".*\"$", r"\1 = null", text)  # paths of here
        (target / "config.cfg").write_text(text, "utf-8")
        meta = json.loads((target / "meta.json").read_text("utf-8")) | META
        (target / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=2), "utf-8")


if __name__ == "__main__":
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[threads] = "1"
    main(Path(sys.argv[1]))
