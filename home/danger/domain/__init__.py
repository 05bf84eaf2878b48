"""Somebody in danger comes through the search field: which words mean it, and whom to call."""
