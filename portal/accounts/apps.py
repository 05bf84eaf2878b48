"""People who sign in, their roles and the areas they are assigned to."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who sign in, their roles and the areas they are assigned to."""

    name = "portal.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen for second factors being set up and used; have the secrets of all rewritten with other values."""
        from allauth.mfa.signals import authenticator_added, authenticator_used

        from portal.privacy.rotation import also_rotate

        from .rotation import rotate_second_factors
        from .second_factor import remember_first, tell_codes_left

        authenticator_added.connect(remember_first, dispatch_uid="accounts.remember_first")
        authenticator_used.connect(tell_codes_left, dispatch_uid="accounts.tell_codes_left")
        also_rotate(rotate_second_factors)
