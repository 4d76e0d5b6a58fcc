"""The numbers by which this package decides, a set a room; docs/thresholds.md tells which weigh."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from missiemonitor.corpus.threshold import Thresholds, in_force, threshold


@dataclass(frozen=True, slots=True)
class TextLayer(Thresholds):
    """When the text layer of a page is no text (read.py)."""

    guards: ClassVar[str] = (
        "wrong encodings and text layers of scanners, which drawn reports have none of; "
        "tests/corpus/test_ocr.py has both"
    )

    least: int = threshold(40, "characters", "of a page, below which nothing is said of them")
    strange: float = threshold(
        0.1, "share", "of characters that no writing uses, above which a layer is no text"
    )
    vowels: float = threshold(
        0.3,
        "share",
        "of vowels among characters, above which a layer is text",
        "source: counted; Dutch prose has some 0.38, letters drawn at random some 0.2",
    )
    words: int = threshold(15, "words", "of more than two letters; of fewer nothing is said")
    letters: int = threshold(3, "letters", "of a word that must have a vowel, at least")
    spoken: float = threshold(
        0.6, "share", "of words with a vowel, acronyms left out, below which a layer is no text"
    )


@dataclass(frozen=True, slots=True)
class CharacterBoxes(Thresholds):
    """Where PDFium's characters stand (pdf/characters.py)."""

    guards: ClassVar[str] = (
        "slanted text and fonts that tell no widths, of which drawn reports have none; "
        "tests/seen has both"
    )

    foot: float = threshold(
        0.21,
        "ems",
        "that the foot of a letter's box lies below its baseline",
        "source: the descent of Helvetica is .207, of Arial .212, of Times .217",
    )
    level: float = threshold(0.01, "share", "by which a direction may be off an axis and be on it")
    slanted: float = threshold(
        0.1, "share", "by which it may, above which text is slanted and no line of a page"
    )
    unknown_width: float = threshold(
        0.5, "ems", "of a character whose font does not tell its width"
    )


@dataclass(frozen=True, slots=True)
class Doubles(Thresholds):
    """Characters printed more than once (pdf/doubles.py)."""

    guards: ClassVar[str] = (
        "bold by printing twice, and shadows, of which drawn reports have little; "
        "tests/corpus/test_doubles.py draws both"
    )

    same_spot: float = threshold(
        0.35, "share", "of a character's width and height: a copy that stands nearer is the same"
    )
    shadow: float = threshold(0.42, "ems", "from a character to its shadow, at most")
    furthest: float = threshold(3.5, "points", "from a character to its shadow, at most")
    beside: float = threshold(
        0.6, "share", "of its width: a neighbour stands further off, a copy does not"
    )
    level: float = threshold(0.1, "ems", "by which copies on one line may stand higher or lower")
    offset: float = threshold(0.2, "points", "by which the offsets of one shadow differ, at most")
    exact: float = threshold(0.05, "points", "to a copy, below which it says nothing of a shadow")
    copies: int = threshold(4, "characters", "at one offset that make it a shadow")
    different: int = threshold(3, "characters", "that differ among these")
    square: float = threshold(8.0, "points", "of a square of the page; a copy lies in it or beside")
    most: int = threshold(20, "characters", "of one kind in a few squares that are looked at")


@dataclass(frozen=True, slots=True)
class Leaders(Thresholds):
    """Dots that lead from one column to the next (pdf/leaders.py)."""

    guards: ClassVar[str] = "leaders, which no drawn report has; tests/corpus/test_leaders.py"

    many: int = threshold(5, "characters", "in a row that are leaders; four dots end a sentence")
    several: int = threshold(2, "characters", "in a row, where each is several dots")
    step: float = threshold(1.2, "ems", "from one to the next, at most")
    even: float = threshold(0.1, "ems", "by which steps and feet differ, at most")


