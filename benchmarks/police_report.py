"""Police reports as they are: long reports to read, with an annex of the laboratory near the end.

Chapters, sentences, lists, footnotes and tables come from police_report.toml: units, towns,
officers, agencies, agreements, court cases, neighbours and the Caribbean on nearly every page.
Typeset with Typst; every page says that it is invented.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.material import drawn
from tests.laboratory import typesetter
from tests.laboratory.report import Invented

LINES = 62  # of running text for a page, by which pages are counted before they are set
WIDE = 104  # characters in a line of it
BEHIND = 0.06  # share of the pages that stand behind the annex
SLOT = re.compile(r"\{(\w+)\}")


@cache
def vocabulary() -> dict[str, Any]:
    """police_report.toml."""
    return tomllib.loads((Path(__file__).parent / "police_report.toml").read_text("utf-8"))


class Writer:
    """Writes chapters of a report by dice, in Typst."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.written = 0.0
        """Lines so far."""

    def fill(self, text: str) -> str:
        """A sentence with its slots filled."""
        while SLOT.search(text):
            text = SLOT.sub(lambda slot: self.word(slot[1]), text)
        return text[:1].upper() + text[1:]

    def word(self, slot: str) -> str:
        """What stands in a slot: a word, or a figure as reports write them."""
        dice = self.dice
        match slot:
            case "n":
                size = 10 ** dice.choice((1, 2, 2, 3, 4))
                return f"{dice.randint(2, size):,}".replace(",", ".")
            case "pct":
                return f"{dice.randint(1, 99)} procent"
            case "money":
                return f"{dice.randint(1, 900)},{dice.randint(1, 9)} miljoen euro"
            case "amount":
                return f"{dice.randint(1, 900)},{dice.randint(0, 9)}"
            case "year":
                return str(dice.randint(2016, 2024))
        return str(dice.choice(vocabulary()["words"][slot]))

    def chapters(self, pages: int) -> str:
        """Chapters of about so many pages."""
        told = vocabulary()["chapters"]
        parts: list[str] = []
        number = 0
        self.written = 0.0
        while self.written < pages * LINES:
            number += 1
            (chapter,) = self.dice.choices(told, [each["share"] for each in told])
            parts.append(f"= {number} {typesetter._text(chapter['name'])}\n")
            end = min(pages * LINES, self.written + self.dice.uniform(1.0, 4.0) * LINES)
            section = 0
            while self.written < end:
                section += 1
                parts += self._section(chapter, f"{number}.{section}")
        return "\n".join(parts)

    def _section(self, chapter: dict[str, Any], number: str) -> list[str]:
        heading = self.fill(self.dice.choice(chapter["headings"]))
        parts = [f"== {number} {typesetter._text(heading)}\n"]
        self.written += 3
        for _ in range(self.dice.randint(2, 4)):
            parts.append(self._paragraph(chapter))
        match self.dice.random():
            case low if low < 0.35:
                parts.append(self._table(self.dice.choice(chapter["tables"])))
            case low if low < 0.6:
                parts.append(self._list(chapter["lists"]))
            case low if low < 0.68:
                parts.append(self._story())
            case low if low < 0.75:
                parts.append(self._chart())
        return parts

    def _paragraph(self, chapter: dict[str, Any]) -> str:
        count = self.dice.randint(3, 7)
        drawn = self.dice.sample(chapter["sentences"], min(count, len(chapter["sentences"])))
        text = " ".join(self.fill(sentence) for sentence in drawn)
        self.written += len(text) / WIDE + 1
        note = ""
        if self.dice.random() < 0.2:
            said = self.fill(self.dice.choice(vocabulary()["footnotes"]["texts"]))
            note = f"#footnote[{typesetter._text(said)}]"
            self.written += 1.5
        return f"{typesetter._text(text)}{note}\n"

    def _list(self, items: list[str]) -> str:
        numbered = self.dice.random() < 0.5
        drawn = self.dice.sample(items, min(len(items), self.dice.randint(2, 5)))
        self.written += len(drawn) + 1
        lines = [
            f"{f'{at}.' if numbered else '-'} {typesetter._text(self.fill(item))};"
            for at, item in enumerate(drawn, 1)
        ]
        return "\n".join(lines) + "\n"

    def _story(self) -> str:
        text = self.fill(self.dice.choice(vocabulary()["stories"]["texts"]))
        self.written += len(text) / (WIDE - 8) + 4
        return (
            "#block(fill: rgb(220, 232, 245), inset: 9pt, width: 100%)["
            f"*{vocabulary()['box']}* \\ {typesetter._text(text)}]\n"
        )

    def _chart(self) -> str:
        """Bars with their figures beside them."""
        units = self.dice.sample(vocabulary()["words"]["unit"], 6)
        cells = []
        for unit in units:
            figure = self.dice.randint(40, 900)
            bar = f"#box(rect(width: {figure / 4:g}pt, height: 7pt, fill: rgb(0, 70, 140)))"
            cells.append(f"[{typesetter._text(unit)}], [{bar} {figure}]")
        self.written += 9
        return f"#grid(columns: (1fr, 2.4fr), row-gutter: 4pt, {', '.join(cells)})\n"

    def _table(self, name: str) -> str:
        told = vocabulary()["tables"][name]
        group = told["first"]
        firsts = (
            vocabulary()["rows"][group.partition(".")[2]]
            if "." in group
            else self.dice.sample(
                vocabulary()["words"][group], min(10, len(vocabulary()["words"][group]))
            )
        )
        rows = [
            [first, *(self.word(cell).replace(" procent", "%") for cell in told["cells"])]
            for first in firsts
        ]
        self.written += 1.35 * len(rows) + 4
        stroke, fill = self.dice.choice(
            (
                ("0.5pt", "none"),
                ("(x: none, y: 0.4pt)", "none"),
                ("none", "(_, y) => if calc.even(y) { luma(93%) } else { none }"),
            )
        )
        header = ", ".join(f"[*{typesetter._text(head)}*]" for head in told["heads"])
        body = ",\n".join(", ".join(f"[{typesetter._text(c)}]" for c in row) for row in rows)
        columns = ", ".join(["2fr"] + ["1fr"] * len(told["cells"]))
        align = ", ".join(["left"] + ["right"] * len(told["cells"]))
        return (
            f"*{typesetter._text(told['title'])}*\n\n"
            f"#table(columns: ({columns}), align: ({align}), stroke: {stroke}, fill: {fill}, "
            f"inset: (x: 3pt, y: 2.5pt), table.header({header}),\n{body})\n"
            f"#text(size: 7pt)[{typesetter._text(vocabulary()['source'])}]\n"
        )


