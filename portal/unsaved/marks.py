"""Every form of a page made for somebody says, sealed, for whom it was made and where it stands.

By it what arrives after the session has ended is known to belong to that account, and to no other: a cookie would name
whoever signs in at the same computer next. Only this site can make one, so nobody can put words into another's form.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.accounts.middleware import rooms
from portal.accounts.models import User
from portal.input.asked import this_page
from portal.privacy import crypto

FIELD = "made_for"
LASTS = timedelta(days=1)
# Where passwords and codes are typed: nothing of it is ever kept.
SIGN_IN_ROOM = "accounts"
_CONTEXT = b"portal.unsaved.mark"
_AT_ONCE = "_unsaved_mark"


@dataclass(frozen=True)
class Mark:
    """For whom a page was made (the account's UUID), and the page's address."""

    account: str
    page: str


def mark_field(request: HttpRequest | None) -> SafeString:
    """The hidden field; nothing for visitors, and where passwords and codes are typed."""
    mark = mark_of(request) if request is not None else ""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, mark) if mark else SafeString("")


def mark_of(request: HttpRequest) -> str:
    """The mark of this page, made once for all its forms; empty for a visitor."""
    session = getattr(request, "session", None)
    if session is None or not session.session_key or rooms(request.path_info)[0] == SIGN_IN_ROOM:
        return ""
    if not hasattr(request, _AT_ONCE):
        setattr(request, _AT_ONCE, _sealed(request, request.user) if request.user.is_authenticated else "")
    return str(getattr(request, _AT_ONCE))


def opened(text: str) -> Mark | None:
    """The mark that was sent; None for one that is not ours, or too old."""
    try:
        account, page, made_at = json.loads(crypto.decrypt(text, _CONTEXT))
    except ValueError:  # unreadable, or no JSON
        return None
    return Mark(account, page) if time.time() - made_at < LASTS.total_seconds() else None


def _sealed(request: HttpRequest, user: User) -> str:
    return crypto.encrypt(json.dumps([str(user.uuid), _page_of(request, user), int(time.time())]), _CONTEXT)


def _page_of(request: HttpRequest, user: User) -> str:
    """Where the form stands: one that is shown again with its errors, where it stood before."""
    before = opened(request.POST.get(FIELD, "")) if request.method == "POST" else None
    return before.page if before and before.account == str(user.uuid) else this_page(request)
