"""Tests of extractors/statements."""
