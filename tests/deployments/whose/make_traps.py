"""Invented one-page Dutch documents that lay traps; `python make_traps.py`. Every figure is invented, each page says so."""

from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer, Table

HERE = Path(__file__).parent
RULED, PLAIN, LINES = "ruled", "plain", "lines"


def build(
    name,
    title,
    story,
    style=RULED,
    font="Helvetica",
    header="",
    footer="Verzonnen cijfers – voorbeeld voor Missiemonitor, geen uitgave van de politie",
):
    bold = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold"}[font]
    body = ParagraphStyle("b", fontName=font, fontSize=10.5, leading=15, spaceAfter=8)
    styles = {
        "p": body,
        "m": ParagraphStyle("m", parent=body, spaceAfter=1),
        "t": ParagraphStyle("t", parent=body, fontName=bold, fontSize=17, leading=22, spaceAfter=8),
        "h": ParagraphStyle(
            "h", parent=body, fontName=bold, fontSize=12.5, leading=16, spaceBefore=10, spaceAfter=5
        ),
        "c": ParagraphStyle("c", parent=body, fontName=bold, spaceBefore=4, spaceAfter=4),
    }

    def page(canvas, doc):
        canvas.saveState()
        canvas.setFont(font, 8.5)
        canvas.drawString(66, 806, header)
        canvas.drawString(66, 36, footer)
        canvas.drawRightString(529, 36, "Pagina 1 van 1")
        canvas.restoreState()

    flow = []
    for kind, value in story:
        if kind != "table":
            flow.append(Paragraph(value, styles[kind]))
            continue
        widths, rows = value
        table = Table(rows, colWidths=widths, hAlign="LEFT")
        look = [("FONT", (0, 0), (-1, -1), font, 10), ("FONT", (0, 0), (-1, 0), bold, 10)]
        if style == RULED:
            look += [
                ("GRID", (0, 0), (-1, -1), 0.6, colors.black),
                ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#E8E8E8")),
            ]
        elif style == LINES:
            look += [
                ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black),
                ("LINEBELOW", (0, 0), (-1, 0), 0.6, colors.black),
                ("LINEBELOW", (0, -1), (-1, -1), 1, colors.black),
            ]
        if rows[-1][0] == "Totaal":
            look.append(("FONT", (0, -1), (-1, -1), bold, 10))
        numeric = [i for i, cell in enumerate(rows[1]) if cell.replace(".", "").isdigit()]
        look += [
            ("ALIGN", (i, 0), (i, -1), "RIGHT" if style != RULED else "CENTER") for i in numeric
        ]
        table.setStyle(look)
        flow += [table, Spacer(1, 10)]
    doc = BaseDocTemplate(
        str(HERE / f"{name}-verzonnen-cijfers.pdf"),
        pagesize=A4,
        invariant=1,
        title=f"{title} (verzonnen cijfers)",
        author="Voorbeeld voor Missiemonitor",
        subject="De cijfers zijn verzonnen",
        lang="nl-NL",
    )
    doc.addPageTemplates(PageTemplate("p", Frame(60, 56, 475, 736), onPage=page))
    doc.build(flow)


def report(name, story, annex="5", title="Internationale inzet", **options):
    head = [
        ("t", title),
        ("m", f"Bijlage {annex} bij het Halfjaarbericht politie 2024-1"),
        ("m", "Datum 21 juni 2024"),
        ("p", "Ons kenmerk 5463870"),
    ]
    build(
        name,
        f"Halfjaarbericht politie 2024-1, bijlage {annex}",
        head + story,
        header=f"Halfjaarbericht politie 2024-1 | bijlage {annex}",
        **options,
    )


W3 = [190, 190, 85]
W4 = [165, 150, 75, 75]
INTRO = (
    "p",
    "De politie draagt bij aan de internationale rechtsorde. Uitgezonden collega’s adviseren en trainen politiediensten in landen "
    "waar de rechtsstaat onder druk staat. De ervaring die zij opdoen, komt ook het werk in eigen land ten goede.",
)
END = ("p", "De evaluatie van de inzet verschijnt in het najaar.")

