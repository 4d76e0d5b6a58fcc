"""Invented Belgian annual report 2022: ruled table, Helvetica. `python make_2022.py`; every figure is invented."""

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

TARGET = Path(__file__).parent.parent / "rapport-annuel-2022-chiffres-inventes.pdf"
TITLE = "Rapport annuel 2022 de la Police fédérale"
BODY = ParagraphStyle(
    "body", fontName="Helvetica", fontSize=10, leading=14.5, spaceAfter=8, alignment=4
)
H1 = ParagraphStyle("h1", fontName="Helvetica-Bold", fontSize=20, leading=25, spaceAfter=10)
H2 = ParagraphStyle("h2", parent=H1, fontSize=13, leading=17, spaceBefore=10, spaceAfter=6)
CAPTION = ParagraphStyle(
    "caption", parent=BODY, fontName="Helvetica-Bold", alignment=0, spaceAfter=5
)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=9, leading=12.5, spaceAfter=2, alignment=0)

ROWS = [
    ["Mission", "Pays", "Nombre de policiers"],
    ["EULEX Kosovo", "Kosovo", "6"],
    ["EUAM Ukraine", "Ukraine", "5"],
    ["EUMM Géorgie", "Géorgie", "4"],
    ["EUCAP Sahel Mali", "Mali", "3"],
    ["EUCAP Sahel Niger", "Niger", "4"],
    ["MINUSMA", "Mali", "7"],
    ["MONUSCO", "République démocratique du Congo", "2"],
    ["EUPOL COPPS", "Territoires palestiniens", "trois"],
    ["EUBAM Libye", "Libye", "2"],
    ["EUAM Irak", "Irak", "2"],
    ["EUBAM Moldavie-Ukraine", "Moldavie et Ukraine", "1"],
    ["Total", "", "39"],
]


def page(canvas, doc):
    canvas.saveState()
    canvas.setFont("Helvetica", 8)
    canvas.setFillColor(colors.HexColor("#444444"))
    canvas.drawString(62, 806, "Police fédérale – Rapport annuel 2022")
    canvas.line(62, 800, 533, 800)
    canvas.drawString(
        62,
        34,
        "Exemple fictif, sans lien avec la Police fédérale. Les chiffres de ce document sont inventés.",
    )
    canvas.drawRightString(533, 34, f"Page {doc.page} sur 3")
    canvas.restoreState()


def p(text):
    return Paragraph(text, BODY)


