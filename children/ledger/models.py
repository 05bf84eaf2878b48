"""The ledger: one record a child, the categories it is in and what it needs."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.enums import Capability
from portal.ages import ADULT, age_band, age_on
from portal.areas import ordered
from portal.areas.scoping import ScopedModel
from portal.changes.drawing import DrawnField, digits
from portal.changes.rule_versions import RuleVersion, VersionState
from portal.eligibility.enums import ParentsAway
from portal.privacy.fields import EncryptedTextField, blind_index_field, is_unreadable
from portal.privacy.personal import PersonalData, Sensitivity

from .enums import OPEN, Basis, Care, Category, CategoryEnd, ChildState, MissingId, NeedDomain, Risk, Sex, Turned

# For questions about dates of birth, which an index on the state would answer worse.
IS_OPEN = Q(ordered.OneOf("state", OPEN, apart=True))


def new_case_number() -> str:
    """Eight random digits: nobody can count the children by their case numbers."""
    return digits(8)


class Child(ScopedModel, PersonalData):
    """A child in the ledger. Identity is the UUID; the ID number may be missing and a name is never unique."""

    scope_capability = Capability.SEE_CHILD
    reveal_capability = Capability.REVEAL_CHILD
    sensitive_fields: ClassVar = {
        "full_name": Sensitivity.CONTACT,
        "called_name": Sensitivity.CONTACT,
        "id_number": Sensitivity.MASKED,
        "birth_date": Sensitivity.CONTACT,
        "address": Sensitivity.CONTACT,
        "school": Sensitivity.CONTACT,
        "health": Sensitivity.MASKED,
        "guardian_name": Sensitivity.CONTACT,
        "guardian_phone": Sensitivity.CONTACT,
        "parents_workplace": Sensitivity.CONTACT,
        "parents_phone": Sensitivity.CONTACT,
        "sex": Sensitivity.PLAIN,
        "birth_year": Sensitivity.PLAIN,
        "grade": Sensitivity.PLAIN,
        "care": Sensitivity.PLAIN,
        "parents_away": Sensitivity.PLAIN,
        "away_since": Sensitivity.PLAIN,
        "risk": Sensitivity.PLAIN,
    }

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case_number = DrawnField(_("case number"), max_length=8, unique=True, default=new_case_number, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=ChildState.choices, default=ChildState.DRAFT)

    full_name = EncryptedTextField(_("full name"), index_field="full_name_index")
    full_name_index = blind_index_field()
    called_name = EncryptedTextField(_("what the child is called"), blank=True)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex.choices)
    # ISO, as precise as known: 2015, 2015-03 or 2015-03-07.
    birth_date = EncryptedTextField(_("date of birth"), blank=True, index_field="birth_date_index")
    # Who is 16 or 18 today is asked of the database by the dates that it could be, none of which it can read (0023).
    birth_date_index = blind_index_field()
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), db_index=True)
    id_number = EncryptedTextField(_("ID number"), blank=True, index_field="id_number_index")
    id_number_index = blind_index_field()
    id_missing = models.CharField(_("why there is no ID number"), max_length=16, choices=MissingId.choices, blank=True)
    address = EncryptedTextField(_("address"), blank=True)
    school = EncryptedTextField(_("school"), blank=True)
    grade = models.CharField(_("grade"), max_length=20, blank=True)
    health = EncryptedTextField(_("health and disability"), blank=True)

    guardian_name = EncryptedTextField(_("guardian at home"), blank=True)
    guardian_phone = EncryptedTextField(_("guardian's phone"), blank=True)
    parents_away = models.CharField(_("parents away"), max_length=8, choices=ParentsAway.choices)
    away_since = models.DateField(_("away since"), null=True, blank=True)
    parents_workplace = EncryptedTextField(_("where the parents work"), blank=True)
    parents_phone = EncryptedTextField(_("parents' phone"), blank=True)
    care = models.CharField(_("care arrangement"), max_length=12, choices=Care.choices)
    risk = models.CharField(_("risk"), max_length=8, choices=Risk.choices, default=Risk.LOW)

    # Somebody has to look what goes on at this age; empty when somebody has.
    turned = models.PositiveSmallIntegerField(choices=Turned.choices, null=True, editable=False)
    turned_at = models.DateTimeField(null=True, editable=False)

    basis = models.CharField(_("basis for keeping this record"), max_length=20, choices=Basis.choices)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta(ScopedModel.Meta):
        ordering = ["-created_at", "-pk"]
        verbose_name = _("child")
        verbose_name_plural = _("children")
        constraints = [
            models.UniqueConstraint(
                fields=["id_number_index"],
                condition=~Q(id_number_index="") & ~Q(state=ChildState.MERGED),
                name="child_id_number_once",
            ),
            models.CheckConstraint(
                condition=Q(id_number_index="") | Q(id_missing=""), name="child_id_number_or_reason_not_both"
            ),
            models.CheckConstraint(
                condition=Q(turned=None, turned_at=None) | Q(turned__isnull=False, turned_at__isnull=False),
                name="child_turned_since_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["area_path", "state"], name="child_by_area_and_state"),
            models.Index(fields=["area_path"], condition=Q(turned__isnull=False), name="child_turned"),
            models.Index(fields=["away_since"], name="child_by_away_since"),
            # The list's own order, for all that is open, for each state (and its count), and for each risk.
            *ordered.indexes("child_open", "-created_at", "-id", condition=Q(state__in=OPEN)),
            *ordered.indexes("child_state", "state", "-created_at", "-id", "area_path"),
            *ordered.indexes("child_risk", "state", "risk", "-created_at", "-id", "area_path"),
            # Who comes of age, and whose parents have been away long enough.
            *ordered.indexes("child_born", "birth_date_index", condition=IS_OPEN),
            *ordered.indexes("child_year", "birth_year", condition=IS_OPEN),
            *ordered.indexes("child_away", "state", "away_since"),
        ]

    def __str__(self) -> str:
        return self.case_number

    def get_absolute_url(self) -> str:
        """The record's page on the desk."""
        return reverse("children:detail", args=[self.uuid])

    @property
    def age_band(self) -> str:
        """The band of the return, as of today: 0–5, 6–13, 14–15, 16–17, 18+."""
        return age_band(self.birth_date, timezone.localdate())

    @property
    def state_today(self) -> ChildState:
        """Where the record stands today, whether or not the worker has written it down; see `state_on`."""
        return self.state_on(timezone.localdate())

    def state_on(self, day: date) -> ChildState:
        """Where the record stands on a day: who is 18 has aged out (Minors Protection Law, art. 2)."""
        return ChildState.AGED_OUT if self.state in OPEN and self.is_of_age(ADULT, day) else ChildState(self.state)

    def is_of_age(self, years: int, day: date) -> bool:
        """Whether the child is certainly so old."""
        return (age_on(self.born, day) or 0) >= years

    @property
    def born(self) -> str:
        """The date of birth as far as it can be read: at least the year."""
        known = self.birth_date or ""
        return str(self.birth_year) if not known or is_unreadable(known) else known