# 1. Caption names the Belgians
report(
    "01-bijschrift-belgisch",
    [
        ("h", "Samenwerking met de buurlanden"),
        (
            "p",
            "In Benelux-verband stemmen de landen hun uitzendingen op elkaar af. Opleidingen worden gezamenlijk gegeven en de landen nemen "
            "elkaars taken over wanneer een functie tijdelijk niet kan worden vervuld. Ter vergelijking is hieronder het overzicht opgenomen "
            "dat de Belgische collega’s op 17 april 2024 hebben verstrekt.",
        ),
        ("c", "Belgische politiefunctionarissen in het buitenland"),
        (
            "table",
            (
                W3,
                [
                    ["Missie", "Land", "Aantal"],
                    ["EULEX Kosovo", "Kosovo", "5"],
                    ["EUAM Oekraïne", "Oekraïne", "8"],
                    ["EUMM Georgië", "Georgië", "4"],
                    ["EUPOL COPPS", "Palestijnse gebieden", "3"],
                    ["EUAM Irak", "Irak", "2"],
                    ["Totaal", "", "22"],
                ],
            ),
        ),
        END,
    ],
)

# 2. Heading, then a paragraph, then the table
report(
    "02-kop-federale-politie",
    [
        INTRO,
        ("h", "Inzet van de Federale politie (België)"),
        (
            "p",
            "Uitzendingen gebeuren op vrijwillige basis en duren in de regel een jaar. Kandidaten worden geselecteerd in Brussel en volgen een "
            "voorbereiding van twee weken. De peildatum van onderstaand overzicht is 17 april 2024.",
        ),
        (
            "table",
            (
                W3,
                [
                    ["Naam missie", "Locatie", "Aantal"],
                    ["EULEX Kosovo", "Kosovo", "6"],
                    ["EUAM Oekraïne", "Oekraïne", "7"],
                    ["EUCAP Sahel Mali", "Mali", "2"],
                    ["EUBAM Libië", "Libië", "2"],
                    ["EUAM Irak", "Irak", "3"],
                ],
            ),
        ),
        END,
    ],
    style=LINES,
    font="Times-Roman",
)

# 3. Royal Marechaussee
report(
    "03-bijschrift-marechaussee",
    [
        INTRO,
        (
            "p",
            "Naast de politie zendt ook Defensie functionarissen uit met een politietaak. Peildatum is 17 april 2024.",
        ),
        ("c", "Bijdrage van de Koninklijke Marechaussee"),
        (
            "table",
            (
                W3,
                [
                    ["Missie", "Land", "Aantal"],
                    ["EULEX Kosovo", "Kosovo", "4"],
                    ["EUAM Oekraïne", "Oekraïne", "2"],
                    ["EUBAM Libië", "Libië", "1"],
                    ["EUMA Armenië", "Armenië", "3"],
                    ["Totaal", "", "10"],
                ],
            ),
        ),
        END,
    ],
    annex="6",
)

# 4. Two columns that can both be the count
report(
    "04-bijdrage-en-aantal",
    [
        INTRO,
        ("p", "De tabel geeft de stand op de peildatum 17 april 2024."),
        ("c", "Inzet in internationale missies"),
        (
            "table",
            (
                W4,
                [
                    ["Missie", "Land", "Bijdrage", "Aantal"],
                    ["EULEX Kosovo", "Kosovo", "7", "3"],
                    ["EUAM Oekraïne", "Oekraïne", "9", "5"],
                    ["EUMM Georgië", "Georgië", "8", "4"],
                ],
            ),
        ),
        END,
    ],
)
report(
    "05-inzet-en-bezetting",
    [
        INTRO,
        ("p", "Peildatum 17 april 2024."),
        ("c", "Uitgezonden politiefunctionarissen"),
        (
            "table",
            (
                W4,
                [
                    ["Missie", "Land", "Inzet", "Bezetting"],
                    ["EULEX Kosovo", "Kosovo", "6", "4"],
                    ["EUAM Oekraïne", "Oekraïne", "5", "2"],
                    ["EUMA Armenië", "Armenië", "3", "6"],
                    ["EUAM Irak", "Irak", "4", "1"],
                ],
            ),
        ),
        END,
    ],
    style=PLAIN,
    font="Times-Roman",
)
report(
    "06-inzet-en-aantal-gelijk",
    [
        INTRO,
        ("p", "Peildatum 17 april 2024. Alle functies waren op die dag bezet."),
        ("c", "Uitgezonden politiefunctionarissen"),
        (
            "table",
            (
                W4,
                [
                    ["Missie", "Land", "Inzet", "Aantal"],
                    ["EULEX Kosovo", "Kosovo", "3", "3"],
                    ["EUAM Oekraïne", "Oekraïne", "5", "5"],
                    ["EUMM Georgië", "Georgië", "4", "4"],
                    ["USSC", "Palestijnse gebieden", "1", "1"],
                ],
            ),
        ),
        END,
    ],
)

