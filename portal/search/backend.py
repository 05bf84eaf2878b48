"""The search backend named in settings."""

from modelsearch.backends.database import SearchBackend

__all__ = ["SearchBackend"]
