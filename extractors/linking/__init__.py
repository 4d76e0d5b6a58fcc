"""Missions, countries and numbers as they are written become ids, codes and counts."""
