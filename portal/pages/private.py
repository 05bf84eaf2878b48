"""Pages that nobody keeps: no cache between, none in the browser, and no back button of a shared computer."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpResponseBase

R = TypeVar("R", bound=HttpResponseBase)
View = Callable[..., Any]


def private(response: R) -> R:
    """Mark an answer about one person, or to something that was asked in confidence; unless it says otherwise itself.

    What is made for somebody signed in is marked by `PrivatePagesMiddleware` already, pictures apart.
    """
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def told_to_nobody(response: R) -> R:
    """The same for a page whose address says what somebody looks for: no other site learns it either."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return private(response)


def kept_by_nobody(view: View) -> View:
    """Every answer of the view is marked."""

    @functools.wraps(view)
    def marked(*args: Any, **kwargs: Any) -> Any:
        return private(view(*args, **kwargs))

    return marked
