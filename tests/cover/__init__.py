"""What the tests run of the product, measured in the processes that run them: at least LEAST percent of its lines.

The sites that browser tests start are not measured: a rule that only a browser reaches has no test of its own.
"""

from __future__ import annotations

from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "pyproject.toml"
DATA = ROOT / "var" / "coverage" / "data"
LEAST = 95


def measure(*, data: Path = DATA) -> Coverage:
    """A measurement of the product by the settings in pyproject.toml; each process writes a file of its own."""
    return Coverage(data_file=str(data), data_suffix=True, config_file=str(SETTINGS))