# 5. Dutch, named: must count
report(
    "07-bijschrift-nederlands",
    [
        INTRO,
        ("p", "De aantallen gelden voor de peildatum 17 april 2024."),
        ("c", "Nederlandse politiefunctionarissen in internationale missies"),
        (
            "table",
            (
                W3,
                [
                    ["Missie", "Land", "Aantal"],
                    ["EULEX Kosovo", "Kosovo", "3"],
                    ["EUMM Georgië", "Georgië", "5"],
                    ["EUAM Oekraïne", "Oekraïne", "6"],
                    ["EUPOL COPPS", "Palestijnse gebieden", "2"],
                    ["EUCAP Somalië", "Somalië", "4"],
                    ["Totaal", "", "20"],
                ],
            ),
        ),
        END,
    ],
)

# 6. No series at all
build(
    "08-museumgids",
    "Museumgids",
    [
        ("t", "Museum De Oude Wacht"),
        ("m", "Gids voor bezoekers, voorjaar 2024"),
        ("p", "Prijs: gratis bij een toegangskaart"),
        ("h", "Welkom"),
        (
            "p",
            "In het voormalige politiebureau aan de gracht vertellen negen zalen hoe de stad door de eeuwen heen werd bewaakt. Uniformen, "
            "vaandels en een cel uit 1881 zijn te zien. De tentoonstelling Missie in den vreemde toont foto’s van stadgenoten in Kosovo en Mali.",
        ),
        ("h", "Zalen en bezoekers"),
        (
            "p",
            "De tellingen zijn van het eerste halfjaar van 2024. In de kelder worden de bezoekers niet geteld.",
        ),
        (
            "table",
            (
                W3,
                [
                    ["Zaal", "Onderwerp", "Aantal bezoekers"],
                    ["Zaal 1", "Nachtwacht en ratelaars", "1240"],
                    ["Zaal 2", "Het uniform", "985"],
                    ["Zaal 3", "Kosovo in foto’s", "310"],
                    ["Zaal 4", "Mali, een dagboek", "7"],
                    ["Zaal 5", "De cel van 1881", "1502"],
                ],
            ),
        ),
        (
            "p",
            "Op maandag is het museum gesloten. Rondleidingen beginnen om elf uur en om twee uur bij de kassa.",
        ),
    ],
    style=LINES,
    font="Times-Roman",
    header="Museum De Oude Wacht",
    footer="Verzonnen cijfers en een verzonnen museum – voorbeeld voor Missiemonitor",
)
build(
    "09-gemeentebrief",
    "Brief van een gemeente",
    [
        ("t", "Gemeente Waterveen"),
        ("m", "Aan de gemeenteraad"),
        ("m", "Datum 19 juni 2024"),
        ("m", "Ons kenmerk 2024-3317"),
        ("p", "Onderwerp: stedenbanden en uitwisseling, bijlage 2"),
        ("p", "Geachte leden van de raad,"),
        (
            "p",
            "In de vergadering van maart hebt u gevraagd hoeveel medewerkers en vrijwilligers van onze gemeente op reis zijn geweest in het kader "
            "van de stedenbanden. Het college heeft dat laten nagaan. De reizen zijn betaald uit het fonds voor internationale contacten.",
        ),
        ("c", "Deelnemers per missie in het eerste halfjaar van 2024"),
        (
            "table",
            (
                W3,
                [
                    ["Missie", "Land", "Aantal"],
                    ["Handelsmissie Gdansk", "Polen", "6"],
                    ["Scholenmissie Kutaisi", "Georgië", "4"],
                    ["Watermissie Odessa", "Oekraïne", "3"],
                    ["Cultuurmissie Pristina", "Kosovo", "5"],
                    ["Totaal", "", "18"],
                ],
            ),
        ),
        (
            "p",
            "Het college stelt voor de reizen in de tweede helft van het jaar te beperken tot twee. Wij verwachten u hiermee voldoende te hebben "
            "geïnformeerd.",
        ),
        ("m", "Met vriendelijke groet,"),
        ("p", "het college van burgemeester en wethouders"),
    ],
    header="Gemeente Waterveen",
    footer="Verzonnen cijfers en een verzonnen gemeente – voorbeeld voor Missiemonitor",
)

