"""People who sign in, and their second factors, for tests."""

import base64
import hashlib
import hmac
import struct
import time

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from portal.accounts.models import StaffIdentity, User

PASSPHRASE = "three warm words"


def member(email: str = "member@example.test", **fields: object) -> User:
    """Someone with a verified address and PASSPHRASE as password."""
    user = User.objects.create_user(email, PASSPHRASE, **fields)
    return verified(user)


def verified(user: User) -> User:
    """The same person, with the e-mail address verified and PASSPHRASE as password."""
    user.set_password(PASSPHRASE)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def with_app(user: User) -> str:
    """Enrol an authenticator app and recovery codes; returns the app's secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def app_code(secret: str, later: int = 0) -> str:
    """What the app shows now, or so many codes later (RFC 6238)."""
    moment = int(time.time()) // 30 + later
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", moment), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def password_only(user: User) -> Client:
    """A browser signed in with nothing but the password."""
    client = Client()
    client.force_login(user)
    return client


def with_identity(user: User, *, phone: str = "", id_number: str = "") -> StaffIdentity:
    """What is on file of this person, entered at the machine."""
    vars(user).pop("_marks", None)
    return StaffIdentity.objects.create(user=user, phone=phone, id_number=id_number)
