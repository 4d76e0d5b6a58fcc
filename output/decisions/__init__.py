"""Decisions of people: an append-only chain, laid over what was read."""
