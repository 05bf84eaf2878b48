"""What a request asks for, before anything is done with it: what no page of ours would send gets no further."""

LONGEST = 18


def whole_number(text: str) -> int | None:
    """A number in ASCII digits, as our own hidden fields hold it; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else None


def looked_for(text: str, length: int) -> str:
    """What somebody searches for, at most `length` characters; a database refuses the character NUL."""
    return text.replace("\x00", "").strip()[:length]
