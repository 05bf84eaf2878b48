"""What signing in sends: into the outbox, and as much work for an address nobody has as for one that somebody has."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.models import EmailAddress
from allauth.core import context as allauth_context
from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.http import HttpRequest

from .models import User

NOBODY = "account/email/unknown_account"
SAYS_SENT = frozenset({"account/messages/email_confirmation_sent.txt", "account/messages/login_code_sent.txt"})
# Longer than a code is of use it need not be kept; that a password was changed is told however late.
CODE_KEPT_FOR, NEWS_KEPT_FOR = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT), timedelta(days=7)


class PostingAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Sends through the queue of what is urgent. Where there is nobody to write to, a decoy is written instead.

    allauth calls `send_mail` for addresses without an account too (ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS), and says "sent"
    without sending where somebody asks again: `add_message` makes up for that.
    """

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Seal one e-mail for the worker; for an unknown address the same one to nobody."""
        request = allauth_context.request
        is_decoy = template_prefix == NOBODY
        if is_decoy:
            code = {"code": self.generate_login_code(), "site_address": settings.WAGTAILADMIN_BASE_URL}
            template_prefix, context = "account/email/login_code", {**context, **code}
        mail = self.render_mail(template_prefix, email, {"request": request, "email": email, **context})
        keep_for = CODE_KEPT_FOR if "code" in context else NEWS_KEPT_FOR
        connection = get_connection(urgent=True, keep_for=keep_for)
        if is_decoy:
            mail.to = []
        if not is_decoy or getattr(connection, "takes_decoys", False):
            connection.send_messages([mail])
        if request is not None:
            request.has_posted = True

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """Say something; where that is "sent", and nothing was, write a decoy."""
        super().add_message(request, level, message_template, *args, **kwargs)
        if message_template in SAYS_SENT and not getattr(request, "has_posted", False):
            _look_up(0)
            self.send_mail(NOBODY, "", {})


def look_everywhere(address: str) -> None:
    """Where allauth looks for an unknown address and not for a verified one: here it is asked for both."""
    typed = address.strip().lower()
    if EmailAddress.objects.filter(email=typed, verified=True).exists():
        User.objects.filter(email=typed).first()


def sign_up_nobody(form: Any, request: HttpRequest) -> None:
    """Do for an address that has an account what signing up does for a new one, and keep nothing of it.

    The password is hashed, an account written and rolled back, and a decoy committed instead.
    """
    typed = form.cleaned_data
    form.cleaned_data, form.account_already_exists = {**typed, "email": f"{secrets.token_hex(8)}@nobody.invalid"}, False
    with transaction.atomic():
        with transaction.atomic():
            user = form.save(request)
            EmailAddress.objects.filter(user=user, verified=True).exists()
            _look_up(user.pk)
            transaction.set_rollback(True)
        get_adapter(request).send_mail(NOBODY, "", {})
    form.cleaned_data, form.account_already_exists = typed, True


def _look_up(account: int) -> None:
    """What allauth asks about an account it writes to."""
    User.objects.filter(pk=account).first()
    EmailAddress.objects.filter(user=account).first()
