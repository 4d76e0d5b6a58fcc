"""Pictures of the figures, each with the table that it shows."""

from output.charts.pictures import Picture, pictures
from output.charts.words import LANGUAGES, Words, words

__all__ = ["LANGUAGES", "Picture", "Words", "pictures", "words"]