def story():
    yield Spacer(1, 40)
    yield Paragraph(TITLE, H1)
    yield Paragraph("Bruxelles, le 19 avril 2023", SMALL)
    yield Paragraph("Référence : DGR-2023/0417", SMALL)
    yield Spacer(1, 18)
    yield Paragraph("Avant-propos", H2)
    yield p(
        "L’année 2022 a été marquée par la guerre aux portes de l’Union européenne. La Police fédérale a "
        "adapté ses priorités : accueil des personnes déplacées, lutte contre la traite des êtres humains et "
        "appui aux enquêtes sur les crimes internationaux. Dans le même temps, les missions ordinaires se sont "
        "poursuivies dans les gares, sur les autoroutes et dans les aéroports."
    )
    yield p(
        "Le présent rapport décrit les résultats obtenus au regard du plan national de sécurité 2022-2025. Il "
        "s’adresse au Parlement, aux autorités judiciaires et administratives ainsi qu’à toute personne qui "
        "s’intéresse au travail policier."
    )
    yield Paragraph("1. Une police intégrée, orientée vers la population", H2)
    yield p(
        "La collaboration entre la police locale et la Police fédérale repose sur des accords conclus dans "
        "chaque arrondissement. En 2022, ces accords ont été revus afin de mieux répartir l’appui spécialisé. "
        "Les zones de police ont ainsi pu compter plus rapidement sur un laboratoire mobile ou sur une équipe "
        "cynophile."
    )
    yield p(
        "La formation a connu un nouvel élan. Le parcours d’aspirant inspecteur alterne désormais les périodes "
        "à l’académie et les stages. Une attention particulière est accordée à l’accueil des victimes de "
        "violences intrafamiliales."
    )
    yield PageBreak()
    yield Paragraph("2. Coopération policière internationale", H2)
    yield p(
        "La criminalité organisée ne s’arrête pas aux frontières. La Direction de la coopération policière "
        "internationale assure le suivi des échanges avec Europol et Interpol et gère le réseau des officiers de "
        "liaison. Ces derniers appuient les enquêteurs belges et transmettent les demandes urgentes aux "
        "autorités du pays hôte."
    )
    yield p(
        "La Belgique participe aussi à la gestion civile des crises. Des policiers fédéraux et locaux, tous "
        "volontaires, conseillent et forment des services de police à l’étranger. Leur mandat dure en principe "
        "un an et peut être prolongé une fois. Avant le départ, ils suivent un cours de deux semaines consacré à "
        "la sécurité, au droit humanitaire et au contexte du pays."
    )
    yield Paragraph("2.1 Afrique", H2)
    yield p(
        "Au Mali, sept policiers belges travaillent pour la mission des Nations unies. Ils assurent surtout la "
        "formation des unités de police scientifique. L’avenir de cette mission fait l’objet de discussions au "
        "Conseil de sécurité. Au Niger, l’équipe d’EUCAP Sahel Niger compte quatre policiers belges, dont une "
        "conseillère en gestion des ressources humaines."
    )
    yield p(
        "En République démocratique du Congo, deux formateurs ont rejoint la police de la MONUSCO. Leur tâche "
        "consiste à accompagner la police nationale congolaise dans les provinces de l’Est."
    )
    yield Paragraph("2.2 Europe et Moyen-Orient", H2)
    yield p(
        "Après une évacuation temporaire au printemps, la mission de conseil de l’Union européenne en Ukraine a "
        "repris ses activités à Kiev. La Belgique y a affecté cinq policiers. Un collègue suit les passages de "
        "frontière pour EUBAM, tantôt du côté moldave, tantôt du côté ukrainien ; il n’est compté qu’une fois."
    )
    yield p("Le détail des effectifs figure à l’annexe 2.")
    yield PageBreak()
    yield Paragraph("Annexe 2", H2)
    yield Paragraph("Participation aux missions de gestion civile des crises", H2)
    yield p(
        "Le tableau ci-dessous présente les effectifs à la date du 1er mars 2023. Seuls les policiers présents "
        "sur place ou en congé de courte durée à cette date sont repris."
    )
    yield Spacer(1, 6)
    yield Paragraph("Tableau 1 – Policiers belges en mission à l’étranger", CAPTION)
    table = Table(ROWS, colWidths=[165, 195, 111], rowHeights=21, hAlign="LEFT")
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), "Helvetica", 9.5),
            ("FONT", (0, 0), (-1, 0), "Helvetica-Bold", 9.5),
            ("FONT", (0, -1), (-1, -1), "Helvetica-Bold", 9.5),
            ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#DCE4EF")),
            ("GRID", (0, 0), (-1, -1), 0.6, colors.black),
            ("ALIGN", (2, 0), (2, -1), "CENTER"),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ]
    )
    yield table
    yield Spacer(1, 12)
    yield p(
        "Les frais de ces missions sont répartis entre la Police fédérale et le Service public fédéral "
        "Affaires étrangères."
    )


doc = BaseDocTemplate(
    str(TARGET),
    pagesize=A4,
    invariant=1,
    title=f"{TITLE} (chiffres inventés)",
    author="Exemple fictif pour Missiemonitor",
    subject="Les chiffres de ce document sont inventés",
    lang="fr-BE",
)
doc.addPageTemplates(PageTemplate("p", Frame(56, 56, 483, 736), onPage=page))
doc.build(list(story()))
