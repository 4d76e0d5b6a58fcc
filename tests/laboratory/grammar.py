"""Draws an invented report from a number: `draw(7)` is always the same report.

Each choice that is taken is a feature, so that failures can be counted by what they have in common.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from babel import Locale
from missiemonitor.extractors.reference import Mission, countries, missions

from tests.laboratory.report import Block, Cell, Column, Invented, Row, Table

NL = Locale("nl").territories
ONES = ["nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"]
ONES += ["elf", "twaalf"]
HEADERS: dict[str, tuple[str, ...]] = {
    "mission": (
        "Missie",
        "Missienaam",
        "Naam missie",
        "Naam van de missie",
        "Missies",
        "Operatie",
        "Missie/operatie",
        "Naam|missie",
        "Missie of|post",
    ),
    "country": (
        "Land",
        "Locatie",
        "Inzetgebied",
        "Land van inzet",
        "Missiegebied",
        "Landen",
        "Land/gebied",
        "Gebied",
        "Land van|plaatsing",
        "Plaats van inzet",
    ),
    "count": (
        "Aantal",
        "Aantal functionarissen",
        "Aantal uitgezonden|politiefunctionarissen",
        "Inzet",
        "Uitgezonden|functionarissen",
        "Aantal|politie-|functionarissen",
        "Functionarissen",
        "Aantal politiemensen",
        "Aantal personen",
        "Bezetting",
        "Aantal medewerkers",
        "Politie-|ambtenaren",
    ),
    "organisation": ("Organisatie", "Uitvoerende|organisatie", "Kader", "Mandaatgever"),
    "role": ("Functie", "Rol", "Taak"),
    "until": ("Mandaat tot", "Einddatum", "Looptijd tot"),
    "number": ("Nr.", "Nr", "Volgnummer"),
    "note": ("Opmerking", "Toelichting", "Bijzonderheden"),
    "women": ("Waarvan vrouw", "Waarvan|vrouwen", "Vrouwen"),
    "previous": ("Vorige|periode", "Vorig halfjaar", "Aantal vorige periode"),
    "ceiling": ("Plafond", "Toegezegd|maximum", "Mandaat|maximum"),
}
PROSE = (
    "De inzet van politiemensen in het buitenland vraagt om een goede voorbereiding en aandacht "
    "voor wie achterblijft.",
    "In 2019 waren nog 12 functionarissen in Mali werkzaam, verdeeld over 3 locaties.",
    "De korpschef heeft met de eenheden gesproken over de vraag hoe 14 open plaatsen kunnen worden "
    "opgevuld.",
    "De uitkomsten worden verwerkt in het plan dat voor de zomer gereed is en daarna met de "
    "vakbonden wordt besproken.",
    "Voor de opleiding is 1,2 miljoen euro beschikbaar, waarvan een derde voor taaltraining is "
    "bestemd.",
    "De officieren van de verschillende lidstaten wisselen ervaringen uit over de aanpak van "
    "mensenhandel.",
    "Naar verwachting nemen de aanvragen voor trainers en adviseurs in de komende jaren toe.",
    "Het werk aan de grens tussen Moldavië en Oekraïne blijft van belang voor de veiligheid in "
    "Europa.",
    "In Kosovo zijn de verhoudingen tussen bevolking en politie het afgelopen halfjaar verbeterd.",
    "De samenwerking met buurlanden bij grote evenementen verloopt goed en wordt ieder jaar "
    "geëvalueerd.",
)
INVENTED_NAMES = (
    ("EUXAM", "VU"),
    ("INTERCAP", "NR"),
    ("Politiemissie", "TO"),
    ("EUPART", "BT"),
    ("OVSE-post", "TJ"),
    ("UNPOLAS", "SR"),
    ("Grenspost Zuid", "NA"),
    ("JPT", "LA"),
)
ROLES = ("adviseur", "trainer", "waarnemer", "hoofd operaties", "mentor", "analist", "docent")
NOTES = (
    "verlengd tot eind van het jaar",
    "wordt opgevolgd",
    "deels vanuit Nederland",
    "standplaats Brussel",
    "sinds 2021",
    "vacature",
    "",
    "",
    "",
)
FONTS = ("Liberation Sans", "Liberation Serif", "DejaVu Sans", "Carlito", "Libertinus Serif")
PRODUCERS = ("library", "typesetter", "browser", "office")
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december"


class _Draw:
    """The state of one draw: the dice, the features taken, and the notes that marks point at."""

    def __init__(self, number: int, producer: str | None) -> None:
        self.number = number
        self.dice = Random(f"missiemonitor {number}")
        self.features: set[str] = set()
        self.notes: list[tuple[str, str]] = []
        self.producer = producer or self.pick("producer", PRODUCERS)
        self.year = self.dice.randint(2008, 2026)
        self.half = self.dice.randint(1, 2)

    def pick(self, feature: str, options: tuple[str, ...]) -> str:
        """One of the options, noted as a feature."""
        chosen = self.dice.choice(options)
        self.features.add(f"{feature}={chosen}")
        return chosen

    def chance(self, feature: str, share: float) -> bool:
        """Whether a feature is taken."""
        taken = self.dice.random() < share
        if taken:
            self.features.add(feature)
        return taken


def draw(number: int, producer: str | None = None) -> Invented:
    """The invented report of this number."""
    d = _Draw(number, producer)
    two = d.producer == "library" and d.chance("two-columns", 0.12)
    turned = ""
    page = (595.0, 842.0)
    if not two and d.chance("landscape", 0.18):
        page = (842.0, 595.0)
        if d.producer == "library":
            turned = d.dice.choice(("", "rotate", "paper"))
            d.features.add(f"turned={turned}")
    size = d.dice.choice((7.0, 8.0, 9.0, 9.5, 10.0, 11.0)) if not two else 8.0
    d.features.add(f"size={size:g}")
    day = d.dice.randint(1, 28)
    month = MONTHS.split()[d.dice.randint(2, 4) + 6 * (d.half - 1)]
    table, rows, stated, right = _deployments(d, narrow=two, wide=page[0] > 700, size=size)
    day_text = f"peildatum {day} {month} {d.year}"
    blocks = [
        Block("title", d.dice.choice(("Bijlage 5", "Bijlage nummer 5", "Internationale inzet"))),
        Block(
            "paragraph",
            f"Horend bij het {'eerste' if d.half == 1 else 'tweede'} halfjaarbericht politie "
            f"{d.year}",
        ),
        *_prose(d, d.dice.randint(0, 3)),
    ]
    before, after = _look_alikes(d, two)
    blocks += before
    blocks += _prose(d, d.dice.randint(0, 7 if not d.chance("pushed-down", 0.4) else 16))
    if d.chance("caption", 0.85):
        blocks.append(
            Block("heading", f"Overzicht uitgezonden politiefunctionarissen ({day_text})")
        )
    else:
        blocks.append(Block("paragraph", f"De onderstaande aantallen gelden per {day_text}."))
    blocks.append(Block("table", table=table))
    blocks += [Block("note", f"{mark} {text}") for mark, text in d.notes]
    if d.chance("text-right-under", 0.3):
        blocks.append(Block("paragraph", "Bron: opgave van de korpschef van de politie."))
    blocks += after
    blocks += _prose(d, d.dice.randint(0, 4))
    return Invented(
        number=number,
        producer=d.producer,
        period=f"{d.year}-{d.half}",
        blocks=tuple(blocks),
        rows=tuple(rows),
        features=frozenset(d.features),
        font=d.pick("font", FONTS),
        size=size,
        page=page,
        columns=2 if two else 1,
        colophon=page[0] < 700 and not two and d.chance("colophon", 0.3),
        turned=turned,
        way=d.pick("way", ("plain", "glyphs", "shuffled")) if d.producer == "library" else "plain",
        tagged=d.chance("tagged", 0.5),
        stated=stated,
        right_total=right,
    )


def _prose(d: _Draw, number: int) -> list[Block]:
    blocks = []
    for _ in range(number):
        sentences = [d.dice.choice(PROSE) for _ in range(d.dice.randint(1, 5))]
        blocks.append(Block("paragraph", " ".join(sentences)))
        if d.dice.random() < 0.2:
            blocks.append(Block("heading", d.dice.choice(("Samenwerking", "Missies", "Werving"))))
            blocks.append(Block("paragraph", d.dice.choice(PROSE)))
    return blocks


# --- the deployment table ---------------------------------------------------------------------


def _deployments(
    d: _Draw, narrow: bool, wide: bool, size: float
) -> tuple[Table, list[Row], int | None, bool]:
    roles = ["mission", "country", "count"]
    if d.chance("no-country-column", 0.04):
        roles.remove("country")
    extras = {
        "organisation": 0.2,
        "number": 0.08,
        "role": 0.1,
        "until": 0.08,
        "note": 0.1,
        "women": 0.07,
        "previous": 0.1,
        "ceiling": 0.05,
    }
    most = 3 + (size <= 9.5) + (size <= 8) + 2 * wide
    if not narrow:
        for role, share in extras.items():
            if len(roles) < most and d.chance(f"extra={role}", share):
                roles.append(role)
    d.dice.shuffle(roles)
    if "number" in roles:
        roles.remove("number")
        roles.insert(0, "number")
    if d.chance("count-first", 0.05):
        roles.remove("count")
        roles.insert(0, "count")
    d.features.add("order=" + ",".join(r for r in roles if r in ("mission", "country", "count")))
    shares = {"mission": 3.0, "country": 2.4, "count": 1.3, "note": 2.0, "role": 1.5}
    right = d.chance("right-aligned", 0.4)
    columns = [
        Column(
            role,
            tuple(d.dice.choice(_short(HEADERS[role]) if narrow else HEADERS[role]).split("|")),
            shares.get(role, 1.3),
            "right"
            if right and role in ("count", "women", "previous", "ceiling")
            else "center"
            if role == "count" and d.chance("centred", 0.15)
            else "left",
        )
        for role in roles
    ]
    if max(len(c.header) for c in columns) > 1:
        d.features.add(f"header-lines={max(len(c.header) for c in columns)}")
    entries = _entries(d)
    if narrow:
        entries = [entry for entry in entries if _short((entry[1],)) and _short((entry[3],))]
        entries = entries or [(missions()[0], "KFOR", ("XK",), "Kosovo", True)]
    merged = "country" in roles and d.chance("merged-mission", 0.12)
    rows: list[tuple[Cell | None, ...]] = []
    truth: list[Row] = []
    grouped = "organisation" not in roles and d.chance("group-rows", 0.08)
    if grouped:
        entries.sort(key=lambda e: e[0].organisation)
    words = d.chance("counts-in-words", 0.12)
    marks = d.chance("marks", 0.12)
    odd = d.chance("odd-counts", 0.12)
    group = ""
    for index, (mission, name, codes, country, known) in enumerate(entries):
        if grouped and mission.organisation != group:
            group = mission.organisation
            rows.append((Cell(group, columns=len(roles)), *[None] * (len(roles) - 1)))
        count, row_count, row_max, owed = _count(d, words, odd)
        mark = ""
        if marks and d.dice.random() < 0.2:
            mark = d.dice.choice(("*", str(len(d.notes) + 1)))
            d.notes.append((mark, d.dice.choice(("Deels in deeltijd.", "Sinds mei vacant."))))
            owed = True
        values = {
            "mission": Cell(name),
            "country": Cell(country),
            "count": Cell(count, mark),
            "organisation": Cell(mission.organisation),
            "number": Cell(str(index + 1)),
            "role": Cell(d.dice.choice(ROLES)),
            "until": Cell(f"{d.dice.randint(1, 28)}-{d.dice.randint(1, 12)}-{d.year + 1}"),
            "note": Cell(d.dice.choice(NOTES)),
            "women": Cell(str(d.dice.randint(0, 2))),
            "previous": Cell(str(d.dice.randint(1, 9))),
            "ceiling": Cell(str(d.dice.randint(5, 20))),
        }
        said = country if "country" in roles else ""
        if not said and not known and NL[codes[0]] not in name:
            codes = ()  # nothing says where
        truth.append(Row(name, said, codes, row_count, row_max, owed or not known))
        rows.append(tuple(values[role] for role in roles))
        if merged and index == len(entries) // 2:
            rows, truth = _second_country(d, roles, rows, truth)
    stated, right_total = None, True
    strong: set[int] = set()
    short = all(len(cell.text) < 28 for row in rows for cell in row if cell)
    if d.chance("total", 0.35):
        total = sum(row.officers or 0 for row in truth)
        right_total = not d.chance("wrong-total", 0.25)
        stated = total if right_total else total + d.dice.choice((-2, -1, 1, 3, 10))
        label = d.pick("total", ("Totaal", "Eindtotaal", "Totaal aantal", "TOTAAL"))
        cells: list[Cell | None] = [Cell("") for _ in roles]
        cells[roles.index("count")] = Cell(str(stated))
        first = next((i for i, role in enumerate(roles) if role != "count"), 0)
        cells[first] = Cell(label)
        if d.dice.random() < 0.7:
            strong.add(len(rows))
        rows.append(tuple(cells))
    columns = _wide_enough(columns, rows, size, 228 if narrow else 690 if wide else 435)
    rules = d.pick("rules", ("full", "full", "horizontal", "header", "none"))
    tabs = (
        d.producer in ("library", "office")
        and not merged
        and not grouped
        and not narrow
        and len(roles) <= 4
        and short
        and max(len(c.header) for c in columns) == 1
        and d.chance("tabs", 0.1)
    )
    return (
        Table(
            tuple(columns),
            tuple(rows),
            rules=rules,
            zebra=d.chance("zebra", 0.25),
            fill=d.chance("filled-header", 0.3),
            bold=d.chance("bold-header", 0.7),
            padding=d.dice.choice((0.6, 1.5, 3.0, 5.0)),
            repeat=d.chance("repeated-header", 0.6),
            valign=d.pick("valign", ("top", "top", "middle")),
            tabs=tabs,
            strong=frozenset(strong),
        ),
        truth,
        stated,
        right_total,
    )


def _short(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The texts that have no long words, for narrow columns."""
    return tuple(t for t in texts if max(map(len, t.replace("|", " ").split())) <= 13)


