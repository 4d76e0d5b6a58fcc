"""Tests of extractors: pages to read, and the lists."""
