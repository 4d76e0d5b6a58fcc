"""What is about to be stored held against the page, by a reader of its own."""
