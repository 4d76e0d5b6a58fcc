"""What keeps a database whole, tried: kills, faults, and many at once. See docs/reliability.md."""
