"""The site's own facts: who runs it, and whom to call."""
