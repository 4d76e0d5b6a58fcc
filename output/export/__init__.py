"""The database as files that others can keep and read, and back again."""