@dataclass(frozen=True, slots=True)
class Drawing(Thresholds):
    """Lines and areas of a page (pdf/drawing.py)."""

    guards: ClassVar[str] = (
        "forms within forms, clipped and slanted lines; tests/corpus/test_pdf.py draws them"
    )

    depth: int = threshold(12, "forms", "within each other that are followed")
    segments: int = threshold(20_000, "points of a path", "that are looked at")
    thin: float = threshold(2.5, "points", "below which a filled area is a drawn line")
    straight: float = threshold(0.1, "points", "by which a line along an axis may be off it")
    page: float = threshold(
        0.9, "share", "of the page's width and height, above which an area is its ground"
    )
    marks: int = threshold(20, "marks", "of a piece of text that are looked at")
    notes: int = threshold(5_000, "notes", "and fields of a page that are looked at")
    strike_low: float = threshold(0.33, "share", "of a word's height, above its foot, of a strike")
    strike_high: float = threshold(0.63, "share", "of a word's height, up to which a strike lies")
    strike_width: float = threshold(0.7, "share", "of a word that a strike covers, more than")


@dataclass(frozen=True, slots=True)
class Rendering(Thresholds):
    """Pages as pixels (pdf/rendering.py, pdf/visible.py)."""

    guards: ClassVar[str] = (
        "hidden and covered text, which drawn reports have none of; tests/corpus/test_visible.py"
    )

    most_pixels: int = threshold(6_000_000, "pixels", "of a page that is looked at, at most")
    scale: float = threshold(
        1.4, "pixels", "a point, at which text is looked for on a page: 100 dots per inch"
    )
    letter: float = threshold(
        14.0, "pixels", "of the usual letter's size, below which a page is drawn larger"
    )
    thin: float = threshold(3.0, "pixels", "of a letter's width or height, below which it is thin")
    thin_room: float = threshold(0.5, "pixels", "around a thin letter that are its own too")
    strong_ink: float = threshold(
        0.04, "share", "of a letter's box that is told from its ground, at least"
    )
    contrast: int = threshold(
        20, "darkness of 255", "between a letter and its ground, below which no reader sees it"
    )
    least_ink: float = threshold(
        5.0, "darkness of 255", "by which a letter changes its box on average, at least"
    )
    least_size: float = threshold(2.5, "points", "of letters that a reader can read, at least")
    alike_size: float = threshold(
        2.5, "factor", "between two letters over each other, above which one is ground or mark"
    )
    next_figure: float = threshold(0.6, "ems", "beside a figure, in which another one would stand")
    drawn_figure: float = threshold(
        0.1, "share", "of the place of another figure that is drawn ink, at least"
    )
    drawn_around: float = threshold(
        0.05,
        "share",
        "of that ink above and below the line, where a drawn figure has none, at most",
    )
    drawn_off: float = threshold(
        0.3, "share", "the same of one that stands higher or lower and ends there, at most"
    )
    area_edge: float = threshold(
        0.9, "share", "of a side that is dark where a rule or an area goes on there, at least"
    )
    edge: float = threshold(0.2, "share", "of a figure's height at head and foot, that rules touch")
    stroke: int = threshold(60, "darkness of 255", "of a stroke against its ground, at least")
    crossed: float = threshold(
        0.05, "share", "of a figure's middle that strokes drawn through it take, at least"
    )
    overprinted: float = threshold(
        0.3, "confidence", "of a letter over or under which another one is seen"
    )
    most_overprinted: int = threshold(
        24, "text objects", "that lie over others, of which each is looked at alone"
    )


@dataclass(frozen=True, slots=True)
class Words(Thresholds):
    """Characters to words (pdf/words.py)."""

    guards: ClassVar[str] = (
        "marks, narrow blanks and text over text, of which drawn reports have little; "
        "tests/corpus/test_pdf.py draws them"
    )

    space: float = threshold(
        0.16,
        "ems",
        "between two characters, above which a space parts them",
        "source: a blank of a quarter em, shrunk to two thirds in justified lines",
    )
    narrow_space: float = threshold(
        0.1, "ems", "the same, where PDFium takes the gap for a blank as well"
    )
    overlap: float = threshold(0.35, "ems", "by which one piece of a word may lie over the next")
    same_size: float = threshold(0.04, "share", "of its size, by which a word's may change")
    same_foot: float = threshold(0.08, "ems", "between the feet of characters of one word, most")
    line_step: float = threshold(3.0, "points", "from line to line, more than")
    raised_width: float = threshold(
        0.8, "share", "of its font's usual figures that a raised one is wide, less than"
    )
    raised_lift: float = threshold(
        0.12, "ems", "that the ink of a raised figure ends above the baseline, more than"
    )
    figure_width: float = threshold(0.45, "ems", "that usual figures of a font are wide, at least")
    raised_size: float = threshold(0.6, "share", "of its font's size, that such a figure looks")


