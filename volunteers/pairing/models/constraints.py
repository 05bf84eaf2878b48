"""What the database itself refuses about pairings."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ..enums import DECIDED, LIVE, RUNNING, Answer, PairingState

AGREED = (PairingState.CONSENTED, PairingState.HEARD, PairingState.APPROVED, *RUNNING)
CHILD_WAS_HEARD = (PairingState.HEARD, PairingState.APPROVED, *RUNNING)

CONSTRAINTS: list[models.BaseConstraint] = [
    models.UniqueConstraint(
        fields=["child", "volunteer"],
        condition=Q(state__in=LIVE),
        name="pairing_one_live_per_child_and_volunteer",
    ),
    models.UniqueConstraint(
        fields=["child"],
        condition=Q(is_primary=True) & Q(state__in=LIVE),
        name="pairing_one_caring_parent_per_child",
    ),
    models.CheckConstraint(
        condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
        name="pairing_approver_is_not_the_proposer",
    ),
    models.CheckConstraint(
        condition=Q(supervisor=None) | Q(deputy=None) | ~Q(supervisor=F("deputy")),
        name="pairing_supervisor_is_not_the_deputy",
    ),
    models.CheckConstraint(
        condition=~Q(state__in=AGREED)
        | (Q(consent_on__isnull=False) & ~Q(consent_way="") & Q(consent_recorded_by__isnull=False)),
        name="pairing_goes_on_only_with_consent",
    ),
    models.CheckConstraint(
        condition=~Q(state__in=AGREED) | Q(guardian_answer=Answer.YES),
        name="pairing_goes_on_only_with_the_guardians_yes",
    ),
    models.CheckConstraint(
        condition=~Q(state__in=CHILD_WAS_HEARD) | ~Q(child_answer__in=[Answer.NO, Answer.UNSURE]),
        name="pairing_never_goes_on_after_the_childs_no",
    ),
    models.CheckConstraint(
        condition=~Q(state__in=CHILD_WAS_HEARD) | (Q(heard_on__isnull=False) & Q(heard_by__isnull=False)),
        name="pairing_goes_on_only_with_the_child_heard",
    ),
    models.CheckConstraint(
        condition=~Q(state__in=DECIDED) | (Q(approved_by__isnull=False) & Q(approved_at__isnull=False)),
        name="pairing_starts_only_approved",
    ),
    models.CheckConstraint(
        condition=~Q(state__in=DECIDED) | (Q(supervisor__isnull=False) & Q(deputy__isnull=False)),
        name="pairing_starts_only_supervised",
    ),
    models.CheckConstraint(
        condition=~Q(state__in=RUNNING) | Q(started_at__isnull=False), name="pairing_active_has_begun"
    ),
    models.CheckConstraint(
        condition=~Q(state=PairingState.PAUSED) | (~Q(paused_reason="") & Q(paused_at__isnull=False)),
        name="pairing_paused_says_why",
    ),
    models.CheckConstraint(
        condition=~Q(state=PairingState.ENDED) | (~Q(ended_reason="") & Q(ended_at__isnull=False)),
        name="pairing_ended_says_why",
    ),
    models.CheckConstraint(
        condition=~Q(state=PairingState.DECLINED) | (~Q(declined_reason="") & Q(declined_at__isnull=False)),
        name="pairing_declined_says_why",
    ),
    models.CheckConstraint(
        condition=~Q(state__in=RUNNING) | Q(accepted_at__isnull=False) | Q(supervisors_asked=False),
        name="pairing_starts_only_accepted_by_both",
    ),
    models.CheckConstraint(
        condition=Q(supervisors_asked=False) | (~Q(supervisor=F("proposed_by")) & ~Q(deputy=F("proposed_by"))),
        name="pairing_proposer_is_not_who_looks_after_it",
    ),
]
