"""Tables of pages, read in three ways that are held against each other."""