def _wide_enough(
    columns: list[Column], rows: list[tuple[Cell | None, ...]], size: float, width: float
) -> list[Column]:
    """Columns as wide as their longest word, as anyone who sets a table would see to."""
    least = []
    for at, column in enumerate(columns):
        texts = [
            *column.header,
            *(row[at].text for row in rows if row[at] and row[at].columns == 1),
        ]
        longest = max(len(word) for text in texts for word in text.split() or [""])
        least.append(0.62 * size * longest + 10)
    room = max(0.0, width - sum(least))
    total = sum(column.share for column in columns)
    return [
        replace(column, share=low + room * column.share / total)
        for column, low in zip(columns, least, strict=True)
    ]


Entry = tuple[Mission, str, tuple[str, ...], str, bool]


def _entries(d: _Draw) -> list[Entry]:
    usable = [m for m in missions() if 1 <= len(m.countries) <= 2 and _runs(m, d.year)]
    wanted = d.dice.choice((2, 4, 6, 9, 12, 12, 16, 24, 45))
    chosen = d.dice.sample(usable, min(wanted, len(usable)))
    d.features.add("rows>20" if len(chosen) > 20 else "rows<=20")
    entries: list[Entry] = []
    variants = d.chance("variant-names", 0.3)
    for mission in chosen:
        name = mission.name
        if variants and d.dice.random() < 0.4:
            name = d.dice.choice(
                (
                    name.upper(),
                    mission.full_name_en,
                    f"{mission.full_name_nl} ({name})",
                    *mission.aliases,
                )
            )
        entries.append((mission, name, mission.countries, _country(d, mission.countries), True))
    if d.chance("unknown-missions", 0.2):
        for name, code in d.dice.sample(INVENTED_NAMES, d.dice.randint(1, 3)):
            at = d.dice.randint(0, len(entries))
            full = f"{name} {NL[code]}" if d.dice.random() < 0.6 else name
            entries.insert(at, (chosen[0], full, (code,), NL[code], False))
    return entries


