"""What sentences say, as a spaCy pipeline of components that anyone can put into their own.

Components, in this order: `missie_sentences`, `missie_names`, `missie_counts`, `missie_by_rules`,
and, behind a Dutch parser, `missie_by_syntax`. Their factories are spaCy entry points.
"""
