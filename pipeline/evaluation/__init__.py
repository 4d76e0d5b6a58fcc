"""How well reports are read, held against gold and against decisions."""
