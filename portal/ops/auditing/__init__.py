"""The log looked at every day, and its anchor sent to a second place."""
