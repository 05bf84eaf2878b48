"""Who may open a page of the desk: an outsider gets the same 404 as for a page that does not exist."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from portal.pages.private import private

from .registry import banners_for, menu_for

View = Callable[..., HttpResponse]
M = TypeVar("M", bound=Model)


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
            return private(view(request, *args, **kwargs))

        guarded.required_capability = capability  # type: ignore[attr-defined]  # read by the guard tests
        return guarded

    return decorate


def fetch(
    request: HttpRequest, rows: type[M] | QuerySet[M], *related: str, capability: str | None = None, **by: Any
) -> M:
    """The one row that this person may see, or by `capability` may do something with; else 404, as for none.

    `rows` is a model that knows its scope, or rows that were scoped already: of a person, or of a record found before.
    """
    scoped: Any = rows
    if isinstance(rows, type):
        manager: Any = rows._meta.model.objects  # type: ignore[attr-defined]  # a scoped model has one
        scoped = manager.where_can(request.user, capability) if capability else manager.visible_to(request.user)
    return cast("M", get_object_or_404(scoped.select_related(*related) if related else scoped, **by))
