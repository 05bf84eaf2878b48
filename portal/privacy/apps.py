"""Encrypted fields, blind index, masking."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Encrypted fields, blind index, masking."""

    name = "portal.privacy"
    label = "privacy"
