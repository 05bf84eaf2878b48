"""How allauth behaves here: who may prove what again, and what our e-mails know."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress, Login
from allauth.core import context as allauth_context
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.pages.languages import home_url

from .models import User
from .posting import PostingAdapter
from .sign_in import devices, events
from .sign_in.address import note_change
from .sign_in.guarding import Guess, may_mail
from .sign_in.registry import is_code_needed


class AccountAdapter(PostingAdapter):
    """Sign-in by e-mail."""

    error_messages = {
        **PostingAdapter.error_messages,
        "email_password_mismatch": _("Email address and password do not match. Check both, or sign in with a code."),
        "incorrect_code": _("This code is not right. Check it, or ask for a new one."),
        "incorrect_password": _("This password is not right."),
        "enter_current_password": _("This is not your current password."),
        "too_many_login_attempts": _("There were too many tries. The wait grows with each wrong one."),
        "rate_limited": _("Please wait a little before you try again."),
    }

    def new_user(self, request: HttpRequest) -> User:
        """Whoever signs up is written to in the language of the page they signed up on."""
        return User(language=get_language() or settings.LANGUAGE_CODE)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Who has this password. Raises ValidationError when too many tries were wrong, whoever made them."""
        guess = Guess(request, credentials.get("email", ""), "password").refuse_on_form()
        user: User | None = super().authenticate(request, **credentials)
        if user:
            guess.was_right()
        else:
            guess.was_wrong()
        return user

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, remember the browser, and tell the person when it is a new one."""
        is_first_time = user.last_login is None
        super().login(request, user)
        events.signed_in(request, user)
        device, is_new = devices.remember(request, user)
        if is_new and not is_first_time:
            self.send_notification_mail("account/email/new_device", user, {"device": str(device)})

    def is_login_by_code_required(self, login: Login) -> bool:
        """Whoever sees children shows a code after the password, in each browser once in ninety days."""
        if settings.TONGXIN_DEMO or not login.user or not is_code_needed(login.user) or is_mfa_enabled(login.user):
            return False
        records = get_authentication_records(request=self.request, user=login.user)
        is_shown = any(entry.get("method") in devices.PROOFS for entry in records)
        return not (is_shown or devices.is_proved(self.request, login.user))

    def get_client_ip(self, request: HttpRequest) -> str:
        """By which a visitor's tries are limited: the network's address, or the browser in which somebody is known.

        So nobody's neighbours in one network use up what they may do.
        """
        return devices.identity_of(request) or super().get_client_ip(request)

    def generate_login_code(self) -> str:
        """A code, as the other two, in two groups: easier to read and to type; spaces do not count."""
        return in_two(super().generate_login_code())

    def generate_password_reset_code(self) -> str:
        """See generate_login_code."""
        return in_two(super().generate_password_reset_code())

    def generate_email_verification_code(self) -> str:
        """See generate_login_code."""
        return in_two(super().generate_email_verification_code())

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the owner, in their own language, also when somebody else does it in another one."""
        extra = {
            "ip": super().get_client_ip(self.request),
            "put_back_token": getattr(self.request, "put_back_token", ""),
        }
        with translation.override(user.language):
            super().send_notification_mail(template_prefix, user, {**extra, **(context or {})}, email)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Who has a second factor proves it again: the password alone would let an old session change it."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if not is_mfa_enabled(user):
            return methods
        factors = [method for method in methods if method["id"] != "reauthenticate"]
        # The first is asked for: who has only a key is not asked for one of the few recovery codes.
        return factors if is_mfa_enabled(user, [Authenticator.Type.TOTP]) else factors[::-1]

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """The address is proved; for who is signed in it is the new one from now on. One transaction."""
        token = ""
        with transaction.atomic():
            if request.user.is_authenticated and request.user.email != email_address.email:
                token = note_change(request.user)
            request.put_back_token = token  # type: ignore[attr-defined]  # for the e-mail to the old address
            is_confirmed: bool = super().confirm_email(request, email_address)
            if not is_confirmed:
                transaction.set_rollback(True)
        if is_confirmed and token:
            self._address_is_new(request, email_address.user)
        return is_confirmed

    def _address_is_new(self, request: HttpRequest, user: User) -> None:
        user.refresh_from_db()
        update_session_auth_hash(request, user)
        devices.password_is_new(request, user)
        self.send_notification_mail("account/email/address_new", user)

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Who was signed in already comes back to their account."""
        if self.request.user.is_authenticated:
            return reverse("my_account")
        url: str = super().get_email_verification_redirect_url(email_address)
        return url

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """The home page in the language one was reading."""
        return home_url()

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the page of one's own account."""
        return reverse("my_account")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of our own texts; the site's address comes from settings, never from the request's host.

        No more than a few codes a day go to one address: the forms count those that are asked for, allauth those of
        addresses that are not proved (`confirm_email`), and this the one after a password.
        """
        if template_prefix == "account/email/login_code" and not may_mail(
            self.request or allauth_context.request, email
        ):
            return
        super().send_mail(template_prefix, email, {"site_address": settings.WAGTAILADMIN_BASE_URL, **context})


def in_two(code: str) -> str:
    """1234 5678."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"