class ChildCategory(models.Model):
    """A child is in a category from a day (inclusive) until a day (exclusive), by a version of the rule."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="categories")
    category = models.CharField(_("category"), max_length=16, choices=Category.choices)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    rule_version = models.CharField(max_length=20)
    # When it ended by itself: why, and the version of the rule that says so.
    ended_reason = models.CharField(max_length=16, choices=CategoryEnd.choices, blank=True)
    ended_rule = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["child", "category"], condition=Q(until=None), name="child_category_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_reason="", ended_rule="") | (Q(until__isnull=False) & ~Q(ended_rule="")),
                name="child_category_ended_by_a_rule",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_category_display())


class ChildNeed(models.Model):
    """One of the needs of a child."""

    child = models.ForeignKey(Child, models.CASCADE, related_name="needs")
    domain = models.CharField(_("need"), max_length=16, choices=NeedDomain.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["child", "domain"], name="child_need_once")]

    def __str__(self) -> str:
        return str(self.get_domain_display())


class LeftBehindRule(RuleVersion):
    """One version of the definition of a left-behind child, for the ledger and for the public's check."""

    under_age = models.PositiveSmallIntegerField(_("under this age, in years"))
    months_away = models.PositiveSmallIntegerField(_("away without a break for this many months"))
    outside_county = models.BooleanField(_("away means outside the county"), default=True)
    one_parent_counts = models.BooleanField(_("one parent away counts when the other cannot care"), default=True)

    class Meta(RuleVersion.Meta):
        ordering = ["-effective_from"]
        verbose_name = _("definition of a left-behind child")
        verbose_name_plural = _("definition of a left-behind child")
        constraints = [
            *RuleVersion.Meta.constraints,
            models.UniqueConstraint(fields=["version"], name="left_behind_version_once"),
            models.UniqueConstraint(
                fields=["effective_from"],
                condition=models.Q(state=VersionState.DECIDED),
                name="left_behind_one_decided_version_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.version
