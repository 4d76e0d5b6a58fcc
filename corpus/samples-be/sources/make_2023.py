"""Invented Belgian annual report 2023: table without rules, Times. `python make_2023.py`; every figure is invented."""

from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

TARGET = Path(__file__).parent.parent / "rapport-annuel-2023-chiffres-inventes.pdf"
BLUE = colors.HexColor("#1F3864")
BODY = ParagraphStyle(
    "body", fontName="Times-Roman", fontSize=11, leading=15, spaceAfter=8, alignment=4
)
H1 = ParagraphStyle(
    "h1", fontName="Times-Bold", fontSize=22, leading=27, textColor=BLUE, spaceAfter=4
)
H2 = ParagraphStyle("h2", parent=H1, fontSize=14, leading=18, spaceBefore=12, spaceAfter=6)
CAPTION = ParagraphStyle(
    "caption", parent=BODY, fontName="Times-BoldItalic", alignment=0, spaceAfter=2
)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=10, leading=13, spaceAfter=1, alignment=0)
NBSP = "\u00a0"

ROWS = [
    ["Pays d’affectation", "Nom de la mission", "Organisation", "Effectif"],
    ["Kosovo", "EULEX Kosovo", "UE", "5"],
    ["Ukraine", "EUAM Ukraine", "UE", "8"],
    ["Géorgie", "EUMM Géorgie", "UE", "4"],
    ["Arménie", "EUMA Arménie", "UE", "2"],
    ["Moldavie", "EUPM Moldavie", "UE", "2"],
    ["Moldavie et Ukraine", "EUBAM Moldavie-Ukraine", "UE", "1"],
    ["Mali", "EUCAP Sahel Mali", "UE", "3"],
    ["Niger", "EUCAP Sahel Niger", "UE", "2"],
    ["République centrafricaine", "EUAM RCA", "UE", "1"],
    ["République démocratique du Congo", "MONUSCO", "ONU", "3"],
    ["Côte d’Ivoire", "AILCT Jacqueville", "Bilatéral", "1"],
    ["Territoires palestiniens", "EUPOL COPPS", "UE", "3"],
    ["Libye", "EUBAM Libye", "UE", "2"],
    ["Irak", "EUAM Irak", "UE", "3"],
    ["Total", "", "", "40"],
]


def page(canvas, doc):
    canvas.saveState()
    canvas.setFont("Times-Italic", 9)
    canvas.drawCentredString(
        297.6, 808, "Chiffres inventés – document fictif qui n’émane pas de la Police fédérale"
    )
    canvas.setFont("Times-Roman", 9)
    canvas.drawString(70, 36, "Police fédérale – Rapport annuel 2023")
    canvas.drawRightString(525, 36, f"{doc.page} / 2")
    canvas.restoreState()


def p(text):
    return Paragraph(text, BODY)


def story():
    yield Paragraph("Police fédérale", H1)
    yield Paragraph("Rapport annuel 2023", H1)
    yield Spacer(1, 8)
    yield Paragraph("Bruxelles, le 12 avril 2024", SMALL)
    yield Paragraph(f"Référence{NBSP}: CGI/RA/2024-118", SMALL)
    yield Spacer(1, 8)
    yield Paragraph("Coopération internationale", H2)
    yield p(
        "En 2023, la Police fédérale a répondu à un nombre croissant de demandes de partenaires étrangers. "
        "L’échange d’informations par l’intermédiaire d’Europol a encore progressé et plusieurs équipes communes "
        "d’enquête ont été créées dans des dossiers de trafic de cocaïne. Le port d’Anvers reste au cœur de cette "
        "coopération."
    )
    yield p(
        "Une délégation de la police sénégalaise a été reçue à Bruxelles en mai. Elle s’est intéressée à la "
        "gestion négociée de l’espace public et à la formation des cadres. Une visite en retour est envisagée."
    )
    yield Paragraph("Missions à l’étranger", H2)
    yield p(
        "L’année a connu d’importants changements. La mission des Nations unies au Mali (MINUSMA) a pris fin le 31 "
        "décembre 2023 ; les derniers policiers belges ont quitté Bamako en novembre et aucun n’y était plus "
        "affecté à la fin de l’année. À la suite du coup d’État de juillet, l’équipe d’EUCAP Sahel Niger a été "
        "ramenée à deux policiers."
    )
    yield p(
        "L’Union européenne a créé deux missions auxquelles la Belgique participe dès le début : l’une observe la "
        "situation du côté arménien de la frontière, l’autre renforce la résilience de la Moldavie face aux menaces "
        "hybrides. La contribution à la mission de conseil en Ukraine est passée à huit policiers, dont trois "
        "enquêteurs spécialisés dans les crimes de guerre."
    )
    yield p(
        "Enfin, un instructeur a été mis à la disposition de l’Académie internationale de lutte contre le "
        "terrorisme (AILCT) à Jacqueville, dans le cadre d’un accord bilatéral avec la Côte d’Ivoire."
    )
    yield Paragraph("Bien-être et accompagnement", H2)
    yield p(
        "Chaque collègue qui rentre de mission bénéficie d’un entretien avec le stress team. Les familles peuvent "
        "s’adresser à une personne de contact unique. Les évaluations montrent que ce soutien est apprécié."
    )
    yield PageBreak()
    yield Paragraph("Annexe 3 – Policiers belges en mission à l’étranger", H2)
    yield p(
        "Cette annexe reprend, par pays, les membres de la police intégrée détachés auprès d’une mission "
        "internationale. Les officiers de liaison n’y figurent pas."
    )
    yield Spacer(1, 6)
    yield Paragraph("Effectifs par mission, situation au 31 décembre 2023", CAPTION)
    table = Table(ROWS, colWidths=[178, 150, 77, 50], rowHeights=18.5, hAlign="LEFT")
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), "Times-Roman", 10.5),
            ("FONT", (0, 0), (-1, 0), "Times-Bold", 10.5),
            ("FONT", (0, -1), (-1, -1), "Times-Bold", 10.5),
            ("ALIGN", (3, 0), (3, -1), "RIGHT"),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
        ]
    )
    yield table
    yield Spacer(1, 12)
    yield p(
        "Par rapport à l’année précédente, l’effectif total a peu évolué : la fin de la présence au Mali pour le "
        "compte des Nations unies est compensée par l’engagement accru en Europe orientale et dans le Caucase."
    )


doc = BaseDocTemplate(
    str(TARGET),
    pagesize=A4,
    invariant=1,
    title="Police fédérale - Rapport annuel 2023 (chiffres inventés)",
    author="Exemple fictif pour Missiemonitor",
    subject="Les chiffres de ce document sont inventés",
    lang="fr-BE",
)
doc.addPageTemplates(PageTemplate("p", Frame(64, 56, 467, 740), onPage=page))
doc.build(list(story()))
