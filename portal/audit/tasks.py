"""What the worker runs."""

from . import anchors


def write_anchor() -> str:
    """Write the anchor of the audit log to the log of the machine."""
    return str(anchors.write_anchor())
