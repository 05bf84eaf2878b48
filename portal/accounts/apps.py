"""People who sign in, their roles and the areas they are assigned to."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who sign in, their roles and the areas they are assigned to."""

    name = "portal.accounts"
    label = "accounts"
