"""A note in the session that something is kept for whoever is signed in: all others are asked nothing on any page."""

from __future__ import annotations

from django.http import HttpRequest

from portal.accounts.models import User

from .keeping import newest_of

KEY = "unsaved"


def note_at_sign_in(request: HttpRequest, user: User, **kwargs: object) -> None:
    """A receiver of `user_logged_in`."""
    if newest_of(user):
        note(request)


def note(request: HttpRequest) -> None:
    """Something was just kept for whoever is signed in here."""
    request.session[KEY] = True


def is_noted(request: HttpRequest) -> bool:
    """Whether something may be kept for whoever is signed in here; a visitor's session is not asked for."""
    return bool(request.session.session_key and request.user.is_authenticated and request.session.get(KEY))


def nothing_more(request: HttpRequest) -> None:
    """All of it was used, thrown away, or is too old."""
    request.session.pop(KEY, None)
