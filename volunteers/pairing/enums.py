"""The controlled vocabularies of pairing, and why something may be refused."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.enums import IndependenceReason


class PairingState(models.TextChoices):
    """Where a pairing stands."""

    PROPOSED = "proposed", _("Proposed")
    CONSENTED = "consented", _("Guardian has agreed")
    HEARD = "heard", _("Child has been heard")
    APPROVED = "approved", pgettext_lazy("pairing", "Approved")
    ACTIVE = "active", pgettext_lazy("pairing", "Active")
    PAUSED = "paused", pgettext_lazy("pairing", "Paused")
    ENDED = "ended", pgettext_lazy("pairing", "Ended")
    DECLINED = "declined", _("Declined")


BEFORE_APPROVAL = (PairingState.PROPOSED, PairingState.CONSENTED, PairingState.HEARD)
BEFORE_START = (*BEFORE_APPROVAL, PairingState.APPROVED)
RUNNING = (PairingState.ACTIVE, PairingState.PAUSED)
LIVE = BEFORE_START + RUNNING
DECIDED = (PairingState.APPROVED, *RUNNING)


class ConsentWay(models.TextChoices):
    """How the guardian agreed."""

    IN_PERSON = "in_person", _("In person")
    PHONE = "phone", _("By phone")
    WRITTEN = "written", _("In writing")


class Answer(models.TextChoices):
    """What somebody answers who is asked; only a yes goes on."""

    YES = "yes", pgettext_lazy("an answer", "Yes")
    NO = "no", pgettext_lazy("an answer", "No")
    UNSURE = "unsure", pgettext_lazy("an answer", "Not sure yet: ask again")


class DeclineReason(models.TextChoices):
    """Why a pairing does not come about."""

    GUARDIAN = "guardian", _("The guardian does not agree")
    CHILD = "child", _("The child does not want it")
    NOT_SUITABLE = "not_suitable", _("Not suitable after all")
    VOLUNTEER = "volunteer", _("The volunteer cannot take it on")
    CHILD_LEFT = "child_left", _("The child moved away or has grown up")


class PauseReason(models.TextChoices):
    """Why a pairing rests."""

    STANDING = "standing", _("The volunteer is suspended")
    CHECK_LAPSED = "check_lapsed", _("The record check has run out")
    ALLEGATION = "allegation", _("Something has to be cleared up first")
    GUARDIAN = "guardian", _("The guardian asked for it")
    CHILD = "child", _("The child asked for it")
    VOLUNTEER = "volunteer", _("The volunteer asked for it")


class EndReason(models.TextChoices):
    """Why a pairing ended."""

    COMPLETED = "completed", _("The agreed time is over")
    CHILD_LEFT = "child_left", _("The child moved away or has grown up")
    GUARDIAN = "guardian", _("The guardian withdrew consent")
    CHILD = "child", _("The child no longer wants it")
    VOLUNTEER_LEFT = "volunteer_left", _("The volunteer stopped")
    SAFEGUARDING = "safeguarding", _("To protect the child")


class PairingRefusal(models.TextChoices):
    """Why a step of a pairing is refused, and what to do."""

    NOT_YOURS = "not_yours", _("This child is outside your area.")
    NOT_APPROVER = "not_approver", _("A township or county officer approves pairings.")
    OTHER_SCOPE = (
        "other_scope",
        _("The child and the volunteer are not both in your area. Ask the county office to approve this pairing."),
    )
    OTHER_COUNTY = "other_county", _("The volunteer works in another county.")
    OWN = "own", _("You are the volunteer of this pairing. Please ask a colleague to do this.")
    SAME_PERSON = (
        "same_person",
        _("Whoever proposed a pairing, asked the guardian or heard the child cannot approve it. Ask a colleague."),
    )
    NAMED_MEANWHILE = (
        "named_meanwhile",
        _("Somebody else has named others meanwhile. Please compare below, and save again."),
    )
    MOVED_ON = "moved_on", _("This pairing has moved on since you opened the page. Nothing was changed.")
    CHILD_NOT_ACTIVE = "child_not_active", _("The child's record is not active. Confirm it first.")
    VOLUNTEER_NOT_ACTIVE = "volunteer_not_active", _("The volunteer has not taken up the work or has stopped.")
    VOLUNTEER_SUSPENDED = "volunteer_suspended", _("The volunteer is suspended.")
    CHECK_LAPSED = (
        "check_lapsed",
        _("The volunteer's record check is no longer valid. The county office must renew it first."),
    )
    ALREADY_PAIRED = "already_paired", _("This child and this volunteer are already paired or proposed.")
    PRIMARY_TAKEN = (
        "primary_taken",
        _("This child already has a caring parent. Propose this volunteer as additional help."),
    )
    FULL = "full", _("This volunteer already has as many children as agreed. Choose another volunteer.")
    NO_SERVICE = "no_service", _("Choose what the volunteer will do for the child.")
    NO_CONSENT = "no_consent", _("The guardian's consent has not been recorded.")
    NOT_HEARD = "not_heard", _("The child's own wish has not been recorded.")
    ANSWER_UNKNOWN = (
        "answer_unknown",
        _("What the child said is recorded, and not whether it was a yes. Record the answer first."),
    )
    NOT_APPROVED = "not_approved", _("This pairing has not been approved.")
    IN_FUTURE = "in_future", _("The day cannot be in the future.")
    NO_SUPERVISOR = "no_supervisor", _("Name a supervisor and a deputy.")
    SUPERVISORS_SAME = "supervisors_same", _("The supervisor and the deputy must be two people.")
    NOT_STAFF = (
        "not_staff",
        _("The supervisor and the deputy must both be staff responsible for this child's village."),
    )
    SUPERVISOR_PROPOSED = (
        "supervisor_proposed",
        _("Whoever proposed a pairing does not look after it as well. Choose somebody else."),
    )
    SUPERVISOR_NEW = (
        "supervisor_new",
        _("Somebody named was given their role by one of you, or after this began. Choose somebody else."),
    )
    NOT_NAMED = "not_named", _("Only the supervisor and the deputy themselves can say this.")
    NOT_ACCEPTED = "not_accepted", _("The supervisor and the deputy have not both taken it on yet.")
    ALLEGATION_OPEN = (
        "allegation_open",
        _("This was paused to protect the child. Only the county's safeguarding or vetting officers can resume it."),
    )


Reason = PairingRefusal | IndependenceReason
