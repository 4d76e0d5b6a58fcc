"""Migrations and views, as SQL files in the order of their numbers."""
