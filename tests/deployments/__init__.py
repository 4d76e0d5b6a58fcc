"""Tests of extractors/deployments."""
