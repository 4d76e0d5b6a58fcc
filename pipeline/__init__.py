"""What a person runs: commands, and reading, extracting and storing reports one after another."""
