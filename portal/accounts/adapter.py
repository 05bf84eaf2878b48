"""How allauth behaves here: who may prove what again, and what our e-mails know."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.languages import home_url

from .models import User
from .posting import PostingAdapter


class AccountAdapter(PostingAdapter):
    """Sign-in by e-mail."""

    error_messages = {
        **PostingAdapter.error_messages,
        "email_password_mismatch": _("Email address and password do not match. Check both, or sign in with a code."),
        "incorrect_code": _("This code is not right. Check it, or ask for a new one."),
        "incorrect_password": _("This password is not right."),
        "enter_current_password": _("This is not your current password."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
        "rate_limited": _("Please wait a little before you try again."),
    }

    def new_user(self, request: HttpRequest) -> User:
        """Whoever signs up is written to in the language of the page they signed up on."""
        return User(language=get_language() or settings.LANGUAGE_CODE)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Who has a second factor proves it again: the password alone would let an old session change it."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if not is_mfa_enabled(user):
            return methods
        factors = [method for method in methods if method["id"] != "reauthenticate"]
        # The first is asked for: who has only a key is not asked for one of the few recovery codes.
        return factors if is_mfa_enabled(user, [Authenticator.Type.TOTP]) else factors[::-1]

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The home page in the language one was reading."""
        return home_url()

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the page of one's own account."""
        return reverse("my_account")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of our own texts; the site's address comes from settings, never from the request's host."""
        super().send_mail(template_prefix, email, {"site_address": settings.WAGTAILADMIN_BASE_URL, **context})
