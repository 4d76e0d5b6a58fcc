"""A Document becomes an Extraction: tables, deployments, statements and findings, with evidence.

Nothing here knows of SQLite. All knowledge of the field is data in extractors/reference.
"""
