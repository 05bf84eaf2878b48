"""Taking back, within ten minutes, what one has just done."""