@dataclass(frozen=True, slots=True)
class Layout(Thresholds):
    """Words to lines, lines to regions (layout.py). Ems are of the font size of what is placed."""

    guards: ClassVar[str] = (
        "colophons, two columns, raised marks and words set apart by little; producers set "
        "words so that gaps, sizes and feet lie far from these numbers, which is the room "
        "that they need in other reports; tests/corpus/test_layout.py draws the regions"
    )

    segment_gap: float = threshold(1.1, "ems", "between two words of one segment of a line, most")
    word_overlap: float = threshold(0.5, "ems", "by which a word may begin before the last ends")
    joined_gap: float = threshold(0.12, "ems", "between two words, below which no space parts them")
    level_shared: float = threshold(
        0.45, "share", "of the lower of two words, that they share in height on one line, at least"
    )
    same_foot: float = threshold(0.3, "ems", "between the feet of what stands on one line, most")
    mark_characters: int = threshold(4, "characters", 'of a raised mark: "10)", "*", "1,2"')
    mark_size: float = threshold(0.85, "share", "of the size of its word that a mark has, most")
    mark_lift: float = threshold(0.12, "ems", "that a mark's foot stands above its word's, more")
    mark_gap: float = threshold(
        0.2, "ems", "between a figure and a small one that is no part of its number, less than"
    )
    piled: int = threshold(
        64, "segments", "at one height that a word may go on, at most; words in a pile are no line"
    )
    lines_back: int = threshold(4, "lines", "above, among which a segment looks for its own")
    cells_overlap: float = threshold(
        0.5, "ems", "by which segments of one line may overlap each other"
    )
    prose_words: int = threshold(5, "words", "of a piece of a running sentence, at least")
    prose_letters: float = threshold(
        0.7, "share", "of words that begin with a letter, in a running sentence"
    )

    frame_width: float = threshold(
        0.25, "share", "of the page's width, above which prose says where running text stands"
    )
    frame_segments: int = threshold(3, "segments", "of prose that say where running text stands")
    stray: int = threshold(50, "segments", "of prose, of which one may stray out of the frame")
    beside_gap: float = threshold(0.5, "ems", "that parts what is beside running text from it")
    beside_rule: float = threshold(
        0.5, "share", "of the running text, that a rule into its margin covers: a table's"
    )
    beside_rule_near: float = threshold(
        4.0, "line heights", "from such a rule to what belongs to its table"
    )
    edge: float = threshold(0.14, "share", "of the page's height where headers and footers stand")
    column_segments: int = threshold(
        4, "segments", "beside running text, below which they are no column of it"
    )
    column_width: float = threshold(
        0.6, "share", "of running text, above which what stands beside it is no colophon"
    )
    same_place: float = threshold(
        3.0, "points", "by which what comes back on other pages may stand elsewhere"
    )
    row_foot: float = threshold(0.25, "ems", "between the feet of cells of one row, less than")

    across_gutter: float = threshold(
        2.0, "points", "over the gutter at each side, that a line across it reaches"
    )
    column_prose: float = threshold(
        0.5, "share", "of the page's width, that a line of one of two columns takes, less than"
    )
    column_lines: int = threshold(5, "lines", "of running text that make a column")
    full_line: float = threshold(0.85, "share", "of its column that a full line takes, more than")
    full_lines: float = threshold(0.6, "share", "of lines of a column that are full, at least")
    over_middle: float = threshold(
        0.05, "share", "of the page's width, by which a column may reach over the middle"
    )
    beyond: int = threshold(5, "segments", "beyond the gutter that make the other column")
    crossing: float = threshold(0.1, "share", "of segments that may lie across the gutter")
    running_lines: int = threshold(4, "lines", "at one step that show running text")
    running_full: int = threshold(3, "lines", "of these that are full")
    even_step: float = threshold(1.0, "points", "by which the steps of running text may differ")
    widest_step: float = threshold(1.8, "ems", "from line to line of running text, less than")

    numbered_words: int = threshold(6, "words", "of a header or footer that has a number, at most")
    running_size: float = threshold(
        0.9, "share", "of the page's usual size, below which a line alone at the edge runs along"
    )
    outer_edge: float = threshold(
        0.09, "share", "of the page's height, within which a line alone may be header or footer"
    )
    alone_gap: float = threshold(2.0, "line heights", "that part such a line from the text")
    row_lines: int = threshold(
        3, "lines", "before and after one at a page's edge, in whose columns a row stands"
    )
    column_edge: float = threshold(
        1.5, "points", "between the edges or middles of what is set in one column, at most"
    )
    header_lines: int = threshold(5, "lines", "from a table's header on, under which cells stand")
    header_gap: float = threshold(1.5, "line heights", "between these lines, at most")
    body_lines: int = threshold(4, "lines", "of a page, below which none is a footnote")
    footnote_size: float = threshold(0.93, "share", "of the usual size that footnotes have, most")
    footnote_size_scanned: float = threshold(
        0.82, "share", "the same, where sizes were measured on a picture and vary"
    )
    footnote_slack: float = threshold(
        0.1, "points", "by which a note may begin above the first of which the mark was read"
    )


