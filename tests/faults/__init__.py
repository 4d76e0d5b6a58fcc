"""Wrong figures planted in the reader, one at a time, and the share that findings tell."""
