"""Whether a volunteer may serve, worked out at read time: a lapse counts the moment it happens."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from ..enums import VettingKind, VettingOutcome, VolunteerState
from ..models import VettingStep, Volunteer
from ..models.volunteer import NO_CHECK


class Standing(models.TextChoices):
    """Why a volunteer may not serve."""

    NOT_ACTIVE = "not_active", _("You can help once your application has been approved.")
    SUSPENDED = "suspended", _("Your volunteering is paused. Please call the county office.")
    CHECK_LAPSED = "check_lapsed", _("Your record check is no longer valid. Please renew it with the county office.")


def serve_denied_reason(volunteer: Volunteer, *, on: date) -> Standing | None:
    """Why this volunteer may not be with children on that day, or None.

    The record check is done on taking up the work and yearly after (Minors Protection Law, art. 62).
    """
    if volunteer.state == VolunteerState.SUSPENDED:
        return Standing.SUSPENDED
    if volunteer.state != VolunteerState.ACTIVE:
        return Standing.NOT_ACTIVE
    return None if has_valid_check(volunteer, on=on) else Standing.CHECK_LAPSED


def has_valid_check(volunteer: Volunteer, *, on: date) -> bool:
    """Whether the latest record check is clear and valid on that day."""
    latest = volunteer.vetting.filter(kind=VettingKind.RECORD_CHECK, done_on__lte=on).first()
    return (
        latest is not None
        and latest.outcome == VettingOutcome.CLEAR
        and latest.valid_until is not None
        and latest.valid_until >= on
    )


def keep_check(volunteers: QuerySet[Volunteer]) -> int:
    """Write down until which day the record check of each holds; in the transaction that records one. Returns how many.

    What lists go by: for today and later the same as `has_valid_check`, as no check is recorded before it is done.
    """
    checks = VettingStep.objects.filter(volunteer=OuterRef("pk"), kind=VettingKind.RECORD_CHECK)
    holds = Case(When(outcome=VettingOutcome.CLEAR, then=F("valid_until")), default=Value(NO_CHECK))
    latest = checks.order_by("-done_on", "-pk").annotate(holds=holds).values("holds")[:1]
    return volunteers.update(cleared_until=Coalesce(Subquery(latest), Value(NO_CHECK)))


def in_standing(on: date) -> QuerySet[Volunteer]:
    """Volunteers who may serve on that day: the same rule as `serve_denied_reason`, for whole lists."""
    checks = VettingStep.objects.filter(
        volunteer=OuterRef("pk"), kind=VettingKind.RECORD_CHECK, done_on__lte=on
    ).order_by("-done_on", "-pk")
    rows: QuerySet[Volunteer] = Volunteer.objects.unscoped("who may serve, wherever they help")
    latest = rows.filter(state=VolunteerState.ACTIVE).annotate(
        check_outcome=Subquery(checks.values("outcome")[:1]), check_until=Subquery(checks.values("valid_until")[:1])
    )
    return latest.filter(check_outcome=VettingOutcome.CLEAR, check_until__gte=on)
