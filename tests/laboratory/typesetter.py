"""Typesets with typst: ligatures, hyphenation, kerning, justified text."""

from __future__ import annotations

from tests.laboratory.report import Block, Cell, Invented, Table


def _text(text: str) -> str:
    for char in "\\#*_@$`<>[]~/-'\"=+":
        text = text.replace(char, "\\" + char)
    return text


def _cell(cell: Cell, table: Table, align: str, bold: bool) -> str:
    body = _text(cell.text)
    if cell.mark:
        body += f"#super[{_text(cell.mark)}]"
    if bold:
        body = f"#strong[{body}]"
    spans = "".join(
        f"{name}: {number}, "
        for name, number in (("rowspan", cell.rows), ("colspan", cell.columns))
        if number > 1
    )
    across = "horizon" if table.valign == "middle" else "top"
    return f"table.cell({spans}align: {align} + {across})[{body}]"


def _table(table: Table) -> str:
    strokes = {"full": "0.5pt", "horizontal": "(x: none, y: 0.5pt)"}
    stroke = strokes.get(table.rules, "none")
    fill = "none"
    if table.zebra or table.fill:
        above = "== 0" if not table.over else f"<= {len(table.over)}"
        first = "luma(85%)" if table.fill else "none"
        odd = "luma(92%)" if table.zebra else "none"
        fill = (
            f"(_, y) => if y {above} {{ {first} }} else if calc.odd(y) {{ {odd} }} else {{ none }}"
        )
    widths = ", ".join(f"{column.share}fr" for column in table.columns)
    header = ", ".join(
        [_over_cell(cell, table) for row in table.over for cell in row if cell]
        + [
            _cell_header(column.header, column.align, table)
            for column in table.columns
            if column.header or not table.over
        ]
    )
    rows = [
        ", ".join(
            _cell(cell, table, table.columns[at].align, index in table.strong)
            for at, cell in enumerate(row)
            if cell
        )
        for index, row in enumerate(table.rows)
    ]
    line = "table.hline(stroke: 0.7pt),\n" if table.rules == "header" else ""
    repeat = "true" if table.repeat else "false"
    body = ",\n".join(row for row in rows if row)
    head = "" if table.headless else f"table.header(repeat: {repeat}, {header}),\n"
    return (
        f"#table(columns: ({widths}), stroke: {stroke}, fill: {fill}, inset: (x: 3pt, y: "
        f"{table.padding + 1}pt),\n{head}{line}{body})\n"
    )


def _over_cell(cell: Cell, table: Table) -> str:
    body = " \\ ".join(_text(line) for line in cell.text.splitlines())
    if table.bold:
        body = f"#strong[{body}]"
    return f"table.cell(rowspan: {cell.rows}, colspan: {cell.columns}, align: center)[{body}]"


def _cell_header(lines: tuple[str, ...], align: str, table: Table) -> str:
    body = " \\ ".join(_text(line) for line in lines)
    if table.bold:
        body = f"#strong[{body}]"
    return f"table.cell(align: {align})[{body}]"


def _block(block: Block) -> str:
    match block.kind:
        case "title":
            return f'#text(size: 1.4em, weight: "bold")[{_text(block.text)}]\n'
        case "heading":
            return f"#block(above: 1.4em, sticky: true)[*{_text(block.text)}*]\n"
        case "note":
            return f"#block(above: 0.6em, below: 0.5em)[#text(size: 0.8em)[{_text(block.text)}]]\n"
        case "table":
            assert block.table
            return _table(block.table)
        case "page":
            return "#pagebreak(weak: true)\n"
        case _:
            return _text(block.text) + "\n"


def source(report: Invented) -> str:
    """The report as a typst document."""
    width, height = report.page
    right = 150 if report.colophon else 50
    colophon = ""
    if report.colophon:
        colophon = (
            f", background: place(top + left, dx: {width - 130}pt, dy: 125pt)["
            "#set text(size: 7pt)\n"
            "*Directoraat-Generaal* \\ Politie en \\ Veiligheidsregio’s \\ \\ *Datum* \\ "
            "19 juni \\ \\ "
            "*Ons kenmerk* \\ 5463232]"
        )
    head = (
        f'#set document(title: "Verzonnen cijfers {report.number}")\n'
        f"#set page(width: {width}pt, height: {height}pt, margin: (left: 56pt, right: {right}pt, "
        f"top: 70pt, bottom: 60pt), footer: [#text(size: 7pt)[{report.notice} #h(1fr) "
        f"#context counter(page).display()]]{colophon})\n"
        f'#set text(font: "{report.font}", size: {report.size}pt, lang: "{report.language}")\n'
        f"#set par(justify: {'true' if report.number % 2 else 'false'})\n\n"
    )
    return head + "\n".join(_block(block) for block in report.blocks)


def typeset(report: Invented) -> bytes:
    """The report as a PDF."""
    import typst

    return bytes(typst.compile(source(report).encode()))
