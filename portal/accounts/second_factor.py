"""Whether a session has proved a second factor, and where to send it when it has not."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import User

RETURN_KEY = "second_factor_return"
# How long one code of the app is accepted: its own half minute and those beside it.
ACCEPTED_FOR = (2 * app_settings.TOTP_TOLERANCE + 1) * app_settings.TOTP_PERIOD


def is_proved(request: HttpRequest, user: User) -> bool:
    """Whether this session, not merely this account, has shown a second factor."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def is_enrolled(user: User) -> bool:
    """Whether the account has an authenticator app or a security key."""
    return bool(is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]))


def proof_url(request: HttpRequest, user: User) -> str:
    """Where to set up a second factor, or to show it, and come back to what was asked for."""
    wanted = request.get_full_path() if request.method == "GET" else reverse("after_login")
    if not is_enrolled(user):
        request.session[RETURN_KEY] = wanted
        return reverse("mfa_index")
    methods = get_adapter(request).get_reauthentication_methods(user)
    return f"{methods[0]['url']}?{urlencode({'next': wanted})}"


def remember_first(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: object) -> None:
    """Setting up the account's first factor has just shown it; a later one proves nothing about this session."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    others = Authenticator.objects.filter(user=user).exclude(pk=authenticator.pk)
    if not others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


def is_spent(user: User, code: str) -> bool:
    """Whether this code of the app has been used already."""
    return bool(cache.get(_spent(user, code)))


def spend(user: User, code: str) -> bool:
    """Use a code of the app up for as long as it is accepted: allauth forgets it after a third of that.

    Returns whether this is the first use.
    """
    return cache.add(_spent(user, code), True, timeout=ACCEPTED_FOR)


def app_shows(user: User, code: str) -> bool:
    """Whether the person's authenticator app shows this code now. It is not used up: the second step asks for it."""
    app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if app is None or is_spent(user, code):
        return False
    return bool(validate_totp_code(get_mfa_adapter().decrypt(app.data["secret"]), code))


def tell_codes_left(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: object) -> None:
    """Whoever needed a recovery code has lost something: say how many are left, and where to set up a new phone."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        return
    left = len(Authenticator.objects.get(pk=authenticator.pk).wrap().get_unused_codes())
    said = ngettext(
        "You used a recovery code: %(left)d is left.", "You used a recovery code: %(left)d are left.", left
    ) % {"left": left}
    said = said if left else _("You used your last recovery code.")
    link = format_html('<a href="{}">{}</a>', reverse("mfa_index"), _("Set up a new phone, or make new codes"))
    messages.warning(request, format_html("{} {}", said, link))


def _spent(user: User, code: str) -> str:
    return f"second-factor.spent.{user.pk}.{code}"
