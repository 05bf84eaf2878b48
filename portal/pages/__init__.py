"""What every page has: language, dates, size of its letters, style."""
