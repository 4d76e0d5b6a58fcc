"""Reports drawn by hand, by people who had seen neither the reader nor the laboratory."""