@dataclass(frozen=True, slots=True)
class Paragraphs(Thresholds):
    """Lines to paragraphs and headings (paragraphs.py)."""

    guards: ClassVar[str] = (
        "headings and lists that drawn reports set in one way only; "
        "tests/corpus/test_paragraphs.py has the others"
    )

    widest_step: float = threshold(
        4.0, "line heights", "of a step from line to line that counts for the usual one"
    )
    least_step: float = threshold(1.1, "line heights", "that the usual step is at least")
    new_step: float = threshold(1.3, "factor", "of the usual step, above which a paragraph begins")
    size_change: float = threshold(0.06, "share", "of its size, by which a paragraph's may change")
    size_change_scanned: float = threshold(
        0.25, "share", "the same, where sizes were measured on a picture and vary"
    )
    short_line: float = threshold(
        0.2, "share", "of the column that the last line of a paragraph leaves free, more than"
    )
    carried_words: int = threshold(
        4, "words", "of the last line of a page that goes on overleaf, at least"
    )
    heading_lines: int = threshold(3, "lines", "of a heading, at most")
    heading_size: float = threshold(1.05, "factor", "of the usual size, above which it is one")
    heading_size_scanned: float = threshold(
        1.25, "factor", "the same, where sizes were measured on a picture and vary"
    )
    heading_words: int = threshold(9, "words", "of a heading that nothing else marks, at most")


@dataclass(frozen=True, slots=True)
class Engines(Thresholds):
    """How OCR engines are asked (ocr/engines.py)."""

    guards: ClassVar[str] = (
        "a Tesseract that hangs, and dirt that it reads; the resolution alone weighs"
    )

    resolution: int = threshold(
        200,
        "dots per inch",
        "at which pages are drawn for OCR",
        "source: tried; both engines do well on it, RapidOCR takes 8 s a page on two cores",
    )
    least_score: float = threshold(
        20.0, "likeness of 100", "that Tesseract gives to a word, at or below which it saw none"
    )
    patience: int = threshold(120, "seconds", "that Tesseract may take for a page")


