"""The user model, and which role someone holds in which area."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from portal.areas.models import Area

from ..addresses import fold_address
from ..enums import ROLE_CAPABILITIES, Capability, Role
from ..sign_in.sessions import end_sessions
from .holding import AssignmentQuerySet

SESSIONS = "accounts.sessions"
OPENS_ADMIN = "wagtailadmin.access_admin"


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A user who can sign in; without a password only by code."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A technical account: all of Wagtail's admin, and no child's record."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """Someone who can sign in. What they may do comes from their assignments, never from `is_superuser`."""

    username = None  # type: ignore[assignment]  # people sign in by e-mail
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("email address"), unique=True)
    display_name = models.CharField(_("name shown"), max_length=40, blank=True)
    # Of the messages we send; a page is in the language of its address.
    language = models.CharField(
        _("language of messages"), max_length=7, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    # How often every session was ended at once; see sign_in.sessions.
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)

    # The form shared by all addresses that reach the same mailbox or look the same: `fold_address`.
    mailbox = models.CharField(max_length=254, blank=True, default="", editable=False, db_index=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.display_name or str(_("User %(number)s") % {"number": self.pk})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The folded address follows the address; closing the account ends its sessions for good."""
        chosen = kwargs.get("update_fields")
        if "email" in self.__dict__ and (chosen is None or "email" in chosen):
            self.mailbox = fold_address(self.email)[:254]
            if chosen is not None:
                kwargs["update_fields"] = {*chosen, "mailbox"}
        super().save(*args, **kwargs)
        if not self.is_active:
            end_sessions(self)

    def get_full_name(self) -> str:
        """The name shown to colleagues."""
        return str(self)

    get_short_name = get_full_name

    def get_session_auth_hash(self) -> str:
        """What a session must hold to be good: it changes with the password and when all sessions are ended."""
        return self._session_proof(None)

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same by former secret keys: such a session goes on and gets the new proof."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_proof(str(secret))

    def _session_proof(self, secret: str | None) -> str:
        return salted_hmac(SESSIONS, f"{self.sessions_ended}:{self.password}", secret, algorithm="sha256").hexdigest()

    def current_assignments(self) -> list[Assignment]:
        """The assignments in force now, read once per instance (that is: once per request)."""
        if not hasattr(self, "_current_assignments"):
            current = (
                Assignment.objects.current().filter(user=self).select_related("area", "granted_by", "confirmed_by")
            )
            self._current_assignments = list(current) if self.is_active and self.pk else []
        return self._current_assignments

    def area_paths(self, capability: str) -> frozenset[str]:
        """The paths of the areas in which this person holds `capability`; empty for an outsider."""
        return frozenset(
            assignment.area.path
            for assignment in self.current_assignments()
            if capability in ROLE_CAPABILITIES[assignment.role]
        )

    def can(self, capability: str, path: str | None = None) -> bool:
        """Whether the capability is held anywhere, or at the record with this `area_path`."""
        paths = self.area_paths(capability)
        return bool(paths) if path is None else any(path.startswith(own) for own in paths)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """An editor's rights hang on a group; they open the admin while the role is in force, and no longer."""
        if perm == OPENS_ADMIN and not self.is_superuser and not self._is_editor():
            return False
        return super().has_perm(perm, obj)

    def _is_editor(self) -> bool:
        return any(held.role == Role.EDITOR for held in self.current_assignments())

    @property
    def works_here(self) -> bool:
        """Whether this is staff, who need a second factor: any assignment, or a technical account."""
        return self.is_superuser or self.is_staff or bool(self.current_assignments())


def beginning_of_today() -> datetime:
    """Local midnight: who is not told otherwise serves from the beginning of the day."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


class Assignment(models.Model):
    """A role held by a person in an area, from a day (inclusive) until a day (exclusive).

    The days are for reading; what is in force says `current()`. It opens nothing before `effective_at`. `granted_by`
    proposed it (nobody: it was done at the machine), `confirmed_by` is the second person of those roles that two
    people give.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="assignments", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=24, choices=Role.choices)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("area"))
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("granted by"))
    confirmed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("confirmed by")
    )
    given_at = models.DateTimeField(_("given at"), default=timezone.now)
    effective_at = models.DateTimeField(_("takes effect at"), default=beginning_of_today)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("role held")
        verbose_name_plural = _("roles held")
        ordering = ["user_id", "area__code", "role"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "area"], condition=Q(until=None), name="assignment_once_per_role_and_area"
            ),
            models.CheckConstraint(
                # The same day: given by mistake and taken back, it was never in force.
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="assignment_does_not_end_before_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("granted_by")) | Q(granted_by=None),
                name="assignment_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("user")), name="assignment_not_confirmed_by_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.area}"

    @property
    def is_over(self) -> bool:
        """Whether it was ended: from that moment on, whatever day the clock shows."""
        return self.until is not None

    @property
    def is_waiting(self) -> bool:
        """Whether its waiting time is not over."""
        return self.given_at < self.effective_at > timezone.now()

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the role may do."""
        return ROLE_CAPABILITIES[self.role]

    def holds(self, capability: Capability) -> bool:
        """Whether the role includes `capability`."""
        return capability in self.capabilities
