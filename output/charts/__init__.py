"""Pictures of the figures, each with the table that it shows."""

from missiemonitor.output.charts.pictures import Picture, pictures
from missiemonitor.output.charts.words import LANGUAGES, Words, words

__all__ = ["LANGUAGES", "Picture", "Words", "pictures", "words"]
