"""The columns of a page: text set in two columns is read down the left one first."""

from __future__ import annotations

from typing import Any

# Lines in each column, and how much of its width they fill: those of a table are short.
LINES = 5
FILLED = 0.7
# Lines across both columns: titles, headers.
ACROSS = 0.3


def in_columns(lines: list[Any]) -> list[list[Any]]:
    """The lines of a page in parts to be read one after the other; one part when there are no columns."""
    gutter = _gutter(lines)
    if gutter is None:
        return [lines]
    start, end = gutter
    across = sorted((line for line in lines if line.x0 < start and line.x1 > end), key=lambda line: -line.y1)
    parts: list[list[Any]] = []
    rest = [line for line in lines if not (line.x0 < start and line.x1 > end)]
    for top in [*across, None]:
        above = [line for line in rest if top is None or line.y0 >= top.y0]
        rest = [line for line in rest if top is not None and line.y0 < top.y0]
        parts += [[line for line in above if line.x0 < start], [line for line in above if line.x0 >= start]]
        parts += [[top]] if top else []
    return [part for part in parts if part]


def _gutter(lines: list[Any]) -> tuple[float, float] | None:
    """The white space between two columns of text, from and to; None when there is none."""
    if len(lines) < 2 * LINES:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    for share in (0.5, 0.48, 0.52, 0.46, 0.54):
        at = left + share * (right - left)
        before = [line for line in lines if line.x1 <= at]
        after = [line for line in lines if line.x0 >= at]
        across = len(lines) - len(before) - len(after)
        if min(len(before), len(after)) < LINES or across > ACROSS * len(lines):
            continue
        start, end = max(line.x1 for line in before), min(line.x0 for line in after)
        if _is_filled(before, at - left) and _is_filled(after, right - at):
            return start, end
    return None


def _is_filled(lines: list[Any], width: float) -> bool:
    """Whether most lines are as long as the column is wide."""
    return sum(1 for line in lines if line.x1 - line.x0 >= FILLED * width) * 2 >= len(lines)
