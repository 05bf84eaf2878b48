"""Copies of everything that cannot be made again, readable only with a key that is kept elsewhere (record 0024)."""
