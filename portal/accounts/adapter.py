"""How allauth behaves here: who may prove what again, and what our e-mails know."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from .models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sign-in by e-mail."""

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Who has a second factor proves it again: the password alone would let an old session change it."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if is_mfa_enabled(user):
            return [method for method in methods if method["id"] != "reauthenticate"]
        return methods

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the page of one's own account."""
        return reverse("my_account")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of our own texts; the site's address comes from settings, never from the request's host."""
        super().send_mail(template_prefix, email, {"site_address": settings.WAGTAILADMIN_BASE_URL, **context})
