"""allauth's forms with our words, without placeholders, and tolerant of how codes are typed."""

import textwrap
import unicodedata
from typing import Any

from allauth.account import forms as account
from allauth.account.internal.flows.password_reset_by_code import PASSWORD_RESET_VERIFICATION_SESSION_KEY
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm as BaseActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn.forms import AddWebAuthnForm as BaseAddWebAuthnForm
from allauth.mfa.webauthn.forms import EditWebAuthnForm as BaseEditWebAuthnForm
from django import forms
from django.core.validators import EmailValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.changes.changing import change_of_state
from portal.changes.denied import Denied
from portal.changes.seen_forms import SeenMixin
from portal.components.names import SelectOfNames

from . import second_factor
from .models import User
from .posting import look_everywhere, sign_up_nobody
from .sign_in.address import looks_like_another
from .sign_in.guarding import CLOSED, Guess, app_was_shown, may_show_app, take_mail

BAD_EMAIL = _("Please write the email address in full, such as name@example.com.")
PASSWORD_HINT = _(
    "At least 10 characters, not only digits. Three words you can remember are better than one complicated word."
)


class CodeField(forms.CharField):
    """A short code: full-width digits and spaces from a Chinese keyboard are fine."""

    def __init__(self, label: Any, hint: Any = "") -> None:
        attributes = {"autocomplete": "one-time-code", "inputmode": "numeric"}
        super().__init__(label=label, help_text=hint, max_length=40, widget=forms.TextInput(attrs=attributes))

    def to_python(self, value: Any) -> str:
        """NFKC, without white space and hyphens."""
        text = unicodedata.normalize("NFKC", super().to_python(value) or "")
        return "".join(text.split()).replace("-", "")


def _plain(form: forms.Form, **words: tuple[Any, Any]) -> None:
    """Set label and hint of each field; a placeholder disappears while typing, so there are none."""
    for name, (label, hint) in words.items():
        form.fields[name].label, form.fields[name].help_text = label, hint
    for field in form.fields.values():
        if isinstance(field, forms.EmailField):
            field.validators = [EmailValidator(BAD_EMAIL)]
        field.widget.attrs.pop("placeholder", None)


EIGHT_DIGITS = _("Eight digits; spaces do not matter")
LOOKS_LIKE_ANOTHER = _(
    "This address looks like that of another account. Choose another one, or call the county office."
)
APP_FIRST = _("If you have one, you need not wait: enter its code here, with your password.")
EMAIL = (_("Email address"), "")
NEW_PASSWORD = (_("New password"), PASSWORD_HINT)


class _AsksForMail(forms.Form):
    """A form after which an e-mail is sent: counted when all else is right, alike for known and unknown addresses."""

    def clean(self) -> dict[str, Any]:
        """What was typed. Raises ValidationError when there were too many."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            take_mail(context.request, typed["email"])
        return typed


class LoginForm(account.LoginForm):  # type: ignore[misc]  # allauth ships no types
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, login=EMAIL, password=(_("Password"), ""))
        if "app_code" in self.data:
            self._offer_app()

    def _offer_app(self) -> None:
        self.fields["app_code"] = CodeField(_("Code of your authenticator app"), APP_FIRST)
        self.fields["app_code"].required = False

    def clean_login(self) -> str:
        """The address; looking for it costs the same whether somebody has it or not."""
        typed: str = super().clean_login()
        look_everywhere(typed)
        return typed

    def _clean_with_password(self, credentials: dict[str, str]) -> Any:
        """Who signs in. While strangers have closed the door, the owner's app opens it: its code is asked for first."""
        address, code = credentials["email"], self.cleaned_data.get("app_code")
        if code and may_show_app(self.request, address):
            owner = User.objects.filter(email=address.lower(), is_active=True).first()
            if owner and second_factor.app_shows(owner, code):
                app_was_shown(self.request, address)
        try:
            return super()._clean_with_password(credentials)
        except forms.ValidationError as error:
            if getattr(error, "error_list", None) and any(each.code == CLOSED for each in error.error_list):
                self._offer_app()
            raise


class ChangeAddressForm(_AsksForMail, account.AddEmailForm):  # type: ignore[misc]
    """The address to sign in with from now on; whether somebody has it is told to nobody but its owner."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, email=(_("New email address"), _("We will send a code there to check that it is yours.")))


class SignupForm(_AsksForMail, account.SignupForm):  # type: ignore[misc]
    """Nothing but an e-mail address and a password."""

    account_already_exists: bool

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("We will send a code there to check that it is yours.")
        _plain(self, email=(_("Email address"), hint), password1=(_("Password"), PASSWORD_HINT))

    def try_save(self, request: HttpRequest) -> Any:
        """The new account, or the answer for an address that has one: after as much work."""
        if not self.account_already_exists:
            try:
                return self._sign_up(request)
            except Denied:  # somebody signed up with it at this very moment: a double click, mostly
                self.account_already_exists = True
        sign_up_nobody(self, request)
        return self._sign_up(request)

    @change_of_state
    def _sign_up(self, request: HttpRequest) -> Any:
        return super().try_save(request)


class ResetPasswordForm(_AsksForMail, account.ResetPasswordForm):  # type: ignore[misc]
    """The address to send a code to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, email=EMAIL)

    def clean_email(self) -> str:
        """The address; looking for it costs the same whether somebody has it or not."""
        typed: str = super().clean_email()
        look_everywhere(typed)
        return typed


