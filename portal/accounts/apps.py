"""People who sign in, their roles and the areas they are assigned to."""

from django.apps import AppConfig

from portal.changes.constraints import MEANINGS


class AccountsConfig(AppConfig):
    """People who sign in, their roles and the areas they are assigned to."""

    name = "portal.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen for second factors and passwords; have the secrets of all rewritten with other values."""
        from allauth.account.signals import password_changed, password_reset, password_set
        from allauth.mfa.signals import (
            authenticator_added,
            authenticator_removed,
            authenticator_reset,
            authenticator_used,
        )
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from portal.audit.actions import ACTIONS
        from portal.privacy.rotation import ELSEWHERE

        from . import at_once
        from .actions import AccountAction, RoleAction
        from .rotation import rotate_second_factors
        from .second_factor import remember_first, tell_codes_left
        from .sign_in import events
        from .sign_in.devices import password_is_new, session_is_over
        from .sign_in.middleware import begin

        ACTIONS.add(AccountAction)
        ACTIONS.add(RoleAction)
        MEANINGS.add(at_once.MEANINGS)
        authenticator_added.connect(remember_first, dispatch_uid="accounts.remember_first")
        authenticator_used.connect(tell_codes_left, dispatch_uid="accounts.tell_codes_left")
        password_changed.connect(password_is_new, dispatch_uid="accounts.password_changed")
        user_logged_in.connect(begin, dispatch_uid="accounts.session_begins")
        user_logged_out.connect(session_is_over, dispatch_uid="accounts.session_is_over")
        password_reset.connect(password_is_new, dispatch_uid="accounts.password_reset")
        authenticator_added.connect(events.factor_added, dispatch_uid="accounts.factor_added")
        authenticator_removed.connect(events.factor_removed, dispatch_uid="accounts.factor_removed")
        authenticator_reset.connect(events.factor_renewed, dispatch_uid="accounts.factor_renewed")
        for signal in (password_changed, password_reset, password_set):
            signal.connect(events.password_changed, dispatch_uid="accounts.password_on_record")
        ELSEWHERE.add(rotate_second_factors)