@dataclass(frozen=True, slots=True)
class Image(Thresholds):
    """Pictures of pages made fit to read, and marks told by their ink (ocr/image.py)."""

    guards: ClassVar[str] = (
        "ink that engines overlook, commas, raised marks and thick rules, of which one drawn "
        "scan has few; tests/corpus/test_ocr_image.py draws each"
    )

    dark: int = threshold(140, "darkness of 255", "below which a pixel is ink")
    ground_reduced: int = threshold(4, "pixels", "that are one where the background is looked for")
    ground_letters: int = threshold(
        4, "pixels", "of the reduced picture around ink, in which its background is looked for"
    )
    ground_parts: int = threshold(
        40, "factor", "of the page's width by the distance over which its background is even"
    )
    ground_least: int = threshold(8, "pixels", "of that distance, at least")
    skew: float = threshold(3.0, "degrees", "by which a page may be turned, at most")
    skew_step: float = threshold(0.25, "degrees", "from one angle that is tried to the next")
    skew_fine: float = threshold(0.2, "degrees", "around the best, that are tried closer")
    skew_fine_step: float = threshold(0.05, "degrees", "from one of these to the next")
    skew_least: float = threshold(0.04, "degrees", "below which a page is not turned")
    skew_width: int = threshold(700, "pixels", "of a page's width on which its skew is measured")
    rule_length: float = threshold(34.0, "points", "of a dark run, above which it is no letter")
    rule_filled: float = threshold(0.93, "share", "of a rule that is dark; specks do not end it")
    rule_thick: float = threshold(5.0, "points", "of a rule; what is thicker is several")
    rule_wiped: int = threshold(2, "pixels", "beside a rule that are wiped out with it")
    text_room: int = threshold(3, "pixels", "around what was read that are of its ink")
    grain: int = threshold(4, "pixels", "between spots of ink, below which they are one")
    grain_across: int = threshold(2, "factor", "of that, along a line")
    spot_low: float = threshold(0.6, "letter heights", "of a spot that may be letters, more than")
    spot_high: float = threshold(1.6, "letter heights", "of such a spot, less than")
    spot_narrow: float = threshold(0.1, "letter heights", "of such a spot's width, more than")
    spot_wide: float = threshold(6.0, "letter heights", "of such a spot's width, less than")
    dash_low: float = threshold(0.05, "letter heights", "of a dash, more than")
    dash_high: float = threshold(0.3, "letter heights", "of a dash, at most")
    dash_narrow: float = threshold(0.25, "letter heights", "of a dash's width, more than")
    dash_wide: float = threshold(1.5, "letter heights", "of a dash's width, less than")
    letter_room: int = threshold(2, "pixels", "around a word, in which its letters may stand out")
    letter_least: int = threshold(2, "pixels", "of height, up to which ink is dirt")
    comma_room: int = threshold(4, "pixels", "under a number, in which its comma may stand")
    comma_high: float = threshold(0.45, "letter heights", "of a comma, less than")
    comma_foot: float = threshold(0.35, "letter heights", "above the foot, below which it begins")
    mark_lift: float = threshold(0.2, "letter heights", "that a raised mark ends above the foot")
    mark_top: float = threshold(0.2, "letter heights", "below the head, above which it begins")
    mark_high: float = threshold(0.85, "letter heights", "of a raised mark, less than")
    cut_larger: int = threshold(2, "factor", "by which a spot is enlarged to be read again")
    cut_border: int = threshold(30, "pixels", "of white around it")


@dataclass(frozen=True, slots=True)
class Ocr(Thresholds):
    """What engines saw to words, and how sure these are (ocr/recognition.py)."""

    guards: ClassVar[str] = (
        "two engines that differ (sensitivity asks Tesseract alone; tests/corpus/test_ocr.py has "
        "both), and pages on their side, photographs and stamps, which no test has yet"
    )

    sure: float = threshold(0.98, "confidence", "of a word that two engines read alike")
    lone: float = threshold(0.6, "confidence", "of a word that one engine read")
    different: float = threshold(0.3, "confidence", "of a word that two engines read differently")
    spoken: float = threshold(
        0.7, "confidence", "of Tesseract in a word, above which it is most often a word"
    )
    lone_spoken: float = threshold(
        0.75, "confidence", "of Tesseract in a word that the other did not see, above which it is"
    )
    spelled: int = threshold(3, "letters", "of a word that Tesseract is believed in, at least")
    most_spots: int = threshold(
        60, "spots", "of ink that no engine read; more are a photograph or a stamp"
    )
    longest_mark: int = threshold(2, "characters", "of a raised mark, at most")
    sideways_texts: int = threshold(20, "texts", "of next to nothing, above which a page is turned")
    sideways_characters: float = threshold(2.5, "characters", "of such a text on average, below")
    sideways_long: int = threshold(3, "characters", "of a text whose box tells its direction, more")
    sideways_high: float = threshold(1.5, "factor", "of its width, above which a text runs upward")
    sideways_most: float = threshold(0.5, "share", "of texts that run upward on a turned page")
    stacked: float = threshold(
        2.2, "letter heights", "of a piece that is several figures under each other, more than"
    )
    dash_score: float = threshold(0.4, "confidence", "of Tesseract in a dash, above which it is")
    dash_high: float = threshold(0.35, "letter heights", "of a dash as Tesseract sees it, below")
    cell_gap: float = threshold(
        0.3, "letter heights", "between a count and a name that were read as one"
    )
    box_size: float = threshold(0.75, "share", "of a sighting's height that is its font size")
    inside_level: float = threshold(
        0.4, "share", "of the lower of two boxes, that they share in height, more than"
    )
    inside: float = threshold(0.5, "share", "of a word's width inside a piece that has it, more")
    lines_back: int = threshold(12, "lines", "above, among which a word looks for its own")
    line_apart: float = threshold(
        0.4, "letter heights", "between the middles of words of one line, less than"
    )
    word_high: float = threshold(2.0, "letter heights", "of a word that stands in a line, below")
    line_low: float = threshold(0.8, "letter heights", "of a line, at least")
    line_high: float = threshold(1.4, "letter heights", "of a line, at most")
    letter_height: float = threshold(0.75, "share", "of the font size that letters are high")
    part_room: float = threshold(6.0, "points", "around a part of a page that is read by itself")
    part_pixels: int = threshold(30_000_000, "pixels", "of such a part, at most")
    layer_shared: float = threshold(
        0.5,
        "share",
        "of the smaller of two words, that a layer's and ours share where they are one",
    )


