"""What several reports say together, and where a figure comes from."""
