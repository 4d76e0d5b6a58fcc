"""A wider grammar: heads put together of parts, tables of other matters, whole reports."""
