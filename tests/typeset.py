"""Invented reports with one deployment table, drawn from choices and typeset with reportlab.

Every page says that its figures are invented. What was drawn is known, so that what is read back
can be held against it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from babel import Locale
from hypothesis import strategies as st
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    LongTable,
    PageTemplate,
    Paragraph,
    Spacer,
)

from extractors.reference import Mission, missions

COUNTRY = Locale("nl").territories
WORDS = {
    1: "één",
    2: "twee",
    3: "drie",
    4: "vier",
    5: "vijf",
    8: "acht",
    12: "twaalf",
    21: "eenentwintig",
}
PROSE = (
    "De inzet van politiemensen in het buitenland vraagt om een goede voorbereiding en om aandacht "
    "voor wie achterblijft. Daarom is in de afgelopen periode met de eenheden gesproken over de "
    "vraag hoe plaatsen kunnen worden opgevuld en hoe kennis na terugkeer wordt benut. De "
    "uitkomsten worden verwerkt in het volgende plan, dat voor de zomer gereed is. "
)
HEADERS = {
    "mission": ("Missie", "Missienaam", "Naam missie", "Naam van de missie"),
    "country": ("Land", "Locatie", "Inzetgebied", "Land van inzet", "Missiegebied"),
    "count": (
        "Aantal",
        "Aantal functionarissen",
        "Aantal uitgezonden\npolitiefunctionarissen",
        "Inzet",
        "Uitgezonden\nfunctionarissen",
    ),
    "organisation": ("Organisatie", "Uitvoerende organisatie"),
}
UNKNOWN = ("EUXAM Vanuatu", "Politiemissie Tonga", "INTERCAP Nauru")


@dataclass(frozen=True)
class Row:
    """A row as it is written, and what it means."""

    mission: str
    country: str
    countries: tuple[str, ...]
    organisation: str
    officers: int
    written: str


@dataclass(frozen=True)
class Layout:
    """Choices of how a report looks."""

    columns: tuple[str, ...]
    headers: tuple[str, ...]
    rules: str
    size: float
    padding: float
    right: bool
    bold: bool
    total: str | None
    wide: bool
    colophon: bool
    before: int
    font: str


@dataclass(frozen=True)
class Drawn:
    """A drawn report: its rows, its layout, and the PDF."""

    rows: tuple[Row, ...]
    layout: Layout
    pdf: bytes

    def __repr__(self) -> str:
        return f"Drawn({self.layout}, {[(r.mission, r.country, r.written) for r in self.rows]})"


def _row(draw: st.DrawFn, mission: Mission) -> Row:
    number = draw(st.one_of(st.integers(1, 9), st.sampled_from(sorted(WORDS)), st.integers(10, 99)))
    as_word = number in WORDS and draw(st.integers(0, 5)) == 0
    return Row(
        mission.name,
        " en ".join(COUNTRY[code] for code in mission.countries),
        mission.countries,
        mission.organisation,
        number,
        WORDS[number] if as_word else str(number),
    )


@st.composite
def reports(draw: st.DrawFn) -> Drawn:
    """Reports with 3 to 40 rows, in many layouts."""
    few = [m for m in missions() if 1 <= len(m.countries) <= 2]
    chosen = draw(
        st.lists(st.sampled_from(few), min_size=3, max_size=40, unique_by=lambda m: m.mission)
    )
    rows = [_row(draw, mission) for mission in chosen]
    if draw(st.integers(0, 3)) == 0:
        name = draw(st.sampled_from(UNKNOWN))
        country = name.split()[-1]
        code = next(code for code, each in COUNTRY.items() if each == country)
        rows.append(Row(name, country, (code,), "EU", 7, "7"))
    order = list(
        draw(
            st.sampled_from(
                [
                    ("mission", "country", "count"),
                    ("country", "mission", "count"),
                    ("mission", "count", "country"),
                    ("organisation", "mission", "country", "count"),
                    ("country", "mission", "organisation", "count"),
                ]
            )
        )
    )
    layout = Layout(
        columns=tuple(order),
        headers=tuple(draw(st.sampled_from(HEADERS[role])) for role in order),
        rules=draw(st.sampled_from(["full", "horizontal", "header", "zebra", "none"])),
        size=draw(st.sampled_from([7.0, 9.0, 10.0, 11.5])),
        padding=draw(st.sampled_from([1.5, 3.0, 6.0])),
        right=draw(st.booleans()),
        bold=draw(st.booleans()),
        total=draw(st.sampled_from([None, "Totaal", "Eindtotaal"])),
        wide=draw(st.booleans()),
        colophon=draw(st.booleans()),
        before=draw(st.integers(1, 4)),
        font=draw(st.sampled_from(["Helvetica", "Times-Roman"])),
    )
    return Drawn(tuple(rows), layout, typeset(rows, layout))


def typeset(rows: list[Row], layout: Layout) -> bytes:
    """The report as a PDF."""
    width, height = landscape(A4) if layout.wide else A4
    bold = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold"}[layout.font]
    body = ParagraphStyle(
        "p", fontName=layout.font, fontSize=layout.size, leading=1.35 * layout.size
    )
    head = ParagraphStyle("h", parent=body, fontName=bold, spaceBefore=12, spaceAfter=6)
    cells: list[list[str]] = [list(layout.headers)]
    for row in rows:
        values = {
            "mission": row.mission,
            "country": row.country,
            "count": row.written,
            "organisation": row.organisation,
        }
        cells.append([values[role] for role in layout.columns])
    if layout.total:
        cells.append(["" for _ in layout.columns])
        cells[-1][0] = layout.total
        cells[-1][layout.columns.index("count")] = str(sum(row.officers for row in rows))
    right_edge = 150 if layout.colophon else 60
    table = LongTable(cells, repeatRows=1, hAlign="LEFT")
    count = layout.columns.index("count")
    style: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, -1), layout.font, layout.size, 1.2 * layout.size),
        ("FONT", (0, 0), (-1, 0), bold if layout.bold else layout.font, layout.size),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), layout.padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), layout.padding),
    ]
    if layout.right:
        style.append(("ALIGN", (count, 0), (count, -1), "RIGHT"))
    if layout.rules == "full":
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    elif layout.rules == "horizontal":
        style.append(("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey))
    elif layout.rules == "header":
        style.append(("LINEBELOW", (0, 0), (-1, 0), 0.8, colors.black))
    elif layout.rules == "zebra":
        style.append(("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.white, colors.lightgrey]))
    table.setStyle(style)
    story = [Paragraph("Eerste Halfjaarbericht 2024", head), Paragraph("Bijlage nummer 5", body)]
    story += [Paragraph(PROSE * 2, body), Spacer(1, 8)] * layout.before
    story.append(Paragraph("Uitgezonden politiefunctionarissen (peildatum 17 april 2024)", head))
    story += [table, Spacer(1, 14), Paragraph(PROSE, body)]

    def along(canvas: Canvas, _doc: BaseDocTemplate) -> None:
        canvas.setFont(layout.font, 7)
        canvas.drawString(60, 24, "Test van Missiemonitor: de cijfers zijn verzonnen")
        canvas.drawRightString(width - 40, 24, f"{canvas.getPageNumber()}")
        if layout.colophon:
            lines = [
                "Directoraat-Generaal",
                "Politie",
                "Datum",
                "19 juni 2024",
                "Ons kenmerk",
                "5463232",
            ]
            for index, line in enumerate(lines):
                canvas.drawString(width - 120, height - 140 - 11 * index, line)

    target = io.BytesIO()
    doc = BaseDocTemplate(target, pagesize=(width, height), invariant=1)
    frame = Frame(54, 50, width - 54 - right_edge, height - 100)
    doc.addPageTemplates([PageTemplate(frames=[frame], onPage=along)])
    doc.build(story)
    return target.getvalue()
