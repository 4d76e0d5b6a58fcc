"""Tests of extractors/linking."""