class RequestLoginCodeForm(_AsksForMail, account.RequestLoginCodeForm):  # type: ignore[misc]
    """The address to send a code to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, email=EMAIL)

    def clean_email(self) -> str:
        """The address; looking for it costs the same whether somebody has it or not."""
        typed: str = super().clean_email()
        look_everywhere(typed)
        return typed


class SetNewPasswordForm(account.ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password after a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, password1=NEW_PASSWORD, password2=(_("Repeat the new password"), ""))


class ChangePasswordForm(account.ChangePasswordForm):  # type: ignore[misc]
    """The old password and the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(
            self,
            oldpassword=(_("Current password"), ""),
            password1=NEW_PASSWORD,
            password2=(_("Repeat the new password"), ""),
        )


class ReauthenticateForm(account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self, password=(_("Password"), _("Forgotten it? Sign out and choose “Forgot your password?”.")))


class _CodeByMail(account.BaseConfirmCodeForm):  # type: ignore[misc]
    """A code that was sent by e-mail: each try counts for the address, in whatever flow."""

    def address(self) -> str:
        """Where the code was sent to."""
        raise NotImplementedError

    def clean_code(self) -> str:
        """The code. Raises ValidationError when it is wrong, ImmediateHttpResponse when there were too many tries."""
        with Guess(context.request, self.address(), "code").refuse_on_page():
            code: str = super().clean_code()
        return code


class ConfirmLoginCodeForm(_CodeByMail, account.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code that signs in."""

    code = CodeField(_("Verification code"), EIGHT_DIGITS)

    def address(self) -> str:
        """See _CodeByMail."""
        return str(context.request._login_stage.state.get("email", ""))


class ConfirmEmailForm(_CodeByMail, account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code that shows the address is one's own."""

    code = CodeField(_("Verification code"), EIGHT_DIGITS)

    def address(self) -> str:
        """See _CodeByMail."""
        return str(self.email)

    def clean_code(self) -> str:
        """The code. Raises ValidationError also when the mailbox, now proved, looks like that of somebody else."""
        code: str = super().clean_code()
        if context.request.user.is_authenticated and looks_like_another(context.request.user, self.email):
            raise forms.ValidationError(LOOKS_LIKE_ANOTHER)
        return code


class ConfirmResetForm(_CodeByMail, account.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    """The code that allows a new password."""

    code = CodeField(_("Verification code"), EIGHT_DIGITS)

    def address(self) -> str:
        """See _CodeByMail."""
        return str(context.request.session[PASSWORD_RESET_VERIFICATION_SESSION_KEY]["email"])


class LanguageForm(SeenMixin, forms.ModelForm[User]):
    """In which language we write to somebody."""

    class Meta:
        model = User
        fields = ["language"]
        labels = {"language": _("We write to you in")}
        widgets = {"language": SelectOfNames}


FACTOR_HINT = _("Six digits from your authenticator app, or one of your recovery codes.")


class _OnceForm(mfa.BaseAuthenticateForm):  # type: ignore[misc]
    """A code of the app counts once, however long it would still be accepted (RFC 6238, 5.2)."""

    def clean_code(self) -> str:
        """The code. Raises ValidationError when it is wrong or was used before, or when too many tries were wrong."""
        with Guess(context.request, self.user.email, "mfa").refuse_on_form():
            if second_factor.is_spent(self.user, self.cleaned_data["code"]):
                raise get_adapter().validation_error("incorrect_code")
            code: str = super().clean_code()
            is_apps = self.authenticator.type == Authenticator.Type.TOTP
            if is_apps and not second_factor.spend(self.user, code):  # sent twice at once
                raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(_OnceForm, mfa.AuthenticateForm):  # type: ignore[misc]
    """The second factor while signing in."""

    code = CodeField(_("Verification code"), FACTOR_HINT)


class ReauthenticateFactorForm(_OnceForm, mfa.ReauthenticateForm):  # type: ignore[misc]
    """The second factor once more."""

    code = CodeField(_("Verification code"), FACTOR_HINT)


class ActivateTOTPForm(BaseActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""

    code = CodeField(_("Code shown by the app"), _("Six digits; a new one appears every 30 seconds."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        session = context.request.session
        begun = session.get(SECRET_SESSION_KEY)
        super().__init__(*args, **kwargs)
        if begun:  # what is already in the phone stays right when the page is opened again
            self.secret = session[SECRET_SESSION_KEY] = begun

    @property
    def secret_in_groups(self) -> str:
        """For typing by hand."""
        return " ".join(textwrap.wrap(self.secret, 4))

    def clean_code(self) -> str:
        """The code. Raises ValidationError when the app should not show it now."""
        code: str = super().clean_code()
        second_factor.spend(self.user, code)
        return code


class AddWebAuthnForm(BaseAddWebAuthnForm):  # type: ignore[misc]
    """A new security key."""

    name = forms.CharField(label=_("A name for this key"), max_length=40, required=False)


class EditWebAuthnForm(BaseEditWebAuthnForm):  # type: ignore[misc]
    """Another name for a security key."""

    name = forms.CharField(label=_("A name for this key"), max_length=40)