@dataclass(frozen=True, slots=True)
class Metadata(Thresholds):
    """Where a report says what it is."""

    guards: ClassVar[str] = (
        "letters with labels above their values, which no test has yet, and dates outside the "
        "period, which tests/corpus/test_metadata.py has"
    )

    opening: int = threshold(6, "lines", "at the top of a report, that say what it is")
    title_paragraphs: int = threshold(
        12, "paragraphs", "from the first on; a title that names the period stands before the last"
    )
    longest_title: int = threshold(2, "lines", "of a paragraph that may still be a title")
    first_headings: int = threshold(5, "paragraphs", "among which the report's title is a heading")
    place_and_day: int = threshold(8, "words", "of a line with town and date, at most")
    under_from: float = threshold(
        0.5, "line heights", "by which a value may overlap the label that it stands under"
    )
    under_to: float = threshold(2.0, "line heights", "from a label down to its value, less than")
    under_left: float = threshold(
        2.0, "ems", "by which a value may begin left or right of its label, less than"
    )
    days_left: int = threshold(
        45, "days", "of a period after the day of counting that tells it, at most"
    )
    days_before: int = threshold(31, "days", "of a reference date before the period's first day")
    days_after: int = threshold(92, "days", "of a reference date after the period's last day")
    days_ahead: int = threshold(
        60, "days", "of a document's date before the period's last day, at most"
    )
    days_late: int = threshold(
        330, "days", "of a document's date after the period's last day, at most"
    )
    days_to_come: int = threshold(
        365, "days", "of a period's first day after the day of reading, at most"
    )


@dataclass(frozen=True, slots=True)
class Shapes(Thresholds):
    """Which digit a glyph of the picture is (pdf/digit_shapes.py); likeness is from 0 to 1."""

    guards: ClassVar[str] = (
        "fonts that call their glyphs by other names and glyphs that are partly covered, which "
        "drawn reports have none of; tests/corpus/test_seen_numbers.py draws them"
    )

    contrast: float = threshold(40.0, "darkness of 255", "between ink and ground, at least")
    edge: float = threshold(0.2, "share", "of full ink, above which a row of pixels has some")
    narrow: float = threshold(0.45, "share", "of its height that a glyph is taken to be wide")
    proportion: float = threshold(0.05, "factor", "of what other proportions take from likeness")
    pixels: float = threshold(9.0, "pixels", "of a glyph's height, below which none is told")
    alike: float = threshold(0.8, "share", "of likeness to a digit that it looks like, at least")
    clear: float = threshold(0.08, "share", "of likeness, that the next digit is less like")
    near: float = threshold(0.7, "share", "of likeness to a claimed digit that bears it out")
    unlike: float = threshold(0.8, "share", "of likeness to a digit that it is not, at most")
    sure: float = threshold(0.9, "share", "of likeness to a digit that it surely is, at least")
    apart: float = threshold(0.12, "share", "of likeness between what is seen and what is claimed")
    same: float = threshold(
        0.92,
        "share",
        "of likeness between two glyphs of a font, above which they are one digit",
        "source: counted; over 440 fonts two digits of one font reach 0.87",
    )
    other: float = threshold(
        0.8,
        "share",
        "of likeness between two glyphs of a font, below which they are two digits",
        "source: counted; over 440 fonts one digit at several sizes keeps 0.86",
    )
    as_high: float = threshold(
        0.8, "share", "of the higher of two glyphs that the other is, to be compared with it"
    )


