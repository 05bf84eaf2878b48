"""Who may open a page of the desk: an outsider gets the same 404 as for a page that does not exist."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from .registry import banners_for, menu_for

View = Callable[..., HttpResponse]


def desk_view(capability: str) -> Callable[[View], View]:
    """Open the view to those who hold `capability` somewhere; others: sign in, or 404.

    The view itself still takes its rows from `visible_to(request.user)` or `where_can(...)`.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.user.can(capability):
                raise Http404
            request.desk_menu = menu_for(request.user)  # type: ignore[attr-defined]  # read by desk/base.html
            request.desk_banners = functools.partial(banners_for, request.user)  # type: ignore[attr-defined]  # when shown
            response = view(request, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response

        guarded.required_capability = capability  # type: ignore[attr-defined]  # read by the guard tests
        return guarded

    return decorate
