"""Counts as people read them."""

# What is more is told as "1,000+", and is not counted to its end: nobody works through a list by such a number.
MOST = 1000


def figure(number: int) -> int | str:
    """`12`, and `1,000+` for what was not counted to its end."""
    return f"{MOST:,}+" if number > MOST else number
