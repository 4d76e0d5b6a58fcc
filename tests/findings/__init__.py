"""How many of the warnings and errors on marked reports are true, and how many things they find."""