def _runs(mission: Mission, year: int) -> bool:
    return (mission.first_year or 0) <= year <= (mission.last_year or 9999)


def _country(d: _Draw, codes: tuple[str, ...]) -> str:
    names = []
    for code in codes:
        known = next(c for c in countries() if c.country == code)
        forms = [known.name_nl] * 4 + [variant for variant, _ in known.variants[:3]]
        names.append(d.dice.choice(forms))
    return d.dice.choice((" en ", " en ", "/", ", ")).join(names)


def _count(d: _Draw, words: bool, odd: bool) -> tuple[str, int | None, int | None, bool]:
    number = d.dice.choice((1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 11, 12, 15, 34, 120))
    if odd and d.dice.random() < 0.25:
        low = min(number, 8)
        return d.dice.choice(
            (
                (f"{low} à {low + 1}", low, low + 1, True),
                (f"{low}-{low + 2}", low, low + 2, True),
                (f"tot {low}", low, low, True),
                (f"ca. {low}", low, None, True),
                ("–", 0, None, False),
                ("-", 0, None, False),
                ("geen", 0, None, False),
                (f"{low} (waarvan 1 in deeltijd)", low, None, True),
                ("p.m.", None, None, True),
                (f"{low},5", None, None, True),
                ("", None, None, True),
            )
        )
    if words and number <= 12:
        return ONES[number], number, None, False
    return str(number), number, None, False


