"""Invented report 2023-2, drawn with reportlab: no rules, header on two lines, counts in words."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

FONTS = Path("/usr/share/fonts/truetype/dejavu")
PROSE = [
    ("h", "Tweede Halfjaarbericht 2023 – Bijlage nummer 5"),
    ("p", "Den Haag, 15 december 2023"),
    ("h", "Politie over de grens"),
    (
        "p",
        "Uitzending van politiemensen is geen doel op zich. Zij dient de veiligheid van Nederland, "
        "doordat zij landen helpt om criminaliteit zelf aan te pakken, en zij levert contacten op "
        "die in onderzoeken van pas komen. In dit hoofdstuk leest u welke bijdragen in de "
        "afgelopen zes maanden zijn geleverd en wat er is veranderd.",
    ),
    (
        "p",
        "De twee politiefunctionarissen die bij MINUSMA nog op het hoofdkwartier in Bamako werken, "
        "keren voor het einde van het jaar terug. Daarmee komt een einde aan tien jaar Nederlandse "
        "politie-inzet onder de vlag van de Verenigde Naties in Mali. Na de staatsgreep van juli "
        "is de bijdrage aan EUCAP Sahel Niger beëindigd.",
    ),
    (
        "p",
        "In Georgië zijn na een reeks incidenten langs de administratieve grenslijn twee extra "
        "waarnemers geplaatst. Zij blijven tot de zomer. De bijdrage aan EULEX Kosovo is gelijk "
        "gebleven, al wisselden alle drie de collega’s in september.",
    ),
    ("h", "Verbindingsofficieren"),
    (
        "p",
        "Het netwerk van verbindingsofficieren is uitgebreid met een post in Ecuador. De officier "
        "werkt vanuit Quito en richt zich op uithalers en op de herkomst van cocaïne in "
        "zeecontainers. De post in Panama wordt na een evaluatie voortgezet.",
    ),
    ("h", "Uitgezonden collega’s op de peildatum 2 oktober 2023"),
]
ROWS = [
    ["Missie", "Land van inzet", "Uitgezonden\nfunctionarissen"],
    ["EULEX Kosovo", "Kosovo", "drie"],
    ["EUMM Georgië", "Georgië", "vijf"],
    ["EUMA Armenië", "Armenië", "drie"],
    ["EUPOL COPPS", "Palestijns gebied/Westbank", "twee"],
    ["EUCAP Somalië", "Somalië", "vier"],
    ["EUCAP SAHEL Mali", "Mali", "één"],
    ["MINUSMA", "Mali", "twee"],
    ["EUAM Oekraïne", "Oekraïne", "vier"],
    ["EUAM Irak", "Irak", "drie"],
    ["OVSE Skopje", "Noord-Macedonië", "één"],
    ["USSC", "Palestijns gebied/Westbank", "één"],
    ["Totaal", "", "negenentwintig"],
]


def along(canvas: Canvas, _doc: BaseDocTemplate) -> None:
    """Header and footer of each page."""
    canvas.setFont("Sans", 7)
    canvas.drawString(60, 806, "Voorbeeld van Missiemonitor. De cijfers zijn verzonnen.")
    canvas.drawRightString(535, 30, f"Pagina {canvas.getPageNumber()}")


def make(target: Path) -> None:
    """Write the report to `target`."""
    pdfmetrics.registerFont(TTFont("Sans", FONTS / "DejaVuSans.ttf"))
    pdfmetrics.registerFont(TTFont("SansBold", FONTS / "DejaVuSans-Bold.ttf"))
    styles = {
        "h": ParagraphStyle("h", fontName="SansBold", fontSize=11, leading=15, spaceBefore=14),
        "p": ParagraphStyle("p", fontName="Sans", fontSize=9, leading=13, spaceBefore=7),
    }
    table = Table(ROWS, colWidths=[150, 190, 110], hAlign="LEFT", spaceBefore=10, repeatRows=1)
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), "Sans", 9),
            ("FONT", (0, 0), (-1, 0), "SansBold", 9),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ]
    )
    doc = BaseDocTemplate(
        str(target),
        pagesize=A4,
        title="Tweede Halfjaarbericht 2023, bijlage 5 (verzonnen cijfers)",
        invariant=1,
    )
    frame = Frame(54, 60, 490, 730)
    doc.addPageTemplates([PageTemplate(frames=[frame], onPage=along)])
    doc.build([*(Paragraph(text, styles[kind]) for kind, text in PROSE), table])
