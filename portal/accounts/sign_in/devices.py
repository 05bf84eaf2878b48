"""The browsers in which somebody is known: their tries are counted apart from those of strangers.

A cookie of random letters tells the browser again for ninety days. It signs nobody in.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import TYPE_CHECKING

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from portal.audit.log import record
from portal.changes.changing import change_of_state

from ..actions import AccountAction
from .models import REMEMBERED, Device

if TYPE_CHECKING:
    from ..models import User

IN_SESSION = "device"
# Ways of signing in that show more than a password.
PROOFS = {"code", "mfa"}
_TOKEN = re.compile(r"[\w-]{43}")
# In this order: the later ones also call themselves by the names of those they descend from.
_BROWSERS = {
    "MicroMessenger": "WeChat",
    "EdgA?/|EdgiOS": "Edge",
    "OPR/": "Opera",
    "HuaweiBrowser": "Huawei Browser",
    "MiuiBrowser": "Xiaomi Browser",
    "UCBrowser": "UC Browser",
    "QQBrowser": "QQ Browser",
    "Firefox/|FxiOS": "Firefox",
    "Chrome/|CriOS": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS = {
    "OpenHarmony|HarmonyOS": "HarmonyOS",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X|Macintosh": "Mac",
    "Linux|X11": "Linux",
}


def known_device(request: HttpRequest, address: str) -> Device | None:
    """The device this request comes from, when the owner of the address has signed in there within ninety days."""
    token = _token_of(request)
    if not token:
        return None
    owner = Q(user__email=address.strip().lower())
    return Device.objects.remembered().filter(owner, token=_hashed(token)).first()


def identity_of(request: HttpRequest) -> str:
    """By which a browser in which anybody is known is counted, instead of by its network's address; else empty."""
    token = _token_of(request)
    if token and Device.objects.remembered().filter(token=_hashed(token)).exists():
        return f"device-{_hashed(token)[:16]}"
    return ""


def is_proved(request: HttpRequest, user: User) -> bool:
    """Whether the person has shown a code or a second factor in this browser within ninety days."""
    token = _token_of(request)
    return bool(token) and Device.objects.proved().filter(user=user, token=_hashed(token)).exists()


def remember(request: HttpRequest, user: User) -> tuple[Device, bool]:
    """Remember the browser somebody has just signed in with. Returns it, and whether it is a new one for them."""
    token, now = _token_of(request) or secrets.token_urlsafe(32), timezone.now()
    proofs = {entry.get("method") for entry in get_authentication_records(request, user)}
    device, is_new = Device.objects.get_or_create(user=user, token=_hashed(token))
    is_new = is_new or device.signed_in_at < now - REMEMBERED
    device.label = describe(request.META.get("HTTP_USER_AGENT", ""))
    device.session_key = request.session.session_key or ""
    device.signed_in_at = device.last_at = now
    device.proved_at = now if proofs & PROOFS else device.proved_at
    device.save()
    request.session[IN_SESSION] = device.pk
    request.device_token = token  # type: ignore[attr-defined]  # for the middleware, which sets the cookie
    return device, is_new


def give_cookie(request: HttpRequest, response: HttpResponse) -> None:
    """Have the browser keep what tells it again."""
    token = getattr(request, "device_token", "")
    if token:
        age = int(REMEMBERED.total_seconds())
        secure = settings.SESSION_COOKIE_SECURE
        name = settings.TONGXIN_DEVICE_COOKIE
        response.set_cookie(name, token, max_age=age, httponly=True, secure=secure, samesite="Lax")


def is_seen(session: SessionBase, user: User) -> bool:
    """Note that the device is in use, and its present session. Returns whether it is still one of the person's."""
    pk = session.get(IN_SESSION)
    if pk is None:
        return True
    here = Device.objects.filter(pk=pk, user=user)
    return bool(here.update(last_at=timezone.now(), session_key=session.session_key or ""))


@change_of_state
def forget(device: Device, *, by: User) -> None:
    """Sign the device out, and know it no more: the next sign-in there is one from a new device."""
    _end_session(device.session_key)
    Device.objects.filter(pk=device.pk).delete()
    record(AccountAction.DEVICE_FORGOTTEN, actor=by, target=device)


def forget_all(user: User, *, but: int = 0) -> None:
    """Know none of the person's devices any more, except the one with this number."""
    for device in Device.objects.filter(user=user).exclude(pk=but):
        _end_session(device.session_key)
        device.delete()


def password_is_new(request: HttpRequest, user: User, **kwargs: object) -> None:
    """With the old password the other browsers are forgotten too; the session of this one has a new key."""
    here = request.session.get(IN_SESSION, 0) if request.user.is_authenticated else 0
    forget_all(user, but=here)
    is_seen(request.session, user)


def session_is_over(request: HttpRequest, **kwargs: object) -> None:
    """Nobody is signed in there any more; the browser stays known."""
    if key := request.session.session_key:
        Device.objects.filter(session_key=key).update(session_key="")


def forget_old_devices() -> int:
    """Every day: remove what has not been used for as long as anything is remembered. Returns how many."""
    return Device.objects.filter(last_at__lt=timezone.now() - REMEMBERED).delete()[0]


def describe(user_agent: str) -> str:
    """Browser and system by the names on their boxes; empty when neither says which it is."""
    found = [
        next((name for pattern, name in names.items() if re.search(pattern, user_agent)), "")
        for names in (_BROWSERS, _SYSTEMS)
    ]
    return " · ".join(filter(None, found))


def _end_session(session_key: str) -> None:
    from django.contrib.sessions.models import Session

    if session_key:
        Session.objects.filter(session_key=session_key).delete()


def _token_of(request: HttpRequest) -> str:
    token = request.COOKIES.get(settings.TONGXIN_DEVICE_COOKIE, "")
    return token if _TOKEN.fullmatch(token) else ""


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
