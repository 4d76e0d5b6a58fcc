"""The site: a page for each mission, country, half-year, report and figure, served or written."""
