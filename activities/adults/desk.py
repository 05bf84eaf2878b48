"""Hearing of changes below that the two-adult rule rests on: roles, accounts, checks of volunteers.

The apps below know nothing of sessions. Every way of saving is heard, Wagtail's own screens too; what goes past
`save()` is found the same night.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save

from portal.accounts.models import Assignment, User
from volunteers.application.models import VettingStep, Volunteer

from .domain.watching import recheck_later


def register() -> None:
    """Called from AppConfig.ready()."""
    post_save.connect(_role_changed, sender=Assignment, dispatch_uid="adults.role")
    post_save.connect(_account_changed, sender=User, dispatch_uid="adults.account")
    post_save.connect(_check_recorded, sender=VettingStep, dispatch_uid="adults.check")
    post_save.connect(_engagement_changed, sender=Volunteer, dispatch_uid="adults.engagement")


def _role_changed(instance: Assignment, **kwargs: Any) -> None:
    recheck_later(instance.user_id)


def _account_changed(instance: User, created: bool, update_fields: frozenset[str] | None, **kwargs: Any) -> None:
    # Each sign-in writes when it was: that changes nothing.
    if not created and (update_fields is None or "is_active" in update_fields):
        recheck_later(instance.pk)


def _check_recorded(instance: VettingStep, **kwargs: Any) -> None:
    recheck_later(instance.volunteer.user_id)


def _engagement_changed(
    instance: Volunteer, created: bool, update_fields: frozenset[str] | None, **kwargs: Any
) -> None:
    if not created and (update_fields is None or "state" in update_fields):
        recheck_later(instance.user_id)
