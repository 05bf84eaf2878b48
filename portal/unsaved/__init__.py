"""What was typed when a session ended, given back to whoever typed it (decision 0032)."""