def _second_country(
    d: _Draw, roles: list[str], rows: list[tuple[Cell | None, ...]], truth: list[Row]
) -> tuple[list[tuple[Cell | None, ...]], list[Row]]:
    """Give the last mission a second row with another country and its mission cell merged."""
    last, row = truth[-1], list(rows[-1])
    code = d.dice.choice([c for c in ("KE", "DJ", "TN", "JO") if c not in last.countries])
    at = roles.index("mission")
    style = d.pick("merged", ("span", "blank"))
    first = row[at]
    assert first is not None
    second: list[Cell | None] = [Cell("") for _ in roles]
    if style == "span":
        row[at] = Cell(first.text, rows=2)
        second[at] = None
    number = d.dice.randint(1, 6)
    second[roles.index("country")] = Cell(NL[code])
    second[roles.index("count")] = Cell(str(number))
    truth.append(Row(last.mission, NL[code], (code,), number, None, True))
    return [*rows[:-1], tuple(row), tuple(second)], truth


# --- tables that look like it -----------------------------------------------------------------


def _look_alikes(d: _Draw, narrow: bool) -> tuple[list[Block], list[Block]]:
    """Tables of something else, before and after the true one."""
    sides: tuple[list[Block], list[Block]] = ([], [])
    kinds = ("euro", "military", "fte", "vehicles", "liaison", "older", "women")
    for kind in kinds:
        if d.chance(f"beside={kind}", 0.07):
            sides[d.dice.randint(0, 1)].extend(_look_alike(d, kind))
    return sides