def _head(period: str) -> str:
    """How the chapters are set: running head, footer with the page's number, headings."""
    told = vocabulary()
    year, _, half = period.partition("-")
    title = told["title"].format(half=told["halves"][int(half) - 1], year=year)
    return (
        "#set page(width: 595pt, height: 842pt, margin: (left: 62pt, right: 58pt, top: 72pt, "
        "bottom: 64pt), header: [#text(size: 7.5pt)["
        f"{typesetter._text(title)}]], footer: [#text(size: 7pt)["
        f"{typesetter._text(told['notice'])} #h(1fr) #context counter(page).display()]])\n"
        '#set text(font: "Libertinus Serif", size: 10pt, lang: "nl")\n'
        "#set par(justify: true)\n"
        "#show heading.where(level: 1): set text(size: 15pt, fill: rgb(0, 50, 110))\n"
        "#show heading.where(level: 2): set text(size: 11pt)\n\n"
    )


def typeset(report: Invented, pages: int) -> bytes:
    """A PDF of about so many pages, with the annex of `report` near its end."""
    import typst

    writer = Writer(report.number)
    behind = round(BEHIND * pages)
    head = _head(report.period)
    title, _, annex = typesetter.source(report).partition("\n")
    source = (
        f"{title}\n{head}{writer.chapters(pages - behind - 2)}\n#pagebreak()\n{annex}\n"
        f"#pagebreak()\n{head}{writer.chapters(behind)}"
    )
    return bytes(typst.compile(source.encode()))


def write(folder: Path, number: int, pages: int) -> tuple[Path, Invented]:
    """A report of this number and about so many pages in a folder; its path, and its annex."""
    report = drawn(number)
    path = folder / f"politieverslag-{number}-{pages}-verzonnen-cijfers.pdf"
    path.write_bytes(typeset(report, pages))
    return path, report
