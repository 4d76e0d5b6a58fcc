"""Speed of reading sentences: `python benchmarks/sentences.py [--pages N]`.

Pages of 350 words of ordinary prose in which one sentence in fifteen states something, put
together from the gold sentences and from sentences of no interest. Prints pages a second, for the
whole reading, for spaCy's bare Dutch tokeniser and for the parser over every sentence, in one run,
and their ratios; and the seconds that loading takes. For one core, set OMP_NUM_THREADS=1.
"""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import click
from missiemonitor.corpus.document import Box, Document, Line, Page, Paragraph, Particulars, Word
from missiemonitor.extractors.statements.extract import read_statements
from missiemonitor.pipeline.evaluation.sentences import read_gold
from tabulate import tabulate

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "development.txt"
WORDS = 350  # a page
DULL = (
    "De gemeenten hebben in het afgelopen jaar ervaring opgedaan met de nieuwe werkwijze.",
    "Over de uitkomsten van het onderzoek wordt de Kamer voor de zomer nader geïnformeerd.",
    "Het aantal woninginbraken is ten opzichte van dezelfde periode vorig jaar licht gedaald.",
    "Daarbij is aandacht besteed aan de werkdruk, het ziekteverzuim en de huisvesting.",
    "De begroting voorziet in een structurele verhoging van de middelen voor digitalisering.",
    "Burgers kunnen sinds kort ook op afstand aangifte doen van veel voorkomende delicten.",
    "De planning is erop gericht dat het systeem in het tweede kwartaal gereed is.",
)


def pages(number: int) -> list[str]:
    """The texts of so many pages."""
    dice = Random(1)
    telling = [item.text.split("\n")[0] for item in read_gold(GOLD) if item.facts]
    texts = []
    for _ in range(number):
        sentences: list[str] = []
        while sum(len(sentence.split()) for sentence in sentences) < WORDS:
            sentences.append(dice.choice(telling if dice.random() < 1 / 15 else DULL))
        texts.append(" ".join(sentences))
    return texts


def document(texts: list[str]) -> Document:
    """A document with a paragraph of each 90 words of these pages."""
    made, paragraphs = [], []
    for number, text in enumerate(texts, start=1):
        words = text.split(" ")
        made.append(Page(number, 595.0, 842.0, (), ()))
        for at in range(0, len(words), 90):
            line = Line(tuple(Word(w, Box(0, 0, 1, 1), size=9.0) for w in words[at : at + 90]))
            part = " ".join(words[at : at + 90])
            paragraphs.append(Paragraph(((number, line),), part))
    return Document(
        file="benchmark",
        sha256="",
        page_count=len(made),
        pages=tuple(made),
        texts=tuple(texts),
        paragraphs=tuple(paragraphs),
        particulars=Particulars(),
        issues=(),
    )


@click.command()
@click.option("--pages", "number", default=400, help="How many pages to read.")
def main(number: int) -> None:
    """Time the reading of sentences."""
    begun = time.perf_counter()
    from missiemonitor.extractors.statements.pipeline import dutch

    nlp = dutch()
    loading = time.perf_counter() - begun
    import spacy

    texts = pages(number)
    read = document(texts)
    read_statements(document(texts[:2]))
    bare = spacy.load(nlp.path) if nlp.path else nlp
    rows = []
    for name, work in (
        ("statements", lambda: read_statements(read)),
        ("spaCy's tokeniser alone", lambda: list(spacy.blank("nl").pipe(texts))),
        ("the parser over all", lambda: list(bare.pipe(texts[: max(1, number // 10)]))),
    ):
        begun = time.perf_counter()
        work()
        done = number // 10 if name.startswith("the parser") else number
        rows.append([name, done / (time.perf_counter() - begun)])
    slowest = rows[-1][1]
    shown = [[name, f"{speed:.0f}", f"{speed / slowest:.1f}"] for name, speed in rows]
    print(tabulate(shown, headers=["reading", "pages/s", "times the parser over all"]))
    print(f"loading: {loading:.2f} s")


if __name__ == "__main__":
    main()
