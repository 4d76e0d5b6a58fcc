"""Invented Belgian annual report 2024: table over two pages, another table before it, DejaVu. Every figure is invented."""

from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

FONTS = Path("/usr/share/fonts/truetype/dejavu")  # Debian: fonts-dejavu-core, fonts-dejavu-extra
pdfmetrics.registerFont(TTFont("DV", FONTS / "DejaVuSansCondensed.ttf"))
pdfmetrics.registerFont(TTFont("DV-B", FONTS / "DejaVuSansCondensed-Bold.ttf"))
TARGET = Path(__file__).parent.parent / "rapport-annuel-2024-chiffres-inventes.pdf"
TEAL = colors.HexColor("#0B5563")
BODY = ParagraphStyle("body", fontName="DV", fontSize=9.5, leading=14, spaceAfter=8)
H1 = ParagraphStyle("h1", fontName="DV-B", fontSize=19, leading=25, textColor=TEAL, spaceAfter=8)
H2 = ParagraphStyle("h2", parent=H1, fontSize=12.5, leading=16, spaceBefore=10, spaceAfter=6)
CAPTION = ParagraphStyle("caption", parent=BODY, fontName="DV-B", spaceAfter=4)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=9, leading=12, spaceAfter=0)
HEAD = ParagraphStyle("head", parent=CELL, fontName="DV-B", textColor=colors.white)
BOLD = ParagraphStyle("bold", parent=CELL, fontName="DV-B")

STAFF = [
    ["Direction générale", "Membres du personnel", "Dont femmes"],
    ["Police administrative", "5 212", "1 304"],
    ["Police judiciaire", "4 377", "1 689"],
    ["Gestion des ressources et de l’information", "2 946", "1 498"],
]
ROWS = [
    ["Mission", "Orga-<br/>nisation", "Pays", "Depuis", "Nombre de policiers belges déployés"],
    ["EULEX Kosovo", "UE", "Kosovo", "2008", "5"],
    ["EUAM Ukraine", "UE", "Ukraine", "2014", "9"],
    ["EUPM Moldavie", "UE", "Moldavie", "2023", "3"],
    ["EUBAM Moldavie-Ukraine", "UE", "Moldavie / Ukraine", "2005", "2"],
    ["EUMM Géorgie", "UE", "Géorgie", "2008", "4"],
    ["EUMA", "UE", "Arménie", "2023", "4"],
    ["EUPOL COPPS", "UE", "Territoires palestiniens", "2006", "2"],
    ["EUAM Irak", "UE", "Irak", "2018", "3"],
    [
        "Mission de l’Union européenne d’assistance aux frontières en Libye (EUBAM Libye)",
        "UE",
        "Libye",
        "2013",
        "2",
    ],
    ["EUCAP Somalie", "UE", "Somalie", "2024", "un"],
    ["EUCAP Sahel Mali", "UE", "Mali", "2015", "2"],
    ["EUAM RCA", "UE", "République centrafricaine", "2023", "1"],
    ["MONUSCO", "ONU", "République démocratique du Congo", "2010", "3"],
    ["Total", "", "", "", "41"],
]


def page(canvas, doc):
    canvas.saveState()
    canvas.setFillColor(TEAL)
    canvas.rect(0, 815, 595.3, 27, stroke=0, fill=1)
    canvas.setFillColor(colors.white)
    canvas.setFont("DV-B", 8.5)
    canvas.drawString(60, 824, "Police fédérale – Rapport annuel 2024")
    canvas.drawRightString(535, 824, "CHIFFRES INVENTÉS")
    canvas.setFillColor(colors.black)
    canvas.setFont("DV", 7.5)
    canvas.drawString(
        60,
        32,
        "Document fictif, sans lien avec la Police fédérale : tous les chiffres sont inventés.",
    )
    canvas.drawRightString(535, 32, f"Page {doc.page}")
    canvas.restoreState()


def p(text):
    return Paragraph(text, BODY)


