"""The controlled vocabularies of volunteering, and why something may be refused."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VolunteerState(models.TextChoices):
    """One lifecycle from the first answer to the end of the engagement."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    SCREENING = "screening", _("Screening")
    INFO_REQUESTED = "info_requested", _("More information asked for")
    INTERVIEW = "interview", _("Interview")
    TRAINING = "training", _("Training")
    APPROVED = "approved", _("Approved")
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    ENDED = "ended", _("Ended")
    REJECTED = "rejected", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OVER = (VolunteerState.ENDED, VolunteerState.REJECTED, VolunteerState.WITHDRAWN)


class ServiceType(models.TextChoices):
    """What a volunteer can do for a child."""

    PSYCHOLOGICAL = "psychological", _("Listening and psychological support")
    TUTORING = "tutoring", _("Help with homework")
    DAILY = "daily", _("Help in daily life")


class VettingKind(models.TextChoices):
    """What must be done before approval."""

    RECORD_CHECK = "record_check", _("Record check")
    INTERVIEW = "interview", _("Interview")
    CONDUCT = "conduct", _("Code of conduct signed")
    TRAINING = "training", _("Required training")


class VettingOutcome(models.TextChoices):
    """The outcome is stored, never the record it comes from."""

    CLEAR = "clear", _("Passed")
    NOT_CLEAR = "not_clear", _("Not passed")
