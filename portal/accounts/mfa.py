"""How allauth's second factor behaves here: secrets are encrypted at rest."""

import base64
import logging
import os
from io import BytesIO

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from qrcode.image.svg import SvgPathFillImage

from portal.privacy.crypto import Unreadable, decrypt, encrypt

from .models import User

CONTEXT = b"mfa.authenticator"
logger = logging.getLogger(__name__)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Encrypts the secrets of authenticator apps and recovery codes with the field keys."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("This code is not right. Wait for the app to show the next one and enter that."),
    }

    def encrypt(self, text: str) -> str:
        """The token that is stored."""
        return encrypt(text, CONTEXT)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; of a damaged token a random one, so that no code fits and the sign-in page still answers."""
        try:
            return decrypt(encrypted_text, CONTEXT)
        except Unreadable:
            logger.exception("A second factor cannot be decrypted: its owner must set it up again.")
            return base64.b32encode(os.urandom(20)).decode("ascii")

    def build_totp_svg(self, url: str) -> str:
        """The QR code on white: a scanner finds no black on a dark page."""
        picture = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(picture)
        return picture.getvalue().decode()

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002  allauth's name
        """A name to begin with, in words of our own."""
        return _("Security key")
