"""The controlled vocabularies of volunteering, and why something may be refused."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VolunteerState(models.TextChoices):
    """One lifecycle from the first answer to the end of the engagement."""

    DRAFT = "draft", pgettext_lazy("volunteer", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("volunteer", "Submitted")
    SCREENING = "screening", pgettext_lazy("volunteer", "Screening")
    INFO_REQUESTED = "info_requested", pgettext_lazy("volunteer", "More information asked for")
    INTERVIEW = "interview", pgettext_lazy("volunteer", "Interview")
    TRAINING = "training", pgettext_lazy("volunteer", "Training")
    APPROVED = "approved", pgettext_lazy("volunteer", "Approved")
    ACTIVE = "active", pgettext_lazy("volunteer", "Active")
    SUSPENDED = "suspended", pgettext_lazy("volunteer", "Suspended")
    ENDED = "ended", pgettext_lazy("volunteer", "Ended")
    REJECTED = "rejected", pgettext_lazy("volunteer", "Not accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("volunteer", "Withdrawn")


OVER = (VolunteerState.ENDED, VolunteerState.REJECTED, VolunteerState.WITHDRAWN)
IN_REVIEW = (
    VolunteerState.SUBMITTED,
    VolunteerState.SCREENING,
    VolunteerState.INFO_REQUESTED,
    VolunteerState.INTERVIEW,
    VolunteerState.TRAINING,
    VolunteerState.APPROVED,
)
ENGAGED = (VolunteerState.ACTIVE, VolunteerState.SUSPENDED)
UNDER_WAY = IN_REVIEW + ENGAGED
STATE_TAGS = {
    VolunteerState.SUBMITTED.value: "accent",
    VolunteerState.INFO_REQUESTED.value: "warn",
    VolunteerState.SUSPENDED.value: "danger",
    VolunteerState.ENDED.value: "plain",
    VolunteerState.REJECTED.value: "plain",
    VolunteerState.WITHDRAWN.value: "plain",
}


class ServiceType(models.TextChoices):
    """What a volunteer can do for a child."""

    PSYCHOLOGICAL = "psychological", _("Listening and psychological support")
    TUTORING = "tutoring", _("Help with homework")
    DAILY = "daily", _("Help in daily life")


class TimeSlot(models.TextChoices):
    """When a volunteer has time."""

    WEEKDAY_AFTERNOON = "weekday_afternoon", _("Weekdays after school")
    WEEKDAY_EVENING = "weekday_evening", _("Weekday evenings")
    SATURDAY = "saturday", _("Saturdays")
    SUNDAY = "sunday", _("Sundays")
    HOLIDAY = "holiday", _("School holidays")


class VettingKind(models.TextChoices):
    """What must be done before approval."""

    RECORD_CHECK = "record_check", _("Record check")
    INTERVIEW = "interview", pgettext_lazy("volunteer check", "Interview")
    CONDUCT = "conduct", _("Code of conduct signed")
    TRAINING = "training", _("Required training")


class VettingOutcome(models.TextChoices):
    """The outcome is stored, never the record it comes from."""

    CLEAR = "clear", pgettext_lazy("volunteer check", "Passed")
    NOT_CLEAR = "not_clear", pgettext_lazy("volunteer check", "Not passed")


class VolunteerRefusal(models.TextChoices):
    """Why a step of an application is refused, and what to do."""

    NOT_COUNTY = "not_county", _("Only a vetting officer of the county can do this.")
    OWN = "own", _("Nobody vets themselves. Please ask a colleague to do this.")
    MOVED_ON = (
        "moved_on",
        _("This has moved on since you opened the page. Nothing was changed."),
    )
    NOT_YOURS = "not_yours", _("Only the person who applied can do this.")
    NO_CONSENT = "no_consent", _("Please read the privacy notice and agree to it first.")
    INCOMPLETE = "incomplete", _("Some answers are still missing. They are marked below.")
    CONDUCT_UNSIGNED = "conduct_unsigned", _("Please read the code of conduct and sign it.")
    UNDER_AGE = "under_age", _("You need to be 18 or older to volunteer with children.")
    ASK_THE_OFFICE = (
        "ask_the_office",
        _("We cannot take this application online. Please call the county office; they will help you."),
    )
    REASON_MISSING = "reason_missing", _("Please give a reason.")
    CHECK_MISSING = "check_missing", _("There is no record check yet. Ask the police for one and record the outcome.")
    CHECK_NOT_CLEAR = "check_not_clear", _("The latest record check was not passed.")
    CHECK_EXPIRED = "check_expired", _("The record check has run out. Ask the police for a new one.")
    INTERVIEW_MISSING = "interview_missing", _("The interview has not been recorded as passed.")
    CONDUCT_MISSING = "conduct_missing", _("The code of conduct has not been signed.")
    TRAINING_MISSING = "training_missing", _("The required training has not been recorded as passed.")
    CHECK_TOO_LONG = (
        "check_too_long",
        _("A record check is valid for one year at most (Minors Protection Law)."),
    )
    CHECK_ENDLESS = "check_endless", _("Please say until when the record check is valid.")
    INTERVIEW_PAST = "interview_past", _("Please choose a time to come.")
    DONE_IN_FUTURE = "done_in_future", _("The day it was done cannot be in the future.")
    ENDS_TOO_EARLY = "ends_too_early", _("It cannot end before the day it was done.")
