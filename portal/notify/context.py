"""How many messages wait for the reader, for the pages' header."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .inbox import unread_count


def unread_messages(request: HttpRequest) -> dict[str, Any]:
    """`unread_messages`: a number, asked for only by a template that shows it, and never for a visitor."""

    def count() -> int:
        user = getattr(request, "user", None)
        return unread_count(user) if user is not None and user.is_authenticated else 0

    return {"unread_messages": SimpleLazyObject(count)}
