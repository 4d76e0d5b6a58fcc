"""tables/ has migrations in the order of their numbers, views/ each view as it is now."""
