"""Fitting and scoring what tables are: `make meaning`; tables marked by hand and drawn ones."""
