"""Component `missie_sentences`: where sentences begin, minding Dutch abbreviations."""

from __future__ import annotations

from missiemonitor.corpus.text import normal
from missiemonitor.extractors.statements.lexicon import abbreviations
from spacy.language import Language
from spacy.tokens import Doc

ENDS = frozenset(".!?")
CLOSING = frozenset(")]”\"’'")


@Language.component("missie_sentences", assigns=["token.is_sent_start"])
def missie_sentences(doc: Doc) -> Doc:
    """Set the beginnings of sentences; a point behind an abbreviation or a number ends none."""
    short = abbreviations()
    for token in doc:
        token.is_sent_start = False
    at = 0
    while at < len(doc):
        token = doc[at]
        after = at + 1
        if token.text[-1] in ENDS:
            while (
                after < len(doc) and doc[after].text in CLOSING and not doc[after - 1].whitespace_
            ):
                after += 1
            word = token.text[:-1] or (doc[at - 1].text if at else "")
            initial = len(word) == 1 and word.isupper()
            brief = normal(word) in short or initial or (len(word) < 3 and word.isdigit())
            brief = brief and token.text[-1] == "."
            if after < len(doc) and not brief and doc[after - 1].whitespace_:
                first = doc[after].text
                if first[0].isupper() or first[0].isdigit() or first[0] in '(“"‘':
                    doc[after].is_sent_start = True
        elif token.text == "\n" and after < len(doc):
            doc[after].is_sent_start = True
        at = after
    if len(doc):
        doc[0].is_sent_start = True
    return doc
