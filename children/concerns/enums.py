"""The controlled vocabularies of reports of concern."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ConcernState(models.TextChoices):
    """Where a report stands."""

    RECEIVED = "received", pgettext_lazy("concern", "Received")
    TRIAGED = "triaged", pgettext_lazy("concern", "Being looked into")
    REPORTED = "reported", _("Passed on to the authority")
    NOT_REPORTABLE = "not_reportable", _("Nothing to pass on")


OPEN = (ConcernState.RECEIVED, ConcernState.TRIAGED)


class Urgency(models.TextChoices):
    """How soon something must be done; given at the first reading."""

    NOW = "now", pgettext_lazy("urgency", "At once")
    DAYS = "days", pgettext_lazy("urgency", "Within days")
    WATCH = "watch", pgettext_lazy("urgency", "Keep an eye on it")


class ReporterDuty(models.TextChoices):
    """Whether the reporter is under the legal duty to report (Minors Protection Law, art. 11)."""

    NONE = "", _("None of these, or I would rather not say")
    SCHOOL = "school", _("I work at a school or kindergarten")
    HEALTH = "health", _("I work at a hospital or clinic")
    VILLAGE = "village", _("I work for the village, the community or the town")
    CARE = "care", _("I work with children elsewhere: a home, a centre, a training class")
    LODGING = "lodging", _("I work at a hotel or another lodging")
    OTHER = "other", _("My work brings me close to children in another way")


class EntryKind(models.TextChoices):
    """What an appended entry is."""

    FACT = "fact", _("Added by the reporter")
    TRIAGE = "triage", _("First reading")
    NOTE = "note", pgettext_lazy("concern", "Note")
    MESSAGE = "message", _("Message to the reporter")
    REPORTED = "reported", _("Passed on to the authority")
    PROPOSED = "proposed", _("Proposed: nothing to pass on")
    CONFIRMED = "confirmed", _("Confirmed: nothing to pass on")
    SENT_BACK = "sent_back", _("Not confirmed: it stays open")
    REOPENED = "reopened", _("Looked into again")
    NAMED = "named", _("Someone named in it was shut out")
    LIFTED = "lifted", _("Someone was let in again")
    ESCALATED = "escalated", _("Given to others, as nobody here may open it")
    LET_IN = "let_in", _("A colleague was let in")


class Part(models.TextChoices):
    """What someone with an account has to do with a report."""

    NAMED = "named", _("named in it: may not see it")
    ASSIGNED = "assigned", _("handles it instead of those named in it")


class ConcernRefusal(models.TextChoices):
    """Why something is refused."""

    NOT_RECEIVED = "not_received", _("Someone has read this report already. The page below is up to date.")
    NOT_TRIAGED = "not_triaged", _("This step belongs to a report that is being looked into.")
    OVER = "over", _("This report has been decided.")
    NOT_OVER = "not_over", _("Only a decided report can be taken up again.")
    ALREADY_PROPOSED = "already_proposed", _("Someone has proposed this already: a second person must now decide.")
    NOTHING_PROPOSED = "nothing_proposed", _("There is no proposal to decide any more.")
    SAME_PERSON = "same_person", _("The second signature must be another person's. Ask a colleague.")
    NOT_YOURS = "not_yours", _("You cannot work on this report.")
    OWN_NAME = "own_name", _("Nobody decides this about themselves. Ask a colleague.")
    NOT_SHUT_OUT = "not_shut_out", _("This person is not shut out of this report.")
    NOT_TO_LET_IN = (
        "not_to_let_in",
        _("This person cannot be let in: no office for it, in it already, or not somebody else than you."),
    )
    FULL = "full", _("No more can be added here. Please call one of the numbers above.")