@dataclass(frozen=True, slots=True)
class SeenFigures(Thresholds):
    """How a count is looked at in the picture of its page (pdf/seen_numbers.py)."""

    guards: ClassVar[str] = (
        "how large and how finely a count is drawn, and what an engine must be sure of to speak "
        "against a text; tests/corpus/test_seen_numbers.py draws fonts that lie"
    )

    resolution: int = threshold(288, "dots per inch", "at which counts are looked at")
    most_pixels: int = threshold(4_000_000, "pixels", "of the part of a page that is drawn")
    room: float = threshold(3.0, "points", "around counts that are drawn with them")
    mark_high: float = threshold(
        0.8, "share", "of the lowest digit of a number that the mark behind it is high, less than"
    )
    glyph_room: float = threshold(0.6, "pixels", "around the box of a glyph that may have its ink")
    frame: float = threshold(
        0.1, "letter heights", "between a glyph's ink and the box that the file gives it, at most"
    )
    frame_least: float = threshold(1.6, "pixels", "of that, which are left in any case")
    apart_ink: float = threshold(0.4, "share", "of full ink, above which a column is of a digit")
    apart_high: float = threshold(
        0.6, "share", "of the highest piece of ink in a box that a digit is high, at least"
    )
    look_high: int = threshold(36, "pixels", "of a number's height when an engine reads it")
    look_room: int = threshold(24, "pixels", "of white around it then")
    again_high: int = threshold(52, "pixels", "of its height when the engine reads it again")
    again_room: int = threshold(30, "pixels", "of white around it then")
    engine_sure: float = threshold(
        0.7, "confidence", "of an engine in both of its readings of a number, at least"
    )
    most_asked: int = threshold(60, "words", "of a page that an engine is asked about, at most")
    most_compared: int = threshold(
        400, "characters", "of a page that are compared with those of a number, at most"
    )


