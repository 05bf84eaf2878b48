"""Pages about oneself: signed in, and never kept by a cache."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from portal.pages.private import private

View = Callable[..., HttpResponse]


def own_page(view: View) -> View:
    """Ask visitors to make an account first (or sign in) and bring them back here."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(reverse("volunteers:apply"), login_url=reverse("account_signup"))
        return private(view(request, *args, **kwargs))

    return guarded
