"""What a table is about, told by its texts alone: whose people, sent where, how many, and when."""
