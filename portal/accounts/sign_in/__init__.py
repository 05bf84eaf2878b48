"""Signing in: how often it may be tried, in which devices somebody is known, and when sessions end."""
