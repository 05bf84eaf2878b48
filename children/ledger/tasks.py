"""What the worker does about the ledger by itself."""

from .domain.ageing import ask_again


def ask_ages_again() -> int:
    """Every hour: write down who has turned 16 or 18, and whose category no longer holds."""
    return ask_again()
