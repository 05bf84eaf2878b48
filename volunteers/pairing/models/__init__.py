"""Who is paired with which child."""

from .pairing import Pairing

__all__ = ["Pairing"]
