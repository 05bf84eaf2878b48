"""What the worker does for the two-adult rule: one call of the domain, which may run twice."""

from .domain.watching import recheck_coming


def recheck_adults() -> int:
    """Every night: whether each coming session still has its adults. Returns for how many that has changed."""
    return recheck_coming()