# 7. The sentence before the table names the Germans
report(
    "10-zin-duits",
    [
        INTRO,
        ("h", "Overzicht van de inzet"),
        (
            "p",
            "Binnen de missies werkt de politie samen met collega’s uit andere lidstaten. Onderstaande tabel toont de inzet van Duitse "
            "politiefunctionarissen.",
        ),
        (
            "table",
            (
                W3,
                [
                    ["Missie", "Land", "Aantal"],
                    ["EULEX Kosovo", "Kosovo", "9"],
                    ["EUMM Georgië", "Georgië", "14"],
                    ["EUAM Oekraïne", "Oekraïne", "11"],
                    ["EUAM Irak", "Irak", "4"],
                    ["Totaal", "", "38"],
                ],
            ),
        ),
        ("p", "Peildatum 17 april 2024. De evaluatie van de inzet verschijnt in het najaar."),
    ],
)

# Extra: both in one document; and a neutral caption beside prose on Belgians (must count)
report(
    "11-nederlands-en-belgisch",
    [
        ("p", "De tabellen geven de stand op de peildatum 17 april 2024."),
        ("c", "Tabel 1. Nederlandse politiefunctionarissen in het buitenland"),
        (
            "table",
            (
                W3,
                [
                    ["Missie", "Land", "Aantal"],
                    ["EULEX Kosovo", "Kosovo", "3"],
                    ["EUMM Georgië", "Georgië", "5"],
                    ["EUAM Oekraïne", "Oekraïne", "6"],
                    ["Totaal", "", "14"],
                ],
            ),
        ),
        ("p", "België neemt deel aan dezelfde missies."),
        ("c", "Tabel 2. Belgische politiefunctionarissen in het buitenland"),
        (
            "table",
            (
                W3,
                [
                    ["Missie", "Land", "Aantal"],
                    ["EULEX Kosovo", "Kosovo", "5"],
                    ["EUMM Georgië", "Georgië", "4"],
                    ["EUAM Oekraïne", "Oekraïne", "8"],
                    ["Totaal", "", "17"],
                ],
            ),
        ),
        END,
    ],
    style=LINES,
)
report(
    "12-belgen-alleen-in-de-tekst",
    [
        INTRO,
        (
            "p",
            "In Kiev deelt het team een kantoor met Belgische en Duitse politiefunctionarissen. De Federale politie (België) leverde in maart een "
            "trainer voor een gezamenlijke cursus, en de Koninklijke Marechaussee verzorgde het vervoer.",
        ),
        ("h", "Overzicht van de uitzendingen"),
        (
            "p",
            "Onderstaande tabel toont de inzet van de Nederlandse politie op de peildatum 17 april 2024.",
        ),
        (
            "table",
            (
                W3,
                [
                    ["Missie", "Land", "Aantal"],
                    ["EULEX Kosovo", "Kosovo", "3"],
                    ["EUAM Oekraïne", "Oekraïne", "6"],
                    ["EUCAP Somalië", "Somalië", "4"],
                    ["USSC", "Palestijnse gebieden", "1"],
                    ["Totaal", "", "14"],
                ],
            ),
        ),
        END,
    ],
)