def _look_alike(d: _Draw, kind: str) -> list[Block]:
    some = d.dice.sample([m for m in missions() if len(m.countries) == 1], d.dice.randint(3, 6))

    def rows(values: list[str]) -> tuple[tuple[Cell | None, ...], ...]:
        return tuple(
            (Cell(m.name), Cell(NL[m.countries[0]]), Cell(value))
            for m, value in zip(some, values, strict=True)
        )

    numbers = [str(d.dice.randint(1, 40)) for _ in some]
    older = f"peildatum 1 {'november' if d.half == 1 else 'mei'} {d.year - (d.half == 1)}"
    heads = {
        "euro": ("Kosten per missie in euro's", "Missie", "Land", "Kosten (x € 1.000)"),
        "military": ("Inzet van de krijgsmacht", "Missie", "Land", "Aantal militairen"),
        "fte": ("Bezetting van de eenheden", "Eenheid", "Regio", "Fte"),
        "vehicles": ("Voertuigen in missiegebieden", "Missie", "Land", "Voertuigen"),
        "liaison": ("Verbindingsofficieren in het buitenland", "Standplaats", "Land", "Aantal"),
        "older": (f"Uitgezonden politiefunctionarissen ({older})", "Missie", "Land", "Aantal"),
        "women": ("Aandeel vrouwen in missies", "Missie", "Land", "Percentage"),
    }
    title, one, two, three = heads[kind]
    cells = rows(numbers)
    if kind == "fte":
        cells = tuple(
            (Cell(name), Cell("Noord"), Cell(value))
            for name, value in zip(
                ("Rotterdam", "Den Haag", "Limburg", "Oost-Brabant", "Amsterdam", "Midden"),
                numbers,
                strict=False,
            )
        )
    if kind == "liaison":
        places = (
            ("Bogota", "CO"),
            ("Lima", "PE"),
            ("Ankara", "TR"),
            ("Rabat", "MA"),
            ("Rome", "IT"),
        )
        cells = tuple(
            (Cell(city), Cell(NL[code]), Cell(value))
            for (city, code), value in zip(places, numbers, strict=False)
        )
    columns = (
        Column("mission", (one,), 3),
        Column("country", (two,), 2),
        Column("count", (three,), 2),
    )
    rules = d.dice.choice(("full", "horizontal", "none"))
    table = Table(columns, cells, rules=rules, look_alike=True)
    return [Block("heading", title), Block("table", table=table)]
