"""Tests of corpus: documents out of PDFs."""
