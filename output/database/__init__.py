"""An Extraction as rows of SQLite, and the views on them."""
