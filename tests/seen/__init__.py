"""What a reader sees on a page against what is read: small PDFs of one trait each."""
