"""Pages without text become words, by every OCR engine that is there."""
