"""The numbers by which this package decides, a set a room; docs/thresholds.md tells which weigh.

Those of the tables and of the sentences stand in their files until these are written anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from missiemonitor.corpus.threshold import Thresholds, in_force, threshold


@dataclass(frozen=True, slots=True)
class PageFilter(Thresholds):
    """Which pages of a long report are read with care (page_filter.py)."""

    guards: ClassVar[str] = (
        "reports of more pages than drawn ones have; tests/extractors/test_page_filter.py "
        "holds what it leaves out against what is read"
    )

    short: int = threshold(12, "pages", "of a report that is read whole, at most")
    near_edge: int = threshold(
        700, "characters", "from a page's end, within which what stands may go on over it"
    )
    behind: int = threshold(
        6, "sentences", "behind one that names a place, that may point back to it"
    )
    list_behind: int = threshold(
        1_500, "characters", "behind what speaks of priorities, in which their list begins"
    )
    counted: int = threshold(7, "words", "between a number and the officers that it counts")
    head_lines: int = threshold(4, "lines", "that the head of a table has, at most")
    head: int = threshold(160, "characters", "of a line in the head of a table, at most")
    table: int = threshold(40, "lines", "below the head of a table, one of which names a place")
    longest_name: int = threshold(90, "characters", "looked at from where a name may begin")
    before: int = threshold(12, "characters", "before a name, with the word that stands there")


@dataclass(frozen=True, slots=True)
class Linking(Thresholds):
    """Names on the page to missions and countries (linking/, reference/)."""

    guards: ClassVar[str] = (
        "misread and unknown names, which texts that were drawn do not have; tests/linking has them"
    )

    like: int = threshold(
        86,
        "likeness of 100",
        "of two names, below which they are different names",
        'source: tried; "EULX Kosovo" has 96 against "EULEX Kosovo", "EUPOL COPPS" 52',
    )
    lead: int = threshold(4, "likeness of 100", "by which the best name must lead the next")
    one_letter: float = threshold(
        90.0, "likeness of 100", "of a name with one letter for another, as scans have it"
    )
    shortest_country: int = threshold(5, "letters", "of a country that is known misread, at least")
    longest_country: int = threshold(4, "words", "of a country that is known misread, at most")
    shortest_mission: int = threshold(4, "letters", "of a mission that is known misread, at least")
    bare_words: int = threshold(
        2, "words", "of a name that its row's countries make a mission's, at most"
    )
    stem: int = threshold(5, "letters", "that two words of one stem begin with, at least")
    stem_share: float = threshold(0.6, "share", "of the longer of two words of one stem, at least")
    shortest_acronym: int = threshold(
        4, "letters", "of a word in capitals that may name a mission; shorter ones are words too"
    )
    longest_city: int = threshold(3, "words", "of a city's name in running text, at most")
    most_officers: int = threshold(9_999, "officers", "in one row; a larger number is no count")


@dataclass(frozen=True, slots=True)
class Reconcile(Thresholds):
    """Readings of a row held against each other (tables/reconcile.py)."""

    guards: ClassVar[str] = (
        "readings that differ, of which drawn reports have few: they move how sure a row is "
        "and never a figure"
    )

    near: float = threshold(2.5, "points", "between the counts of two readings of one row, at most")
    differing: float = threshold(
        0.5, "confidence", "of a row with two columns that may be its count, most"
    )


@dataclass(frozen=True, slots=True)
class Readings(Thresholds):
    """Readings that find head, extent and columns on their own (tables/read_by_pdfplumber.py and
    read_by_content.py)."""

    guards: ClassVar[str] = (
        "only readings that bear others out: they move how sure a row is and what is told of it, "
        "and never a figure"
    )

    space: float = threshold(0.5, "ems", "between two words of one piece of a line, less than")
    prose: int = threshold(8, "words", "of a piece that reads like a sentence, at least")
    letters: float = threshold(0.75, "share", "of words of a sentence that begin with a letter")
    apart: float = threshold(4.0, "line heights", "between two lines of one area, at most")
    aligned: float = threshold(
        0.34, "share", "of an area's lines that begin, end or centre where a column does, at least"
    )
    numbers: float = threshold(0.6, "share", "of a column's filled cells that state a number")
    names: float = threshold(0.4, "share", "of a column's filled cells that name what it is of")
    near: float = threshold(6.0, "points", "by which numbers of one upright band stand apart, most")
    behind: float = threshold(
        0.7, "share", "of the lines of the best band, that one has which may be the count as well"
    )
    few: int = threshold(2, "lines", "of a band of numbers that goes with names, at least")


@dataclass(frozen=True, slots=True)
class Deployments(Thresholds):
    """Rows to deployments with their doubts (deployments/)."""

    guards: ClassVar[str] = (
        "ranges, cut names, unknown countries and footnotes, which few rows have: they move "
        "how sure a row is and what is told of it"
    )

    sure: float = threshold(
        0.9, "confidence", "of a word, below which two engines did not read it alike"
    )
    inferred: int = threshold(
        2, "countries", "of a mission, that its row has where it names none, at most"
    )
    lines_behind: int = threshold(
        8, "lines", "of text behind a table that may state what its rows make, at most"
    )
    title_words: int = threshold(
        12, "words", "of a text at a table whose day is that of its counts, at most"
    )
    beside_nation: int = threshold(
        2, "words", "from a nation's adjective to what its people are called, at most"
    )
    note_gap: float = threshold(
        2.5,
        "line heights",
        "from a table or a line of a note to the middle of the next, at most",
    )
    lines_between: int = threshold(
        3, "lines", "of text between a table and what was not read, in which it may go on, at most"
    )
    lines_outside: int = threshold(
        3, "lines", "of a page that name a known mission and a number in no table, to be told of"
    )
    cell_room: float = threshold(
        0.2, "line heights", "around a row and its header in which a count that is drawn may stand"
    )
    misquoted: float = threshold(
        2.0, "factor", "by which a total in a sentence differs that is misquoted, at most"
    )
    numbered_parts: int = threshold(
        2, "texts", "with the title of a numbered part, at least, that tell that one is missing"
    )
    rows_in_order: int = threshold(
        3, "lines", "of a table that keep to its order, at least, for each that does not"
    )
    note_words: int = threshold(3, "words", "of a footnote with its mark, at least")
    counted_words: int = threshold(
        3, "words", "behind the number of a sentence among which those counted are named"
    )
    carried: int = threshold(
        10, "officers", "of all rows above a nameless one at a page break, at least, to be its sum"
    )
    seen_otherwise: float = threshold(
        0.2, "confidence", "of a row whose count the picture shows otherwise, at most"
    )


@dataclass(frozen=True, slots=True)
class Meaning(Thresholds):
    """What a table is about, by its texts (deployments/meaning/)."""

    guards: ClassVar[str] = (
        "tables of others and heads in unknown words, which drawn reports of the first grammar "
        "have few of; tests/meaning holds them on tables marked by hand"
    )

    mostly: float = threshold(0.5, "share", "of a column's cells of a kind, for it to be of it")
    unknown: float = threshold(
        0.5, "factor", "on what only looks like a mission, beside one that is known by name"
    )
    longest_count: int = threshold(60, "characters", "of a cell that states a count, at most")
    nearer: float = threshold(
        0.3, "factor", "on what a place says where a nearer one says something of the same aspect"
    )
    behind_people: float = threshold(
        0.6, "factor", "on what is said farther off than a caption or sentence that names people"
    )
    counted: float = threshold(
        0.72, "confidence", "that a table tells of our officers now, for it to be counted"
    )
    other: float = threshold(
        0.08, "confidence", "that a table tells of our officers now, below which it is another"
    )
    rival: float = threshold(
        0.4, "confidence", "of a column that may be the count besides the one that is, at least"
    )
    behind: float = threshold(
        2.0, "factor", "by which the log odds of a rival are behind those of the count, at most"
    )
    caption: int = threshold(
        100, "characters", "of a caption, above which several sentences are running text"
    )
    near_period: int = threshold(
        45, "days", "before a report's period in which figures may be that are of it, at most"
    )
    after_period: int = threshold(
        150, "days", "after a report's period in which figures may be that are of it, at most"
    )
    beside_year: int = threshold(
        4, "words", "before or behind a year, within which its half-year or month is named"
    )
    pointing: int = threshold(
        4, "sentences", "before a table, within which one that speaks of a table is of this one"
    )
    elsewhere: float = threshold(
        0.5, "share", "of rows whose country is none of their mission's, for it to be another's"
    )
    label_digits: int = threshold(
        2, "characters", "of a number behind a word that it makes a label, at most: years have four"
    )
    rows_told: int = threshold(
        3,
        "readings",
        "of rows of which sentences say the count, most that are weighed: more say no more",
    )
    told_otherwise: float = threshold(
        0.5, "factor", "on rows of which sentences say another count, beside those they bear out"
    )
    telling: int = threshold(
        10, "officers", "of a table, at least, for a sentence with that number to tell of its sum"
    )
    abroad: float = threshold(
        0.75, "share", "of rows that name known missions, from which none is at home"
    )
    outside: float = threshold(
        0.75, "share", "of known missions that had ended before a period, for it to be of the past"
    )
    large: int = threshold(400, "officers", "of a mission, above which a number is hardly that")
    few: int = threshold(2, "readings", "of missions in a table, below which there are few")
    against: float = threshold(
        1.8, "factor", "by which something near moves log odds down, for the table to be agreed"
    )
    column: float = threshold(
        0.5, "confidence", "of the column that is counted, for the table to be counted"
    )
    told: float = threshold(
        0.3, "factor", "by which something moves the log odds of a table, to be told as a reason"
    )


@dataclass(frozen=True, slots=True)
class Learned(Thresholds):
    """The learned reader of sentences (statements/read_by_learning.py)."""

    guards: ClassVar[str] = (
        "numbers in sentences that drawn reports hardly have; all were chosen by cross-validation "
        "over files of gold sentences (`python -m tests.reader cross`)"
    )

    counted: float = threshold(
        0.4,
        "confidence",
        "that a number is of officers abroad, for the learned reader to tell of it",
    )
    unplaced: float = threshold(
        0.7, "confidence", "of the same, where no mission, country, region or organisation is named"
    )
    dropped: float = threshold(
        0.15, "confidence", "of the same, below which what the patterns alone read is not stored"
    )
    sure: float = threshold(
        0.8,
        "confidence",
        "of the same, from which on people are officers by what is told of them and not by name",
    )
    witness: float = threshold(
        0.3,
        "confidence",
        "of the same, times that of the status and of whose they are, that each of two witnesses "
        "has to give for what both readings say to be sure",
    )
    told: int = threshold(
        2,
        "doubts",
        "of a sentence that tells how many there are now for the record alone, at least",
    )
    other_status: float = threshold(
        1.0, "factor", "by which the odds of a learned status exceed those of another, to be stored"
    )
    of_mission: float = threshold(
        0.3, "share", "of odds that a number is of a mission, to be told of it"
    )
    surely_of_mission: float = threshold(
        0.7, "share", "of odds that a number is of a mission, to be sure of it"
    )
    helps: float = threshold(
        0.3, "share", "of odds that a sentence tells of assistance, to doubt that officers are sent"
    )
    helps_at_all: float = threshold(
        0.2, "share", "of odds that a sentence tells of assistance, to be told of it"
    )
    helps_alone: float = threshold(0.5, "share", "of the same, where no number is told there")
    verb_seen: int = threshold(
        3, "sentences", "marked ones with officers abroad in whose clause a verb stood, to be known"
    )
    verb_mostly: float = threshold(
        0.6, "share", "of clauses with officers in which they are abroad, for their verb to say so"
    )
    there: float = threshold(0.5, "share", "of odds that officers are at a place, to be told there")
    nearly: float = threshold(
        0.8, "share", "of the odds of the number likeliest at a place, of another that is there too"
    )
    words_to_body: int = threshold(
        2, "words", "between a word for a mission and the organisation behind it, at most"
    )
    words_to_place: int = threshold(
        5, "words", "between a word for a mission and the place behind it, at most"
    )
    alike_kind: int = threshold(
        5, "letters", "in which two words for kinds of missions begin alike, at least"
    )


# In the order in which a report is read.
@dataclass(frozen=True, slots=True)
class AgainstPage(Thresholds):
    """When what is stored is not what the page shows (against_page/)."""

    guards: ClassVar[str] = "`python -m tests.faults` plants faults, and counts false alarms"

    baseline: float = threshold(1.0, "points", "between letters of one line")
    drawn_twice: float = threshold(
        0.2, "share", "of a letter's width by which one that is drawn twice is moved"
    )
    gap: float = threshold(0.12, "letter heights", "between letters of two words, at least")
    mark: float = threshold(0.8, "share", "of the height of a number that a mark at it has at most")
    mark_letters: int = threshold(3, "characters", "of the mark of a footnote, at most")
    mark_gap: float = threshold(0.5, "letter heights", "between a number and a mark at it")
    mark_lines: int = threshold(3, "lines", "among which a mark stands from what it marks")
    room: float = threshold(1.0, "points", "around a box in which its text stands")
    level: float = threshold(0.4, "share", "of a count's height that what is on its line shares")
    above: float = threshold(6.0, "line heights", "above and below a count that may be of its row")
    shortest_word: int = threshold(3, "letters", "of a word by which a name is told")
    same_word: float = threshold(75.0, "likeness of 100", "of a word to a part of a name, at least")
    pitch: float = threshold(2.6, "factor", "of the usual distance of two rows: the next one")
    head_gap: float = threshold(1.6, "letter heights", "between the lines of a head, at most")
    apart: float = threshold(0.9, "letter heights", "around a number that is no word of a sentence")
    sentence: int = threshold(6, "words", "without a capital in a line that is no row, at least")
    begins: float = threshold(2.0, "points", "by which words of one column begin apart")
    title_gap: float = threshold(
        3.0, "letter heights", "between the head of a table and a title over it, or two lines of it"
    )
    title_lines: int = threshold(4, "lines", "over the head of a table that may be its title")
    overleaf: int = threshold(12, "lines", "at the head or foot of a page that may go on a table")
    numbered: int = threshold(
        3, "lines", "whose counts are each one more than the last: numbers of rows"
    )
    barely: int = threshold(3, "words", "of a line that is a total and of nothing else, at most")
    pasted: float = threshold(
        3.0, "letter heights", "of a count, of a picture that may stand for a count"
    )
    pasted_ink: int = threshold(50, "darkness of 255", "of such a picture from its ground")
    alike: int = threshold(
        2, "lines", "elsewhere on a page that stand as rows do, to be told, at least"
    )


PAGE_FILTER = in_force("page_filter", PageFilter())
LINKING = in_force("linking", Linking())
RECONCILE = in_force("reconcile", Reconcile())
READINGS = in_force("readings", Readings())
DEPLOYMENTS = in_force("deployments", Deployments())
MEANING = in_force("meaning", Meaning())
LEARNED = in_force("learned", Learned())
AGAINST_PAGE = in_force("against_page", AgainstPage())
