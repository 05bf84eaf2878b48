"""Counts as people read them."""

# What is more is told as "1,000+", and is not counted to its end: nobody works through a list by such a number.
MOST = 1000
# The same where each row that is counted has to be looked at, not only an index.
MOST_LOOKED_AT = 300


def figure(number: int, most: int = MOST) -> int | str:
    """`12`, and `1,000+` for what was not counted to its end."""
    return f"{most:,}+" if number > most else number
