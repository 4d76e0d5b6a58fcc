"""The commands, by what they are for; each is thin and calls the part that does the work."""
