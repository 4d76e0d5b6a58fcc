"""A laboratory of layouts: invented reports drawn at random, typeset, read back and scored."""
