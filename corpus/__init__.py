"""A PDF becomes a Document: pages of words and rules with boxes, regions named, report metadata.

Nothing here knows of missions; see docs/architecture.md for the way that data goes.
"""
