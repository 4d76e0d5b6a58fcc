"""An Extraction becomes rows of SQLite; rows become answers. Only store and decisions write."""
