"""Where a form may lead back to: a page of this site, whatever was typed into the field."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def own_page(request: HttpRequest, target: str, *, otherwise: str) -> str:
    """`target` when it is a path on this host, else `otherwise`: nobody is sent elsewhere by a form of ours."""
    own = target.startswith("/") and url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if own else otherwise
