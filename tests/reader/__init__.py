"""The learned reader of sentences: trained, cross-validated and scored."""
