"""What a person or a program sees of extractions and answers."""
