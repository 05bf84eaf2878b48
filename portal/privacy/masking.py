"""What a personal value looks like before it is revealed."""


def mask_name(name: str) -> str:
    """The first character kept, the rest starred: 王小雨 → 王**; a single character shows nothing."""
    return name[:1] + "*" * (len(name) - 1) if len(name) > 1 else "*" * len(name)


def mask_id_number(number: str) -> str:
    """Province and last two digits: 529999201503070011 → 52**************11."""
    return number[:2] + "*" * max(len(number) - 4, 0) + number[-2:] if len(number) > 4 else "*" * len(number)


def mask_text(text: str) -> str:
    """Free text shows nothing, not even its length."""
    return "******" if text else ""
