"""Asking before something is destroyed: a page that says what follows and works without JavaScript."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .private import private

YES = "yes"
_NOT_KEPT = {"csrfmiddlewaretoken", "once", "sure"}


@dataclass(frozen=True)
class Question:
    """What is asked: a title that ends in a question mark, what follows, the button, and where No leads."""

    title: str
    follows: Sequence[str]
    button: str
    back: str
    # Whether it can be taken back for ten minutes; None where it is undone in another way, said in `follows`.
    can_undo: bool | None = True
    # The page it stands on: the desk, or the public site.
    base: str = field(default="desk/base.html")


def ask_first(request: HttpRequest, question: Question) -> HttpResponse | None:
    """The page that asks, with everything that was sent kept in it; None when the answer was yes.

    Call it in a POST view before the act, with rows already taken from the person's own scope.
    """
    if request.POST.get("sure") == YES:
        return None
    kept = kept_of(request)
    return private(render(request, "sure.html", {"question": question, "kept": kept, "base": question.base}))


def kept_of(request: HttpRequest, *, without: Collection[str] = ()) -> list[tuple[str, str]]:
    """What was sent, to be sent again with the answer; `without` the fields of the answer itself."""
    left_out = _NOT_KEPT | set(without)
    pairs = [(name, value) for name, values in request.POST.lists() if name not in left_out for value in values]
    return [(name, str(value)) for name, value in pairs]
