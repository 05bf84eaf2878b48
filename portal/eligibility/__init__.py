"""Which categories may apply to a family: pure rules over typed facts, no queries and nothing stored."""
