"""PDFs: bytes go in; the text of all pages, and words, rules and ink of some, come out."""