@dataclass(frozen=True, slots=True)
class Writing(Thresholds):
    """Which ink of a page is writing that its text does not have (pdf/writing.py, pdf/unread.py).

    A letter height is that of small letters.
    """

    guards: ClassVar[str] = (
        "pictures of tables, outlines and scans on one side, sixteen kinds of drawings on the "
        "other, of which drawn reports have none; tests/corpus/test_unread.py draws each"
    )

    scale: float = threshold(1.39, "pixels", "of a point, at which pages are looked at: 100 dpi")
    closer: float = threshold(2.0, "factor", "of that, for what is doubtful")
    most_pixels: int = threshold(4_000_000, "pixels", "of a page that is looked at")
    plain: int = threshold(5, "segments", "of a shape that is a rectangle or a line, at most")
    outlined: int = threshold(
        60, "segments", "of the other shapes, above which they may be letters"
    )

    block: float = threshold(11.5, "points", "of a square of which the ground is told")
    contrast: int = threshold(50, "darkness of 255", "between ink and its ground, more than")
    rule: float = threshold(26.0, "points", "of a run of ink, above which it is no letter")
    least_ink: int = threshold(40, "pixels", "of ink, up to which there are no letters")
    most_runs: int = threshold(200_000, "spots", "in rows of pixels; more are a photograph")
    most_letters: int = threshold(8_000, "spots", "as large as letters; more are a photograph")
    low: float = threshold(2.2, "points", "of a letter's height, at least")
    high: float = threshold(22.0, "points", "of a letter's height, at most")
    wide: float = threshold(8.0, "factor", "of its height that letters which touch are wide, most")
    small: float = threshold(3.0, "points", "of a letter height; what is lower is a pattern")
    band: int = threshold(16, "pixels", "of the bands by which lines are looked up")
    beside: float = threshold(1.6, "letter heights", "between letters of one line, at most")
    level_shared: float = threshold(
        0.5, "share", "of the lower of two letters of a line, that they share in height, more than"
    )
    larger: float = threshold(2.6, "factor", "by which one of these may be higher than the other")
    letter_wide: float = threshold(0.8, "letter heights", "that a letter is wide, to count them")
    fewest: int = threshold(4, "letters", "of a line, at least")
    fewest_spots: int = threshold(3, "spots", "of a line, at least")
    foot: float = threshold(0.15, "letter heights", "between the feet of two neighbours, at most")
    level: float = threshold(0.5, "share", "of neighbours in a line that stand so, at least")
    filled: float = threshold(0.9, "share", "of its box that a bar or a dot fills, more than")
    solid: float = threshold(0.6, "share", "of such spots in a line, above which it is none")

    apart: float = threshold(48.0, "points", "between lines of one area, at most")
    seam: float = threshold(2.0, "points", "between strips or tiles of one picture, less than")
    in_row: float = threshold(0.5, "share", "of its height that stands in a row, more than")
    row_low: float = threshold(0.5, "letter heights", "of a lone figure in a row, more than")
    row_high: float = threshold(2.0, "letter heights", "of such a figure, less than")
    row_wide: float = threshold(4.0, "letter heights", "of such a figure's width, less than")
    pitch: float = threshold(3.0, "letter heights", "from row to row, of which rows are made")
    covered: float = threshold(0.35, "share", "of an area of writing that its rows take, more than")
    least_letters: int = threshold(10, "letters", "of an area, at least")
    loose: float = threshold(
        0.25, "share", "of spots outside the rows to those in them, above which it is a texture"
    )
    loose_on_scans: float = threshold(
        1.0, "share", "of these on a scan, which has stamps, hands and dirt beside its text"
    )
    pattern: int = threshold(12, "spots", "up to which a pattern is not told from letters")
    alike: float = threshold(0.5, "share", "of spots of the three commonest shapes of a pattern")
    one_shape: float = threshold(0.8, "share", "of spots that are as large as the usual one")
    logo_lines: int = threshold(4, "lines", "of a logo, at most")
    logo_wide: float = threshold(0.45, "share", "of the page's width of a logo, less than")
    logo_top: float = threshold(0.2, "share", "of the page's height, above which logos stand")
    logo_foot: float = threshold(0.88, "share", "of the page's height, below which logos stand")

    running: int = threshold(
        3, "pages", "that show an area alike, from which it is a letterhead and not read"
    )
    turned: float = threshold(
        0.05, "share", "of the page in pictures, from which writing on its side is looked for"
    )
    picture: float = threshold(
        0.2, "share", "of a page without text, from which a picture on it is to be read"
    )
    scan: float = threshold(0.6, "share", "of the page, from which a picture is the page itself")
    visible: float = threshold(1.0, "pixels", "that a character changes at least, where it is seen")


@dataclass(frozen=True, slots=True)
class Cells(Thresholds):
    """What is drawn in a cell that has no text (ocr/cells.py)."""

    guards: ClassVar[str] = (
        "counts that are pictures, outlines or painted over, which drawn reports have none of; "
        "tests/deployments/test_drawn_counts.py draws each"
    )

    contrast: int = threshold(50, "darkness of 255", "between ink and its ground, more than")
    rule: float = threshold(16.0, "points", "of a run of ink, above which it is no figure")
    figure_low: float = threshold(3.0, "points", "of a figure's height, at least")
    figure_narrow: float = threshold(0.6, "points", "of a figure's width, at least")
    filled: float = threshold(0.15, "share", "of a cell that a box over it fills, more than")


# In the order in which a report is read.
TEXT_LAYER = in_force("text_layer", TextLayer())
ENGINES = in_force("engines", Engines())
IMAGE = in_force("image", Image())
OCR = in_force("ocr", Ocr())
WRITING = in_force("writing", Writing())
CELLS = in_force("cells", Cells())
SHAPES = in_force("shapes", Shapes())
SEEN = in_force("seen", SeenFigures())
CHARACTER_BOXES = in_force("character_boxes", CharacterBoxes())
DOUBLES = in_force("doubles", Doubles())
LEADERS = in_force("leaders", Leaders())
DRAWING = in_force("drawing", Drawing())
RENDERING = in_force("rendering", Rendering())
WORDS = in_force("words", Words())
LAYOUT = in_force("layout", Layout())
PARAGRAPHS = in_force("paragraphs", Paragraphs())
METADATA = in_force("metadata", Metadata())