def story():
    yield Spacer(1, 12)
    yield Paragraph("Rapport annuel 2024 de la Police fédérale", H1)
    yield p("Bruxelles, le 28 mars 2025<br/>Référence : PF/COM/2025/0063")
    yield Paragraph("Le mot du commissaire général", H2)
    yield p(
        "La présidence belge du Conseil de l’Union européenne, au premier semestre de 2024, a mobilisé l’ensemble de "
        "nos services. Sommets, réunions ministérielles et visites officielles se sont succédé sans incident "
        "majeur. Je remercie toutes celles et tous ceux qui y ont contribué."
    )
    yield p(
        "La lutte contre la criminalité organisée est restée notre première priorité. Les enquêtes fondées sur "
        "des communications cryptées ont débouché sur de nouvelles condamnations, et la coopération avec les ports "
        "de la mer du Nord s’est intensifiée."
    )
    yield Paragraph("Le personnel", H2)
    yield p(
        "Le recrutement a repris de la vigueur. Le tableau suivant donne l’effectif de chaque direction générale."
    )
    yield Paragraph("Tableau A – Personnel par direction générale", CAPTION)
    staff = Table(STAFF, colWidths=[240, 125, 105], hAlign="LEFT")
    staff.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), "DV", 9),
            ("FONT", (0, 0), (-1, 0), "DV-B", 9),
            ("LINEABOVE", (0, 0), (-1, 0), 0.8, TEAL),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, TEAL),
            ("LINEBELOW", (0, -1), (-1, -1), 0.8, TEAL),
            ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        ]
    )
    yield staff
    yield Spacer(1, 10)
    yield p(
        "La part des femmes augmente lentement. Un programme de mentorat a été lancé afin de faciliter l’accès aux "
        "fonctions dirigeantes et aux unités spéciales."
    )
    yield PageBreak()
    yield Paragraph("La police belge dans le monde", H2)
    yield p(
        "La Police fédérale entretient un réseau d’officiers de liaison et participe à des missions civiles de "
        "gestion de crise. Le retrait de l’accord par les autorités nigériennes a mis fin aux activités d’EUCAP Sahel "
        "Niger ; les deux derniers policiers belges sont rentrés au printemps. L’instructeur détaché à Jacqueville, "
        "en Côte d’Ivoire, a terminé son mandat en juin et n’a pas été remplacé."
    )
    yield p(
        "L’engagement en Europe orientale se renforce encore. Neuf policiers travaillent pour EUAM Ukraine, répartis "
        "entre Kiev, Lviv et Odessa. La Moldavie accueille trois conseillers de la mission de partenariat EUPM, et "
        "deux spécialistes de la documentation suivent pour EUBAM la frontière entre la Moldavie et l’Ukraine."
    )
    yield p(
        "En Arménie, les patrouilles d’observation sont passées de six à huit par jour. Quatre policiers belges y "
        "participent. La Belgique a par ailleurs soutenu l’envoi de matériel de laboratoire en Géorgie."
    )
    yield p(
        "En Irak, les trois conseillers accompagnent le ministère de l’Intérieur dans la réforme de la gestion des "
        "carrières. Une policière a rejoint la mission EUCAP en Somalie ; elle y encadre la police maritime."
    )
    yield Paragraph("Officiers de liaison", H2)
    yield p(
        "Le réseau a été revu à la lumière d’une nouvelle analyse des menaces. Un poste a été ouvert à Bogota, tandis "
        "que celui de Rabat a été renforcé par un adjoint administratif. Les officiers de liaison relèvent de "
        "l’ambassade et non d’une mission ; ils ne sont donc pas repris dans l’annexe."
    )
    yield p(
        "Les demandes d’appui en provenance d’Amérique latine concernent surtout les saisies de cocaïne et la recherche "
        "de fugitifs. Un accord de coopération avec l’Équateur est en cours de négociation."
    )
    yield Paragraph("Sélection et préparation", H2)
    yield p(
        "Deux appels à candidatures ont été publiés. Les candidats passent une épreuve de langue, un examen médical "
        "et un entretien. La préparation comprend un exercice commun avec la Défense et des cours en ligne."
    )
    yield Spacer(1, 4)
    yield Paragraph("Annexe 3", H2)
    yield p("Les chiffres de cette annexe sont arrêtés au 1er octobre 2024.")
    yield Paragraph("Policiers belges en mission à l’étranger", CAPTION)
    styles = [HEAD] + [CELL] * (len(ROWS) - 2) + [BOLD]
    cells = [
        [Paragraph(text, style) for text in row] for row, style in zip(ROWS, styles, strict=True)
    ]
    for row in cells:
        for column in (3, 4):
            row[column].style = ParagraphStyle("right", parent=row[column].style, alignment=2)
    table = Table(cells, colWidths=[165, 50, 125, 48, 87], repeatRows=1, hAlign="LEFT")
    table.setStyle(
        [
            ("BACKGROUND", (0, 0), (-1, 0), TEAL),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, colors.grey),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ]
    )
    yield table
    yield Spacer(1, 10)
    yield p(
        "La colonne « Depuis » indique l’année de la première participation belge. Un collègue qui travaille dans "
        "deux pays n’est compté qu’une seule fois."
    )
    yield Paragraph("Perspectives", H2)
    yield p(
        "Pour 2025, la Police fédérale entend maintenir son effort dans le voisinage oriental de l’Union et examiner "
        "une contribution à la mission EUBAM Rafah dès que les conditions le permettront."
    )


doc = BaseDocTemplate(
    str(TARGET),
    pagesize=A4,
    invariant=1,
    title="Rapport annuel 2024 de la Police fédérale (chiffres inventés)",
    author="Exemple fictif pour Missiemonitor",
    subject="Les chiffres de ce document sont inventés",
    lang="fr-BE",
)
doc.addPageTemplates(PageTemplate("p", Frame(54, 52, 487, 752), onPage=page))
doc.build(list(story()))
