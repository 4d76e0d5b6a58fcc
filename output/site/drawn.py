"""A picture of the album as it is drawn on a page, or as a file to take away."""

from __future__ import annotations

from markupsafe import Markup
from missiemonitor.output.site import bars, map_drawing, small_pictures, stacks
from missiemonitor.output.site.album import Picture
from missiemonitor.output.site.parts import moves
from missiemonitor.output.site.sheet import Sheet
from missiemonitor.output.site.words import Wording

ENDINGS = ("svg", "png", "csv", "json")


def endings(live: bool) -> tuple[str, ...]:
    """Of which kinds there are files: a folder has no PNG, of which hundreds would take minutes."""
    return tuple(each for each in ENDINGS if live or each != "png")


def inline(sheet: Sheet, picture: Picture, height: int = 200) -> Markup:
    """The picture as SVG in a page, with the key of what occurs in it."""
    if picture.kind == "stack":
        return stacks.stack(picture, sheet.words)
    if picture.kind == "panels":
        return small_pictures.panels(picture, sheet.words)
    if picture.kind == "map":
        return map_drawing.draw(
            sheet.world,
            picture.periods[0],
            sheet.words,
            lambda code: sheet.href("country", code),
            sheet.figure,
        )
    if picture.kind == "changes":
        return small_pictures.moves(
            moves(sheet, picture.periods[-1]),
            lambda mission: sheet.href("mission", mission),
            picture.title,
        )
    return bars.bars(picture.series[0].marks, sheet.words, picture.title, height)


def file(picture: Picture, words: Wording, ending: str) -> bytes:
    """The picture as a file with an ending of ENDINGS."""
    from missiemonitor.output.site import take_away  # Altair takes a while to load

    if ending == "csv":
        return take_away.as_csv(picture, words).encode()
    if ending == "json":
        return take_away.as_vega_lite(picture, words).encode()
    if ending == "png":
        return take_away.as_png(picture, words)
    return take_away.as_svg(picture, words).encode()
