"""Raw material of benchmarks: invented half-year reports of any length, the annex at the end.

Pages of ordinary prose on the police, some with tables of something else, a few of which mention
missions; then the annex of a report of the laboratory. Every page says that it is invented.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

from tests.laboratory import typesetter
from tests.laboratory.grammar import draw
from tests.laboratory.report import Invented

LINES = 44  # of prose on a page, so that a page holds it whatever words are drawn
TABLES = 0.06  # share of pages with a table of something else

WHO = ("De korpschef", "De eenheid Oost-Nederland", "Het gezag", "De politie", "Een werkgroep")
WHO += ("De inspectie", "Het openbaar ministerie", "De burgemeester", "Het basisteam")
DID = ("heeft ervaring opgedaan met", "rapporteert over", "werkt verder aan", "investeerde in")
DID += ("evalueert in het najaar", "legt de nadruk op", "vroeg aandacht voor")
WHAT = (
    "de capaciteit van de recherche",
    "de instroom van aspiranten",
    "de aanpak van ondermijning",
)
WHAT += ("het verminderen van de administratieve lasten", "de inzet bij evenementen")
WHAT += (
    "de samenwerking met gemeenten",
    "de vernieuwing van de meldkamer",
    "huisvesting en vervoer",
)
WHEN = ("in de verslagperiode", "sinds het begin van het jaar", "ten opzichte van vorig jaar")
WHEN += ("in alle regionale eenheden", "zoals de Kamer eerder is gemeld", "binnen de begroting")
MORE = ("Het aantal aangiften daalde met {} procent.", "Daarvoor is {} miljoen euro beschikbaar.")
MORE += ("In totaal volgden {} medewerkers een training.", "Dit gebeurde {} keer.")
MENTION = (
    "Over de inzet in missies in het buitenland wordt in de bijlage gerapporteerd.",
    "Een delegatie uit Duitsland bezocht de eenheid.",
    "Daarbij werkte het team samen met collega's uit België en Frankrijk.",
    "Voor EULEX Kosovo werd een medewerker geworven.",
)


def _prose(dice: Random, characters: int) -> str:
    sentences: list[str] = []
    while sum(map(len, sentences)) < characters:
        one = f"{dice.choice(WHO)} {dice.choice(DID)} {dice.choice(WHAT)} {dice.choice(WHEN)}."
        sentences += [one, dice.choice(MORE).format(dice.randint(2, 900))]
    return " ".join(sentences)


def _table(dice: Random) -> str:
    """A table of incidents by unit, in typst."""
    units = ("Noord-Nederland", "Oost-Nederland", "Midden-Nederland", "Amsterdam", "Rotterdam")
    cells = [f"[{unit}], [{dice.randint(3, 9000)}], [{dice.randint(3, 9000)}]" for unit in units]
    return (
        "#table(columns: (2fr, 1fr, 1fr), stroke: 0.5pt, [*Eenheid*], [*Aangiften*], "
        f"[*Aanhoudingen*], {', '.join(cells)})\n"
    )


def _page(dice: Random, report: Invented, number: int, mentions: float) -> str:
    """One page of prose in typst, with what else stands on it."""
    width = report.page[0] - 56 - (150 if report.colophon else 50)
    room = int(LINES * width / (0.5 * 9.5))  # characters, at some half the size a character
    parts = [f"*{number}. Voortgang*\n"] if dice.random() < 0.4 else []
    if dice.random() < TABLES:
        parts.append(_table(dice))
        room //= 2
    for _ in range(4):
        parts.append(typesetter._text(_prose(dice, room // 5)) + "\n")
    if dice.random() < mentions:
        parts.insert(2, dice.choice(MENTION) + "\n")
    return "\n".join(parts) + "\n#pagebreak()\n"


def drawn(number: int) -> Invented:
    """The laboratory's report of this number, upright and in 9.5 points."""
    return replace(draw(number, "typst"), page=(595.0, 842.0), size=9.5, turned="")


def typeset(report: Invented, pages: int, mentions: float) -> bytes:
    """A PDF of some `pages` pages, the last one or two of which are the annex."""
    import typst

    dice = Random(report.number)
    head, annex = typesetter.source(report).split("\n\n", 1)
    filler = "".join(_page(dice, report, number, mentions) for number in range(1, pages))
    return bytes(typst.compile(f"{head}\n\n{filler}{annex}".encode()))


def write(folder: Path, number: int, pages: int, mentions: float = 0.01) -> tuple[Path, Invented]:
    """A report of this number and about so many pages in a folder; its path, and what it holds.

    `mentions` is the share of its pages, the annex apart, that mention missions or other countries.
    """
    report = drawn(number)
    path = folder / f"{number}-{pages}-{mentions}-verzonnen-cijfers.pdf"
    path.write_bytes(typeset(report, pages, mentions))
    return path, report
